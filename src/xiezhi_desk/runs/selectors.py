"""Reading jobs, schedules, bundles and trusted offices for pages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count

from xiezhi_desk.library.models import catalogue
from xiezhi_desk.library.shelf import ready
from xiezhi_desk.runs import access as reach
from xiezhi_desk.runs.problems import said
from xiezhi_desk.runs.records import Bundle, Job, Schedule, TrustedOffice
from xiezhi_desk.runs.states import OPEN, JobState
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.library.models import ModelEntry
    from xiezhi_desk.library.shelf import Ready

__all__ = [
    "bundle_of",
    "bundles",
    "job_of",
    "jobs",
    "message_of",
    "models_received",
    "offered",
    "open_jobs",
    "problems_of",
    "readiness",
    "schedule_of",
    "schedules",
    "state_of",
    "tables_of",
    "trusted_offices",
]


def jobs(access: PersonAccess, *, kind: str = "", state: str = "") -> QuerySet[Job]:
    """Jobs of the person's office, newest first."""
    found = reach.jobs(access)
    if kind:
        found = found.filter(kind=kind)
    if state == "open":
        return found.filter(state__in=OPEN)
    if state == "bad":
        return found.filter(state__in=(JobState.FAILED, JobState.LOST))
    return found.filter(state=state) if state else found


def open_jobs(access: PersonAccess) -> int:
    """How many jobs of the office wait or run."""
    return reach.jobs(access).filter(state__in=OPEN).count()


def job_of(access: PersonAccess, number: str) -> Job | None:
    """A job within reach."""
    return reach.jobs(access).filter(number=number).first()


def message_of(job: Job) -> str:
    """What a job is doing now, in the language of the page."""
    said_now = job.message if chinese() else job.message_en or job.message
    if said_now or job.state not in OPEN:
        return said_now
    if job.state == JobState.QUEUED:
        return t("排队等待处理…", "Waiting for a worker …")
    return t("正在启动…", "Starting …")


def state_of(job: Job) -> dict[str, Any]:
    """What the page asks for while a job runs; ``url`` is where it goes on to by itself."""
    said = {
        "state": job.state,
        "label": str(JobState(job.state).label),
        "progress": job.progress,
        "message": message_of(job),
    }
    on = job.result.get("next") if job.state == JobState.DONE else ""
    return {**said, "url": on} if on else said


def problems_of(job: Job) -> list[dict[str, str]]:
    """Everything that was wrong with a job, in the language of the page."""
    if not job.problem:
        return []
    return [said(one) for one in job.problem.get("all") or [job.problem]]


def schedules(access: PersonAccess) -> QuerySet[Schedule]:
    """Schedules of the person's office."""
    return reach.schedules(access)


def schedule_of(access: PersonAccess, number: str) -> Schedule | None:
    """A schedule within reach."""
    return reach.schedules(access).filter(number=number).first()


def bundles(access: PersonAccess, *, model: str = "", signature: str = "") -> QuerySet[Bundle]:
    """Bundles within reach, newest first."""
    found = reach.bundles(access).defer("tables", "disposed", "faults")
    if model:
        found = found.filter(model=model)
    return found.filter(signature=signature) if signature else found


def bundle_of(access: PersonAccess, number: str) -> Bundle | None:
    """A bundle within reach."""
    found = reach.bundles(access).select_related("received_by", "job")
    return found.filter(number=number).first()


def tables_of(bundle: Bundle) -> list[Mapping[str, Any]]:
    """The tables behind a bundle: version, rows, coverage, contracts; titles as the page speaks."""
    title = "title_zh" if chinese() else "title_en"
    return [
        {"input": name, "title": said_of.get(title, said_of.get("table", name)), **said_of}
        for name, said_of in sorted(bundle.tables.items())
    ]


def trusted_offices() -> QuerySet[TrustedOffice]:
    """The offices whose signature is known, with those that are no longer believed."""
    return TrustedOffice.objects.select_related("added_by").order_by("-active", "issuer")


def offered(*, line: str = "", grade: str = "", q: str = "") -> list[ModelEntry]:
    """Shipped models by line, grade and words of title, point, organ or article."""
    words = q.lower().split()
    return [
        one
        for one in catalogue()
        if (not line or one.line == line)
        and (not grade or one.grade == grade)
        and all(word in one.words.lower() for word in words)
    ]


def readiness(model: str, person: Person, today: date) -> Ready:
    """A model against the shelf, for a person's office; kept for ten minutes.

    Raises:
        DoorError: There is no such model.
    """
    office = person.office.name if person.office else ""
    key = hashlib.sha256(f"{model}|{office}|{today}".encode()).hexdigest()
    found: Ready | None = cache.get(f"runs-ready-{key}")
    if found is None:
        found = ready(settings.WORKSPACE, model, person.username, office, today)
        cache.set(f"runs-ready-{key}", found, 600)
    return found


def models_received(access: PersonAccess) -> list[tuple[str, int]]:
    """Models of which bundles are here, with how many."""
    found = reach.bundles(access).values_list("model").annotate(many=Count("pk"))
    return sorted((str(model), int(many)) for model, many in found.order_by())
