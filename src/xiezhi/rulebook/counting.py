"""The last day of a statutory period: counted as procedure counts it, never guessed.

A period of days or months runs from the day after the event. When its last day is a holiday it ends
on the first working day after (刑诉法 105, 民诉法 85). Beyond the table of holidays that is
unknown: the natural day is given and marked as such; a period of working days has no day then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from xiezhi.kernel.period import add_months
from xiezhi.rulebook.places import workdays

if TYPE_CHECKING:
    from xiezhi.kernel.workday import WorkdayCalendar
    from xiezhi.rulebook.remedies import Deadline

__all__ = ["LastDay", "last_day"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LastDay:
    """The end of a period.

    Attributes:
        day: The last day; None when working days cannot be counted so far ahead.
        natural: The last day before holidays are minded; None for working days.
        sure: False where the table of holidays ends first and ``day`` may still move.
    """

    day: date | None
    natural: date | None
    sure: bool


def last_day(deadline: Deadline, event: date, calendar: WorkdayCalendar | None = None) -> LastDay:
    """The last day of a deadline.

    Args:
        deadline: The period.
        event: The day of what it runs from.
        calendar: Working days; None is the rulebook's table.
    """
    known = calendar or workdays()
    start = event if deadline.from_next_day else event - _DAY
    if deadline.working:
        day = known.add_workdays(start, deadline.days or 0)
        return LastDay(day, None, sure=day is not None)
    natural = (
        add_months(start, deadline.months)
        if deadline.months is not None
        else start + timedelta(days=deadline.days or 0)
    )
    day = natural
    while known.is_workday(day) is False:
        day += _DAY
    sure = known.is_workday(day) is not None
    return LastDay(day if sure else natural, natural, sure=sure)
