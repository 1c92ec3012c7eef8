"""What came of a founded matter, and special actions: thin but true."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiezhi_desk.accounts.records import Office
from xiezhi_desk.clues.records import Matter
from xiezhi_desk.ui.words import lazy

__all__ = ["Action", "Outcome", "Target"]

PERSON = settings.AUTH_USER_MODEL


class Outcome(models.Model):
    """One document of a founded matter as the business system 2.0 keeps it, and its effect.

    Attributes:
        matter: The live matter it counts for now.
        origin: The matter it was entered on; where it goes back to when matters are parted.
        system_number: The number in the unified business system; this desk issues nothing itself.
        accepted: The organ accepted; None while it has not answered.
    """

    class Kind(models.TextChoices):
        """Kind of document."""

        SUGGESTION = "suggestion", lazy("检察建议", "procuratorial suggestion")
        CORRECTION = "correction", lazy("纠正违法通知书", "notice of correction")
        OPINION = "opinion", lazy("纠正意见", "correction opinion")
        PROTEST = "protest", lazy("抗诉", "protest")
        RETRIAL = "retrial", lazy("再审检察建议", "advice to retry")
        LITIGATION = "litigation", lazy("提起公益诉讼", "public-interest suit")
        FILING = "filing", lazy("立案监督", "supervision of filing")
        TRANSFER = "transfer", lazy("移送线索", "clue transferred")
        OTHER = "other", lazy("其他", "other")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="outcomes")
    origin = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    system_number = models.CharField(max_length=80)
    document_on = models.DateField()
    accepted = models.BooleanField(null=True)
    answered_on = models.DateField(null=True)
    corrected = models.BooleanField(null=True)
    corrected_on = models.DateField(null=True)
    recovered = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    text = models.TextField(blank=True)
    entered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("document_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("origin", "kind", "system_number"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="outcome_once",
            ),
        )


class Action(models.Model):
    """A special action (专项活动): goal, period, lines, models, offices, targets.

    Its legal basis is recorded, as a special action needs one (人民检察院行政诉讼监督规则 122).
    """

    number = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    goal = models.TextField()
    basis = models.CharField(max_length=200)
    begins = models.DateField()
    ends = models.DateField()
    lines = models.JSONField(default=list)
    model_ids = models.JSONField(default=list)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="actions")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class Target(models.Model):
    """What an office is to do in a special action: how many clues to verify, never to find."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="targets")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    verify = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("action", "office"), name="target_once"),)
