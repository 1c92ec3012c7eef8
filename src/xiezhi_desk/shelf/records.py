"""Files handed in for the shelf, until they are loaded; the shelf itself lies in its workspace."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiezhi_desk.accounts.records import Office
from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.states import OPEN, JobState
from xiezhi_desk.ui.words import lazy

__all__ = ["Disposal", "Upload"]


class Upload(models.Model):
    """A file a person handed in: read, mapped, confirmed, then loaded by a job.

    Attributes:
        stored: Its place under the desk's folder; the file goes once it is loaded or dropped.
        table: The standard table chosen; empty while nobody chose.
        documents: A folder of judgments to be read, not a table.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", lazy("待确认", "to be confirmed")
        LOADING = "loading", lazy("上架中", "being loaded")
        LOADED = "loaded", lazy("已上架", "loaded")
        DROPPED = "dropped", lazy("已放弃", "dropped")

    number = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    stored = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    provider = models.CharField(max_length=120)
    documents = models.BooleanField(default=False)
    table = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="uploads")
    at = models.DateTimeField()
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="uploads")

    class Meta:
        ordering = ("-at",)


class Disposal(models.Model):
    """Data whose term has ended, to be removed for good: asked by one person, done by another.

    Attributes:
        contracts: Only what came under these; empty is the whole table.
        job: What carries it out, from the confirmation on.
        record: Number in the shelf's register once it is done.
        done: What went, by kind, as the shelf and the desk counted it.
        left: What could not be reached, in words.
    """

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", lazy("待确认", "to be confirmed")
        DOING = "doing", lazy("处置中", "being disposed of")
        REFUSED = "refused", lazy("未同意", "not agreed to")
        DONE = "done", lazy("已处置", "disposed of")

    number = models.CharField(max_length=12, unique=True)
    table = models.CharField(max_length=60)
    contracts = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="disposals")
    record = models.CharField(max_length=40, blank=True)
    done = models.JSONField(default=dict)
    left = models.JSONField(default=list)

    class Meta:
        ordering = ("-asked_at", "-id")

    @property
    def waits(self) -> bool:
        """Whether a second person may still decide: nothing of it has begun."""
        if self.state != self.State.DOING:
            return self.state == self.State.ASKED
        job = self.job
        return job is not None and job.state == JobState.CANCELLED and job.attempt == 0

    @property
    def stopped(self) -> bool:
        """Whether it was cut off: it is to be gone on with."""
        if self.state != self.State.DOING or self.waits:
            return False
        return self.job is None or self.job.state not in OPEN
