"""Dates in running text, each understood with the one named before it.

``2031年3月1日被刑事拘留，同年4月2日被逮捕，次日变更为取保候审`` has three dates. A relative date
whose reference is missing or too coarse is kept without a value, so that nobody takes another
date for it.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xiezhi.kernel.date import PartialDate
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import integer, year_digits
from xiezhi.text.pattern import load

if TYPE_CHECKING:
    import re
    from datetime import date

__all__ = ["Moment", "day_of", "moments"]


class Moment(NamedTuple):
    """A date where it stands.

    Attributes:
        start: Where its words begin.
        end: Where they end.
        value: The date as precise as it is stated; None when it cannot be told.
        stated: Whether it names its own year, month and day, rather than refers to another.
    """

    start: int
    end: int
    value: PartialDate | None
    stated: bool


@lru_cache(maxsize=128)
def moments(text: str, start: int = 0, end: int | None = None) -> tuple[Moment, ...]:
    """All dates of ``text[start:end]`` in their order.

    Args:
        text: Clean text without blanks.
        start: Where to begin; a date before it is not known.
        end: Where to stop.
    """
    found: list[Moment] = []
    before: PartialDate | None = None
    for match in load("dating").each("moment", text, start, end):
        value = _value(match, before)
        found.append(Moment(match.start(), match.end(), value, match["year"] is not None))
        before = value
    return tuple(found)


def day_of(moment: Moment) -> date | None:
    """The day, when the date is a whole one."""
    value = moment.value
    return value.to_date() if value is not None and value.day is not None else None


def _value(match: re.Match[str], before: PartialDate | None) -> PartialDate | None:
    """What one match means after ``before``."""
    try:
        if match["year"] is not None:
            return _absolute(match)
        return _relative(match, before) if before is not None else None
    except RefusedValueError:
        return None


def _absolute(match: re.Match[str]) -> PartialDate:
    return _date(*match.group("year", "month", "day"))


@lru_cache(maxsize=16384)
def _date(year: str, month: str | None, day: str | None) -> PartialDate:
    year = year.replace("l", "1")
    return PartialDate(
        int(year) if year.isdecimal() and year.isascii() else year_digits(year),
        None if month is None else _number(month),
        None if day is None else _number(day),
    )


def _number(words: str) -> int:
    return 1 if words == "元" else integer(words)


def _relative(match: re.Match[str], before: PartialDate) -> PartialDate | None:
    if match["same_day"] is not None or match["next_day"] is not None:
        if before.day is None:
            return None
        shift = timedelta(days=1 if match["next_day"] is not None else 0)
        return PartialDate.of(before.to_date() + shift)
    if match["rel_year"] is not None:
        year = before.year + (match["rel_year"] in "次翌")
        month, day = match["rel_month"], match["rel_day"]
        return PartialDate(
            year,
            None if month is None else _number(month),
            None if day is None else _number(day),
        )
    if match["rel_m"] is not None:
        if before.month is None:
            return None
        later = before.month + (match["rel_m"] in "次翌")
        year, month = (before.year + 1, 1) if later > 12 else (before.year, later)
        return PartialDate(year, month, _number(match["rel_md"]))
    bare = PartialDate(before.year, _number(match["bare_month"]), _number(match["bare_day"]))
    return bare if bare.latest() >= before.earliest() else None
