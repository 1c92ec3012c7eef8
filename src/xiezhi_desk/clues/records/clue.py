"""A clue, the matter it belongs to, and each time a run raised it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiezhi_desk.accounts.records import Department, Line, Office
from xiezhi_desk.clues.records.packs import PackField
from xiezhi_desk.clues.states import Presence, State
from xiezhi_desk.runs.records import Bundle
from xiezhi_desk.ui.words import lazy

__all__ = ["Clue", "Grade", "Matter", "Sensitivity", "Sighting"]

PERSON = settings.AUTH_USER_MODEL
_ASKED = (
    "line", "suppressed", "restricted", "model", "grade", "presence", "assignee", "due", "expires",
    "occurred", "amount", "amount_type", "snoozed_until",
)  # fmt: skip
"""What lists are filtered by. With these in an index a list is found without reading a clue: of a
million, sixty times quicker than reading them."""


class Grade(models.TextChoices):
    """How sure a model is by nature."""

    CERTAIN = "certain", lazy("确定", "certain")
    SUSPICIOUS = "suspicious", lazy("可疑", "suspicious")
    INDICATIVE = "indicative", lazy("参考", "indicative")


class Sensitivity(models.TextChoices):
    """How protected a clue's data are, as its model says."""

    PUBLIC = "public", lazy("公开", "public")
    PERSONAL = "personal", lazy("个人信息", "personal")
    SENSITIVE = "sensitive_personal", lazy("敏感个人信息", "sensitive personal")


class Matter(models.Model):
    """Clues on one organ's same duty towards one subject; a person may merge and part matters.

    Attributes:
        key: The bundle's matter number; empty for one a person made.
        merged_into: The matter that took this one's clues; each clue remembers its ``origin``.
    """

    number = models.CharField(max_length=12)
    key = models.CharField(max_length=64, null=True)
    organ = models.CharField(max_length=200)
    duty = models.CharField(max_length=300)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="matters", db_constraint=False
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False
    )
    made_at = models.DateTimeField()

    class Meta:
        # Not ``unique=True``: PostgreSQL would get a second index for each, for LIKE.
        constraints = (
            models.UniqueConstraint(fields=("number",), name="matter_number"),
            models.UniqueConstraint(fields=("key",), name="matter_key"),
        )
        indexes = (
            models.Index(
                fields=("merged_into",),
                condition=models.Q(merged_into__isnull=False),
                name="matter_merged",
            ),
        )


