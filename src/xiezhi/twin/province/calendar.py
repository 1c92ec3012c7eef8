"""Days, months and ages as the law counts them, worked out here for whole columns.

The truth of the twin must not lean on the arithmetic it is there to test, so the month rule
(刑诉解释 202) and full years of age (法释〔2006〕1号 art. 2) are stated again.
"""

from __future__ import annotations

from datetime import date

from xiezhi.twin.province.arrays import Bools, Ints, np

__all__ = [
    "age_on",
    "anniversary",
    "date_of",
    "day_of",
    "last_of_term",
    "month_end",
    "month_of",
    "month_start",
    "next_workday",
    "plus_months",
    "workdays_after",
    "year_of",
]

_EPOCH = date(1970, 1, 1).toordinal()


def day_of(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def date_of(day: int) -> date:
    """The calendar's date of a day number."""
    return date.fromordinal(int(day) + _EPOCH)


def month_of(days: Ints) -> Ints:
    """Months since 1970-01 in which the days lie."""
    return np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def year_of(days: Ints) -> Ints:
    """Calendar years of the days."""
    return 1970 + month_of(days) // 12


def month_start(months: Ints) -> Ints:
    """First days of the months."""
    return np.asarray(months).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def month_end(months: Ints) -> Ints:
    """Last days of the months."""
    return month_start(np.asarray(months) + 1) - 1


def plus_months(days: Ints, months: Ints | int) -> Ints:
    """The same day number so many months later, or that month's last day."""
    here = month_of(days)
    there = here + months
    moved: Ints = np.minimum(month_start(there) + days - month_start(here), month_end(there))
    return moved


def anniversary(days: Ints, years: Ints | int) -> Ints:
    """The same day so many years later, 28 February for a 29th that does not exist."""
    return plus_months(days, 12 * years)


def last_of_term(starts: Ints, months: Ints) -> Ints:
    """Last day, itself served, of a term of so many months that begins on ``starts``."""
    anchor = plus_months(starts, months)
    cut_short = _day_number(anchor) < _day_number(starts)
    return anchor - 1 + cut_short


def age_on(birth: Ints, days: Ints | int) -> Ints:
    """Full years of age; a birthday counts from the day after it."""
    days = np.broadcast_to(np.asarray(days, np.int64), np.shape(birth))
    years = year_of(days) - year_of(birth)
    reached: Bools = days > anniversary(birth, years)
    return years - ~reached


def _day_number(days: Ints) -> Ints:
    return days - month_start(month_of(days))


def workdays_after(first: Ints, second: Ints) -> Ints:
    """Working days after the first day up to and with the second; only weekends are free."""
    return np.busday_count(
        (first + 1).astype("datetime64[D]"), (second + 1).astype("datetime64[D]")
    ).astype(np.int64)


def next_workday(days: Ints) -> Ints:
    """The days themselves, weekends moved to Monday."""
    weekday = (days + 3) % 7
    return days + np.where(weekday >= 5, 7 - weekday, 0)
