"""Schedules: set, paused, due. A missed one runs once; never two of the same at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from xiezhi_desk.audit.services import record
from xiezhi_desk.runs.moments import next_moment
from xiezhi_desk.runs.records import Job, Schedule
from xiezhi_desk.runs.services.jobs import start
from xiezhi_desk.runs.states import OPEN, JobKind

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Office, Person

__all__ = ["change", "remove", "run_due", "schedule", "switch"]


def schedule(
    title: str,
    model_ids: list[str],
    every: str,
    on_day: int,
    at_hour: int,
    *,
    by: Person,
    office: Office,
    now: datetime,
    params: dict[str, Any] | None = None,
) -> Schedule:
    """Set models to run every day, week or month."""
    with transaction.atomic():
        made = Schedule.objects.create(
            title=title,
            model_ids=model_ids,
            every=every,
            on_day=on_day,
            at_hour=at_hour,
            params=params or {},
            next_at=next_moment(every, on_day, at_hour, now),
            office=office,
            asked_by=by,
        )
        _recorded(made, "schedule.made", by, now)
    return made


def change(one: Schedule, values: dict[str, Any], *, by: Person, now: datetime) -> Schedule:
    """Change title, models or times."""
    with transaction.atomic():
        one = Schedule.objects.select_for_update().get(pk=one.pk)
        for name in ("title", "model_ids", "every", "on_day", "at_hour"):
            setattr(one, name, values.get(name, getattr(one, name)))
        one.next_at = next_moment(one.every, one.on_day, one.at_hour, now)
        one.save()
        _recorded(one, "schedule.changed", by, now)
    return one


def switch(one: Schedule, *, active: bool, by: Person, now: datetime) -> Schedule:
    """Pause a schedule or let it go on; what was missed in the pause is not made up for."""
    with transaction.atomic():
        one = Schedule.objects.select_for_update().get(pk=one.pk)
        one.active = active
        if active:
            one.next_at = next_moment(one.every, one.on_day, one.at_hour, now)
        one.save(update_fields=["active", "next_at"])
        _recorded(one, "schedule.resumed" if active else "schedule.paused", by, now)
    return one


def remove(one: Schedule, *, by: Person, now: datetime) -> None:
    """Take a schedule away; the jobs it started stay."""
    with transaction.atomic():
        _recorded(one, "schedule.removed", by, now)
        one.delete()


def run_due(now: datetime) -> list[Job]:
    """Start the job of every schedule that is due.

    One that was missed several times (the machine was off) starts once. One whose last job is
    still open waits for its end.
    """
    due = Schedule.objects.filter(active=True, next_at__lte=now).select_related("last_job")
    return [job for one in due if (job := _start(one, now)) is not None]


def _start(one: Schedule, now: datetime) -> Job | None:
    if one.last_job is not None and one.last_job.state in OPEN:
        return None
    with transaction.atomic():
        later = next_moment(one.every, one.on_day, one.at_hour, now)
        mine = Schedule.objects.filter(pk=one.pk, active=True, next_at=one.next_at)
        if not mine.update(next_at=later, last_at=now):
            return None  # another worker was quicker
        params = {**one.params, "models": one.model_ids, "schedule": one.number}
        job = start(JobKind.RUN, one.title, params, by=one.asked_by, office=one.office, now=now)
        Schedule.objects.filter(pk=one.pk).update(last_job=job)
    return job


def _recorded(one: Schedule, action: str, by: Person, now: datetime) -> None:
    record(
        by=by,
        action=action,
        thing=f"schedule:{one.number}",
        details={"models": len(one.model_ids), "every": one.every},
        now=now,
    )
