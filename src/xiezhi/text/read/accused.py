"""Charges that the indictment brings, for each accused.

They stand in the sentence of the indictment (…起诉书指控被告人甲犯…罪，被告人乙犯…罪). The
article is the one under which the prosecutor asks for punishment, where he names one charge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.law_list import find_law_refs
from xiezhi.kernel.numeral import integer
from xiezhi.text.charge_list import charges_in
from xiezhi.text.facts import Document, Fact, Parties, Party, Row, put
from xiezhi.text.pattern import load
from xiezhi.text.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.kernel.span import Span

__all__ = ["read"]

_LONGEST = 3000
_FARTHEST = 500
_FIRST_OFFENCE = 102
"""The articles before belong to the general part of the Criminal Law and name no offence."""


def read(document: Document, parties: Parties) -> list[Row]:
    """The rows of ``judgment_accused``.

    Args:
        document: The document with its parts.
        parties: Its parties; only the accused have rows.
    """
    accused = [party for party in parties if party.accused]
    part = document.parts.procedure
    if not accused or part is None:
        return []
    at = document.clean.find("指控", part.start, part.end)
    start = at if at >= 0 else part.start
    view = View.of(document.clean, start, min(part.end, start + _LONGEST))
    asked = _asked(document)
    brought = list(_brought(view, accused))
    if not brought and len(asked) == 1:
        (printed, (span, _)), *_ = asked.items()
        brought = [(party, printed, span) for party in accused]
    found: dict[tuple[int, str], Row] = {}
    for party, printed, span in brought:
        for name in charges_in(printed) or (None,):
            if (party.ordinal, name or printed) not in found:
                row = _row(party, name, span, asked)
                found[party.ordinal, name or printed] = row
    rows = sorted(found.values(), key=lambda row: str(row["ordinal"]).zfill(6))
    for number, row in enumerate(rows):
        first = number == 0 or rows[number - 1]["ordinal"] != row["ordinal"]
        row["accused_ordinal"] = 1 if first else int(str(rows[number - 1]["accused_ordinal"])) + 1
    return rows


def _row(
    party: Party, name: str | None, span: Span, asked: dict[str, tuple[Span, Fact[str] | None]]
) -> Row:
    row: Row = {"ordinal": party.ordinal}
    if name is None:
        put(row, "charge", Fact[str].declined("not in the list of charges"))
        return row
    put(row, "charge", Fact(name, span))
    put(row, "article", asked[name][1] if name in asked else None)
    return row


def _brought(view: View, accused: list[Party]) -> Iterator[tuple[Party, str, Span]]:
    """Who is charged with what, in the order of the text."""
    patterns = load("accused")
    text = view.text
    stop = text.find("。")
    end = stop if stop >= 0 else len(text)
    last = 0
    for verb in patterns["verb"].finditer(text, 0, end):
        if verb.start() < last:
            continue
        charges = _charges(view, verb.end(), end)
        if not charges:
            continue
        subjects = _subjects(text[last : verb.start()], accused)
        if not subjects and last == 0 and len(accused) == 1:
            subjects = accused
        for party in subjects:
            for printed, span, _ in charges:
                yield party, printed, span
        last = charges[-1][2]


def _charges(view: View, start: int, end: int) -> list[tuple[str, Span, int]]:
    """The charges after a verb, each with its place and where it ends in the view."""
    patterns = load("accused")
    text = view.text[start:end]
    match = patterns["charge"].match(text) or patterns["bare"].match(text)
    charges: list[tuple[str, Span, int]] = []
    at = start
    while match is not None:
        low, high = match.span("charge")
        span = view.span(at + low, at + high)
        at += high
        charges.append((match["charge"], span, at))
        match = patterns["more"].match(view.text[at:end])
    return charges


def _subjects(words: str, accused: list[Party]) -> list[Party]:
    """The accused whom the words before the verb name."""
    patterns = load("accused")
    if patterns["all"].search(words) is not None:
        return accused
    others = patterns["and_others"].search(words)
    if others is not None:
        try:
            return accused if integer(others["count"]) == len(accused) else []
        except RefusedValueError:
            return []
    named: list[tuple[int, Party]] = []
    rest = words
    for party in sorted(accused, key=lambda party: -len(party.name)):
        for name in (party.name, *party.aliases):
            at = rest.find(name)
            if at >= 0:
                named.append((at, party))
                rest = rest[:at] + "＿" * len(name) + rest[at + len(name) :]
                break
    return [party for _, party in sorted(named, key=lambda pair: pair[0])]


def _asked(document: Document) -> dict[str, tuple[Span, Fact[str] | None]]:
    """Charge → where the prosecutor asks for punishment under it, and the article he names."""
    part, clean = document.parts.accusation, document.clean
    found: dict[str, tuple[Span, Fact[str] | None]] = {}
    at = clean.find("追究", part.start, part.end) if part is not None else -1
    while part is not None and at >= 0:
        start = max(clean.rfind("。", part.start, at) + 1, part.start, at - _FARTHEST)
        view = View.of(clean, start, at + 2)
        matches = list(load("accused")["pursued"].finditer(view.text))
        for match in matches:
            article = _article(view) if len(matches) == 1 else None
            span = view.span(*match.span("charge"))
            for name in charges_in(match["charge"]):
                found.setdefault(name, (span, article))
        at = clean.find("追究", at + 2, part.end)
    return found


def _article(view: View) -> Fact[str] | None:
    """The one article of an offence that a sentence cites."""
    if "第" not in view.text:
        return None
    cited = [
        found
        for found in find_law_refs(view.text)
        if found.ref and found.ref.law == "刑法" and found.ref.article >= _FIRST_OFFENCE
    ]
    numbers = {found.ref.article_no for found in cited if found.ref}
    if len(numbers) != 1:
        return None
    return Fact(numbers.pop(), view.span(cited[0].start, cited[0].end))
