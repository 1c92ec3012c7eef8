"""What the values of a column prove: identity numbers by their check signs, days, money, numbers.

A sample is normalised as each type in turn; the share that is taken is what speaks for the type.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.shelf.ingest.raw import RawColumn
from xiezhi.shelf.normalise import (
    case_number,
    citizen_id,
    code,
    date,
    month,
    number,
    uscc,
    word,
)
from xiezhi.shelf.normalise.cells import plain_texts
from xiezhi.shelf.normalise.normal import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from xiezhi.shelf.ingest.sheet import Sheet
    from xiezhi.shelf.normalise.normal import Normal

__all__ = ["Profile", "profile_sheet"]

SAMPLE = 2000
_FEWEST_COUNTED = 5
_JUDGED = 300
"""Filled cells of the sample that are tried as each type."""

_PLAIN = Reading()
_SERIAL = Reading(serial=True)
_KINDS: tuple[tuple[str, Callable[[RawColumn, Reading], Normal], float], ...] = (
    ("citizen_id", citizen_id.citizen_ids, 0.3),
    ("uscc", uscc.usccs, 0.3),
    ("case_number", case_number.case_numbers, 0.5),
    ("date", date.dates, 0.6),
    ("month", month.months_of_year, 0.8),
    ("bool", word.booleans, 0.95),
    ("plate", code.plates, 0.8),
)
_DIGITS = r"^\s*[0-9]{5}(\.0+)?\s*$"
_NAME = "^[\\x{4e00}-\\x{9fff}·]{2,4}$"
_ORG = "(公司|厂|店|中心|局|院|所|处|合作社|银行|学校|医院|委员会|大队|支队|政府)"
_AGENCY = "(法院|检察院|公安|局|监狱|看守所|委员会|政府|大队|支队|司法所|中心)$"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a sample of a column shows.

    Attributes:
        title: The column's title.
        filled: Share of cells that hold something.
        distinct: How many different values the sample has.
        shares: Type → share of filled cells that are such.
        serial: Bare numbers that read as days of the last two centuries, most of them whole.
        kind: The likeliest kind in one word, for saying what a delivery changed.
        examples: A few values, for a person's eye.
        typed_days: The file itself says that these are days.
        words: The different values, as far as they are few.
        counts_rows: The values are one more from row to row: the file's own counter.
        day_first: Days are written day or month first: ``dmy`` or ``mdy`` where that is certain.
    """

    title: str
    filled: float
    distinct: int
    shares: dict[str, float] = field(default_factory=dict)
    serial: bool = False
    kind: str = "text"
    examples: tuple[str, ...] = ()
    typed_days: bool = False
    day_first: str = ""
    words: tuple[str, ...] = ()
    counts_rows: bool = False

    def share(self, kind: str) -> float:
        """Share of filled cells that are of a type."""
        return self.shares.get(kind, 0.0)


def profile_sheet(sheet: Sheet, rows: int = SAMPLE) -> tuple[Profile, ...]:
    """Profiles of a sheet's columns from its first rows.

    Raises:
        IngestError: The sheet cannot be read.
    """
    batch = next(iter(sheet.batches(rows)), None)
    if batch is None:
        return tuple(Profile(title, 0.0, 0, kind="blank") for title in sheet.titles)
    return tuple(
        _profile(title, RawColumn(column.cells.slice(0, rows),
                                  None if column.kinds is None else column.kinds[:rows]))
        for title, column in zip(sheet.titles, batch.columns, strict=True)
    )  # fmt: skip


def _profile(title: str, column: RawColumn) -> Profile:
    import numpy as np

    texts = plain_texts(column)
    trimmed = pc.utf8_trim_whitespace(texts)
    filled = pc.fill_null(pc.greater(pc.utf8_length(trimmed), 0), False)  # noqa: FBT003
    places = np.flatnonzero(filled.to_numpy(zero_copy_only=False))
    if not len(places):
        return Profile(title, 0.0, 0, kind="blank")
    words = texts.take(pa.array(places))
    some = column.take(places[:_JUDGED])
    shares = {kind: _taken(normalise(some, _PLAIN)) for kind, normalise, _ in _KINDS}
    shares["uscc"] = _only(uscc.usccs(some, _PLAIN), citizen_id.citizen_ids(some, _PLAIN))
    shares["money"] = shares["number"] = _numeric(some)
    shares["person_name"] = _matching(words, _NAME)
    shares["org_name"] = _matching(words, _ORG)
    shares["agency"] = _matching(words, _AGENCY)
    serial = _matching(words, _DIGITS) > 0.95 and _taken(date.dates(some, _SERIAL)) > 0.95
    distinct = pc.unique(words)
    listed = distinct.to_pylist()
    kind = pa.types.is_date(column.cells.type) or pa.types.is_timestamp(column.cells.type)
    return Profile(
        title, len(places) / len(texts), len(distinct), shares,
        serial=serial and not kind, kind=_kind(shares, column), examples=tuple(listed[:3]),
        typed_days=bool(kind), day_first=_day_first(listed), words=tuple(listed[:200]),
        counts_rows=_counts_rows(words.slice(0, 200).to_pylist()),
    )  # fmt: skip


def _taken(normal: Normal) -> float:
    nulls: int = normal.values.null_count
    return 1.0 - nulls / max(len(normal.values), 1)


def _only(one: Normal, other: Normal) -> float:
    """Share taken by one type and not by the other: some of each pass the other's check."""
    mine = pc.and_(pc.is_valid(one.values), pc.is_null(other.values))
    share: float = pc.mean(mine).as_py() or 0.0
    return share


def _numeric(column: RawColumn) -> float:
    from xiezhi.shelf.normalise.normal import Refusals

    if not len(column.cells):
        return 0.0
    refusals = Refusals(len(column.cells))
    found = number.scaled(column, 8, 0, number.decimal_of, refusals, ending="元")
    there: list[bool] = (found != number.ABSENT).tolist()
    return sum(there) / len(there)


def _counts_rows(values: list[str]) -> bool:
    """Whether each value is the one before plus one."""
    numbers = [value.strip().removesuffix(".0") for value in values]
    if len(numbers) < _FEWEST_COUNTED or not all(one.isdecimal() for one in numbers):
        return False
    return all(int(b) == int(a) + 1 for a, b in itertools.pairwise(numbers))


def _matching(texts: pa.Array, pattern: str) -> float:
    share: float = pc.mean(pc.match_substring_regex(texts, pattern)).as_py() or 0.0
    return share


def _kind(shares: dict[str, float], column: RawColumn) -> str:
    if pa.types.is_floating(column.cells.type) or pa.types.is_integer(column.cells.type):
        return "number" if shares["citizen_id"] < 0.5 else "citizen_id"
    for kind, _, least in _KINDS:
        if shares[kind] >= least and shares[kind] >= 0.5:
            return kind
    return "number" if shares["number"] >= 0.9 else "text"


def _day_first(values: list[str]) -> str:
    """The order of days like 14/6/2023; certain only when a number above 12 shows it."""
    import re

    shape = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./][0-9]{4}")
    pairs = [(int(match[1]), int(match[2])) for value in values if (match := shape.match(value))]
    if not pairs:
        return ""
    first, second = any(one > 12 for one, _ in pairs), any(two > 12 for _, two in pairs)
    if first == second:
        return ""
    return "dmy" if first else "mdy"
