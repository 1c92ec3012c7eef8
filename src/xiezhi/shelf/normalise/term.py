"""Terms of penalties and whole periods: each distinct cell goes through the kernel once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.term import Term
from xiezhi.shelf.ingest.strings import layout
from xiezhi.shelf.normalise.cells import bare, parsed, plain_texts
from xiezhi.shelf.normalise.date import OPEN_END, parse_day
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from xiezhi.shelf.ingest.raw import RawColumn

__all__ = ["ends_of", "periods", "terms"]

_TERM = pa.struct([("kind", pa.string()), ("months", pa.int32()), ("days", pa.int32())])
_PERIOD = pa.struct([("from", pa.date32()), ("to", pa.date32())])
_BETWEEN = re.compile(
    r"\s*(?:至(?!今)|到|~|～|—{1,2}|–|－|--)\s*|(?<=[0-9日号])\s*至(?=今)|\s+-\s+"
)
_HYPHEN = re.compile(r"(?<=[0-9日号])-(?=[0-9]{4})")
_FROM = re.compile(r"^自|起$")
_UNTIL = re.compile(r"止$")


def terms(column: RawColumn, reading: Reading) -> Normal:
    """Kinds of penalty with their length."""

    def parse(text: str) -> dict[str, Any]:
        term = Term.parse(bare(text))
        return {"kind": term.kind and term.kind.value, "months": term.months, "days": term.days}

    return _each(column, parse, _TERM)


def periods(column: RawColumn, reading: Reading) -> Normal:
    """Periods with both ends; an open end is null."""

    def parse(text: str) -> dict[str, Any]:
        first, last = ends_of(text)
        until = Reading(order=reading.order, open_end=True)
        return {"from": parse_day(first, reading), "to": parse_day(last, until)}

    return _each(column, parse, _PERIOD)


def ends_of(text: str) -> tuple[str, str]:
    """The two days of a period written in one cell.

    Raises:
        RefusedValueError: It does not part into two.
    """
    clean = bare(text)
    for between in (_BETWEEN, _HYPHEN):
        parts = [part for part in between.split(clean) if part]
        if len(parts) == 2:
            first, last = (part.strip() for part in parts)
            return _FROM.sub("", first), "至今" if last == "今" else _UNTIL.sub("", last)
    if any(clean.endswith(word) for word in OPEN_END):
        word = max((word for word in OPEN_END if clean.endswith(word)), key=len)
        return clean.removesuffix(word).rstrip("-—~～至 "), "至今"
    raise RefusedValueError("period", text[:40], "it does not part into two days")


def _each(column: RawColumn, parse: Callable[[str], Any], kind: pa.DataType) -> Normal:
    import numpy as np

    refusals = Refusals(len(column.cells))
    texts = plain_texts(column)
    left, values = parsed(texts, np.flatnonzero(layout(texts).lengths > 0), parse, refusals)
    whole: list[Any] = [None] * len(texts)
    for place, value in zip(left, values, strict=True):
        whole[place] = value
    return refusals.normal(pa.array(whole, kind))
