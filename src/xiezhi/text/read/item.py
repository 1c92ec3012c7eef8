"""What else the operative part decides: gains, things, damages, prohibitions, payment."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.money import Money
from xiezhi.kernel.term import Term
from xiezhi.text import pattern
from xiezhi.text.facts import Fact, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from xiezhi.kernel.span import Span
    from xiezhi.text.disposition.clause import Clause
    from xiezhi.text.disposition.walk import Disposition
    from xiezhi.text.facts import Document, Parties, Row

__all__ = ["read"]

_WORDS = (
    ("prohibition", ("禁止",)),
    ("civil_damages", ("赔偿",)),
    ("restitution", ("退赔", "责令")),
    ("recovery", ("追缴",)),
    ("forfeiture", ("没收", "收缴", "销毁", "上缴", "上交", "收归")),
    ("return", ("发还", "返还", "退还", "归还", "退回")),
    ("fine_term", ("罚金", "限")),
)
_ANY_WORD = re.compile("驳回|" + "|".join(word for _, words in _WORDS for word in words))
_OWED = re.compile("退赔|追缴|责令")
_SENTENCE = re.compile("[^（）。；]+")
_AT_HAND = re.compile("发还|返还|退还|退回|没收|收缴|上缴")
_TAKEN = re.compile("没收(?![^，。；]{0,10}财产)|收缴|销毁")
_TREASURY = re.compile("[上收]缴国库|上交国库|收归国有")
_GAINS = ("所得", "赃", "扣押", "缴获", "查获", "退出", "退缴", "冻结", "在案")
_KEPT_QUIET = re.compile("(?:维持|撤销)[^，。；]*判决")
_OWED_KINDS = ("restitution", "civil_damages")
_SUMS = ("restitution", "recovery", "forfeiture", "return", "civil_damages")


def read(document: Document, parties: Parties, disposition: Disposition | None) -> list[Row]:
    """Rows of ``judgment_item``: one per clause that decides such a thing.

    Args:
        document: The document.
        parties: Its parties.
        disposition: Its operative part, walked; None when it convicts nobody.
    """
    if disposition is None:
        return []
    rows: list[Row] = []
    for clause in disposition.clauses:
        for part in _parted(clause):
            kind = _kind(part.text)
            if kind == "fine_term" or (kind is not None and not part.text.startswith("（")):
                rows.append(_row(disposition, part, kind))
    for revoked in disposition.revoked:
        rows.append(
            {
                "kind": revoked.kind,
                "ordinals": list(revoked.ordinals) or None,
                "text_span": list(revoked.span),
            }
        )
    for number, row in enumerate(rows, 1):
        row["item_ordinal"] = number
    return rows


def _parted(clause: Clause) -> Iterator[Clause]:
    """A clause, or those in it.

    What is at hand is given away, the rest is still to be paid; a bracket may state the time to
    pay of each of several persons.
    """
    if clause.text.startswith("（"):
        sentences = [*_SENTENCE.finditer(clause.text)]
        terms = [one for one in sentences if "被告人" in one[0] and _kind(one[0]) == "fine_term"]
        if len(terms) > 1:
            for one in terms:
                yield replace(clause, text=one[0], start=clause.start + one.start())
            return
    owed = _OWED.search(clause.text)
    if owed is not None and _AT_HAND.search(clause.text, 0, owed.start()):
        given = list(_AT_HAND.finditer(clause.text, 0, owed.start()))[-1]
        cut = clause.text.find("，", given.end(), owed.start()) + 1
        if cut:
            yield replace(clause, text=clause.text[:cut])
            yield replace(clause, text=clause.text[cut:], start=clause.start + cut)
            return
    yield clause


def _kind(text: str) -> str | None:
    """The kind of a clause; None when it decides nothing of the sort."""
    present = set(_ANY_WORD.findall(text))
    if not present:
        return None
    patterns = pattern.load("item")
    if _KEPT_QUIET.match(text):
        return None
    if "驳回" in present and patterns["rejected_claim"].search(text):
        return "other"
    for kind, words in _WORDS:
        if not present.isdisjoint(words) and patterns[kind].search(text):
            return "fine_term" if kind == "forfeiture" and _only_fine(text) else kind
    return None


def _only_fine(text: str) -> bool:
    """Whether what goes to the treasury is the fine (罚金限 … 缴纳，上缴国库)."""
    treasury = _TREASURY.search(text)
    if treasury is None or _TAKEN.search(text) is not None:
        return False
    fine = text.rfind("罚金", 0, treasury.start())
    return fine > max(text.rfind(word, 0, treasury.start()) for word in _GAINS)


def _row(disposition: Disposition, clause: Clause, kind: str) -> Row:
    row: Row = {
        "kind": kind,
        "ordinals": _concerned(disposition, clause),
        "text_span": list(clause.span),
    }
    if kind in _SUMS:
        put(row, "amount", _amount(disposition, clause, kind))
    elif kind == "fine_term":
        _put_length(row, clause, pattern.load("item")["fine_term_length"].finditer(clause.text))
    elif kind == "prohibition":
        found = pattern.load("order")["length"].search(clause.text, clause.text.find("禁止"))
        _put_length(row, clause, iter((found,)) if found is not None else iter(()))
    return row


def _put_length(row: Row, clause: Clause, found: Iterator[re.Match[str]]) -> None:
    """The one length that a clause states for its term; declined when it states several."""
    stated: dict[str, Span] = {}
    for one in found:
        group = one.lastgroup or "length"
        low, high = one.span(group)
        stated.setdefault(one[group], clause.view.span(clause.start + low, clause.start + high))
    if not stated:
        return
    if len(stated) > 1:
        put(row, "term_months", Fact[int].declined("several lengths"))
        return
    words, span = next(iter(stated.items()))
    try:
        term = Term.parse_length(words)
    except RefusedValueError:
        put(row, "term_months", Fact[int].declined("length not readable"))
        return
    put(row, "term_months", Fact(term.months, span))
    put(row, "term_days", Fact(term.days, span))


def _concerned(disposition: Disposition, clause: Clause) -> list[int] | None:
    """The accused a clause names; the one whose statement it stands in when it names none."""
    roster = disposition.roster
    named = [party for _, _, name in roster.hits(clause.text) for party in roster.named(name)]
    ordinals = sorted({party.ordinal for party in named})
    if ordinals:
        return ordinals
    if len(roster) == 1:
        return [roster.accused[0].ordinal]
    for ordinal, decided in disposition.decided.items():
        if any(one.region.covers(clause.span) for one in decided.result.statements):
            ordinals.append(ordinal)
    return ordinals or None


def _amount(disposition: Disposition, clause: Clause, kind: str) -> Fact[Decimal]:
    """The one sum of a clause; its total (共计) when there are several."""
    patterns = pattern.load("item")
    aside = patterns["sum_owed_aside" if kind in _OWED_KINDS else "sum_aside"]
    found = [
        one
        for one in patterns["amount"].finditer(clause.text)
        if not aside.search(clause.text, 0, one.start())
    ]
    if not found:
        return Fact()
    if len(found) > 1:
        totals = [
            one
            for one in found
            if clause.text[: one.start()].endswith(("共计", "合计", "总计", "共"))
        ]
        if len(totals) != 1:
            return Fact.declined("several sums")
        found = totals
    one = found[0]
    if one["near"]:
        return Fact.declined("approximate sum")
    try:
        money = Money.parse(one["amount"])
    except RefusedValueError:
        return Fact.declined("sum not readable")
    view = disposition.layout.view
    return Fact(money.amount, view.span(clause.start + one.start(), clause.start + one.end()))
