"""Amounts the court finds: beside the scale it names (数额巨大), and totals in its findings.

Single items of a list of offences are not added up here, and sums in the evidence, in claims or
in the indictment are none of the court's. An amount is marked ``whole`` only where the court itself
gives it for all that a person did: beside the scale, after 综上, or as the only sum of the story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.money import Money
from xiezhi.text.facts import Document, Fact, Parties, Party, Row, put
from xiezhi.text.finding import Findings
from xiezhi.text.pattern import load
from xiezhi.text.view import View

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

__all__ = ["read"]

_REACH = 70
_LONGEST = 20_000
_KINDS = ("bribe", "loss", "gain", "taken")


def read(document: Document, parties: Parties) -> list[Row]:
    """The rows of ``judgment_amount``; none unless the document is a criminal judgment.

    Args:
        document: The document with its parts and kind.
        parties: Its parties.
    """
    accused = [party for party in parties if party.accused]
    if not document.kind.convicts or not accused:
        return []
    totals = list(_totals(document, accused))
    alone = [] if totals else _only_sum(document, accused)
    rows = [*_beside_scale(document, accused), *totals, *alone]
    if not any("amount" in row for row in rows):
        rows.extend(_in_reasons(document, accused))
    seen: set[tuple[object, ...]] = set()
    kept: list[Row] = []
    for row in rows:
        key = (row.get("ordinal"), row["kind"], row.get("amount"), row.get("scale_word"))
        if key not in seen:
            seen.add(key)
            kept.append({"amount_ordinal": len(kept) + 1, **row})
    return kept


def _beside_scale(document: Document, accused: list[Party]) -> Iterator[Row]:
    """The amount that the reasoning calls 较大, 巨大 or 特别巨大."""
    part = document.parts.reasoning
    if part is None:
        return
    view = View.of(document.clean, part.start, part.end)
    if "数额" not in view.text and "金额" not in view.text:
        return
    findings = Findings(view.text, accused)
    patterns = load("amount")
    for match in patterns["scale"].finditer(view.text):
        if not findings.stated(match.start(), match.end()):
            continue
        clause = findings.clauses[findings.clause_at(match.start())]
        low = max(clause.start, match.start() - _REACH)
        sums = list(patterns["sum"].finditer(view.text, low, match.start()))
        between = view.text[sums[-1].end() : match.start()] if sums else ""
        nearest = sums[-1] if sums and "被告人" not in between else None
        start = nearest.start() if nearest is not None else match.start()
        owners = findings.about(match.start()) or (None,)
        for owner, scale in zip(owners, _scales(view, match, len(owners)), strict=True):
            row = _row(view, owner, _kind(view.text, clause.start, start, match.end()), match)
            _put_sum(row, view, nearest)
            put(row, "scale_word", scale)
            if nearest is not None and patterns["summand"].search(between) is None:
                row["whole"] = True
            yield row


def _scales(view: View, match: re.Match[str], owners: int) -> list[Fact[str]]:
    """The scale of each owner: one for all, or one each in their order (分别巨大、较大)."""
    patterns = load("amount")
    row = patterns["scales"].match(view.text, match.start("scale"))
    found = list(patterns["one_scale"].finditer(view.text, *row.span())) if row else []
    if not found:
        return [Fact(match["scale"], view.span(*match.span("scale")))] * owners
    if len(found) != owners:
        return [Fact[str].declined("several scales and not whose")] * owners
    return [Fact(one[0], view.span(*one.span())) for one in found]


def _story(document: Document) -> View | None:
    """The findings up to where the evidence begins."""
    part = document.parts.facts
    if part is None:
        return None
    end = min(part.end, part.start + _LONGEST)
    evidence = load("amount")["evidence"].search(document.clean, part.start, end)
    return View.of(document.clean, part.start, evidence.start() if evidence else end)


def _only_sum(document: Document, accused: list[Party]) -> Iterator[Row]:
    """The one sum of a story that tells no other: what it says is the whole."""
    view, patterns = _story(document), load("amount")
    if view is None or patterns["numbered"].search(view.text) is not None:
        return
    sums = list(patterns["sum"].finditer(view.text))
    if len(sums) != 1:
        return
    match = sums[0]
    findings = Findings(view.text, accused)
    clause = findings.clauses[findings.clause_at(match.start())]
    low = max(clause.start, match.start() - _REACH)
    valued = patterns["valued"].search(view.text, low, match.start()) is not None
    returned = patterns["returned"].search(view.text, low, match.end()) is not None
    if not valued or returned or not findings.stated(match.start(), match.end()):
        return
    owners = accused if len(accused) == 1 else findings.about(match.start())
    for owner in owners:
        row = _row(view, owner, _kind(view.text, low, match.start(), match.end()), match)
        if row["kind"] in ("taken", "bribe"):
            _put_sum(row, view, match)
            yield {**row, "whole": True}


def _totals(document: Document, accused: list[Party]) -> Iterator[Row]:
    """Totals, gains and losses in the findings, up to where the evidence begins."""
    view, patterns = _story(document), load("amount")
    if view is None:
        return
    findings: Findings | None = None
    for match in patterns["total"].finditer(view.text):
        findings = findings or Findings(view.text, accused)
        if not findings.stated(match.start(), match.end()):
            continue
        clause = findings.clauses[findings.clause_at(match.start())]
        low = max(clause.start, match.start() - _REACH)
        kind = _kind(view.text, low, match.start(), match.end())
        if kind == "other" or patterns["returned"].search(view.text, low, match.end()):
            continue
        owners = findings.about(match.start())
        row = _row(view, owners[0] if len(owners) == 1 else None, kind, match)
        _put_sum(row, view, match)
        if len(owners) == 1 and patterns["in_all"].search(view.text, low, match.end()):
            row["whole"] = True
        yield row


def _in_reasons(document: Document, accused: list[Party]) -> Iterator[Row]:
    """Totals of the reasoning for which it convicts; a higher court often tells them only there."""
    part, patterns = document.parts.reasoning, load("amount")
    if part is None:
        return
    view = View.of(document.clean, part.start, part.end)
    findings = Findings(view.text, accused)
    for match in patterns["total"].finditer(view.text):
        convicts = patterns["convicts"].match(view.text, match.end())
        if convicts is None or not findings.stated(match.start(), match.end()):
            continue
        clause = findings.clauses[findings.clause_at(match.start())]
        low = max(clause.start, match.start() - _REACH)
        one_of_several = patterns["sum"].search(view.text, clause.start, match.start())
        if one_of_several is not None and "计" not in match["word"]:
            continue
        kind = _kind(view.text, low, match.start(), match.end())
        owners = findings.about(match.start())
        if kind not in ("taken", "bribe") or len(owners) != 1:
            continue
        row = _row(view, owners[0], kind, match)
        _put_sum(row, view, match)
        yield {**row, "whole": True}


def _row(view: View, owner: Party | None, kind: str, match: re.Match[str]) -> Row:
    row: Row = {"ordinal": owner.ordinal} if owner is not None else {}
    put(row, "kind", Fact(kind, view.span(*match.span())))
    return row


def _kind(text: str, low: int, at: int, end: int) -> str:
    """What an amount is, by its own words first, then by the clause before it."""
    patterns = load("amount")
    words = text[at:end]
    for kind in ("loss", "bribe", "gain"):
        if patterns[kind].search(words) is not None:
            return kind
    before = text[low:at]
    for kind in _KINDS:
        if kind != "gain" and patterns[kind].search(before) is not None:
            return kind
    return "taken" if patterns["taken"].search(words) is not None else "other"


def _put_sum(row: Row, view: View, match: re.Match[str] | None) -> None:
    if match is None:
        put(row, "amount", Fact[object].declined("no amount beside the scale"))
        return
    try:
        money = Money.parse(match["sum"])
    except RefusedValueError as refused:
        put(row, "amount", Fact[object].declined(refused.why))
        return
    put(row, "amount", Fact(money.amount, view.span(*match.span("sum"))))
    row["approximate"] = money.approximate
