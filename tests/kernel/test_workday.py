"""Working days, and where the table ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.workday import WorkdayCalendar

FIRST, LAST = date(2031, 1, 1), date(2031, 12, 31)
# In this invented year the holiday is Wed 1 to Fri 3 October, Sunday 5 October is worked.
YEAR = WorkdayCalendar(
    {
        date(2031, 10, 1): "off",
        date(2031, 10, 2): "off",
        date(2031, 10, 3): "off",
        date(2031, 10, 5): "work",
    },
    FIRST,
    LAST,
)
_DAYS = st.dates(FIRST, LAST)


def test_days() -> None:
    assert YEAR.is_workday(date(2031, 9, 30)) is True
    assert YEAR.is_workday(date(2031, 10, 1)) is False
    assert YEAR.is_workday(date(2031, 10, 4)) is False
    assert YEAR.is_workday(date(2031, 10, 5)) is True


def test_counting() -> None:
    assert YEAR.workdays_between(date(2031, 9, 30), date(2031, 10, 6)) == 2
    assert YEAR.workdays_between(date(2031, 10, 6), date(2031, 9, 30)) == -2
    assert YEAR.add_workdays(date(2031, 9, 30), 1) == date(2031, 10, 5)
    assert YEAR.add_workdays(date(2031, 9, 30), 2) == date(2031, 10, 6)


def test_beyond_the_table_is_unknown() -> None:
    assert YEAR.is_workday(date(2032, 1, 1)) is None
    assert YEAR.add_workdays(date(2031, 12, 30), 5) is None
    assert YEAR.add_workdays(date(2032, 1, 5), 1) is None
    assert YEAR.workdays_between(date(2031, 12, 30), date(2032, 1, 5)) is None
    assert YEAR.workdays_between(date(2030, 1, 1), date(2031, 1, 5)) is None


def test_refuses() -> None:
    with pytest.raises(RefusedValueError):
        YEAR.add_workdays(FIRST, -1)
    with pytest.raises(RefusedValueError):
        WorkdayCalendar({}, LAST, FIRST)


@given(_DAYS, _DAYS)
def test_agrees_with_counting_one_by_one(one: date, other: date) -> None:
    first, second = sorted((one, other))
    days = [first + timedelta(days=n) for n in range(1, (second - first).days + 1)]
    assert YEAR.workdays_between(first, second) == sum(bool(YEAR.is_workday(day)) for day in days)


@given(_DAYS, st.integers(1, 80))
def test_adding_undoes_counting(day: date, count: int) -> None:
    reached = YEAR.add_workdays(day, count)
    if reached is not None:
        assert YEAR.is_workday(reached)
        assert YEAR.workdays_between(day, reached) == count