class Clue(models.Model):
    """One clue, the same in every run that raises it.

    A bundle brings 100,000 in one transaction, each naming a matter, an office and a department
    that the import read or wrote in that transaction: the database does not check each again (a
    quarter of its work). Deleting goes through Django, which refuses (``PROTECT``).

    Attributes:
        number: The desk's own opaque number, shown and used in addresses.
        key: The bundle's clue number; keyed hash, never shown.
        organ: The organ supervised: the subject of the clue, with the act.
        case_number: Of the judgment or file it is about; empty when there is none.
        presence: What the last run said of it.
        worth: Expected value for the work list; ``worth_why`` its parts.
        revision: Raised by every change; a decision made on an older one is refused.
    """

    number = models.CharField(max_length=12)
    key = models.CharField(max_length=64)
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="clues", db_constraint=False
    )
    origin = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    model = models.CharField(max_length=120)
    model_version = models.CharField(max_length=20)
    line = models.CharField(max_length=20, choices=Line)
    organ = models.CharField(max_length=200)
    act = models.CharField(max_length=300)
    case_number = models.CharField(max_length=80, blank=True)
    grade = models.CharField(max_length=12, choices=Grade)
    sensitivity = models.CharField(max_length=20, choices=Sensitivity)
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    amount_type = models.CharField(max_length=20, default="money")
    occurred = models.DateField(null=True)
    expires = models.DateField(null=True)
    suppressed = models.BooleanField(default=False)
    presence = models.CharField(max_length=8, choices=Presence, default=Presence.CURRENT)
    latest = models.ForeignKey(
        "Sighting",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        # Clue and sighting name each other: a constraint here would be broken from one insert to
        # the next, and SQLite then searches all clues for every sighting that comes.
        db_constraint=False,
    )
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        related_name="clues",
        db_index=False,
        db_constraint=False,
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        related_name="clues",
        db_index=False,
        db_constraint=False,
    )
    assignee = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="clues", db_index=False
    )
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    state_since = models.DateTimeField()
    due = models.DateField(null=True)
    snoozed_until = models.DateField(null=True)
    restricted = models.BooleanField(default=False)
    batch = models.ForeignKey(
        "Batch", on_delete=models.SET_NULL, null=True, related_name="clues", db_index=False
    )
    worth = models.FloatField(default=0)
    worth_why = PackField(default=list)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-worth", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="clue_state_is_known"
            ),
            models.UniqueConstraint(fields=("number",), name="clue_number"),
            models.UniqueConstraint(fields=("key",), name="clue_key"),
        )
        indexes = (
            models.Index(fields=("-worth", "-id", "office", "state", *_ASKED), name="clue_worth"),
            # Without the new ones: most are new, and the list in order of worth meets them.
            models.Index(
                fields=("state", "-worth", "-id", "office", *_ASKED),
                condition=~models.Q(state=State.NEW),
                name="clue_state",
            ),
            models.Index(fields=("office", "-worth", "-id", "state", *_ASKED), name="clue_office"),
            # The few of a kind: each costs nothing when clues arrive.
            models.Index(
                fields=("office", "-worth", "-id", "state", *_ASKED),
                condition=models.Q(restricted=True),
                name="clue_restricted",
            ),
            models.Index(
                fields=("-worth", "-id", "office", "state", *_ASKED),
                condition=models.Q(presence=Presence.CHANGED),
                name="clue_changed",
            ),
            models.Index(
                fields=("-worth", "-id", "office", "state", *_ASKED),
                condition=models.Q(presence=Presence.GONE),
                name="clue_gone",
            ),
            models.Index(
                fields=(
                    "due",
                    "id",
                    "worth",
                    "office",
                    "state",
                    *(one for one in _ASKED if one != "due"),
                ),
                condition=models.Q(due__isnull=False),
                name="clue_due",
            ),
            models.Index(fields=("model", "state", "-worth"), name="clue_model"),
            models.Index(fields=("organ",), name="clue_organ"),
            models.Index(
                fields=("assignee", "state", "due"),
                condition=models.Q(assignee__isnull=False),
                name="clue_assignee",
            ),
            models.Index(
                fields=("batch",), condition=models.Q(batch__isnull=False), name="clue_batch"
            ),
        )


class Sighting(models.Model):
    """A run raised the clue (``new``, ``same``, ``changed``) or no longer did (``gone``).

    What the bundle said is kept for ``new`` and ``changed`` only; ``same`` points to it by hash.

    Attributes:
        evidence: The bundle's hash of values and evidence.
        said: The clue's values and words as ``library`` packs them: unmasked, never shown raw.
        links: What proves it: ``[input, row, step, role]`` of each, in the bundle's order; the rows
            are the bundle's ``EvidenceRow``. Kept with ``said``, a table of its own would have
            hundreds of thousands of rows more a bundle.
    """

    class Kind(models.TextChoices):
        """What the run said."""

        NEW = "new", lazy("首次", "first")
        SAME = "same", lazy("再次", "again")
        CHANGED = "changed", lazy("有变化", "changed")
        GONE = "gone", lazy("未再出现", "gone")

    # No constraints: see ``evidence``.
    clue = models.ForeignKey(
        Clue,
        on_delete=models.CASCADE,
        related_name="sightings",
        db_index=False,
        db_constraint=False,
    )
    bundle = models.ForeignKey(
        Bundle, on_delete=models.PROTECT, related_name="sightings", db_constraint=False
    )
    kind = models.CharField(max_length=8, choices=Kind)
    evidence = models.CharField(max_length=64, blank=True)
    said = PackField(null=True)
    links = PackField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("clue", "bundle"), name="sighting_once"),)
