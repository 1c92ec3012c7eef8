"""What a job is, where it can stand, and from where to where it may go."""

from __future__ import annotations

from django.db import models

from xiezhi_desk.ui.words import lazy

__all__ = ["ENDED", "MAY_BECOME", "NEVER_HALF", "OPEN", "JobKind", "JobState"]


class JobKind(models.TextChoices):
    """What a job does."""

    RUN = "run", lazy("运行模型", "run models")
    LOOK = "look", lazy("查看文件", "look at a file")
    LOAD = "load", lazy("数据上架", "load data")
    READ = "read", lazy("读取文书", "read documents")
    IMPORT = "import", lazy("导入卷宗包", "import bundles")
    EXPORT = "export", lazy("导出", "export")
    DISPOSE = "dispose", lazy("处置数据", "dispose of data")


class JobState(models.TextChoices):
    """Where a job stands; ``lost`` is one whose worker died."""

    QUEUED = "queued", lazy("排队", "queued")
    RUNNING = "running", lazy("进行中", "running")
    DONE = "done", lazy("完成", "done")
    FAILED = "failed", lazy("失败", "failed")
    CANCELLED = "cancelled", lazy("已取消", "cancelled")
    LOST = "lost", lazy("中断", "lost")


MAY_BECOME: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.CANCELLED}),
    JobState.RUNNING: frozenset(
        {
            JobState.DONE,
            JobState.FAILED,
            JobState.CANCELLED,
            JobState.LOST,
            JobState.QUEUED,  # the worker stopped in good order and put it back
        }
    ),
    JobState.DONE: frozenset(),
    JobState.FAILED: frozenset({JobState.QUEUED}),
    JobState.CANCELLED: frozenset({JobState.QUEUED}),
    JobState.LOST: frozenset({JobState.QUEUED}),
}
"""From where to where; ``services.jobs`` asks this table and nothing else."""

NEVER_HALF = frozenset({JobKind.DISPOSE})
"""Kinds that are not ended once they have begun: what is begun is gone on with to its end."""

OPEN = frozenset({JobState.QUEUED, JobState.RUNNING})
ENDED = frozenset(JobState) - OPEN
