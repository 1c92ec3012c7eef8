"""What a worker writes about a job: claimed, alive, ended. One UPDATE each, guarded by state."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, close_old_connections, connection
from django.db.models import F

from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.states import JobState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = ["alive", "beat", "claim", "end", "me", "patiently"]

PATIENCE_SECONDS = 120.0


def me() -> str:
    """This process as jobs name it: host, process, its start (a number is used again one day)."""
    pid = os.getpid()
    return f"{socket.gethostname()[:40]}:{pid}:{_start_of(pid)}"


def alive(worker: str) -> bool | None:
    """Whether the process named still runs; None when it is on another host."""
    host, _, rest = worker.rpartition(":")[0].rpartition(":")
    start = worker.rpartition(":")[2]
    if host != socket.gethostname()[:40] or not rest.isdecimal():
        return None
    pid = int(rest)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return _start_of(pid) == start  # it runs, as somebody else
    return _start_of(pid) == start


def _start_of(pid: int) -> str:
    """When a process began, in ticks since the machine did; 0 where the system does not say."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return "0"


def claim(job_id: int, now: datetime) -> Job | None:
    """Take a waiting job; None when it was cancelled or another worker has it."""
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        worker=me(),
        attempt=F("attempt") + 1,
        started_at=now,
        heartbeat_at=now,
        ended_at=None,
        wish="",
        problem={},
    )
    return Job.objects.select_related("office", "asked_by").get(pk=job_id) if taken else None


def beat(job: Job, told: dict[str, Any], now: datetime) -> str | None:
    """A sign of life with the newest progress.

    Returns:
        The wish of people (empty: none); None when the job is no longer ours (a reaper took it).
    """
    ours = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker)
    if not ours.update(heartbeat_at=now, **told):
        return None
    return ours.values_list("wish", flat=True).first()


def end(job: Job, state: JobState, now: datetime, **values: Any) -> bool:
    """Write how a job ended; False when it is no longer ours."""
    ended_at = None if state == JobState.QUEUED else now
    ours = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker)
    return bool(ours.update(state=state, ended_at=ended_at, heartbeat_at=now, **values))


def patiently(write: Callable[[], Any], seconds: float = PATIENCE_SECONDS) -> Any:
    """Do a write even though the database is locked for a while or the server restarts.

    Raises:
        OperationalError: It did not work in all that time.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            return write()
        except OperationalError:
            if time.monotonic() > until:
                raise
            if not connection.in_atomic_block:
                close_old_connections()
            time.sleep(0.5)
