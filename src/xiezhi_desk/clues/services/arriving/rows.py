"""Rows of new clues as the tables take them, and the clues that are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xiezhi_desk.clues.records import Clue, Matter, Sensitivity, Sighting, Step

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from decimal import Decimal

    from xiezhi_desk.library.bundles import BundleCard, ClueRecord

__all__ = ["CLUE", "MATTER", "SIGHTING", "STEP", "Known", "Values", "known", "shut", "values_of"]

MATTER = ("id", "number", "key", "organ", "duty", "office", "made_at")
SIGHTING = ("id", "clue", "bundle", "kind", "evidence", "said", "at")
STEP = (
    "clue", "name", "from_state", "to_state", "to_office", "at", "reason", "details",
)  # fmt: skip
CLUE = (
    "id", "number", "key", "matter", "origin", "model", "model_version", "line", "organ", "act",
    "case_number", "grade", "sensitivity", "amount", "amount_type", "occurred", "expires",
    "suppressed", "presence", "latest", "first_seen", "last_seen", "office",
    "department", "state", "state_since", "restricted", "worth", "worth_why", "revision",
)  # fmt: skip
RECORDS = {"clue": Clue, "matter": Matter, "sighting": Sighting, "step": Step}
SEALED = "sealed"
"""Flag of a clue whose record the law seals (犯罪记录封存): a minor's."""


class Values(NamedTuple):
    """What a run says of a clue and may say otherwise the next time."""

    organ: str
    act: str
    case_number: str
    grade: str
    amount: Decimal | None
    amount_type: str
    occurred: date | None
    expires: date | None
    suppressed: bool


def values_of(record: ClueRecord) -> Values:
    """The changeable values of a record, as long as the columns are."""
    return Values(
        record.organ[:200],
        record.act[:300],
        record.case_number[:80],
        record.grade,
        record.amount,
        record.amount_type[:20],
        record.occurred,
        record.expires,
        record.suppressed,
    )


def shut(card: BundleCard, record: ClueRecord) -> bool:
    """Whether a clue arrives in the restricted channel: a sealed record, or sensitive data."""
    return card.sensitivity == Sensitivity.SENSITIVE or SEALED in record.flags


class Known(NamedTuple):
    """A clue that is there already, as far as a later run asks."""

    id: int
    key: str
    model: str
    office: int
    line: str
    grade: str
    state: str
    suppressed: bool
    restricted: bool
    presence: str
    evidence: str
    bundle: int
    as_of: date | None
    last_seen: datetime


_KNOWN = (
    "id", "key", "model", "office_id", "line", "grade", "state", "suppressed", "restricted",
    "presence", "latest__evidence", "latest__bundle_id", "latest__bundle__as_of", "last_seen",
)  # fmt: skip


def known(keys: Iterable[str]) -> dict[str, Known]:
    """The clues of these keys that the desk has."""
    found: Any = Clue.objects.filter(key__in=list(keys)).order_by().values_list(*_KNOWN)
    return {row[1]: Known(*row) for row in found}
