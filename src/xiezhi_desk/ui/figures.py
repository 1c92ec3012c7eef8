"""How figures and days are written: own rules, since Django's differ by language.

``intcomma`` prints 851335.80 without separators in Chinese; dates are of the desk's zone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils import timezone

from xiezhi_desk.ui.words import chinese, t

__all__ = ["NOTHING", "Left", "count", "day", "left", "moment", "money"]

NOTHING = "—"
"""Shown where there is no value."""

_CENT = Decimal("0.01")
_CHINESE_UNITS = {"万": (Decimal(10_000), "万元"), "亿": (Decimal(100_000_000), "亿元")}
_ENGLISH_UNITS = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))


def money(amount: Decimal | float | str | None, unit: str = "") -> str:
    """An amount in yuan with separators and two decimals.

    Args:
        amount: Yuan; None is shown as a dash.
        unit: Empty: yuan, no unit printed. ``万`` or ``亿``: that unit, printed. ``auto``: the
            largest unit that leaves at least one before the point. English knows m and bn.
    """
    if amount is None or amount == "":
        return NOTHING
    value = Decimal(str(amount))
    if not unit:
        return _grouped(value)
    if not chinese():
        for size, name in _ENGLISH_UNITS:
            if abs(value) >= size:
                return f"CNY {_grouped(value / size)} {name}"
        return f"CNY {_grouped(value)}"
    if unit == "auto":
        unit = "亿" if abs(value) >= 10**8 else "万" if abs(value) >= 10**4 else ""
    if not unit:
        return f"{_grouped(value)} 元"
    size, name = _CHINESE_UNITS[unit]
    return f"{_grouped(value / size)} {name}"


def _grouped(value: Decimal) -> str:
    return f"{value.quantize(_CENT, rounding=ROUND_HALF_UP):,}"


def count(number: int | None) -> str:
    """A number of things with separators."""
    return NOTHING if number is None else f"{number:,}"


def day(value: date | datetime | None, form: str = "") -> str:
    """A day as 2026-11-22; with ``form="long"`` 2026年11月22日 or 22 November 2026."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if form != "long":
        return value.isoformat()
    if chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def moment(value: datetime | str | None, form: str = "") -> str:
    """A moment in the desk's zone, to the minute; ``form="seconds"`` to the second.

    A text is what the library wrote (ISO 8601); without an offset it is of UTC.
    """
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
        value = value if timezone.is_aware(value) else value.replace(tzinfo=UTC)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return local.strftime("%Y-%m-%d %H:%M:%S" if form == "seconds" else "%Y-%m-%d %H:%M")


class Left(NamedTuple):
    """How far off a last day is.

    Attributes:
        days: Days left; negative when past.
        tone: ``good``, ``warn`` (a week or less) or ``bad`` (past).
        text: The same in words.
    """

    days: int
    tone: str
    text: str


def left(due: date, today: date) -> Left:
    """How far ``due`` is from ``today``."""
    days = (due - today).days
    if days < 0:
        return Left(days, "bad", t("逾期 {n} 天", "{n} d overdue", n=-days))
    if days == 0:
        return Left(0, "warn", t("今天到期", "due today"))
    tone = "warn" if days <= 7 else "good"
    return Left(days, tone, t("剩 {n} 天", "{n} d left", n=days))
