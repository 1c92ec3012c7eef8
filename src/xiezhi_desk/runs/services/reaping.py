"""What a worker's death leaves behind is found and put right."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django_tasks_db.models import DBTaskResult

from xiezhi_desk.audit.services import record
from xiezhi_desk.runs.problems import problem
from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.services.keeping import alive
from xiezhi_desk.runs.services.queue import work
from xiezhi_desk.runs.states import JobState

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["KEPT_DAYS", "SILENT_SECONDS", "forget", "reap", "requeue"]

SILENT_SECONDS = 180
"""Without a sign of life for so long: dead, when it is on another machine and cannot be seen."""
KEPT_DAYS = 30


def reap(now: datetime) -> list[Job]:
    """Mark running jobs whose worker died as lost, with the cure.

    A silent worker that still runs is left alone: the database was locked, or the disk is slow.

    Returns:
        The jobs that were lost.
    """
    running = Job.objects.filter(state=JobState.RUNNING)
    return [job for job in running if _is_dead(job, now) and _lose(job, now)]


def requeue(now: datetime) -> int:
    """Waiting jobs that the queue no longer knows (restored from a backup) are put in again."""
    waiting = Job.objects.filter(
        state=JobState.QUEUED, asked_at__lt=now - timedelta(seconds=60)
    ).values_list("pk", flat=True)
    if not waiting:
        return 0
    ready = DBTaskResult.objects.ready().filter(task_path=work.module_path)
    known = {args["args"][0] for args in ready.values_list("args_kwargs", flat=True)}
    left = [pk for pk in waiting if pk not in known]
    for pk in left:
        work.enqueue(pk)
    return len(left)


def forget(now: datetime) -> int:
    """Delete the queue's own rows of long ago; our jobs stay."""
    old = DBTaskResult.objects.filter(enqueued_at__lt=now - timedelta(days=KEPT_DAYS))
    gone: int = old.exclude(pk__in=DBTaskResult.objects.ready().values("pk")).delete()[0]
    return gone


def _is_dead(job: Job, now: datetime) -> bool:
    lives = alive(job.worker)
    if lives is not None:
        return not lives
    limit = now - timedelta(seconds=SILENT_SECONDS)
    return job.heartbeat_at is None or job.heartbeat_at < limit


def _lose(job: Job, now: datetime) -> bool:
    seen = job.heartbeat_at.astimezone().strftime("%H:%M:%S") if job.heartbeat_at else "–"
    lost = problem(
        ("处理任务的进程中断了。", "The worker of this job died."),
        (f"最后一次心跳：{seen}。", f"Its last sign of life: {seen}."),
        (
            "点“再次运行”；已完成的部分不会重复计算或重复导入。",
            "Choose “Run again”; what was finished is neither computed nor imported twice.",
        ),
        where=job.number,
        code="job-lost",
    )
    ours = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker)
    if not ours.update(state=JobState.LOST, ended_at=now, problem=lost, message="", message_en=""):
        return False
    record(by=None, action="job.lost", thing=f"job:{job.number}", now=now)
    return True
