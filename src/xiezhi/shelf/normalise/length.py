"""Lengths and counts: months, days, years, ages, ordinals; ``一年零六个月`` is 18 months."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import fold
from xiezhi.kernel.term import Term
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import bare
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals
from xiezhi.shelf.normalise.number import ABSENT, decimal_of, integers, scaled

if TYPE_CHECKING:
    from collections.abc import Callable

    from xiezhi.shelf.ingest.raw import RawColumn

__all__ = ["ages", "counts", "days", "months", "whole_numbers", "years"]

_LARGEST = 2**31 - 1
_COUNTED = re.compile(r"(.+?)(?:人|次|个|件|名|户|张|份|项|笔|辆|台|套)")
_YEARS = re.compile(r"(.+?)(?:周岁|岁|年)")
_DAYS = re.compile(r"(.+?)(?:日|天)")
_NUMBERED = re.compile(r"第?(.+?)[号项款条名]?")


def whole_numbers(column: RawColumn, reading: Reading) -> Normal:
    """Whole numbers, ordinals among them: ``第3名`` is 3."""
    return _whole(column, lambda text: _after(text, _NUMBERED), pa.int32(), _LARGEST)


def counts(column: RawColumn, reading: Reading) -> Normal:
    """Counts of things: ``3人`` is 3."""
    return _whole(column, lambda text: _after(text, _COUNTED), pa.int64(), 10**15)


def years(column: RawColumn, reading: Reading) -> Normal:
    """Lengths in full years."""
    return _whole(column, lambda text: _after(text, _YEARS), pa.int32(), 9999)


def ages(column: RawColumn, reading: Reading) -> Normal:
    """Ages in full years."""
    return _whole(column, lambda text: _after(text, _YEARS), pa.int32(), 150)


def months(column: RawColumn, reading: Reading) -> Normal:
    """Lengths in months; a bare number counts months, or years where the mapping says so."""
    factor = 12 if reading.unit == "年" else 1

    def parse(text: str) -> Decimal | None:
        number = _plain(text)
        if number is not None:
            return number * factor
        term = _term(text)
        if term.days:
            raise RefusedValueError("months", text, "it is no number of full months")
        return Decimal(term.months)

    return _whole(column, parse, pa.int32(), 12000, factor=factor)


def days(column: RawColumn, reading: Reading) -> Normal:
    """Lengths in days; months are none, because they differ in length."""

    def parse(text: str) -> Decimal | None:
        number = _plain(text)
        return _after(text, _DAYS) if number is None else number

    return _whole(column, parse, pa.int32(), 99999)


def _term(text: str) -> Term:
    clean = bare(text)
    try:
        return Term.parse_length(clean)
    except RefusedValueError:
        return Term.parse(clean)


def _plain(text: str) -> Decimal | None:
    try:
        return decimal_of(text)
    except RefusedValueError:
        return None


def _after(text: str, ending: re.Pattern[str]) -> Decimal | None:
    """The number before a harmless ending."""
    match = ending.fullmatch(fold(bare(text)))
    return decimal_of(match[1] if match else text)


def _whole(
    column: RawColumn,
    parse: Callable[[str], Decimal | None],
    kind: pa.DataType,
    largest: int,
    *,
    factor: int = 1,
) -> Normal:
    refusals = Refusals(len(column.cells))
    values = scaled(column, 0, 0, parse, refusals, factor=factor)
    outside = (values != ABSENT) & ((values < 0) | (values > largest))
    refusals.add(outside, reasons.TOO_LARGE)
    values[outside] = ABSENT
    return refusals.normal(integers(values, kind))
