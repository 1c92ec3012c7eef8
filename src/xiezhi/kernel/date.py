"""Dates as documents write them, as precise as they are: 二○一五年, 2016年3月, 20230614.

A date that no calendar has (2016年13月, 2月30日) is refused with the reason and never mended.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import chinese, fold, integer, positional, year_digits

__all__ = ["DATE_PATTERN", "FIRST_YEAR", "LAST_YEAR", "PartialDate"]

FIRST_YEAR, LAST_YEAR = 1850, 2199
"""Years outside are refused: nobody in a case was born before, no sentence ends after."""

Precision = Literal["Y", "Y-M", "Y-M-D"]

_TYPE = "date"
_N = "0-9０-９零〇○ＯO一二三四五六七八九十廿卅"
DATE_PATTERN = rf"[{_N}]{{4}}年(?:(?:[{_N}]{{1,3}}|元)月(?:份|[{_N}]{{1,3}}[日号])?)?"
"""Pattern of a date with 年, for readers; what it finds still has to pass :meth:`parse`."""

_WITH_CHARACTERS = re.compile(
    r"([0-9零一二三四五六七八九]{4})年(?:([0-9零一二三四五六七八九十]{1,3}|元)月(?:份"
    r"|([0-9零一二三四五六七八九十廿卅]{1,3})[日号])?)?"
)
_WITH_SIGNS = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_RELATIVE = re.compile(
    r"(?:(同|当|次|翌|本)年)?(?:(同|当|次|翌|本)月|([0-9零一二三四五六七八九十]{1,3})月)?"
    r"(?:(同|当|次|翌)[日天]|([0-9零一二三四五六七八九十廿卅]{1,3})[日号])?"
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year of the calendar.

    Attributes:
        year: 1850 to 2199.
        month: 1 to 12, or None when only the year is known.
        day: A day that the month has, or None.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what the calendar does not have.

        Raises:
            RefusedValueError: An impossible date, or a day without its month.
        """
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            self._refuse(f"the year lies outside {FIRST_YEAR} … {LAST_YEAR}")
        if self.month is None:
            if self.day is not None:
                self._refuse("a day needs its month")
        elif not 1 <= self.month <= 12:
            self._refuse(f"no year has a month {self.month}")
        elif self.day is not None and not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            self._refuse(f"{self.year}-{self.month:02} has no day {self.day}")

    def _refuse(self, why: str) -> None:
        raise RefusedValueError(_TYPE, f"{self.year}-{self.month}-{self.day}", why)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """A date in either numeral system, with 年月日, ``-``, ``.``, ``/`` or eight digits.

        Raises:
            RefusedValueError: No date, no year, or a date that no calendar has.
        """
        return _parse(text)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A whole day."""
        return cls(day.year, day.month, day.day)

    def complete(self, text: str) -> PartialDate:
        """The date a relative text means when this date was named before it.

        ``同年6月14日``, ``当月3日``, ``次日``, ``6月14日`` (the same year), ``次年2月``.

        Raises:
            RefusedValueError: The text is not relative, or this date is too coarse for it.
        """
        return _complete(self, text)

    @property
    def precision(self) -> Precision:
        """``Y``, ``Y-M`` or ``Y-M-D``."""
        if self.month is None:
            return "Y"
        return "Y-M" if self.day is None else "Y-M-D"

    def to_date(self) -> date:
        """The day.

        Raises:
            RefusedValueError: Only the month or the year is known.
        """
        if self.month is None or self.day is None:
            raise RefusedValueError(_TYPE, self.show(), f"its precision is {self.precision} only")
        return date(self.year, self.month, self.day)

    def earliest(self) -> date:
        """The first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def show(self, style: Literal["zh", "iso", "chinese"] = "zh") -> str:
        """``2017年12月2日``; ``2017-12-02``; ``二〇一七年十二月二日``."""
        if style == "iso":
            parts = [f"{self.year:04}"]
            parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
            return "-".join(parts)
        number = chinese if style == "chinese" else str
        year = positional(self.year) if style == "chinese" else str(self.year)
        month = "" if self.month is None else f"{number(self.month)}月"
        return f"{year}年{month}" + ("" if self.day is None else f"{number(self.day)}日")

    def mask(self) -> str:
        """The year alone, as birth dates are shown to those who need not know."""
        return f"{self.year}年"


@lru_cache(maxsize=16384)
def _parse(text: str) -> PartialDate:
    folded = fold(text)
    try:
        if match := _WITH_CHARACTERS.fullmatch(folded):
            return PartialDate(year_digits(match[1]), _number(match[2]), _number(match[3]))
        if match := _WITH_SIGNS.fullmatch(folded):
            return PartialDate(int(match[1]), int(match[3]), int(match[4]))
        if match := _COMPACT.fullmatch(folded) or _ISO_MONTH.fullmatch(folded):
            return PartialDate(*map(int, match.groups()))
    except RefusedValueError as refused:
        raise RefusedValueError(_TYPE, text, refused.why) from None
    why = "no year is named" if "月" in folded and "年" not in folded else "it has no date's shape"
    raise RefusedValueError(_TYPE, text[:40], why)


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    return 1 if text == "元" else integer(text)


_NEXT = ("次", "翌")


def _complete(known: PartialDate, text: str) -> PartialDate:
    match = _RELATIVE.fullmatch(fold(text))
    if match is None or not any(match.groups()):
        raise RefusedValueError(_TYPE, text[:40], "it does not refer to an earlier date")
    year_word, month_word, month_digits, day_word, day_digits = match.groups()
    if day_word:
        if year_word or month_word or month_digits:
            raise RefusedValueError(_TYPE, text, "it refers to a day in two ways")
        return PartialDate.of(known.to_date() + timedelta(days=day_word in _NEXT))
    year, month = known.year, _number(month_digits)
    if month_word or (month is None and day_digits and not year_word):
        if known.month is None:
            raise RefusedValueError(_TYPE, text, "the month it refers to is not known")
        year, month = _month_after(known.year, known.month, by=month_word in _NEXT)
    if year_word in _NEXT:
        year += 1
    try:
        return PartialDate(year, month, _number(day_digits))
    except RefusedValueError as refused:
        raise RefusedValueError(_TYPE, text, refused.why) from None


def _month_after(year: int, month: int, *, by: bool) -> tuple[int, int]:
    following = month + by
    return (year + 1, 1) if following > 12 else (year, following)
