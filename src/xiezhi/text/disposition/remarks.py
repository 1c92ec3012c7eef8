"""Whose the remarks in brackets are: one bracket at the end may speak of every accused in turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xiezhi.text.disposition.layout import Layout
    from xiezhi.text.disposition.subject import Roster
    from xiezhi.text.view import View

__all__ = ["Remark", "own_words", "remarks"]

_STOP = re.compile("[。；]|$")
_OTHERS = ("upheld", "revoked", "changed", "permitted", "approved")
"""Items that quote another decision: what stands in their brackets is not decided here."""


class Remark(NamedTuple):
    """A sentence in a bracket; places are the layout's view's.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        ordinals: The accused it names; nobody where it goes for all, or for one alone.
    """

    start: int
    end: int
    ordinals: frozenset[int]


def remarks(layout: Layout, roster: Roster) -> list[Remark]:
    """The sentences of the outermost brackets of items that decide themselves, in order."""
    found: list[Remark] = []
    text = layout.view.text
    quoting = [(item.start, item.end) for item in layout.items if item.kind in _OTHERS]
    for low, high in layout.brackets:
        if any(start <= low < end for start, end in quoting):
            continue
        start = low
        for stop in _STOP.finditer(text, low, high):
            names = [name for _, _, name in roster.hits(text[start : stop.end()])]
            ordinals = frozenset(party.ordinal for name in names for party in roster.named(name))
            found.append(Remark(start, stop.end(), ordinals))
            start = stop.end()
    return found


def own_words(
    layout: Layout, told: list[Remark], ordinal: int, region: tuple[int, int], *, alone: bool
) -> View:
    """The words about one accused: his statement and the remarks that name him.

    Args:
        layout: The operative part.
        told: Its remarks.
        ordinal: The accused.
        region: His statement in the layout's view, with the brackets in it.
        alone: Whether he is the only accused, so that remarks without a name are his.
    """
    low, high = region
    without: list[tuple[int, int]] = []
    place = high
    for remark in told:
        if low <= remark.start < high:
            if remark.ordinals and ordinal not in remark.ordinals:
                without.append((remark.start, remark.end))
        elif remark.start >= high and (
            ordinal in remark.ordinals or (alone and not remark.ordinals)
        ):
            if remark.start > place:
                without.append((place, remark.start))
            place = remark.end
    return layout.view.part(low, place, without)
