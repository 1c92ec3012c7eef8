"""The clauses of an operative part, each between two full stops or semicolons.

A bracket that stands where a clause begins is a clause of its own: it speaks of what came before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiezhi.kernel.span import Span
    from xiezhi.text.disposition.layout import Layout
    from xiezhi.text.view import View

__all__ = ["Clause", "clauses"]

_STOP = re.compile(r"[。；]")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of an item that decides itself.

    Attributes:
        text: Without blanks, brackets kept.
        start: Where it begins in the layout's view.
        view: The layout's view.
    """

    text: str
    start: int
    view: View

    @property
    def span(self) -> Span:
        """Its place in the document."""
        return self.view.span(self.start, self.start + len(self.text))


def clauses(layout: Layout) -> tuple[Clause, ...]:
    """All clauses of the items that decide themselves, in order; brackets are not parted."""
    made: list[Clause] = []
    text = layout.view.text
    starts = [low for low, _ in layout.brackets]
    for item in layout.items:
        if item.kind in ("upheld", "permitted", "approved"):
            continue
        start = _brackets(made, layout, item.start, item.end)
        for stop in _STOP.finditer(text, item.start, item.end):
            if stop.start() < start:
                continue
            before = bisect_left(starts, stop.start()) - 1
            if before >= 0 and stop.start() < layout.brackets[before][1] - 1:
                continue
            _add(made, layout, start, stop.end())
            start = _brackets(made, layout, stop.end(), item.end)
        _add(made, layout, start, item.end)
    return tuple(made)


def _brackets(made: list[Clause], layout: Layout, start: int, end: int) -> int:
    """Clauses for the brackets at a place; where the text goes on behind them."""
    text = layout.view.text
    while start < end:
        place = bisect_left(layout.brackets, (start, 0))
        if place == len(layout.brackets) or layout.brackets[place][0] != start:
            break
        stop = min(layout.brackets[place][1], end)
        while stop < end and text[stop] in "。；":
            stop += 1
        _add(made, layout, start, stop)
        start = stop
    return start


def _add(made: list[Clause], layout: Layout, start: int, end: int) -> None:
    text = layout.view.text[start:end]
    if len(text.strip("。；，、）”")) > 3:
        made.append(Clause(text, start, layout.view))
