"""Numbers as courts write them: 一万二千零五, 伍仟, 廿, ２.5万, 3，000, 二〇一五, 2万余.

A number that can be read in two ways (一万二, 三五百) or in none (几万, 十余) is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xiezhi.kernel.errors import RefusedValueError

__all__ = [
    "LARGEST",
    "NUMERAL_CHARACTERS",
    "Number",
    "chinese",
    "fold",
    "integer",
    "parse_number",
    "positional",
    "year_digits",
]

LARGEST = 10**15
"""Numbers at or above this are refused: no fact of a case is that large."""

NUMERAL_CHARACTERS = (
    "0123456789０１２３４５６７８９〇○零ＯO一二三四五六七八九十百千万亿两廿卅"
    "壹贰叁肆伍陆柒捌玖拾佰仟萬億貳貮弍弌叄參叁兩陸"
)
"""Every character that may stand in a numeral; for the character classes of patterns."""

_TYPE = "numeral"
_LONGEST = 40
_NONE = 99  # a power above every unit: no unit was seen yet
_DIGITS = {"零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL_UNITS = {"十": 1, "百": 2, "千": 3}
_LARGE_UNITS = {"万": 4, "亿": 8}

_FOLDED = str.maketrans(
    "０１２３４５６７８９，．％＋－：（）〇○ＯO壹弌贰貳貮弍叁叄參肆伍陆陸柒捌玖拾佰仟萬億兩两",
    "0123456789,.%+-:()零零零零一一二二二二三三三四五六六七八九十百千万亿二二",
)
_BLANKS = re.compile(r"[\s\u200b\ufeff\u2060]+")
_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_TOKEN = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|[零一二三四五六七八九]|[十百千万亿廿卅]")
_CHINESE_DECIMAL = re.compile(
    r"([零一二三四五六七八九十百千]+)点([零一二三四五六七八九]+)([百千万亿]*)"
)
_POSITIONAL = re.compile(r"[零一二三四五六七八九]{2,}")
_YEAR = re.compile(r"[零一二三四五六七八九0-9]{4}")
_VAGUE = re.compile(r"[几数若]")
_ABOUT_BEFORE = re.compile(r"约|近|大约|将近|大概|逾")
_ABOUT_AFTER = re.compile(r"左右|上下|余|多")
_ABOUT_INSIDE = re.compile(r"([^余多]*[0-9零一二三四五六七八九十百千万])(?:余|多)([百千万亿]+)")


class Number(NamedTuple):
    """A number and whether the text says that it is only near (余, 多, 约, 左右)."""

    value: Decimal
    approximate: bool


def fold(text: str) -> str:
    """The text without blanks, in half-width digits and everyday numerals (壹→一, 两→二, ○→零)."""
    if text.isascii() and text.isalnum():
        return text.translate(_FOLDED) if "O" in text else text
    return _BLANKS.sub("", text).translate(_FOLDED)


def integer(text: str) -> int:
    """A whole number, zero or more.

    Raises:
        RefusedValueError: The text is no whole number, or has two readings.
    """
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST:
        return _bounded(int(text), text)
    return _whole(text)


def parse_number(text: str) -> Number:
    """A number zero or more, exact or near (``2万余``, ``十多万``, ``约3000``, ``三点五万``).

    Raises:
        RefusedValueError: The text is no number, is vague (几万) or has two readings (一万二).
    """
    folded = fold(text)
    before = _ABOUT_BEFORE.match(folded)
    rest = folded[before.end() :] if before else folded
    inside = _ABOUT_INSIDE.fullmatch(rest)
    if inside:
        return Number(_exact(inside[1] + inside[2]), approximate=True)
    near = before is not None
    for tail in ("左右", "上下", "余", "多"):
        if rest.endswith(tail):
            rest, near = rest[: -len(tail)], True
            break
    return Number(_exact(rest), near)


def chinese(value: int) -> str:
    """The everyday Chinese numeral: 12005 → 一万二千零五, 15 → 十五.

    Raises:
        RefusedValueError: The number is negative or too large.
    """
    if not 0 <= value < LARGEST:
        raise RefusedValueError(_TYPE, str(value), "it lies outside 0 … 10^15")
    if value == 0:
        return "零"
    words = _words(value)
    return words[1:] if words.startswith("一十") else words


def positional(value: int) -> str:
    """Digit by digit, as years are written: 2023 → 二〇二三."""
    return str(value).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def year_digits(text: str) -> int:
    """Four digits in either system, mixed too: 二○一五, 2015, 二0一五.

    Raises:
        RefusedValueError: The text is not four digits.
    """
    folded = fold(text)
    if not _YEAR.fullmatch(folded):
        raise RefusedValueError("year", text, "a year is four digits")
    return int("".join(str(_DIGITS.get(sign, sign)) for sign in folded))


def _bounded(value: int, text: str) -> int:
    if value >= LARGEST:
        raise RefusedValueError(_TYPE, text[:_LONGEST], "it is too large to be meant")
    return value


@lru_cache(maxsize=65536)
def _whole(text: str) -> int:
    value = _exact(text)
    whole = int(value)
    if value != whole:
        raise RefusedValueError(_TYPE, text, "it has a fraction where a whole number is expected")
    return whole


@lru_cache(maxsize=65536)
def _exact(text: str) -> Decimal:
    """The value of a numeral that names one number."""
    folded = fold(text)
    if not folded:
        raise RefusedValueError(_TYPE, text, "it is empty")
    if len(folded) > _LONGEST:
        raise RefusedValueError(_TYPE, text[:_LONGEST], "it is too long")
    if _PLAIN.fullmatch(folded) or _DECIMAL.fullmatch(folded) or _GROUPED.fullmatch(folded):
        value = Decimal(folded.replace(",", ""))
    elif fraction := _CHINESE_DECIMAL.fullmatch(folded):
        value = _fraction(fraction, text)
    elif _POSITIONAL.fullmatch(folded):
        value = Decimal(_digit_by_digit(folded, text))
    else:
        value = _with_units(folded, text)
    _bounded(int(value), text)
    return value


def _fraction(match: re.Match[str], text: str) -> Decimal:
    """三点五万."""
    whole = _exact(match[1])
    digits = "".join(str(_DIGITS[sign]) for sign in match[2])
    return Decimal(f"{int(whole)}.{digits}") * Decimal(10) ** _power(match[3], text)


def _digit_by_digit(folded: str, text: str) -> int:
    if len(folded) == 2 and "零" not in folded:
        raise RefusedValueError(_TYPE, text, "two digits side by side mean either of them or both")
    return int("".join(str(_DIGITS[sign]) for sign in folded))


def _power(units: str, text: str) -> int:
    """Exponent of a chain of units that only grows: 百万 is 6."""
    total = 0
    for unit in units:
        power = _SMALL_UNITS.get(unit) or _LARGE_UNITS[unit]
        if total >= power:
            raise RefusedValueError(_TYPE, text, f"{unit} cannot follow a larger unit so")
        total += power
    return total


def _with_units(folded: str, text: str) -> Decimal:
    """一万二千零五, 2.5万, 2万3千, 1百50, 廿三."""
    if folded.startswith("零") and len(folded) > 1:
        raise RefusedValueError(_TYPE, text, "it begins with a zero")
    total = _Sum()
    place = 0
    try:
        while place < len(folded):
            token = _TOKEN.match(folded, place)
            if token is None:
                raise _RefusedError(_stranger(folded, place))
            total.take(token[0])
            place = token.end()
        return total.value()
    except _RefusedError as refused:
        raise RefusedValueError(_TYPE, text, str(refused)) from None


def _stranger(folded: str, place: int) -> str:
    if _VAGUE.search(folded):
        return "it is vague"
    return f"{folded[place]} is not a numeral"


def _words(value: int) -> str:
    """The numeral of a number above zero, 十 with its 一."""
    for unit, power in (("亿", 8), ("万", 4)):
        if value >= 10**power:
            high, low = divmod(value, 10**power)
            zero = "零" if 0 < low < 10 ** (power - 1) else ""
            return _words(high) + unit + (zero + _words(low) if low else "")
    words, gap = "", False
    for unit, power in (("千", 3), ("百", 2), ("十", 1), ("", 0)):
        digit = value // 10**power % 10
        if digit:
            words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + unit
        gap = not digit and words != ""
    return words


class _Sum:
    """Adds up a numeral from left to right; keeps what it must know to see two readings."""

    __slots__ = ("_below", "_broken", "_digit", "_large", "_place", "_section", "_total", "_zero")

    def __init__(self) -> None:
        self._total = Decimal(0)
        self._large = _NONE  # power of the last 万 or 亿
        self._section = Decimal(0)  # what stands before the next 万 or 亿
        self._below = _NONE  # power of the last unit: the next must be smaller
        self._digit: str | None = None  # a coefficient that waits for its unit
        self._zero = False  # a 零 stands before the coefficient
        self._broken = False  # a coefficient had a fraction: only units may follow
        self._place = 0  # tokens seen

    def take(self, sign: str) -> None:
        self._place += 1
        if sign in _SMALL_UNITS:
            self._small(sign)
        elif sign in _LARGE_UNITS:
            self._great(sign)
        elif sign in "廿卅":
            self._hold("2" if sign == "廿" else "3")
            self._small("十")
        elif sign == "零":
            if self._zero or self._digit is not None:
                raise _RefusedError("a zero stands where none can")
            self._zero = True
        else:
            self._hold(str(_DIGITS[sign]) if sign in _DIGITS else sign)

    def value(self) -> Decimal:
        if self._digit is None:
            if self._zero and self._place > 1:
                raise _RefusedError("it ends in a zero that counts nothing")
            return self._total + self._section
        if not self._lone_tail(self._digit):
            raise _RefusedError("its last digit lacks a unit, so it has two readings")
        return self._total + self._section + _coefficient(self._digit)

    def _lone_tail(self, digits: str) -> bool:
        """Whether a coefficient without a unit can only be ones: after 十, 零, or 1百50."""
        if self._below == _NONE:
            return True
        if not digits.isdigit():
            return False
        if self._zero:
            return 1 < self._below >= len(digits)
        return len(digits) == self._below

    def _hold(self, digits: str) -> None:
        if self._digit is not None or self._broken:
            raise _RefusedError("two numbers run together")
        self._digit = digits
        self._broken = "." in digits

    def _small(self, unit: str) -> None:
        power = _SMALL_UNITS[unit]
        if power >= self._below:
            raise _RefusedError(f"{unit} cannot follow so small a unit")
        if self._digit is None and not (
            power == 1 and (self._place == 1 or self._zero or self._below == 2)
        ):
            raise _RefusedError(f"{unit} lacks its digit")
        coefficient = _coefficient(self._digit or "1")
        if not 0 < coefficient < 10:
            raise _RefusedError(f"{unit} cannot have that many")
        self._section += coefficient * 10**power
        self._settle(power)

    def _great(self, unit: str) -> None:
        power = _LARGE_UNITS[unit]
        if self._digit is not None:
            if self._below in (2, 3, power - 4) and not self._zero:
                raise _RefusedError("two units run together, so it has two readings")
            self._section += _coefficient(self._digit)
        if self._large < power:  # 一万二千亿: all so far counts hundred millions
            self._section, self._total = self._section + self._total, Decimal(0)
        elif self._large == power:
            raise _RefusedError(f"{unit} stands twice")
        if self._section == 0:
            raise _RefusedError(f"{unit} lacks its number")
        self._total += self._section * 10**power
        self._section = Decimal(0)
        self._large = power
        self._settle(power)

    def _settle(self, power: int) -> None:
        self._below = power
        self._digit = None
        self._zero = False


class _RefusedError(Exception):
    """Why a numeral is refused; the text is added where it is known."""


def _coefficient(digits: str) -> Decimal:
    if "," in digits and not _GROUPED.fullmatch(digits):
        raise _RefusedError("its commas do not part thousands")
    return Decimal(digits.replace(",", ""))
