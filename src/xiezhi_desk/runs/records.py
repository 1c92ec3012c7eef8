"""Jobs, schedules, the bundles received and the offices whose signature is trusted."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiezhi_desk.accounts.records import Line, Office
from xiezhi_desk.runs.states import NEVER_HALF, OPEN, JobKind, JobState
from xiezhi_desk.ui.numbers import new_number
from xiezhi_desk.ui.words import chinese, lazy

__all__ = ["Bundle", "Job", "JobKind", "JobState", "Schedule", "TrustedOffice"]

PERSON = settings.AUTH_USER_MODEL


class Job(models.Model):
    """A long piece of work: our own row, as a queue's stays *running* when its worker dies.

    Attributes:
        title: In Chinese; ``params["title_en"]`` in English, shown by ``heading``.
        params, result: What was asked and what came of it, by the kind's own words.
        progress: 0 to 1; None while nobody can say.
        message: What is being done, in Chinese; ``message_en`` in English.
        heartbeat_at: The worker's last sign of life; a reaper ends jobs without one.
        problem: ``what, where, why, cure`` of a failure, as ``runs.problems`` writes them.
        wish: ``cancel`` when somebody asked for the end.
        attempt: How often it was begun.
        worker: Host, process and its start: ``host:4711:98123``; tells the dead from the living.
    """

    number = models.CharField(max_length=12, unique=True, default=new_number)
    kind = models.CharField(max_length=10, choices=JobKind)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    title = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    progress = models.FloatField(null=True)
    message = models.CharField(max_length=300, blank=True)
    message_en = models.CharField(max_length=300, blank=True)
    wish = models.CharField(max_length=10, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="jobs")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="jobs")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        indexes = (
            models.Index(fields=("state", "heartbeat_at"), name="job_state"),
            models.Index(fields=("office", "-asked_at"), name="job_office"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def stoppable(self) -> bool:
        """Whether its end may be wished: it is open, and nothing of it would be left half done."""
        begun = self.state == JobState.RUNNING or self.attempt > 0
        return self.state in OPEN and not (begun and self.kind in NEVER_HALF)

    @property
    def heading(self) -> str:
        """The title in the language of the page."""
        return self.title if chinese() else str(self.params.get("title_en") or self.title)


class Schedule(models.Model):
    """Models to run every day, week or month at an hour of Asia/Shanghai.

    Attributes:
        number: Opaque, used in addresses.
        params: As a job's that runs models, without the models.
        on_day: Day of the week (1 is Monday) or of the month (a shorter month: its last day).
        last_job: What it started last; while that is open nothing new is started.
    """

    class Every(models.TextChoices):
        """How often."""

        DAY = "day", lazy("每天", "daily")
        WEEK = "week", lazy("每周", "weekly")
        MONTH = "month", lazy("每月", "monthly")

    number = models.CharField(max_length=12, unique=True, default=new_number)
    title = models.CharField(max_length=120)
    params = models.JSONField(default=dict)
    model_ids = models.JSONField(default=list)
    every = models.CharField(max_length=6, choices=Every)
    on_day = models.PositiveSmallIntegerField(default=1)
    at_hour = models.PositiveSmallIntegerField(default=6)
    next_at = models.DateTimeField()
    active = models.BooleanField(default=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="schedules")
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="schedules")
    last_job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    last_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("office", "title", "id")
        indexes = (models.Index(fields=("active", "next_at"), name="schedule_due"),)

    def __str__(self) -> str:
        return self.title


class Bundle(models.Model):
    """A run bundle received: its card; the folder itself lies in the store of the desk.

    Attributes:
        number: Opaque, used in addresses.
        folder: Relative to the store.
        model: The model's id; ``version`` and ``logic`` are its version and hash.
        counts: As the manifest says them: rows, clues, pending, not checkable, excluded …
        tables: Table versions with contracts and coverage, as the manifest says them.
        signature: ``valid``, ``unknown_issuer``, ``unsigned``; a broken one is refused at the door.
        received: ``run`` (made here), ``page``, ``command``, ``folder`` (watched).
        disposed: Disposals that touched it, as ``disposed.json`` says them.
        checked_at: When its sums were last checked; ``faults`` what was found then.
    """

    again = False
    """Set on a bundle ``receive_bundle`` found to be here already; no column."""

    number = models.CharField(max_length=12, unique=True, default=new_number)
    run_key = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    folder = models.CharField(max_length=200, unique=True)
    model = models.CharField(max_length=120)
    version = models.CharField(max_length=20)
    logic = models.CharField(max_length=64)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300, blank=True)
    line = models.CharField(max_length=20, choices=Line)
    purpose = models.CharField(max_length=80, blank=True)
    sensitivity = models.CharField(max_length=20)
    grade = models.CharField(max_length=12)
    as_of = models.DateField(null=True)
    issuer = models.CharField(max_length=120, blank=True)
    signature = models.CharField(max_length=20)
    counts = models.JSONField(default=dict)
    tables = models.JSONField(default=dict)
    disposed = models.JSONField(default=list)
    checked_at = models.DateTimeField(null=True)
    faults = models.JSONField(default=list)
    received = models.CharField(max_length=10)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="bundles")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="bundles")

    class Meta:
        ordering = ("-received_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("office", "run_key", "content_hash"), name="bundle_once"
            ),
        )
        indexes = (models.Index(fields=("model", "-received_at"), name="bundle_model"),)

    def __str__(self) -> str:
        return f"{self.model} {self.number}"


class TrustedOffice(models.Model):
    """An office whose signature on bundles is trusted; kept by the security administrator.

    Attributes:
        issuer: The name it signs with.
        public_key: Ed25519, 32 bytes in base64.
        active: Trust withdrawn is kept, not deleted: old bundles name it.
    """

    issuer = models.CharField(max_length=120, unique=True)
    public_key = models.CharField(max_length=200)
    active = models.BooleanField(default=True)
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("issuer",)

    def __str__(self) -> str:
        return self.issuer
