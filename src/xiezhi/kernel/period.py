"""Periods of days, and how months are counted (刑诉解释 202; model language, Time)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Period",
    "add_months",
    "covered_days",
    "months_between",
    "sentence_end",
    "sentence_ends",
]

_TYPE = "period"


def add_months(day: date, months: int) -> date:
    """The same day number ``months`` later, or the last day of a month that lacks it.

    Raises:
        RefusedValueError: The result lies outside the calendar.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise RefusedValueError(_TYPE, f"{day} {months:+} months", "no calendar reaches so far")
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, second: date) -> int:
    """Whole months from the first day to the second: the largest n with first + n ≤ second.

    Negative when the second day is earlier (then the smallest n in size that still reaches it).
    """
    if second < first:
        return -months_between(second, first)
    months = (second.year - first.year) * 12 + second.month - first.month
    return months if add_months(first, months) <= second else months - 1


def sentence_end(start: date, months: int, days: int, offset_days: int = 0) -> date:
    """The last day of a sentence that begins on ``start`` (刑法 41, 44, 47; 刑诉解释 202).

    The day before the same day number ``months`` later, plus ``days``, less the days credited
    for custody before the start.

    Raises:
        RefusedValueError: A negative length, or a date outside the calendar.
    """
    if months < 0 or days < 0 or offset_days < 0:
        raise RefusedValueError("term", f"{months} months {days} days", "a length is negative")
    try:
        return add_months(start, months) + timedelta(days=days - 1 - offset_days)
    except OverflowError:
        raise RefusedValueError(_TYPE, str(start), "no calendar reaches so far") from None


def sentence_ends(start: date, months: int, days: int, offset_days: int = 0) -> frozenset[date]:
    """Every last day that a lawful way of counting yields; one day only, save at a month's end.

    Besides :func:`sentence_end`: a start on a month's last day runs to the last day of the final
    month (刑诉解释 202, second sentence); where the final month lacks the day number, most courts
    take its last day itself as the end (36 of 43 printed ends of that sort in the real judgments).
    """
    usual = sentence_end(start, months, days, offset_days)
    ends = {usual}
    if start.day == monthrange(start.year, start.month)[1]:
        anchor = add_months(start, months)
        last = anchor.replace(day=monthrange(anchor.year, anchor.month)[1])
        ends.add(usual + (last - anchor))
        if anchor.day != start.day:
            ends.add(usual + timedelta(days=1))
    elif add_months(start, months).day != start.day:
        ends.add(usual + timedelta(days=1))
    return frozenset(ends)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``start`` to ``end``, both included; ``end`` None is open."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts.

        Raises:
            RefusedValueError: ``end`` lies before ``start``.
        """
        if self.end is not None and self.end < self.start:
            raise RefusedValueError(_TYPE, self.show(), "it ends before it starts")

    @classmethod
    def parse(cls, text: str) -> Period:
        """``2017-12-02/2018-06-01`` (ISO 8601), ``2017-12-02/..`` when open.

        Raises:
            RefusedValueError: Not two days, or the second before the first.
        """
        first, _, second = text.strip().partition("/")
        try:
            start = date.fromisoformat(first)
            end = None if second == ".." else date.fromisoformat(second)
        except ValueError:
            why = "a period is two days with a slash between"
            raise RefusedValueError(_TYPE, text[:40], why) from None
        return cls(start, end)

    def show(self) -> str:
        """``2017-12-02/2018-06-01``, ``2017-12-02/..``."""
        return f"{self.start.isoformat()}/{'..' if self.end is None else self.end.isoformat()}"

    @property
    def days(self) -> int | None:
        """How many days, both ends counted; None when open."""
        return None if self.end is None else (self.end - self.start).days + 1

    def contains(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.start <= day and (self.end is None or day <= self.end)

    def overlap(self, other: Period) -> Period | None:
        """The days in both, or None."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end < start else Period(start, end)

    def overlap_days(self, other: Period) -> int | None:
        """How many days are in both; None when that is without end."""
        shared = self.overlap(other)
        return 0 if shared is None else shared.days


def covered_days(periods: Iterable[Period]) -> int | None:
    """Days in at least one period, each counted once; None when one is open."""
    total = 0
    reached: date | None = None
    for period in sorted(periods, key=lambda period: period.start):
        if period.end is None:
            return None
        start = period.start if reached is None else max(period.start, reached + timedelta(days=1))
        if start <= period.end:
            total += (period.end - start).days + 1
            reached = period.end
    return total
