"""Rows of new clues as the tables take them, and the clues that are there already."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from xiezhi_desk.clues.records import Sensitivity
from xiezhi_desk.clues.services.columns import cut
from xiezhi_desk.clues.services.loading import fetch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    import pyarrow as pa

    from xiezhi_desk.library.bundles import BundleCard, ClueRecord

__all__ = [
    "CLUE", "MATTER", "SIGHTING", "STEP", "Known", "ValueColumns", "Values", "columns_of", "known",
    "shut", "shut_column", "values_of",
]  # fmt: skip

MATTER = ("id", "number", "key", "organ", "duty", "office", "made_at")
SIGHTING = ("id", "clue", "bundle", "kind", "evidence", "said", "links", "at")
STEP = (
    "clue", "name", "from_state", "to_state", "to_office", "at", "reason", "details",
)  # fmt: skip
CLUE = (
    "id", "number", "key", "matter", "origin", "model", "model_version", "line", "organ", "act",
    "case_number", "grade", "sensitivity", "amount", "amount_type", "occurred", "expires",
    "suppressed", "presence", "latest", "first_seen", "last_seen", "office",
    "department", "state", "state_since", "restricted", "worth", "worth_why", "revision",
)  # fmt: skip
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


class ValueColumns(NamedTuple):
    """The same of many clues."""

    organ: pa.Array
    act: pa.Array
    case_number: pa.Array
    grade: pa.Array
    amount: pa.Array
    amount_type: pa.Array
    occurred: pa.Array
    expires: pa.Array
    suppressed: pa.Array


_LENGTHS = {"organ": 200, "act": 300, "case_number": 80, "amount_type": 20}
"""How long the columns of the database are."""


def values_of(record: ClueRecord) -> Values:
    """The changeable values of a record, as long as the columns are."""
    told = {name: getattr(record, name) for name in Values._fields}
    return Values(**told | {name: told[name][:length] for name, length in _LENGTHS.items()})


def columns_of(clues: pa.RecordBatch) -> ValueColumns:
    """The changeable values of many, as long as the columns are."""
    told = {name: clues.column(name) for name in Values._fields}
    return ValueColumns(
        **told | {name: cut(told[name], length) for name, length in _LENGTHS.items()}
    )


def shut(card: BundleCard, record: ClueRecord) -> bool:
    """Whether a clue arrives in the restricted channel: a sealed record, or sensitive data."""
    return card.sensitivity == Sensitivity.SENSITIVE or SEALED in record.flags


def shut_column(card: BundleCard, clues: pa.RecordBatch) -> pa.Array:
    """The same of many clues."""
    import pyarrow as pa

    if card.sensitivity == Sensitivity.SENSITIVE:
        return pa.array([True] * len(clues), pa.bool_())
    flags = clues.column("flags").to_pylist()
    return pa.array([bool(some) and SEALED in some for some in flags], pa.bool_())


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
    "SELECT c.id, c.key, c.model, c.office_id, c.line, c.grade, c.state, c.suppressed,"
    " c.restricted, c.presence, s.evidence, s.bundle_id, b.as_of, c.last_seen"
    " FROM clues_clue c JOIN clues_sighting s ON s.id = c.latest_id"
    " JOIN runs_bundle b ON b.id = s.bundle_id WHERE c.key {among}"
)


def known(keys: Iterable[str]) -> dict[str, Known]:
    """The clues of these keys that the desk has."""
    return {row[1]: _typed(Known(*row)) for row in fetch(_KNOWN, (), keys)}


def _typed(row: Known) -> Known:
    """What SQLite gives as a text or a number, in its type."""
    as_of: Any = row.as_of
    last_seen: Any = row.last_seen
    if isinstance(as_of, str):
        as_of = date.fromisoformat(as_of)
    if isinstance(last_seen, str):
        last_seen = datetime.fromisoformat(last_seen).replace(tzinfo=UTC)
    return row._replace(
        suppressed=bool(row.suppressed),
        restricted=bool(row.restricted),
        as_of=as_of,
        last_seen=last_seen,
    )
