"""Ask for a job, wish its end, ask for it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from xiezhi_desk.audit.services import record
from xiezhi_desk.runs.problems import Refused, problem
from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.services.queue import work
from xiezhi_desk.runs.states import MAY_BECOME, OPEN, JobKind, JobState

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Office, Person

__all__ = ["again", "cancel", "start"]


def start(
    kind: JobKind,
    title: str,
    params: dict[str, Any],
    *,
    by: Person | None,
    office: Office,
    now: datetime,
) -> Job:
    """Put a job into the queue; a worker takes it within a second.

    Args:
        kind: What it does; its handler is in ``slots.handlers``.
        title: What people read in the list, without a person's data.
        params: What the handler needs, as JSON.
        by: Who asked; None for a schedule or the watched folder.
        office: Whose job it is.
        now: The moment.
    """
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            title=title[:200],
            params=params,
            asked_by=by,
            office=office,
            asked_at=now,
        )
        work.enqueue(job.pk)
        record(
            by=by, action="job.asked", thing=f"job:{job.number}", details={"kind": kind}, now=now
        )
    return job


def cancel(job: Job, *, by: Person | None, now: datetime) -> Job:
    """Wish the end of a job: a waiting one ends at once, a running one when its worker has read it.

    Raises:
        Refused: It has ended already, or must not be left half done.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.state not in OPEN:
            raise Refused(
                [
                    problem(
                        (
                            "任务已经结束，无法取消。",
                            "The job has ended; nothing is left to cancel.",
                        ),
                        cure=("刷新页面查看结果。", "Reload the page to see what came of it."),
                        code="job-ended",
                    )
                ]
            )
        if not job.stoppable:
            raise Refused([_never_half()])
        job.wish = "cancel"
        if job.state == JobState.QUEUED:
            job.state, job.ended_at = JobState.CANCELLED, now
        job.save(update_fields=["wish", "state", "ended_at"])
        record(by=by, action="job.cancelled", thing=f"job:{job.number}", now=now)
    return job


def again(job: Job, *, by: Person | None, now: datetime) -> Job:
    """Put a job that failed, was cancelled or got lost into the queue again, as it was asked for.

    Raises:
        Refused: It is still open, or is done.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if JobState.QUEUED not in MAY_BECOME[JobState(job.state)] or job.state in OPEN:
            raise Refused(
                [
                    problem(
                        (
                            "任务仍在进行或已完成，不能再次运行。",
                            "The job is open or done already.",
                        ),
                        cure=("需要时另建一个任务。", "Ask for a new job if you need one."),
                        code="job-not-again",
                    )
                ]
            )
        job.state, job.wish, job.problem, job.worker = JobState.QUEUED, "", {}, ""
        job.progress, job.message, job.message_en = None, "", ""
        job.started_at = job.heartbeat_at = job.ended_at = None
        job.save()
        work.enqueue(job.pk)
        record(by=by, action="job.again", thing=f"job:{job.number}", now=now)
    return job


def _never_half() -> dict[str, Any]:
    return problem(
        (
            "处置已经开始，不能中途停止。",
            "It has begun and is not stopped half-way.",
        ),
        cure=("请等待完成；中断的可以继续。", "Wait for its end; cut off, it can be gone on with."),
        code="job-never-half",
    )
