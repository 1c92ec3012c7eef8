"""The statements of an operative part: who is told what, clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.kernel.span import Span
from xiezhi.text import pattern
from xiezhi.text.disposition.charge import Charge, charge_before, convictions
from xiezhi.text.disposition.penalty import Penalty, read_penalty

if TYPE_CHECKING:
    from xiezhi.text.disposition.layout import Item, Layout
    from xiezhi.text.disposition.subject import Roster
    from xiezhi.text.view import View

__all__ = ["Count", "Statement", "statements"]


@dataclass(frozen=True, slots=True)
class Count:
    """Charges convicted of together and the penalty stated for them."""

    charges: tuple[Charge, ...]
    penalty: Penalty


@dataclass(slots=True)
class Statement:
    """What the operative part says about one subject in one go.

    Attributes:
        names: Names of the head that it is about; empty when none could be recognised.
        printed: The subject as printed when it is no name of the head.
        span: From the subject to its last clause.
        region: From the subject to where the next statement or item begins, brackets included.
        counts: Convictions in order.
        total: The penalty to be executed for all counts, when one is stated apart.
        verdict: ``acquitted``, ``incompetent`` or ``withdrawn``, with its place.
        merged: Where an earlier sentence is merged.
        several: Whether the text says that each of several gets what is stated (各, 均).
    """

    names: tuple[str, ...]
    printed: str
    span: Span
    region: Span
    counts: list[Count] = field(default_factory=list)
    total: Penalty | None = None
    verdict: tuple[str, Span] | None = None
    merged: Span | None = None
    several: bool = False


@dataclass(frozen=True, slots=True)
class _Opening:
    start: int
    body: int
    names: tuple[str, ...]
    printed: str = ""


def statements(layout: Layout, roster: Roster, *, first_instance: bool) -> list[Statement]:
    """The statements that decide themselves, in order.

    What an item quotes from another decision (维持 …, 撤销 …，即 …) is left out.

    Args:
        layout: The operative part.
        roster: The accused of the head.
        first_instance: Whether a 撤销 can only revoke probation or parole.
    """
    made: list[Statement] = []
    for item in layout.items:
        start = _own_start(layout, item, first_instance=first_instance)
        if start is None:
            continue
        view = layout.plain(start, item.end)
        item_end = layout.view.place(item.end - 1) + 1
        masked = roster.masked(view.text)
        asides = [found.span() for found in pattern.load("sentence")["aside"].finditer(masked)]
        openings = _openings(view, roster, asides)
        if not openings:
            _continue_last(made, view, len(view.text), item_end)
            continue
        if made and openings[0].start > 0:
            _continue_last(made, view, openings[0].start, view.place(openings[0].start))
        for place, opening in enumerate(openings):
            end = openings[place + 1].start if place + 1 < len(openings) else len(view.text)
            statement = _statement(view, opening, end, asides)
            last = place + 1 == len(openings)
            region_end = item_end if last else view.place(openings[place + 1].start)
            statement.region = Span(statement.span.start, max(region_end, statement.span.end))
            made.append(statement)
    return made


_RESTATED = re.compile(
    r"[。；](?=(?:对)?(?:被告人|被告单位|上诉人|原审被告)[^，。；：]{1,40}?犯(?!罪))"
)
_ANEW = re.compile(
    r"改判(?!为?无罪的)(?:为)?|改处|变更为[：，“]?|，(?=以[^，。；]{2,30}罪(?:，)?判处)|更正为[：，“]?"
)


def _own_start(layout: Layout, item: Item, *, first_instance: bool) -> int | None:
    """Where an item decides itself; None when it only speaks of another decision."""
    if item.kind == "own":
        return item.start
    text = layout.view.text
    if item.kind == "changed":
        changed = re.compile(r"(?:变更|改判|修改)?为[：，]?[“]?").search(text, item.start, item.end)
        return changed.end() if changed else None
    anew = None
    for found in _ANEW.finditer(text, item.start, item.end):
        if not any(low <= found.start() < high for low, high in layout.quotes):
            anew = found.end()
            break
    if anew is not None:
        return anew
    if first_instance and item.kind == "revoked":
        again = _RESTATED.search(text, item.start, item.end)
        return again.end() if again else None
    return None


def _openings(view: View, roster: Roster, asides: list[tuple[int, int]]) -> list[_Opening]:
    """Where statements begin: a name (or names) with a verb of judgment behind it."""
    text = view.text
    patterns = pattern.load("subject")
    openings: list[_Opening] = []
    for group in roster.groups(text):
        if _within(group.start, asides):
            continue
        verb = patterns["verb"].match(text[group.end : group.end + 60])
        if verb is None:
            continue
        before = patterns["role_before"].search(text[max(0, group.start - 30) : group.start])
        start = group.start - (len(before["role"]) if before else 0)
        openings.append(_Opening(start, group.end, group.names))
    for found in patterns["unresolved"].finditer(text):
        if _within(found.start(), asides) or any(
            opening.start < found.end() and found.start() < opening.body + 2 for opening in openings
        ):
            continue
        openings.append(_Opening(found.start(), found.end(), (), found["name"]))
    return sorted(openings, key=lambda opening: opening.start)


def _within(at: int, ranges: list[tuple[int, int]]) -> bool:
    return any(low <= at < high for low, high in ranges)


def _continue_last(made: list[Statement], view: View, end: int, region_end: int) -> None:
    """A stretch without a subject that states a total belongs to the statement before it."""
    if not made or made[-1].total is not None:
        return
    total = _total(view, 0, end)
    if total is None:
        return
    last = made[-1]
    last.total = read_penalty(view, total, end)
    _notice(last, view, 0, end)
    last.span = Span(last.span.start, view.span(0, end).end)
    last.region = Span(last.region.start, region_end)


def _total(view: View, start: int, end: int) -> int | None:
    """Where the total to be executed begins: after the last words that open one."""
    patterns = pattern.load("sentence")
    last = None
    for found in patterns["total"].finditer(view.text, start, end):
        last = found.end()
    if last is None:
        for found in patterns["bare_total"].finditer(view.text, start, end):
            last = found.end()
    return last


def _notice(statement: Statement, view: View, start: int, end: int) -> None:
    """Merging of earlier sentences."""
    patterns = pattern.load("sentence")
    merged = patterns["merged"].search(view.text, start, end)
    if merged is not None and statement.merged is None:
        statement.merged = view.span(*merged.span())


_EACH = re.compile(r"^[^。；]{0,12}?(?:各|均|都|分别)|各判|均判|各处|均处")


def _statement(view: View, opening: _Opening, end: int, asides: list[tuple[int, int]]) -> Statement:
    """Read one statement of ``view.text[opening.start:end]``."""
    span = view.span(opening.start, end)
    statement = Statement(opening.names, opening.printed, span, span)
    body = opening.body
    total = _total(view, body, end)
    statement.several = _EACH.search(view.text, body, end) is not None
    _notice(statement, view, body, end)
    limit = total if total is not None else end
    _read_counts(statement, view, body, limit, asides)
    if total is not None:
        statement.total = read_penalty(view, total, end)
    if not statement.counts:
        _read_verdict(statement, view, body, end)
    return statement


def _read_verdict(statement: Statement, view: View, start: int, end: int) -> None:
    patterns = pattern.load("sentence")
    for word in ("acquitted", "incompetent", "withdrawn"):
        found = patterns[word].search(view.text, start, end)
        if found is not None:
            statement.verdict = (word, view.span(*found.span()))
            return


def _read_counts(
    statement: Statement, view: View, start: int, end: int, asides: list[tuple[int, int]]
) -> None:
    """Every conviction of the statement with the clause that states its penalty."""
    found = convictions(view, start, end, asides)
    if not found:
        charges = charge_before(view, start, end)
        penalty = _clause(view, start, end, asides)
        if charges or not penalty.empty:
            statement.counts.append(Count(charges, penalty))
        return
    for place, conviction in enumerate(found):
        stop = found[place + 1].start if place + 1 < len(found) else end
        penalty = _clause(view, conviction.end, stop, asides)
        statement.counts.append(Count(conviction.charges, penalty))


def _clause(view: View, start: int, end: int, asides: list[tuple[int, int]]) -> Penalty:
    """The penalty of a clause, up to where it begins to speak of another decision."""
    for low, high in asides:
        if low <= start < high:
            start = min(high, end)
        elif start < low < end:
            end = low
    return read_penalty(view, start, end)
