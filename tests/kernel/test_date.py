"""Dates as precise as the document says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.date import DATE_PATTERN, PartialDate
from xiezhi.kernel.errors import RefusedValueError


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2017年12月2日", "2017-12-02"),
        ("２０１７年１２月２日", "2017-12-02"),
        ("2017 年 12 月 2 日", "2017-12-02"),
        ("二〇二三年六月十四日", "2023-06-14"),
        ("二○一五年三月三十一日", "2015-03-31"),
        ("二Ｏ一五年十二月二十日", "2015-12-20"),
        ("二零零八年元月一日", "2008-01-01"),
        ("一九八五年十月廿三日", "1985-10-23"),
        ("2016年02月29日", "2016-02-29"),
        ("2017年12月2号", "2017-12-02"),
        ("2023.6.14", "2023-06-14"),
        ("2023-06-14", "2023-06-14"),
        ("2023/6/14", "2023-06-14"),
        ("20230614", "2023-06-14"),
        ("2016年3月", "2016-03"),
        ("2016年3月份", "2016-03"),
        ("2016-03", "2016-03"),
        ("二○一五年", "2015"),
        ("2015年", "2015"),
    ],
)
def test_reads(text: str, iso: str) -> None:
    assert PartialDate.parse(text).show("iso") == iso


@pytest.mark.parametrize(
    "text",
    [
        "", "2016年13月", "2016年2月30日", "2015年2月29日", "2016年4月31日", "2016年0月1日",
        "2016年1月0日", "6月14日", "16年6月14日", "20166年6月", "2016", "201606", "2023.6",
        "2023-6.14", "20231301", "20230230", "3000年", "1066年1月1日", "2016年3月2", "2016年三月初",
        "2016年六一月", "农历2016年正月初一", "2016年3月2日22时", "某年某月某日", "××年×月×日",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedValueError):
        PartialDate.parse(text)


def test_the_reason_names_the_fault() -> None:
    with pytest.raises(RefusedValueError, match="has no day 30"):
        PartialDate.parse("2016年2月30日")
    with pytest.raises(RefusedValueError, match="no year has a month 13"):
        PartialDate.parse("2016年13月")
    with pytest.raises(RefusedValueError, match="no year is named"):
        PartialDate.parse("6月14日")


def test_precision_and_bounds() -> None:
    month = PartialDate(2016, 2)
    assert (month.precision, month.earliest(), month.latest()) == (
        "Y-M",
        date(2016, 2, 1),
        date(2016, 2, 29),
    )
    assert PartialDate(2016).latest() == date(2016, 12, 31)
    with pytest.raises(RefusedValueError):
        month.to_date()
    with pytest.raises(RefusedValueError):
        PartialDate(2016, None, 3)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("同年6月14日", "2017-06-14"),
        ("同月25日", "2017-12-25"),
        ("当月二十五日", "2017-12-25"),
        ("次月3日", "2018-01-03"),
        ("次年2月", "2018-02"),
        ("6月14日", "2017-06-14"),
        ("25日", "2017-12-25"),
        ("次日", "2018-01-01"),
        ("同日", "2017-12-31"),
        ("当日", "2017-12-31"),
        ("当天", "2017-12-31"),
        ("同年", "2017"),
    ],
)
def test_completes_what_refers_back(text: str, iso: str) -> None:
    assert PartialDate(2017, 12, 31).complete(text).show("iso") == iso


@pytest.mark.parametrize("text", ["", "后来", "同年2月30日", "2018年3月", "同年次日", "同年13月"])
def test_does_not_complete(text: str) -> None:
    with pytest.raises(RefusedValueError):
        PartialDate(2017, 12, 31).complete(text)


def test_a_coarse_date_completes_no_day() -> None:
    with pytest.raises(RefusedValueError):
        PartialDate(2017).complete("同月3日")
    with pytest.raises(RefusedValueError):
        PartialDate(2017, 3).complete("次日")


def test_shows() -> None:
    assert PartialDate(2017, 12, 2).show() == "2017年12月2日"
    assert PartialDate(2017, 12, 22).show("chinese") == "二〇一七年十二月二十二日"
    assert PartialDate(2017, 12, 22).mask() == "2017年"


_DATES = st.dates(date(1850, 1, 1), date(2199, 12, 31)).map(PartialDate.of)
_PARTIAL = st.one_of(
    _DATES,
    _DATES.map(lambda d: PartialDate(d.year, d.month)),
    _DATES.map(lambda d: PartialDate(d.year)),
)


@given(_PARTIAL)
def test_round_trip(day: PartialDate) -> None:
    import re

    assert PartialDate.parse(day.show()) == day
    assert PartialDate.parse(day.show("chinese")) == day
    assert re.fullmatch(DATE_PATTERN, day.show())
    assert re.fullmatch(DATE_PATTERN, day.show("chinese"))
    if day.precision != "Y":
        assert PartialDate.parse(day.show("iso")) == day


@given(
    st.one_of(
        st.text(max_size=12), st.text(alphabet="0123456789年月日号元份-./〇一二三十 ", max_size=11)
    )
)
def test_what_is_read_is_read_back(text: str) -> None:
    try:
        day = PartialDate.parse(text)
    except RefusedValueError:
        return
    assert PartialDate.parse(day.show()) == day
