"""Verification: tasks, what came back, batches with one letter and its answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiezhi_desk.accounts.records import Office
from xiezhi_desk.clues.records.clue import Clue
from xiezhi_desk.clues.records.work import Attachment
from xiezhi_desk.ui.words import lazy

__all__ = ["Batch", "BatchAnswer", "Item", "Task"]

PERSON = settings.AUTH_USER_MODEL


class Batch(models.Model):
    """The clues of one model on one organ that move together: one letter, one answer."""

    class State(models.TextChoices):
        """Where the batch stands."""

        DRAFT = "draft", lazy("拟稿", "draft")
        SENT = "sent", lazy("已发出", "sent")
        ANSWERED = "answered", lazy("已复函", "answered")
        CLOSED = "closed", lazy("已办结", "closed")

    number = models.CharField(max_length=12, unique=True)
    model = models.CharField(max_length=120)
    organ = models.CharField(max_length=200)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="batches")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_on = models.DateField(null=True)
    due = models.DateField(null=True)
    due_article = models.CharField(max_length=120, blank=True)
    answered_on = models.DateField(null=True)


class BatchAnswer(models.Model):
    """One line of an organ's answer, as it stood in the returned annex.

    Attributes:
        round: Which import of an annex it came with; a later one never overwrites an earlier.
        said: The line as read: answer, evidence named, day, remark.
        problem: What is wrong with the line; such a line proposes nothing.
        stands: False once a later import answered for the same clue and was applied.
        applied_at: When an outcome was proposed from it.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="answers")
    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, null=True, related_name="answers")
    round = models.PositiveSmallIntegerField(default=1)
    line = models.PositiveIntegerField()
    said = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    stands = models.BooleanField(default=True)
    applied_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")


class Task(models.Model):
    """One thing to verify, of a clue or of a batch: whom to ask for what, sent, due, returned.

    Two or more staff investigate (人民检察院公益诉讼办案规则 36):
    ``second`` is recorded before anything that came back counts as evidence.
    """

    class Way(models.TextChoices):
        """How it is verified. No restraint of persons, no seizure, no freezing."""

        FILE = "file", lazy("调阅卷宗", "consult the file")
        ASK = "ask", lazy("发函询问", "ask by letter")
        DATA = "data", lazy("核对数据", "check other data")
        TALK = "talk", lazy("询问", "interview")
        SITE = "site", lazy("现场勘查", "visit the place")
        EXPERT = "expert", lazy("咨询专业意见", "ask an expert")
        DISCUSS = "discuss", lazy("集体讨论", "discuss")

    number = models.CharField(max_length=12, unique=True)
    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, null=True, related_name="tasks")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, null=True, related_name="tasks")
    way = models.CharField(max_length=8, choices=Way)
    whom = models.CharField(max_length=200)
    what = models.TextField()
    ask = models.JSONField(default=dict)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_on = models.DateField(null=True)
    due = models.DateField(null=True)
    due_article = models.CharField(max_length=120, blank=True)
    returned_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    clears = models.BooleanField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(clue__isnull=False) ^ models.Q(batch__isnull=False),
                name="task_of_a_clue_or_a_batch",
            ),
        )


class Item(models.Model):
    """A piece of evidence: source, time, place, maker (规则 39); proves or excludes.

    Attributes:
        existed: Of evidence for an administrative act: the organ had it when it acted
            (行政诉讼监督规则 58).
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="items")
    source = models.CharField(max_length=200)
    made_on = models.DateField(null=True)
    place = models.CharField(max_length=200, blank=True)
    maker = models.CharField(max_length=120, blank=True)
    proves = models.BooleanField(null=True)
    existed = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
