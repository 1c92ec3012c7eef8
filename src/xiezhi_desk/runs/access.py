"""How far a person sees runs and bundles, and whose job they may end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.accounts.records import Office
from xiezhi_desk.runs.records import Bundle, Job, Schedule
from xiezhi_desk.runs.states import JobKind
from xiezhi_desk.ui.rights import Answer, Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["ASKS", "bundles", "jobs", "may_ask", "may_end", "schedules"]

ASKS: dict[JobKind, Right] = {
    JobKind.RUN: Right.RUN_MODELS,
    JobKind.LOOK: Right.LOAD_DATA,
    JobKind.LOAD: Right.LOAD_DATA,
    JobKind.READ: Right.LOAD_DATA,
    JobKind.IMPORT: Right.IMPORT_BUNDLES,
    JobKind.EXPORT: Right.EXPORT,
    JobKind.DISPOSE: Right.APPROVE_DATA,
}
"""What a person needs to ask for a kind of job, to end it or to run it again."""


def jobs(access: PersonAccess) -> QuerySet[Job]:
    """Jobs of the person's own office."""
    return Job.objects.filter(office__in=_own(access)).select_related("asked_by", "office")


def schedules(access: PersonAccess) -> QuerySet[Schedule]:
    """Schedules of the person's own office."""
    return Schedule.objects.filter(office__in=_own(access)).select_related("asked_by", "last_job")


def bundles(access: PersonAccess) -> QuerySet[Bundle]:
    """Bundles of the person's office and those below it."""
    return Bundle.objects.filter(office__in=access.offices()).select_related("office")


def _own(access: PersonAccess) -> QuerySet[Office]:
    """The person's own office, as a set; none for who belongs to none."""
    office = getattr(access.person, "office_id", None)
    return Office.objects.filter(pk=office) if office else Office.objects.none()


def may_ask(access: PersonAccess, kind: str) -> Answer:
    """Whether a person may ask for a kind of job."""
    return access.may(ASKS[JobKind(kind)])


def may_end(access: PersonAccess, job: Job) -> Answer:
    """Whether a person may end a job or run it again: who asked for it, and who could have."""
    if job.asked_by_id is not None and job.asked_by_id == access.person.pk:
        return Answer(yes=True, reason=t("这是您发起的任务", "you asked for this job"))
    return may_ask(access, job.kind)
