"""What an operative part adds to a sentence: payment, credit, prohibitions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import integer
from xiezhi.text import pattern
from xiezhi.text.facts import NOTHING, Fact

if TYPE_CHECKING:
    from xiezhi.kernel.span import Span
    from xiezhi.text.view import View

__all__ = ["Notes", "read_notes"]

_CREDIT = re.compile("折抵|扣除|减去|抵扣|核减|折扣|抵减|扣减|除去")
_REST = ("余款", "其余", "剩余", "余额", "尚欠", "下欠", "尚余")
_DAYS = {
    sign: Decimal(days)
    for sign, days in zip("半一1二两2", ("0.5", "1", "1", "2", "2", "2"), strict=True)
}


@dataclass(slots=True)
class Notes:
    """Remarks on one accused's sentence.

    Attributes:
        fine_paid: The text says that the fine is paid (true) or paid in part (false).
        offset_days: Days credited, when one number is stated.
        offset_text: The wording of the credit.
        custody_ratio: Days of the term that a day of custody counts for, by the rule printed.
        residence_ratio: The same for a day of residential surveillance.
    """

    fine_paid: Fact[bool] = NOTHING
    offset_days: Fact[int] = NOTHING
    offset_text: Fact[str] = NOTHING
    custody_ratio: Fact[Decimal] = NOTHING
    residence_ratio: Fact[Decimal] = NOTHING


def read_notes(view: View, start: int, end: int, *, fined: bool) -> Notes:
    """Read the remarks in ``view.text[start:end]``, a statement with the brackets behind it."""
    notes = Notes()
    if fined and view.text.find("已", start, end) >= 0:
        notes.fine_paid = _paid(view, start, end)
    _read_credit(notes, view, start, end)
    return notes


def _paid(view: View, start: int, end: int) -> Fact[bool]:
    """已缴纳 behind 罚金, in the fine's own bracket or clause."""
    first = view.text.find("罚金", start, end)
    if first < 0:
        return NOTHING
    for found in pattern.load("period")["paid"].finditer(view.text, first, end):
        clause = view.text[max(start, found.start() - 40) : found.start()]
        if not clause.endswith("。（"):  # 罚金三千元。（已缴纳）
            clause = clause.rpartition("。")[2]
        if "罚金" not in clause and "罚金" not in found.group():
            continue
        if any(word in clause[-12:] for word in ("退", "赔", "赃", "违法所得", "刑期", "刑罚")):
            continue
        behind = view.text[found.end() : found.end() + 8]
        if found["sum"] is not None or any(word in behind for word in _REST):
            return Fact.declined("paid in part or a sum is named")
        return Fact(value=True, span=view.span(*found.span("paid")))
    return NOTHING


def _read_credit(notes: Notes, view: View, start: int, end: int) -> None:
    """Days credited apart from the general rule, or a last day put off."""
    patterns = pattern.load("period")
    if view.text.find("顺延", start, end) >= 0:
        postponed = patterns["postponed"].search(view.text, start, end)
        if postponed is not None:
            notes.offset_text = Fact(postponed["text"], view.span(*postponed.span("text")))
    mentions = len(_CREDIT.findall(view.text, start, end))
    if mentions == 0:
        return
    rules = [rule.span() for rule in patterns["rule_of_credit"].finditer(view.text, start, end)]
    _read_ratios(notes, view, start, end)
    if len(rules) == mentions:
        return
    found = [
        credit
        for credit in patterns["credit"].finditer(view.text, start, end)
        if not any(low <= credit.start() < high for low, high in rules)
    ]
    if not found:
        return
    if notes.offset_text.value is None:
        notes.offset_text = Fact(found[0]["text"], view.span(*found[0].span("text")))
    notes.offset_days = _days(found, view)


def _read_ratios(notes: Notes, view: View, start: int, end: int) -> None:
    """The rule of credit as printed (羁押一日折抵刑期一日), for custody and for surveillance."""
    custody: dict[Decimal, Span] = {}
    residence: dict[Decimal, Span] = {}
    for found in pattern.load("period")["ratio"].finditer(view.text, start, end):
        ratio = _DAYS[found["counted"]] / _DAYS[found["given"]]
        stated = residence if "居住" in found["measure"] else custody
        stated.setdefault(ratio, view.span(*found.span()))
    notes.custody_ratio = _one_ratio(custody)
    notes.residence_ratio = _one_ratio(residence)


def _one_ratio(stated: dict[Decimal, Span]) -> Fact[Decimal]:
    if len(stated) > 1:
        return Fact.declined("several rules of credit")
    return Fact(*next(iter(stated.items()))) if stated else NOTHING


def _days(found: list[re.Match[str]], view: View) -> Fact[int]:
    """The one number of days credited; a length in months is no number of days."""
    if any(credit["months"] or credit["years"] or credit["months_before"] for credit in found):
        return Fact.declined("stated in months")
    stated: dict[int, Span] = {}
    for credit in found:
        group = "days" if credit["days"] else "before"
        try:
            number = integer(credit[group])
        except RefusedValueError:
            return Fact.declined("not readable")
        stated.setdefault(number, view.span(*credit.span(group)))
    if len(stated) > 1:
        return Fact.declined("several numbers of days")
    return Fact(*next(iter(stated.items())))
