"""The twin's table of offences and its arithmetic, against literals of the law."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.numeral import integer
from xiezhi.twin.days import lawful_end, lawful_ends, plus_months
from xiezhi.twin.numerals import capital, han, money, term_text
from xiezhi.twin.offences import read_bracket
from xiezhi.twin.statute import ROWS, in_force, kinds_of, longest_term
from xiezhi.twin.stories import STORIES


@given(st.integers(0, 10**9))
def test_chinese_numerals_read_back(number):
    assert integer(han(number)) == number


@given(st.integers(1, 10**8))
def test_capital_numerals_read_back(number):
    assert integer(capital(number)) == number


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("han", "一万五千元"),
        ("arabic", "15000元"),
        ("wan", "1.5万元"),
        ("comma", "15,000元"),
        ("wide_comma", "15，000元"),
        ("capital", "壹万伍仟元"),
    ],
)
def test_money_in_all_writings(style, text):
    assert money(15_000, style) == text


def test_terms_in_all_writings():
    assert term_text(18) == "一年六个月"
    assert term_text(18, 0, "zero") == "一年零六个月"
    assert term_text(1, 15) == "一个月十五日"
    assert term_text(30, 0, "arabic") == "2年6个月"


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_months_keep_the_day_or_end_the_month(day, months):
    later = plus_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and plus_months(later, 0) == later)


def test_last_days_by_hand():
    assert lawful_end(date(2017, 12, 2), 96, 0, 20) == date(2025, 11, 11)
    assert lawful_end(date(2015, 8, 31), 6, 0) == date(2016, 2, 29)
    assert lawful_end(date(2016, 1, 1), 1, 15) == date(2016, 2, 15)
    assert date(2017, 8, 30) in lawful_ends(date(2017, 2, 28), 6, 0)


def test_every_offence_has_a_story():
    assert {row.charge for row in ROWS} == set(STORIES)


def test_brackets_are_within_the_limits_of_the_code():
    for row in ROWS:
        for bracket in row.brackets:
            assert bracket.kinds, row.charge
            if "fixed_term" in bracket.kinds:
                assert 6 <= bracket.low <= bracket.high <= 180, row.charge


def test_versions_of_a_charge_do_not_overlap():
    days = [date(year, month, 1) for year in range(2012, 2024) for month in (1, 3, 6, 11)]
    for row in ROWS:
        for day in days:
            assert sum(r.in_force(day) for r in ROWS if r.charge == row.charge) <= 1


@pytest.mark.parametrize(
    ("charge", "day", "longest"),
    [
        ("危险驾驶罪", date(2016, 1, 1), 0),
        ("帮助信息网络犯罪活动罪", date(2020, 1, 1), 36),
        ("开设赌场罪", date(2021, 2, 28), 120),
        ("开设赌场罪", date(2021, 3, 1), 120),
        ("销售假冒注册商标的商品罪", date(2021, 2, 28), 84),
        ("销售假冒注册商标的商品罪", date(2021, 3, 1), 120),
        ("盗窃罪", date(2015, 1, 1), 180),
    ],
)
def test_longest_terms(charge, day, longest):
    assert longest_term(in_force(charge, day)) == longest


def test_no_charge_before_its_law():
    assert in_force("帮助信息网络犯罪活动罪", date(2015, 10, 31)) is None
    assert in_force("高空抛物罪", date(2021, 2, 28)) is None


def test_drunk_driving_knows_only_detention():
    assert kinds_of(in_force("危险驾驶罪", date(2018, 1, 1))) == {"criminal_detention"}


def test_a_bracket_is_read_from_its_line():
    bracket = read_bracket("数额巨大: 有期36-120 无期; 并处 20000-500000; 60000-450000")
    assert (bracket.phrase, bracket.low, bracket.high) == ("数额巨大", 36, 120)
    assert bracket.kinds == {"fixed_term", "life"}
    assert (bracket.fine_range, bracket.quantity) == ((20_000, 500_000), (60_000, 450_000))
    assert bracket.must_fine
    assert not bracket.fine_instead


@pytest.mark.parametrize("line", ["x: 有期三年; 并处", "x: 拘役; 罚一点"])
def test_a_bracket_with_a_strange_word_is_refused(line):
    with pytest.raises(ValueError, match="not a"):
        read_bracket(line)
