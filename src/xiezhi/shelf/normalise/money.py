"""Sums of money: plain numbers at once, in the unit that the mapping names; words by the kernel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.money import Money
from xiezhi.kernel.numeral import fold
from xiezhi.shelf.normalise.cells import bare
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals
from xiezhi.shelf.normalise.number import ABSENT, decimals, refuse_where, scaled

if TYPE_CHECKING:
    from decimal import Decimal

    from xiezhi.shelf.ingest.raw import RawColumn

__all__ = ["UNITS", "money"]

UNITS = {"": 0, "元": 0, "百元": 2, "千元": 3, "万元": 4, "万": 4, "百万元": 6, "亿元": 8, "亿": 8}
"""Power of ten of each unit that bare numbers may be counted in."""

_BARE = re.compile(r"[0-9.,]+\Z")
_UNIT = re.compile("[元圆块角分万亿]")
_NEGATIVE = "it lies outside 0 … 10^15"


def money(column: RawColumn, reading: Reading) -> Normal:
    """Sums in the column's currency; one that names its own unit (2万元) is taken at its word."""
    refusals = Refusals(len(column.cells))
    shift = UNITS.get(reading.unit, 0)

    def parse(text: str) -> Decimal | None:
        return _sum(bare(text), shift, reading.currency)

    ending = "元" if not shift and reading.currency == "CNY" else ""
    values = scaled(column, 2, shift, parse, refusals, ending=ending)
    outside = (values < 0) & (values != ABSENT)
    if outside.any():
        refuse_where(values, outside, _NEGATIVE, "money", refusals)
    return refusals.normal(decimals(values, 18, 2))


def _sum(text: str, shift: int, currency: str) -> Decimal:
    """One sum; bare numbers count the column's unit."""
    folded = fold(text)
    if shift and not _BARE.match(folded) and not _UNIT.search(folded):
        raise RefusedValueError("money", text, "it names a currency and no unit beside a unit")
    try:
        found = Money.parse(text)
    except RefusedValueError as refused:
        if refused.why != "no currency is named":
            raise
        found = Money.of_number(text, currency)
        if _BARE.match(folded):
            return _exact(found, currency).scaleb(shift)
    return _exact(found, currency)


def _exact(found: Money, currency: str) -> Decimal:
    if found.approximate:
        raise RefusedValueError("money", "", "it is only near")
    if found.currency != currency:
        raise RefusedValueError("money", "", f"it is in {found.currency}")
    return found.amount
