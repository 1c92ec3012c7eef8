"""Statutory periods end on the day procedure says."""

from datetime import date

import pytest

from xiezhi.kernel.workday import WorkdayCalendar
from xiezhi.rulebook.counting import LastDay, last_day
from xiezhi.rulebook.remedies import deadlines

TABLE = WorkdayCalendar(
    {date(2031, 10, day): "off" for day in (1, 2, 3, 6, 7)} | {date(2031, 9, 28): "work"},
    date(2031, 1, 1),
    date(2031, 12, 31),
)


@pytest.mark.parametrize(
    ("name", "event", "last"),
    [
        ("protest_judgment", date(2031, 3, 3), date(2031, 3, 13)),
        # the tenth day is a Saturday
        ("protest_judgment", date(2031, 3, 5), date(2031, 3, 17)),
        # a Sunday moved to work ends the period
        ("protest_judgment", date(2031, 9, 18), date(2031, 9, 28)),
        # two months to the same number, out of the holiday
        ("suggestion_reply", date(2031, 8, 1), date(2031, 10, 8)),
        # no 31 November
        ("pil_suit_review_civil", date(2031, 8, 31), date(2031, 12, 1)),
        ("sharing_answer_conditional", date(2031, 9, 26), date(2031, 10, 16)),
    ],
)
def test_the_last_day(name, event, last):
    assert last_day(deadlines()[name], event, TABLE).day == last


def test_beyond_the_table_nothing_is_promised():
    end = last_day(deadlines()["pil_reply"], date(2031, 12, 20), TABLE)
    assert end == LastDay(date(2032, 2, 20), date(2032, 2, 20), sure=False)
    working = last_day(deadlines()["sharing_supply"], date(2031, 12, 20), TABLE)
    assert working == LastDay(None, None, sure=False)
