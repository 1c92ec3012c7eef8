"""Periods and the month rule."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.period import (
    Period,
    add_months,
    covered_days,
    months_between,
    sentence_end,
    sentence_ends,
)

_DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))
_MONTHS = st.integers(0, 400)
_PERIODS = st.builds(
    lambda start, days: Period(start, start + timedelta(days=days)), _DAYS, st.integers(0, 4000)
)


def test_same_day_number_or_the_last_day() -> None:
    assert add_months(date(2023, 5, 10), 12) == date(2024, 5, 10)
    assert add_months(date(2015, 8, 31), 6) == date(2016, 2, 29)
    assert add_months(date(2015, 1, 31), 1) == date(2015, 2, 28)
    assert add_months(date(2015, 3, 31), -1) == date(2015, 2, 28)
    assert add_months(date(2015, 12, 1), 1) == date(2016, 1, 1)


def test_ends_of_sentences() -> None:
    assert sentence_end(date(2023, 5, 10), 12, 0) == date(2024, 5, 9)
    assert sentence_end(date(2023, 11, 1), 12, 0, offset_days=31) == date(2024, 9, 30)
    assert sentence_end(date(2023, 5, 10), 1, 15) == date(2023, 6, 24)
    assert sentence_end(date(2023, 5, 10), 0, 15) == date(2023, 5, 24)


def test_a_month_end_has_several_lawful_ends() -> None:
    assert sentence_ends(date(2023, 5, 10), 6, 0) == {date(2023, 11, 9)}
    assert sentence_ends(date(2015, 8, 31), 6, 0) == {date(2016, 2, 28), date(2016, 2, 29)}
    assert sentence_ends(date(2015, 4, 30), 1, 0) == {date(2015, 5, 29), date(2015, 5, 30)}
    assert sentence_ends(date(2015, 8, 30), 6, 0) == {date(2016, 2, 28), date(2016, 2, 29)}


def test_a_length_is_not_negative() -> None:
    with pytest.raises(RefusedValueError):
        sentence_end(date(2023, 5, 10), -1, 0)


@given(_DAYS, _MONTHS)
def test_month_rule(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(_DAYS, _MONTHS, _MONTHS)
def test_more_months_end_later(day: date, some: int, more: int) -> None:
    assert (add_months(day, some) < add_months(day, more)) == (some < more)


@given(_DAYS, _MONTHS)
def test_months_between_undoes_add_months(day: date, months: int) -> None:
    assert months_between(day, add_months(day, months)) == months


@given(_DAYS, _DAYS)
def test_months_between_is_the_largest_that_fits(first: date, second: date) -> None:
    assume(first <= second)
    months = months_between(first, second)
    assert add_months(first, months) <= second < add_months(first, months + 1)


@given(_DAYS, _MONTHS, st.integers(0, 30), st.integers(0, 60))
def test_credit_brings_the_end_forward(day: date, months: int, days: int, credit: int) -> None:
    end = sentence_end(day, months, days)
    assert sentence_end(day, months, days, credit) == end - timedelta(days=credit)
    assert end in sentence_ends(day, months, days)
    assert all(0 <= (other - end).days <= 3 for other in sentence_ends(day, months, days))


def test_overlap() -> None:
    march = Period(date(2020, 3, 1), date(2020, 3, 31))
    assert march.days == 31
    assert march.overlap_days(Period(date(2020, 3, 31), None)) == 1
    assert march.overlap(Period(date(2020, 4, 1))) is None
    assert Period(date(2020, 1, 1)).overlap_days(Period(date(2020, 3, 1))) is None
    assert Period(date(2020, 1, 1)).days is None
    assert march.contains(date(2020, 3, 31))
    assert not march.contains(date(2020, 4, 1))
    with pytest.raises(RefusedValueError):
        Period(date(2020, 3, 2), date(2020, 3, 1))


def test_days_are_covered_once() -> None:
    first = Period(date(2020, 3, 1), date(2020, 3, 10))
    second = Period(date(2020, 3, 5), date(2020, 3, 12))
    inside = Period(date(2020, 3, 2), date(2020, 3, 3))
    assert covered_days([second, first, inside]) == 12
    assert covered_days([]) == 0
    assert covered_days([Period(date(2020, 3, 1))]) is None


@given(_PERIODS, _PERIODS)
def test_overlap_is_symmetric_and_inside(one: Period, other: Period) -> None:
    shared = one.overlap(other)
    assert shared == other.overlap(one)
    both = covered_days([one, other])
    assert both == one.days + other.days - one.overlap_days(other)  # type: ignore[operator]


@given(_PERIODS, st.booleans())
def test_round_trip(period: Period, is_open: bool) -> None:
    period = Period(period.start) if is_open else period
    assert Period.parse(period.show()) == period


@pytest.mark.parametrize(
    "text", ["", "2020-01-01", "2020-01-02/2020-01-01", "x/..", "2020-02-30/.."]
)
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedValueError):
        Period.parse(text)
