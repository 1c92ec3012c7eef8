"""Working days by a table of holidays; beyond the table the answer is *unknown*, never a guess."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from xiezhi.kernel.errors import RefusedValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WorkdayCalendar"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkdayCalendar:
    """Which days are worked, as far as the table reaches.

    Weekdays are worked and weekends are not, except where the table says otherwise.

    Attributes:
        exceptions: ``off`` for a holiday on a weekday, ``work`` for a weekend moved to work.
        covers_from: First day for which the table is complete.
        covers_to: Last such day.
    """

    exceptions: Mapping[date, Literal["off", "work"]]
    covers_from: date
    covers_to: date
    _worked: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Count once, so that every question is one subtraction.

        Raises:
            RefusedValueError: The table ends before it begins.
        """
        if self.covers_to < self.covers_from:
            raise RefusedValueError("workday_calendar", str(self.covers_from), "it covers no day")
        worked, day = [0], self.covers_from
        while day <= self.covers_to:
            kind = self.exceptions.get(day)
            works = kind == "work" or (kind is None and day.weekday() < 5)
            worked.append(worked[-1] + works)
            day += _DAY
        object.__setattr__(self, "_worked", tuple(worked))

    def covers(self, day: date) -> bool:
        """Whether the table says anything about the day."""
        return self.covers_from <= day <= self.covers_to

    def is_workday(self, day: date) -> bool | None:
        """Whether the day is worked; None beyond the table."""
        if not self.covers(day):
            return None
        place = (day - self.covers_from).days
        return self._worked[place + 1] > self._worked[place]

    def workdays_between(self, first: date, second: date) -> int | None:
        """Working days after ``first`` up to and including ``second``; negative when reversed.

        None when a day of the stretch lies beyond the table.
        """
        if second < first:
            backwards = self.workdays_between(second, first)
            return None if backwards is None else -backwards
        if second == first:
            return 0
        if not (self.covers(first + _DAY) and self.covers(second)):
            return None
        upto = (second - self.covers_from).days + 1
        before = (first + _DAY - self.covers_from).days
        return self._worked[upto] - self._worked[before]

    def add_workdays(self, day: date, count: int) -> date | None:
        """The ``count``-th working day after the day (the day itself does not count).

        None when the table ends first.

        Raises:
            RefusedValueError: ``count`` is negative.
        """
        if count < 0:
            raise RefusedValueError(
                "workdays", str(count), "a number of days ahead is not negative"
            )
        if count == 0:
            return day
        following = day + _DAY
        if not self.covers(following):
            return None
        target = self._worked[(following - self.covers_from).days] + count
        if target > self._worked[-1]:
            return None
        return self.covers_from + timedelta(days=_first_reaching(self._worked, target) - 1)


def _first_reaching(worked: tuple[int, ...], target: int) -> int:
    """The first place whose running count reaches the target."""
    from bisect import bisect_left

    return bisect_left(worked, target)
