"""Circumstances that bear on the sentence, as the court finds them in its reasoning.

What counsel or the prosecutor claims is none unless the clause takes it over, and what the court
denies (不构成自首, 虽不具有自首情节) is none. A circumstance whose defendant cannot be told has
no row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xiezhi.text.facts import Document, Fact, Parties, Row, put
from xiezhi.text.finding import Findings
from xiezhi.text.pattern import load
from xiezhi.text.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read"]

_REACH = 60
_COMMA = re.compile("[，。；]")


def read(document: Document, parties: Parties) -> list[Row]:
    """The rows of ``judgment_circumstance``; none unless the document is a criminal judgment.

    Args:
        document: The document with its parts and kind.
        parties: Its parties.
    """
    accused = [party for party in parties if party.accused]
    part = document.parts.reasoning
    if not document.kind.convicts or part is None or not accused:
        return []
    view = View.of(document.clean, part.start, part.end)
    findings = Findings(view.text, accused)
    rows: dict[tuple[int, str], Row] = {}
    denied: set[tuple[int, str]] = set()
    affirmed: set[tuple[int, str]] = set()
    by_name: set[tuple[int, str]] = set()
    for at, word, kind in _places(view.text):
        if _denied(findings, at, at + len(word)):
            denied.update((party.ordinal, kind) for party in findings.about(at))
            continue
        if not _found(findings, at, word, kind):
            continue
        found = load("circumstance")["affirmed_before"].search(view.text, max(0, at - 12), at)
        for party in findings.about(at):
            if found is not None:
                affirmed.add((party.ordinal, kind))
            if not findings.of_all(at):
                by_name.add((party.ordinal, kind))
            row = rows.setdefault((party.ordinal, kind), {"ordinal": party.ordinal})
            if "circumstance" not in row:
                put(row, "circumstance", Fact(kind, view.span(at, at + len(word))))
            if "effect" not in row:
                _put_effect(row, view, findings, kind, at + len(word))
    # told and denied in one reasoning, and nothing drawn from it: somebody else's claim was told
    contested = {
        key
        for key in (denied - affirmed) & set(rows)
        if key[1] in load("circumstance").words["claimed"]
        and not {"effect", "effect_abstained"} & set(rows[key])
    }
    kept = {key: row for key, row in rows.items() if key not in contested}
    return _numbered(_own_roles(kept, by_name))


def _own_roles(
    rows: dict[tuple[int, str], Row], by_name: set[tuple[int, str]]
) -> dict[tuple[int, str], Row]:
    """The rows without a role that was told of a group, where the contrary is told by name."""
    high, low = load("circumstance").words["leading"], load("circumstance").words["helping"]
    contrary = dict.fromkeys(high, low) | dict.fromkeys(low, high)
    return {
        (ordinal, kind): row
        for (ordinal, kind), row in rows.items()
        if (ordinal, kind) in by_name
        or not any((ordinal, other) in by_name for other in contrary.get(kind, ()))
    }


def _places(text: str) -> list[tuple[int, str, str]]:
    """Where the keywords stand, in the order of the text; not inside the title of a law."""
    words = load("circumstance").words
    found: list[tuple[int, str, str]] = []
    for word, kind in words["keywords"].items():
        at = text.find(word)
        while at >= 0:
            barred = words["not_after"].get(word, ())
            if not any(text.endswith(before, 0, at) for before in barred):
                found.append((at, word, kind))
            at = text.find(word, at + len(word))
    return [place for place in sorted(found) if not _in_title(text, place[0])]


def _in_title(text: str, at: int) -> bool:
    opened = text.rfind("《", max(0, at - 80), at)
    return opened >= 0 and text.find("》", opened, at) < 0


def _denied(findings: Findings, at: int, end: int) -> bool:
    """Whether the words around deny it."""
    patterns = load("circumstance")
    clause = findings.clauses[findings.clause_at(at)]
    text = findings.text
    return (
        patterns["denied_before"].search(text, max(clause.start, at - 20), at) is not None
        or patterns["denied_behind"].match(text[end : min(clause.end, end + 24)]) is not None
    )


def _found(findings: Findings, at: int, word: str, kind: str) -> bool:
    """Whether the court finds a circumstance that is not denied there."""
    clause = findings.clauses[findings.clause_at(at)]
    text = findings.text
    end = at + len(word)
    needed = load("circumstance").words["needs"].get(kind)
    whole = text[clause.start : clause.end]
    if needed is not None and not any(need in whole for need in needed):
        return False
    if kind in load("circumstance").words["acts"] and not _took_place(text, at, end):
        return False
    if word == "如实供述" and not _lone_confession(whole):
        return False
    return findings.stated(at, end)


def _took_place(text: str, at: int, end: int) -> bool:
    """Whether the words between two commas tell an act, not an order or a wish."""
    patterns = load("circumstance")
    start = max(text.rfind(stop, 0, at) for stop in "，。；") + 1
    stop = _COMMA.search(text, end)
    words = text[start : stop.start() if stop is not None else len(text)]
    return patterns["ordered"].search(words) is None and (
        patterns["done"].search(words) is not None
    )


def _lone_confession(clause: str) -> bool:
    """Whether a truthful statement stands alone, with an effect, and is no surrender."""
    patterns = load("circumstance")
    return (
        patterns["surrendered"].search(clause) is None
        and patterns["effect"].search(clause) is not None
    )


def _put_effect(row: Row, view: View, findings: Findings, kind: str, end: int) -> None:
    """What the court draws from it, in the same clause before the next defendant."""
    clause = findings.clauses[findings.clause_at(end - 1)]
    stop = min(clause.end, end + _REACH)
    other = view.text.find("被告人", end, stop)
    stop = other if other >= 0 else stop
    match = load("circumstance")["effect"].search(view.text, end, stop)
    if match is None:
        return
    effect = match.lastgroup
    if kind in load("circumstance").words["heavy"] and effect != "heavier":
        return
    if effect == "both":
        put(row, "effect", Fact[str].declined("lighter or mitigated"))
    elif effect is not None:
        put(row, "effect", Fact(effect, view.span(*match.span())))


def _numbered(rows: dict[tuple[int, str], Row]) -> list[Row]:
    """The rows by party, numbered; a surrender leaves no confession beside it."""
    kept = [
        row
        for (ordinal, kind), row in sorted(rows.items(), key=lambda item: item[0][0])
        if not (kind == "confession" and (ordinal, "voluntary_surrender") in rows)
    ]
    return list(_count(kept))


def _count(rows: list[Row]) -> Iterator[Row]:
    number, last = 0, None
    for row in rows:
        number = number + 1 if row["ordinal"] == last else 1
        last = row["ordinal"]
        yield {"ordinal": row["ordinal"], "circumstance_ordinal": number, **row}
