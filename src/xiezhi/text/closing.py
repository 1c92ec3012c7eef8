"""The end of a document: who signed it and on which day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xiezhi.kernel.date import PartialDate
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.text.facts import Fact
from xiezhi.text.pattern import load
from xiezhi.text.view import View

if TYPE_CHECKING:
    import re

    from xiezhi.kernel.span import Span

__all__ = ["Closing", "closing", "judged_date"]

_LONGEST = 1500
_BLOCK = 600


class Closing(NamedTuple):
    """The signatures and the date.

    Attributes:
        view: The tail from the first signature (or its last stretch) without blanks.
        day: The day of the decision.
    """

    view: View
    day: Fact[PartialDate]


@lru_cache(maxsize=4)
def closing(clean: str, start: int, end: int) -> Closing:
    """Read the end of a document, ``clean[start:end]``."""
    view = View.of(clean, start, min(end, start + _LONGEST) if end - start > _LONGEST else end)
    return Closing(view, _day(view))


def judged_date(tail: Span | None, clean: str) -> Fact[PartialDate]:
    """The day of the decision; declined when the tail has no complete date."""
    if tail is None:
        return Fact.declined("no tail")
    return closing(clean, tail.start, tail.end).day


def _day(view: View) -> Fact[PartialDate]:
    patterns = load("judgment")
    signature = patterns["signature"].search(view.text)
    at = signature.end() if signature is not None else 0
    found = patterns["signed"].search(view.text, at, at + _BLOCK)
    if found is None:
        found = _last(patterns["signed"], view.text)
    if found is None:
        partial = patterns["signed_partly"].search(view.text, at)
        return Fact.declined("date is not complete" if partial else "no date at the end")
    try:
        day = PartialDate.parse(found["date"].replace("曰", "日").replace("号", "日"))
    except RefusedValueError:
        return Fact.declined("impossible date")
    return Fact(day, view.span(*found.span("date")))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match."""
    return max(pattern.finditer(text), key=lambda found: found.start(), default=None)
