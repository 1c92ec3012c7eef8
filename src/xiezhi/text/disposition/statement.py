"""The statements of an operative part: who is told what, clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.kernel.span import Span
from xiezhi.text import pattern
from xiezhi.text.disposition.charge import Charge, charge_before, convictions
from xiezhi.text.disposition.opening import openings
from xiezhi.text.disposition.penalty import Penalty, read_penalty, read_total
from xiezhi.text.disposition.stretch import Stretch

if TYPE_CHECKING:
    from xiezhi.text.disposition.layout import Item, Layout
    from xiezhi.text.disposition.opening import Opening
    from xiezhi.text.disposition.subject import Roster

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
        if start is None and made and first_instance and item.kind == "revoked":
            start = _merged_start(layout, item, roster, made[-1])
        if start is None:
            continue
        stretch = Stretch.of(layout.plain(start, item.end), roster)
        view = stretch.view
        item_end = layout.view.place(item.end - 1) + 1
        found = openings(stretch, roster)
        if not found:
            _continue_last(made, stretch, len(view.text), item_end)
            continue
        if made and found[0].start > 0:
            _continue_last(made, stretch, found[0].start, view.place(found[0].start))
        for place, opening in enumerate(found):
            last = place + 1 == len(found)
            end = len(view.text) if last else found[place + 1].start
            statement = _statement(stretch, opening, end)
            region_end = item_end if last else view.place(end)
            statement.region = Span(statement.span.start, max(region_end, statement.span.end))
            if statement.counts or statement.total or statement.verdict:
                made.append(statement)
    return made


_RESTATED = re.compile(
    r"[。；](?=(?:对)?(?:被告人|被告单位|上诉人|原审被告|原审上诉)[^，。；：“”]{1,40}?犯(?!罪))"
)
_AFTER_REVOKED = re.compile(
    r"(?<=部分|缓刑|假释)，(?=(?:被告人|被告单位)[^，。；：“”]{1,40}?犯(?!罪))"
)
_QUOTES = re.compile(r"即|：|内容|如下")
_ANEW = re.compile(r"改判(?!为?无罪的)(?:为)?|改处|变更为[：，“]?|更正为[：，“]?")
_CHANGED = re.compile(r"(?:变更|改判|修改)?为[：，]?[“]?")


def _own_start(layout: Layout, item: Item, *, first_instance: bool) -> int | None:
    """Where an item decides itself; None when it only speaks of another decision."""
    if item.kind == "own":
        return item.start
    text = layout.view.text
    if item.kind == "changed":
        changed = _CHANGED.search(text, item.start, item.end)
        return changed.end() if changed else None
    for found in _ANEW.finditer(text, item.start, item.end):
        if not any(low <= found.start() < high for low, high in layout.quotes):
            return found.start() if found.group() == "改判" else found.end()
    if first_instance and item.kind == "revoked":
        revoked = _AFTER_REVOKED.search(text, item.start, item.end)
        if revoked is not None:
            return revoked.end()
    for found in _RESTATED.finditer(text, item.start, item.end):
        if any(low <= found.start() < high for low, high in layout.quotes):
            continue
        unquoted = _QUOTES.search(text, item.start, found.start()) is None
        if unquoted or (first_instance and item.kind == "revoked"):
            return found.end()
    return None


_MERGED = re.compile(
    r"(?<=[。；，])(?:(?:实行)?(?:数|[两二三四])罪并罚|决定(?:合并)?执行|合并执行)"
)
_PART = re.compile(r"缓刑(?:执行)?(?:的)?部分|执行部分|的缓刑")


def _merged_start(layout: Layout, item: Item, roster: Roster, last: Statement) -> int | None:
    """Where the total of the statement before stands behind a revocation (撤销 …，决定执行 …)."""
    text = layout.view.text
    merged = _MERGED.search(text, item.start, item.end)
    if merged is None or _PART.search(text, merged.end(), item.end):
        return None
    named = {name for _, _, name in roster.hits(text[item.start : item.end])}
    return merged.start() if named <= set(last.names) else None


def _continue_last(made: list[Statement], stretch: Stretch, end: int, region_end: int) -> None:
    """A stretch without a subject that states a total belongs to the statement before it."""
    if not made or made[-1].total is not None:
        return
    total = _total(stretch, 0, end)
    if total is None:
        return
    last = made[-1]
    last.total = read_total(stretch.view, total, end, [count.penalty for count in last.counts])
    _notice(last, stretch, 0, end)
    last.span = Span(last.span.start, stretch.view.span(0, end).end)
    last.region = Span(last.region.start, region_end)


_MAY_TOTAL = re.compile("执行|决定|合并|并罚|总计")


def _total(stretch: Stretch, start: int, end: int) -> int | None:
    """Where the total to be executed begins: after the last words that open one."""
    text = stretch.view.text
    if _MAY_TOTAL.search(text, start, end) is None:
        return None
    patterns = pattern.load("sentence")
    found = [match.end() for match in patterns["total"].finditer(text, start, end)]
    if not found:
        found = [match.end() for match in patterns["bare_total"].finditer(text, start, end)]
    if not found and text.startswith("执行", start):
        return start + 2
    return found[-1] if found else None


def _notice(statement: Statement, stretch: Stretch, start: int, end: int) -> None:
    """Merging of earlier sentences."""
    if not stretch.may_step_aside:
        return
    merged = pattern.load("sentence")["merged"].search(stretch.masked, start, end)
    if merged is not None and statement.merged is None:
        statement.merged = stretch.view.span(*merged.span())


_EACH = re.compile(r"^[^。；]{0,12}?(?:各|均|都|分别)|各判|均判|各处|均处|分别(?:并)?(?:判)?处")


def _statement(stretch: Stretch, opening: Opening, end: int) -> Statement:
    """Read one statement, up to ``end``."""
    span = stretch.view.span(opening.start, end)
    statement = Statement(opening.names, opening.printed, span, span)
    body = opening.body
    total = _total(stretch, body, end)
    if len(opening.names) > 1:
        statement.several = _EACH.search(stretch.view.text, body, end) is not None
    _notice(statement, stretch, body, end)
    limit = total if total is not None else end
    _read_counts(statement, stretch, body, limit)
    if total is not None:
        counts = [count.penalty for count in statement.counts]
        statement.total = read_total(stretch.view, total, end, counts)
    if all(count.penalty.empty for count in statement.counts):
        _read_verdict(statement, stretch, body, end)
    return statement


def _read_verdict(statement: Statement, stretch: Stretch, start: int, end: int) -> None:
    patterns = pattern.load("sentence")
    before = max(0, start - 60)
    for word in ("acquitted", "incompetent", "withdrawn"):
        found = patterns[word].search(stretch.view.text, start, end)
        if found is None and word == "withdrawn":
            found = patterns[word].search(stretch.view.text, before, end)
        if found is not None:
            statement.verdict = (word, stretch.view.span(*found.span()))
            return


def _read_counts(statement: Statement, stretch: Stretch, start: int, end: int) -> None:
    """Every conviction of the statement with the clause that states its penalty."""
    found = convictions(stretch, start, end)
    if not found:
        charges = charge_before(stretch.view, start, end)
        penalty = _clause(stretch, start, end)
        if charges or not penalty.empty:
            statement.counts.append(Count(charges, penalty))
        return
    count_ends = pattern.load("sentence")["count_ends"]
    for place, conviction in enumerate(found):
        stop = found[place + 1].start if place + 1 < len(found) else end
        ends = count_ends.search(stretch.masked, conviction.end, stop)
        penalty = _clause(stretch, conviction.end, ends.start() if ends else stop)
        statement.counts.append(Count(conviction.charges, penalty))


def _clause(stretch: Stretch, start: int, end: int) -> Penalty:
    """The penalty of a clause, up to where it begins to speak of another decision."""
    for low, high in stretch.asides:
        if low <= start < high:
            start = min(high, end)
        elif start < low < end:
            end = low
    return read_penalty(stretch.view, start, end)
