"""Decisions on clues, the blind second reading, and to which models an outcome is credited."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiezhi_desk.clues.records.clue import Clue
from xiezhi_desk.clues.states import State

__all__ = ["BlindReading", "Credit", "Decision"]

PERSON = settings.AUTH_USER_MODEL


class Decision(models.Model):
    """What was decided of a clue; an earlier one is superseded, never changed.

    Attributes:
        outcome: ``founded``, ``unfounded``, ``undecidable`` or ``transferred``.
        why: A reason of the model's list: a checklist question that cleared it, an exclusion, …
        text: The explanation in the decider's own words.
        attested: That a person, not a model, checked and decided (个人信息保护法 24).
        bulk: Shared by what was proposed in one list; a second person confirms it as a whole.
        revision: The clue's revision it was decided on.
        stands: False once superseded (refused, withdrawn, reopened).
    """

    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=State)
    why = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    attested = models.BooleanField(default=False)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(
        "Batch", on_delete=models.SET_NULL, null=True, related_name="decisions"
    )
    bulk = models.CharField(max_length=12, blank=True, db_index=True)
    revision = models.PositiveIntegerField()
    stands = models.BooleanField(default=True)

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("clue",), condition=models.Q(stands=True), name="decision_one_stands"
            ),
        )


class BlindReading(models.Model):
    """A second person's reading of a decided clue, drawn by lot, without seeing the decision.

    Attributes:
        agrees: Whether it came to the decision's outcome; None while unread.
    """

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="blind")
    reader = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="blind_readings"
    )
    drawn_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, blank=True)
    why = models.CharField(max_length=80, blank=True)
    text = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    agrees = models.BooleanField(null=True)


class Credit(models.Model):
    """What came of a clue, credited to each model and version that raised it: one row each.

    Rows of a matter are always rebuilt together (``services.crediting``), so they are what the
    standing decisions say now, whatever was merged, parted, reopened or changed before.

    Attributes:
        decision: The clue's own; or the one that founded another clue of its matter.
        own: Whether the decision was on this very clue.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="credits")
    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, related_name="credits")
    model = models.CharField(max_length=120)
    model_version = models.CharField(max_length=20)
    outcome = models.CharField(max_length=12)
    own = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("clue", "model", "model_version"), name="credit_once"),
        )
        indexes = (
            models.Index(fields=("model", "model_version", "own", "outcome"), name="credit_model"),
        )
