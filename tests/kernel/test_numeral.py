"""Numbers as courts write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import LARGEST, chinese, integer, parse_number, positional, year_digits


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("06", 6),
        ("３０００", 3000),
        ("3 000", 3000),
        ("3，000", 3000),
        ("1,234,567", 1234567),
        ("零", 0),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("廿三", 23),
        ("卅", 30),
        ("两百", 200),
        ("一百一十五", 115),
        ("一百十五", 115),
        ("一百零一", 101),
        ("一千二百", 1200),
        ("一千零十五", 1015),
        ("一万二千", 12000),
        ("一万二千零五", 12005),
        ("一万零五百", 10500),
        ("十万", 100_000),
        ("二百万", 2_000_000),
        ("一亿零五万", 100_050_000),
        ("一亿二千万", 120_000_000),
        ("一万二千亿", 1_200_000_000_000),
        ("伍仟", 5000),
        ("叁万贰仟壹佰元"[:-1], 32100),
        ("壹拾贰萬", 120_000),
        ("2万3千", 23000),
        ("2万5000", 25000),
        ("2万零300", 20300),
        ("1百50", 150),
        ("2.5万", 25000),
        ("三点五万", 35000),
        ("1.2亿", 120_000_000),
        ("1,200万", 12_000_000),
        ("二〇一五", 2015),
        ("二○○八", 2008),
        ("五〇", 50),
        ("二三四", 234),
    ],
)
def test_reads(text: str, value: int) -> None:
    assert integer(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "元", "一万二", "三百五", "二百五万", "三五", "三四百", "几万", "数千", "百", "万",
        "一十百", "万一", "12百", "2万5", "2万500", "十15", "3，00", "1，00，000", "2.5万3千",
        "2万零50000", "零十", "一千零", "一亿亿", "1.5", "-3", "三分之一", "٣", "²", "1e5", "0x10",
        "1_000", "9" * 50, "二十零五",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedValueError):
        integer(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2万余", 20000),
        ("十余万", 100_000),
        ("三百多万", 3_000_000),
        ("20余", 20),
        ("约3000", 3000),
        ("近五千", 5000),
        ("3000左右", 3000),
        ("3千余", 3000),
    ],
)
def test_near_numbers_say_so(text: str, value: int) -> None:
    assert parse_number(text) == (Decimal(value), True)


def test_exact_numbers_with_fractions() -> None:
    assert parse_number("12.75") == (Decimal("12.75"), False)
    assert parse_number("１２．５") == (Decimal("12.5"), False)


@pytest.mark.parametrize("text", ["余", "约", "万余", "千余", "几万余", "2万余5千", "约几千"])
def test_near_but_nothing(text: str) -> None:
    with pytest.raises(RefusedValueError):
        parse_number(text)


def test_years_in_both_systems() -> None:
    assert [
        year_digits(text) for text in ("二○一五", "2015", "二0一五", "二Ｏ一五", "２０１５")
    ] == [2015] * 5
    with pytest.raises(RefusedValueError):
        year_digits("一五")


def test_shows() -> None:
    assert chinese(12005) == "一万二千零五"
    assert chinese(10) == "十"
    assert chinese(110) == "一百一十"
    assert chinese(100_010_000) == "一亿零一万"
    assert positional(2023) == "二〇二三"


@given(st.integers(0, LARGEST - 1))
def test_round_trip(value: int) -> None:
    assert integer(chinese(value)) == value
    assert integer(str(value)) == value
    assert integer(f"{value:,}") == value


@given(st.integers(100, 9999))
def test_round_trip_digit_by_digit(value: int) -> None:
    assert integer(positional(value)) == value


@given(
    st.text(alphabet="0123456789,.〇零一二三四五六七八九十百千万亿两廿余多约几 伍仟", max_size=9)
)
def test_what_is_read_is_read_back(text: str) -> None:
    try:
        value = integer(text)
    except RefusedValueError:
        return
    assert integer(chinese(value)) == value
