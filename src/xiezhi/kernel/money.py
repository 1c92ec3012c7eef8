"""Sums of money: 3，000元, 伍仟元整, 2万余元, 人民币2.5万元, 三元五角, 500美元.

One expression goes in; finding it in a sentence is the reader's work. A bare number is no sum of
money, because nothing says so: :meth:`Money.of_number` is for columns whose meaning is declared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import LARGEST, Number, fold, parse_number

__all__ = ["CURRENCY_NAMES", "Money"]

_TYPE = "money"
_CURRENCIES = {
    "人民币": "CNY",
    "RMB": "CNY",
    "CNY": "CNY",
    "¥": "CNY",
    "￥": "CNY",
    "美元": "USD",
    "美金": "USD",
    "USD": "USD",
    "US$": "USD",
    "$": "USD",
    "港币": "HKD",
    "港元": "HKD",
    "HKD": "HKD",
    "HK$": "HKD",
    "欧元": "EUR",
    "EUR": "EUR",
    "€": "EUR",
    "英镑": "GBP",
    "GBP": "GBP",
    "日元": "JPY",
    "日币": "JPY",
    "JPY": "JPY",
    "韩元": "KRW",
    "KRW": "KRW",
    "澳元": "AUD",
    "AUD": "AUD",
    "加元": "CAD",
    "CAD": "CAD",
    "新台币": "TWD",
    "台币": "TWD",
    "TWD": "TWD",
    "澳门元": "MOP",
    "葡币": "MOP",
    "MOP": "MOP",
    "泰铢": "THB",
    "THB": "THB",
    "卢布": "RUB",
    "RUB": "RUB",
}
CURRENCY_NAMES = {
    "CNY": "元",
    "USD": "美元",
    "HKD": "港元",
    "EUR": "欧元",
    "GBP": "英镑",
    "JPY": "日元",
    "KRW": "韩元",
    "AUD": "澳元",
    "CAD": "加元",
    "TWD": "新台币",
    "MOP": "澳门元",
    "THB": "泰铢",
    "RUB": "卢布",
}
"""What the sums of a currency are counted in, in Chinese."""
_ANY = "|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True))
_SHAPE = re.compile(
    rf"(?P<about>约|近|大约|将近|大概|逾)?(?P<before>{_ANY})?"
    rf"(?P<number>[^元圆角分整正人民币]+?)??"
    rf"(?:(?P<after>{_ANY}|元|圆|块钱?)(?P<near>余|多|左右|上下)?|(?=[0-9零一二三四五六七八九]角)|$)"
    rf"(?:零?(?P<tenths>[0-9一二三四五六七八九])角)?(?:零?(?P<hundredths>[0-9一二三四五六七八九])分)?"
    rf"(?P<end>人民币|整|正)?"
)
_SPOILT = re.compile(r"0[0-9,]")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Money:
    """A sum of money.

    Attributes:
        amount: In units of the currency (yuan), zero or more, at most two decimal places.
        currency: ISO 4217.
        approximate: The text says that it is only near (余, 多, 约).
    """

    amount: Decimal
    currency: str = "CNY"
    approximate: bool = False

    def __post_init__(self) -> None:
        """Refuse what no account can hold.

        Raises:
            RefusedValueError: Negative, not finite, too large, or finer than two decimal places.
        """
        text = str(self.amount)
        if not self.amount.is_finite() or not 0 <= self.amount < LARGEST:
            raise RefusedValueError(_TYPE, text, "it lies outside 0 … 10^15")
        exponent = self.amount.normalize().as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -2:
            raise RefusedValueError(_TYPE, text, "it is finer than a hundredth")
        if self.currency not in CURRENCY_NAMES:
            raise RefusedValueError(_TYPE, self.currency, "the currency is not known")

    @classmethod
    def parse(cls, text: str) -> Money:
        """One sum with its currency.

        Raises:
            RefusedValueError: No sum, no currency, vague (几万元), two readings (一万二元), or
                spoilt by redaction (000元).
        """
        return _parse(text)

    @classmethod
    def of_number(cls, text: str, currency: str = "CNY") -> Money:
        """A number from a column declared to hold money: ``3,000.50``, ``2万``.

        Raises:
            RefusedValueError: The text is no number.
        """
        number = _number(fold(text), text)
        return cls(_plain(number.value), currency, number.approximate)

    def show(self, lang: Literal["zh", "en"] = "zh") -> str:
        """``3,000元``, ``约20,000元``, ``500美元``; in English ``CNY 3,000``."""
        whole = self.amount == self.amount.to_integral_value()
        digits = f"{self.amount:,.0f}" if whole else f"{self.amount:,.2f}"
        if lang == "en":
            return ("about " if self.approximate else "") + f"{self.currency} {digits}"
        return ("约" if self.approximate else "") + digits + CURRENCY_NAMES[self.currency]

    def mask(self) -> str:
        """Sums name nobody: shown in full."""
        return self.show()


@lru_cache(maxsize=65536)
def _parse(text: str) -> Money:
    folded = fold(text).upper()
    if len(folded) > 60:
        raise RefusedValueError(_TYPE, text[:60], "it is too long for one sum")
    shape = _SHAPE.fullmatch(folded)
    if shape is None:
        raise RefusedValueError(_TYPE, text, "it does not have the shape of one sum")
    before, after = shape["before"], shape["after"]
    if not (before or after or shape["tenths"]):
        raise RefusedValueError(_TYPE, text, "no currency is named")
    currency = _currency(before, after, text)
    number = Number(Decimal(0), approximate=False)
    if shape["number"] is not None:
        number = _number(shape["number"], text)
    elif after or not shape["tenths"]:
        raise RefusedValueError(_TYPE, text, "no amount is named")
    small = _small(shape, text)
    approximate = number.approximate or bool(shape["about"] or shape["near"])
    if small:
        yuan = shape["number"] is None or (after and number.value == int(number.value))
        if not yuan or number.approximate or shape["near"] or currency != "CNY":
            raise RefusedValueError(_TYPE, text, "角 and 分 follow whole yuan only")
    return Money(_plain(number.value + small), currency, approximate)


def _number(folded: str, text: str) -> Number:
    if _SPOILT.match(folded):
        raise RefusedValueError(_TYPE, text, "it begins with a zero, as redacted sums do")
    try:
        return parse_number(folded)
    except RefusedValueError as refused:
        raise RefusedValueError(_TYPE, text, refused.why) from None


def _plain(value: Decimal) -> Decimal:
    """25000 rather than 25000.0 or 2.5E+4."""
    return Decimal(int(value)) if value == int(value) else value.normalize()


def _small(shape: re.Match[str], text: str) -> Decimal:
    """角 and 分 as yuan."""
    tenths, hundredths = shape["tenths"], shape["hundredths"]
    if hundredths and not tenths and shape["number"] is None:
        raise RefusedValueError(_TYPE, text, "分 alone may be points or shares")
    return Decimal(_digit(tenths) * 10 + _digit(hundredths)) / 100


def _digit(sign: str | None) -> int:
    if sign is None:
        return 0
    return int(sign) if sign.isdigit() else _DIGITS.index(sign)


def _currency(before: str | None, after: str | None, text: str) -> str:
    """The currency on which both marks agree; 元 after a name is that name's unit."""
    named = [_CURRENCIES[mark] for mark in (before, after) if mark in _CURRENCIES]
    if len(set(named)) > 1:
        raise RefusedValueError(_TYPE, text, "it names two currencies")
    return named[0] if named else "CNY"
