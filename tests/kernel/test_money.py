"""Sums of money in every form that judgments use."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.money import Money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3000元", "3000"),
        ("３，000元", "3000"),
        ("3，000元", "3000"),
        ("3 000元", "3000"),
        ("3,000.50元", "3000.50"),
        ("人民币3000元", "3000"),
        ("人民币二万元", "20000"),
        ("人民币2万", "20000"),
        ("3000元人民币", "3000"),
        ("￥3000", "3000"),
        ("RMB3000元", "3000"),
        ("伍仟元", "5000"),
        ("伍仟圆整", "5000"),
        ("壹拾贰万叁仟元正", "123000"),
        ("一万二千元", "12000"),
        ("2.5万元", "25000"),
        ("1.23456万元", "12345.6"),
        ("两万元整", "20000"),
        ("2万3千元", "23000"),
        ("三元五角", "3.5"),
        ("3000元零5角2分", "3000.52"),
        ("三千元五角二分", "3000.52"),
        ("五角", "0.5"),
        ("0元", "0"),
        ("0.5万元", "5000"),
    ],
)
def test_yuan(text: str, amount: str) -> None:
    assert Money.parse(text) == Money(Decimal(amount))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2万余元", 20000),
        ("十余万元", 100_000),
        ("3000余元", 3000),
        ("3000多元", 3000),
        ("3000元左右", 3000),
        ("约3000元", 3000),
        ("约人民币3000元", 3000),
        ("近五千元", 5000),
    ],
)
def test_near(text: str, amount: int) -> None:
    assert Money.parse(text) == Money(Decimal(amount), approximate=True)


def test_other_currencies() -> None:
    assert Money.parse("500美元") == Money(Decimal(500), "USD")
    assert Money.parse("港币5000元") == Money(Decimal(5000), "HKD")
    assert Money.parse("US$1,200.5") == Money(Decimal("1200.5"), "USD")


@pytest.mark.parametrize(
    "text",
    [
        "", "元", "3000", "三千", "几万元", "数千元", "一万二元", "一万二", "三五百元", "000元", "0500元",
        "万元", "百元", "千余元", "3元5", "三千零五角", "3.5元5角", "五分", "12.345元", "-3000元",
        "3000元4000元", "3000元至5000元", "3000元以上", "人民币500美元", "罚金3000元", "××元", "3，00元",
        "2万5元", "约", "人民币", "￥", "约3角5", "3000元的", "九角九角", "5%元",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedValueError):
        Money.parse(text)


def test_columns_declared_to_hold_money() -> None:
    assert Money.of_number("3,000.50") == Money(Decimal("3000.50"))
    with pytest.raises(RefusedValueError):
        Money.of_number("三五百")


def test_shows() -> None:
    assert Money(Decimal(12000)).show() == "12,000元"
    assert Money(Decimal("0.5")).show() == "0.50元"
    assert Money(Decimal(20000), approximate=True).show() == "约20,000元"
    assert Money(Decimal(500), "USD").show("en") == "USD 500"


def test_what_no_account_holds() -> None:
    for amount in ("-1", "NaN", "Infinity", "0.001", "1e15"):
        with pytest.raises(RefusedValueError):
            Money(Decimal(amount))
    with pytest.raises(RefusedValueError):
        Money(Decimal(1), "XYZ")


@given(
    st.decimals(0, 10**12, places=2),
    st.sampled_from(["CNY", "USD", "HKD", "EUR", "TWD", "MOP"]),
    st.booleans(),
)
def test_round_trip(amount: Decimal, currency: str, approximate: bool) -> None:
    money = Money(amount, currency, approximate)
    assert Money.parse(money.show()) == money


_SIGNS = "0123456789,.零一二五十百千万亿元角分整约余几人民币美￥ "


@given(st.one_of(st.text(max_size=12), st.text(alphabet=_SIGNS, max_size=9)))
def test_what_is_read_is_read_back(text: str) -> None:
    try:
        money = Money.parse(text)
    except RefusedValueError:
        return
    assert any(sign in text.upper() for sign in "元圆角块币￥¥$€RCNYUSD美")
    assert Money.parse(money.show()) == money
