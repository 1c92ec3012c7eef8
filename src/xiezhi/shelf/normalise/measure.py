"""Quantities, areas, rates and shares: bare numbers in the column's unit, others at their word."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import fold
from xiezhi.shelf.normalise.cells import bare
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals
from xiezhi.shelf.normalise.number import ABSENT, decimal_of, decimals, scaled

if TYPE_CHECKING:
    from xiezhi.shelf.ingest.raw import RawColumn

__all__ = ["AREAS", "areas", "numbers", "quantities", "rates", "shares"]

_SQUARE = ("平方米", "㎡", "m²", "m2", "平米")
AREAS = {
    **dict.fromkeys(("", *_SQUARE), Decimal(1)),
    "亩": Decimal("666.67"),
    "公顷": Decimal(10000),
    "万平方米": Decimal(10000),
    "平方公里": Decimal(1000000),
}
"""Square metres of each unit; 亩 as the tables of the ministry round it."""

_MEASURED = re.compile(r"(-?[0-9][0-9.,]*)([^0-9.,]+)")
_FOURTH = Decimal("0.0001")


def numbers(column: RawColumn, reading: Reading) -> Normal:
    """Bare numbers with four decimal places."""
    refusals = Refusals(len(column.cells))
    return refusals.normal(decimals(scaled(column, 4, 0, decimal_of, refusals), 18, 4))


def quantities(column: RawColumn, reading: Reading) -> Normal:
    """Quantities; a unit beside the number must be the one that the mapping names."""
    refusals = Refusals(len(column.cells))

    def parse(text: str) -> Decimal | None:
        measured = _MEASURED.fullmatch(bare(text).replace(" ", ""))
        if measured is None:
            return decimal_of(text)
        if measured[2] != reading.unit:
            why = f"it carries the unit {measured[2]}, which the mapping does not name"
            raise RefusedValueError("quantity", text, why)
        return decimal_of(measured[1])

    return refusals.normal(decimals(scaled(column, 4, 0, parse, refusals), 18, 4))


def areas(column: RawColumn, reading: Reading) -> Normal:
    """Areas in square metres; 亩 and 公顷 are converted."""
    own = AREAS.get(reading.unit, Decimal(1))
    refusals = Refusals(len(column.cells))

    def parse(text: str) -> Decimal | None:
        measured = _MEASURED.fullmatch(bare(text).replace(" ", ""))
        if measured is None:
            factor, number = own, decimal_of(text)
        else:
            if measured[2] not in AREAS:
                raise RefusedValueError("area", text, f"{measured[2]} is no unit of area")
            factor, number = AREAS[measured[2]], decimal_of(measured[1])
        if number is None:
            return None
        return (number * factor).quantize(_FOURTH, ROUND_HALF_UP)

    if own == 1:
        return refusals.normal(decimals(scaled(column, 4, 0, parse, refusals), 18, 4))
    # Bare numbers in another unit are rounded after the conversion, so each goes through ``parse``.
    values = scaled(_as_texts(column), 4, -99, parse, refusals)
    return refusals.normal(decimals(values, 18, 4))


def rates(column: RawColumn, reading: Reading) -> Normal:
    """Yearly rates in per cent: 4.35, 4.35%; 月利率 and ‰ at their word."""
    refusals = Refusals(len(column.cells))

    def parse(text: str) -> Decimal | None:
        clean = fold(bare(text))
        for ending, factor in (("%", Decimal(1)), ("‰", Decimal("0.1"))):
            if clean.endswith(ending):
                number = decimal_of(clean.removesuffix(ending))
                return None if number is None else number * factor
        return decimal_of(clean)

    values = scaled(column, 4, 0, parse, refusals)
    values[(values != ABSENT) & (abs(values) >= 10**9)] = ABSENT
    return refusals.normal(decimals(values, 9, 4))


def shares(column: RawColumn, reading: Reading) -> Normal:
    """Shares of one: 0.35, 35%."""
    if pa.types.is_floating(column.cells.type):
        return Normal(column.cells.cast(pa.float64()))
    refusals = Refusals(len(column.cells))
    percent = reading.unit == "%"

    def parse(text: str) -> Decimal | None:
        clean = fold(bare(text))
        number = decimal_of(clean.removesuffix("%"))
        if number is None:
            return None
        return number / 100 if clean.endswith("%") or percent else number

    values = scaled(column, 8, -2 if percent else 0, parse, refusals)
    found = pc.divide(pa.array(values).cast(pa.float64()), 1e8)
    return refusals.normal(
        pc.if_else(pa.array(values == ABSENT), pa.scalar(None, pa.float64()), found)
    )


def _as_texts(column: RawColumn) -> RawColumn:
    from xiezhi.shelf.ingest.raw import RawColumn as Raw
    from xiezhi.shelf.normalise.cells import plain_texts

    return Raw(plain_texts(column))
