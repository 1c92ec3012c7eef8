"""周岁: from the day after the birthday."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xiezhi.kernel.age import age_on, age_range_on, turns
from xiezhi.kernel.date import PartialDate
from xiezhi.kernel.errors import RefusedValueError

_DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))


def test_on_the_birthday_still_one_less() -> None:
    birth = date(2000, 5, 10)
    assert age_on(birth, date(2018, 5, 9)) == 17
    assert age_on(birth, date(2018, 5, 10)) == 17
    assert age_on(birth, date(2018, 5, 11)) == 18
    assert turns(birth, 18) == date(2018, 5, 11)


def test_born_on_the_last_day_of_the_year() -> None:
    assert age_on(date(2000, 12, 31), date(2014, 12, 31)) == 13
    assert age_on(date(2000, 12, 31), date(2015, 1, 1)) == 14


def test_born_on_a_leap_day() -> None:
    assert turns(date(2000, 2, 29), 18) == date(2018, 3, 1)
    assert turns(date(2000, 2, 29), 16) == date(2016, 3, 1)


def test_new_born_and_unborn() -> None:
    assert age_on(date(2000, 5, 10), date(2000, 5, 10)) == 0
    with pytest.raises(RefusedValueError):
        age_on(date(2000, 5, 10), date(2000, 5, 9))


def test_a_coarse_birth_date_gives_two_ages() -> None:
    assert age_range_on(PartialDate(2000), date(2018, 5, 10)) == (17, 18)
    assert age_range_on(PartialDate(2000, 1), date(2018, 5, 10)) == (18, 18)


@given(_DAYS, st.integers(1, 100))
def test_turns_and_age_on_agree(birth: date, age: int) -> None:
    day = turns(birth, age)
    assert age_on(birth, day) == age
    assert age_on(birth, day - timedelta(days=1)) == age - 1


@given(_DAYS, _DAYS)
def test_age_never_falls(birth: date, day: date) -> None:
    assume(birth <= day)
    assert 0 <= age_on(birth, day + timedelta(days=1)) - age_on(birth, day) <= 1
