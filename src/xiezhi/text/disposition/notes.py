"""What an operative part adds to a sentence: payment, credit, prohibitions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import integer
from xiezhi.text import pattern
from xiezhi.text.facts import Fact
from xiezhi.text.view import View

if TYPE_CHECKING:
    import re

    from xiezhi.kernel.span import Span

__all__ = ["Notes", "read_notes"]


@dataclass(slots=True)
class Notes:
    """Remarks on one accused's sentence.

    Attributes:
        fine_paid: The text says that the fine is paid (true) or paid in part (false).
        offset_days: Days credited, when one number is stated.
        offset_text: The wording of the credit.
    """

    fine_paid: Fact[bool] = field(default_factory=Fact)
    offset_days: Fact[int] = field(default_factory=Fact)
    offset_text: Fact[str] = field(default_factory=Fact)


def read_notes(clean: str, span: Span, *, fined: bool) -> Notes:
    """Read the remarks in ``clean[span]``, a statement with the brackets behind it."""
    view = View.of(clean, span.start, span.end)
    notes = Notes()
    if fined:
        _read_paid(notes, view)
    _read_credit(notes, view)
    return notes


def _read_paid(notes: Notes, view: View) -> None:
    """已缴纳 behind 罚金, in the fine's own bracket or clause."""
    fine = view.text.rfind("罚金")
    first = view.text.find("罚金")
    if fine < 0:
        return
    for found in pattern.load("period")["paid"].finditer(view.text, first):
        clause = view.text[max(0, found.start() - 40) : found.start()]
        if "罚金" not in clause and "罚金" not in found.group():
            continue
        if any(word in clause[-12:] for word in ("退", "赔", "赃", "违法所得", "刑期", "刑罚")):
            continue
        where = view.span(*found.span("paid"))
        notes.fine_paid = Fact(value=found["sum"] is None, span=where)
        if found["sum"] is not None:
            notes.fine_paid = Fact.declined("paid in part or a sum is named")
        return


def _read_credit(notes: Notes, view: View) -> None:
    """Days credited apart from the general rule, or a last day put off."""
    patterns = pattern.load("period")
    postponed = patterns["postponed"].search(view.text) if "顺延" in view.text else None
    if postponed is not None:
        notes.offset_text = Fact(postponed["text"], view.span(*postponed.span("text")))
    if not any(word in view.text for word in ("折抵", "扣除", "减去", "抵扣", "核减", "折扣")):
        return
    rules = [rule.span() for rule in patterns["rule_of_credit"].finditer(view.text)]
    found = [
        credit
        for credit in patterns["credit"].finditer(view.text)
        if not any(low <= credit.start() < high for low, high in rules)
    ]
    if not found:
        return
    if notes.offset_text.value is None:
        notes.offset_text = Fact(found[0]["text"], view.span(*found[0].span("text")))
    notes.offset_days = _days(found, view)


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
