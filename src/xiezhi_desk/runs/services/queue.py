"""The queue's one task. What a job is stands in our own row; the queue holds its number."""

from __future__ import annotations

from django_tasks import task

from xiezhi_desk.runs.services.keeping import patiently
from xiezhi_desk.runs.services.supervising import supervise
from xiezhi_desk.runs.states import JobState

__all__ = ["work"]


@task()
def work(job_id: int) -> str:
    """Work one job in a process of its own; returns the state it ended in."""
    state = supervise(job_id)
    if state == JobState.QUEUED:  # stopped in good order: the next worker takes it
        patiently(lambda: work.enqueue(job_id))
    return state
