"""Days and terms as a court counts them, worked out here and nowhere else.

The truth of the twin must not lean on the arithmetic that it is there to test, so the month rule
of the Supreme Court's interpretation of criminal procedure (刑诉解释 202) is stated again
in plain code.
"""

import calendar
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def plus_months(day: date, months: int) -> date:
    """The same day number ``months`` later, or that month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def plus_years(day: date, years: int) -> date:
    """The anniversary, 28 February for a 29th that does not exist."""
    return plus_months(day, 12 * years)


def lawful_end(start: date, months: int, days: int, credit: int = 0) -> date:
    """The last day of a term, as most courts count it.

    Args:
        start: First day of the term, itself counted.
        months: Whole months of the term.
        days: Days beyond the months.
        credit: Days of earlier custody taken off at the end.

    Returns:
        The last day served, itself counted (刑法 41, 44, 47; 刑诉解释 202): the day before the same
        day number, or a month's last day where that month lacks the number.
    """
    anchor = plus_months(start, months)
    short = 1 if anchor.day < start.day else 0
    return anchor + timedelta(days=days - 1 + short - credit)


def lawful_ends(start: date, months: int, days: int, credit: int = 0) -> tuple[date, ...]:
    """Every last day that some reading of 刑诉解释 202 gives.

    A term that begins on a month's last day may run to the last day of its final month.
    """
    usual = lawful_end(start, months, days, credit)
    anchor = plus_months(start, months)
    if start != month_end(start):
        return (usual,)
    return usual, month_end(anchor) + timedelta(days=days - 1 - credit)


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def age_on(birth: date, day: date) -> int:
    """Full years of age: a birthday counts from the day after it (法释〔2006〕1号 art. 2)."""
    years = day.year - birth.year
    if (day.month, day.day) <= (birth.month, birth.day):
        years -= 1
    return years


def span_days(first: date, last: date) -> int:
    """Days from first to last, both counted."""
    return (last - first).days + 1
