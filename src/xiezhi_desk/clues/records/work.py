"""What people do with a clue: steps, notes, attachments, snoozes, saved views."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiezhi_desk.accounts.records import Line, Office
from xiezhi_desk.clues.records.clue import Clue

__all__ = [
    "Attachment",
    "Conflict",
    "Named",
    "Note",
    "OfficeTerm",
    "Route",
    "SavedView",
    "Snooze",
    "Step",
]

PERSON = settings.AUTH_USER_MODEL


class Step(models.Model):
    """One thing done to a clue: a move between states or offices; the clue's history.

    Attributes:
        name: A move of ``states.TRANSITIONS``, or ``hand_down`` 交办, ``raise`` 提办,
            ``take_over`` 领办, ``urge`` 督办, ``receive``, ``feedback``, ``snooze``,
            ``restrict``, ``merge``, ``part``, ``arrived``.
        of: The order a ``receive``, ``handling`` or ``feedback`` answers.
        received_at, answered_at: Of an order: when it was signed for, and reported back.
    """

    clue = models.ForeignKey(
        Clue, on_delete=models.CASCADE, related_name="steps", db_index=False, db_constraint=False
    )
    name = models.CharField(max_length=30)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, blank=True)
    from_office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    to_office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    to_person = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    due = models.DateField(null=True)
    of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="answers", db_index=False
    )
    received_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("at", "id")
        indexes = (
            models.Index(fields=("clue", "at"), name="step_clue"),
            models.Index(fields=("of",), condition=models.Q(of__isnull=False), name="step_answers"),
            models.Index(
                fields=("to_person", "name"),
                condition=models.Q(to_person__isnull=False),
                name="step_to_person",
            ),
        )


class OfficeTerm(models.Model):
    """A number of days an office set for itself where no national rule gives one.

    Attributes:
        event: ``hand_down``, ``raise``, ``send_across``, ``transfer``, ``urge`` or ``task``.
        basis: The local rule it comes from, by name and article.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="terms")
    event = models.CharField(max_length=20)
    days = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=200)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "event"), name="term_once"),)


class Note(models.Model):
    """A note on a clue; withdrawn, never deleted."""

    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class Attachment(models.Model):
    """A file on a clue: its hash, who brought it, when and where it was obtained."""

    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=100)
    stored = models.CharField(max_length=200)
    obtained_where = models.CharField(max_length=200)
    obtained_on = models.DateField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)


class Snooze(models.Model):
    """A clue put aside until a day, with the reason."""

    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, related_name="snoozes")
    until = models.DateField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class SavedView(models.Model):
    """A named set of filters of a person; shared within the office when wished.

    Attributes:
        query: The list's address without its path: what was asked, nothing empty.
        first: What the list shows its owner when nothing is asked.
    """

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    shared = models.BooleanField(default=False)
    first = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "name"), name="view_once"),
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(first=True), name="view_one_first"
            ),
        )


class Named(models.Model):
    """A person who may see a restricted or sensitive clue."""

    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("clue", "person"), name="named_once"),)


class Conflict(models.Model):
    """A person's declared conflict of interest (回避) with an organ, or with one clue."""

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="conflicts")
    organ = models.CharField(max_length=200, blank=True)
    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, null=True, related_name="conflicts")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Route(models.Model):
    """To which office a clue goes: the first rule that fits; an upper office's rules come first.

    Attributes:
        owner: The office that set it. It holds for organs of its own place and those below, and
            sends to its own subtree only: no county can draw another's clues to itself.
        place: Its place among the owner's rules.
        model, line, organ_contains, division: What must hold; empty holds always.
        level: Level of the office that receives: the supervised organ's place decides which one.
        office: A fixed office instead.
    """

    owner = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="routes")
    place = models.PositiveSmallIntegerField()
    model = models.CharField(max_length=120, blank=True)
    line = models.CharField(max_length=20, choices=Line, blank=True)
    organ_contains = models.CharField(max_length=60, blank=True)
    division = models.CharField(max_length=6, blank=True)
    level = models.CharField(max_length=10, blank=True)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ("owner__path", "place", "id")
