"""Dates in running text."""

import datetime

import pytest

from xiezhi.text.dating import day_of, moments


def shown(text):
    return [moment.value.show("iso") if moment.value else None for moment in moments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("于2031年1月5日被拘留，同年2月3日被逮捕", ["2031-01-05", "2031-02-03"]),
        ("2031年1月5日被拘留，同月20日被逮捕", ["2031-01-05", "2031-01-20"]),
        ("2031年12月31日被拘留，次日被逮捕", ["2031-12-31", "2032-01-01"]),
        ("2031年12月5日被拘留，次月3日被逮捕", ["2031-12-05", "2032-01-03"]),
        ("2031年12月5日被拘留，次年1月3日被逮捕", ["2031-12-05", "2032-01-03"]),
        ("2031年1月5日被拘留，2月3日被逮捕", ["2031-01-05", "2031-02-03"]),
        ("二〇三一年一月五日，同日释放", ["2031-01-05", "2031-01-05"]),
        ("2031年8月31被拘留", ["2031-08-31"]),
        ("2031年3月刑满释放", ["2031-03"]),
        ("20l4年6月13日", ["2014-06-13"]),
    ],
)
def test_each_date_is_understood_with_the_one_before(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "次日被逮捕",
        "2031年3月被拘留，次日被逮捕",
        "2031年2月30日被拘留，次日被逮捕",
        "2031年6月5日被拘留，1月3日被逮捕",
    ],
)
def test_a_date_that_cannot_be_told_has_no_value(text):
    assert shown(text)[-1] is None


def test_lengths_are_no_dates():
    assert moments("有期徒刑一年六个月，十五日内缴纳，三年以下") == ()


def test_only_a_whole_date_is_a_day():
    whole, part = moments("2031年1月5日，2031年3月释放")
    assert day_of(whole) == datetime.date(2031, 1, 5)
    assert day_of(part) is None
