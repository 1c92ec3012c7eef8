"""Days and months of whole columns are those of single days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from xiezhi.twin import days as single
from xiezhi.twin.province import calendar
from xiezhi.twin.province.arrays import np

DAYS = st.dates(date(1920, 1, 1), date(2060, 12, 31))


def column(*days):
    return np.array([calendar.day_of(day) for day in days])


@given(DAYS, st.integers(0, 400))
def test_months_are_added_by_the_month_rule(day, months):
    (there,) = calendar.plus_months(column(day), months)
    assert calendar.date_of(there) == single.plus_months(day, months)


@given(DAYS, st.integers(1, 240))
def test_a_term_ends_as_the_interpretation_says(day, months):
    (end,) = calendar.last_of_term(column(day), np.array([months]))
    assert calendar.date_of(end) == single.lawful_end(day, months, 0)


@given(DAYS, DAYS)
def test_a_birthday_counts_from_the_day_after(birth, day):
    if day < birth:
        birth, day = day, birth
    (age,) = calendar.age_on(column(birth), column(day))
    assert max(age, 0) == max(single.age_on(birth, day), 0)


@given(DAYS)
def test_a_month_begins_on_its_first_and_ends_before_the_next(day):
    months = calendar.month_of(column(day))
    first, last = calendar.month_start(months), calendar.month_end(months)
    assert calendar.date_of(first[0]) == day.replace(day=1)
    assert (calendar.date_of(last[0]) + timedelta(days=1)).day == 1


def test_weekends_move_to_monday():
    friday, saturday, sunday = date(2025, 3, 7), date(2025, 3, 8), date(2025, 3, 9)
    moved = calendar.next_workday(column(friday, saturday, sunday))
    assert [calendar.date_of(day) for day in moved] == [
        friday,
        date(2025, 3, 10),
        date(2025, 3, 10),
    ]
