"""The clauses of an operative part, each between two full stops or semicolons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiezhi.kernel.span import Span
    from xiezhi.text.disposition.layout import Layout

__all__ = ["Clause", "clauses"]

_STOP = re.compile(r"[。；]")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of an item that decides itself.

    Attributes:
        text: Without blanks, brackets kept.
        start: Where it begins in the layout's view.
        span: Its place in the document.
    """

    text: str
    start: int
    span: Span


def clauses(layout: Layout) -> tuple[Clause, ...]:
    """All clauses of the items that decide themselves, in order; brackets are not parted."""
    made: list[Clause] = []
    text = layout.view.text
    for item in layout.items:
        if item.kind in ("upheld", "permitted", "approved"):
            continue
        start = item.start
        for stop in _STOP.finditer(text, item.start, item.end):
            if any(low < stop.start() < high - 1 for low, high in layout.brackets):
                continue
            _add(made, layout, start, stop.end())
            start = stop.end()
        _add(made, layout, start, item.end)
    return tuple(made)


def _add(made: list[Clause], layout: Layout, start: int, end: int) -> None:
    text = layout.view.text[start:end]
    if len(text.strip("。；，、）”")) > 3:
        made.append(Clause(text, start, layout.view.span(start, end)))
