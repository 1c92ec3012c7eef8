"""Selective charges (选择性罪名): which parts of 走私、贩卖、运输、制造毒品罪 a court took.

The name is a row of pieces between 、. A selection leaves pieces out: what is left out begins or
ends at a 、, and a verb and an object stay: the end of a piece from the joint on (the piece in
which the verbs meet the objects), and something of a long piece or of both sides of the joint.
So 运输 or 弹药 alone is no charge.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["orders", "selects"]

_VERB = 2  # the verbs of selective charges have two characters
_MOST_VERBS = 5
_WHOLE = 6  # a first piece this long names an offence by itself: 虚开增值税专用发票


def selects(stem: str, name: str) -> bool:
    """Whether ``stem`` (without 、 and 罪) is a selection of ``name`` (with 、, without 罪)."""
    if not stem or len(stem) > len(name):
        return False
    guard = _Guard(name)
    return any(guard.allows(kept) for kept in _selections(stem, name))


def orders(stem: str) -> Iterator[str]:
    """The stem, then the same with its verbs in other orders: 制造、贩卖毒品 → 贩卖、制造毒品."""
    yield stem
    pieces = stem.split("、")
    verbs = [*pieces[:-1], pieces[-1][:_VERB]]
    if not 2 <= len(verbs) <= _MOST_VERBS or any(len(verb) != _VERB for verb in verbs):
        return
    rest = pieces[-1][_VERB:]
    for order in permutations(verbs):
        if list(order) != verbs:
            yield "、".join(order) + rest


class _Guard:
    """What a selection of one name must keep."""

    def __init__(self, name: str) -> None:
        pieces = name.split("、")
        ends, place = [], -1
        for piece in pieces:
            place += len(piece)
            ends.append(place)
            place += 1
        long = [index for index, piece in enumerate(pieces) if len(piece) > _VERB]
        joint = next((index for index in long if index), long[0] if long else 0)
        self._ends = frozenset(ends[joint:] + ends[: len(pieces[0]) >= _WHOLE])
        self._joint = (ends[joint] - len(pieces[joint]) + 1, ends[joint])
        self._long = frozenset(
            place
            for index in long
            for place in range(ends[index] - len(pieces[index]) + 1, ends[index] + 1)
        )

    def allows(self, kept: tuple[int, ...]) -> bool:
        """Whether what is kept still says what was done, and to what."""
        if not self._long:
            return True
        around = kept[0] < self._joint[0] and self._joint[1] < kept[-1]
        return not self._ends.isdisjoint(kept) and (around or not self._long.isdisjoint(kept))


def _selections(stem: str, name: str) -> Iterator[tuple[int, ...]]:
    """Places of ``name`` that are kept, for every lawful way of leaving the others out."""
    dead: set[tuple[int, int]] = set()

    def walk(at: int, used: int, kept: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """From a place that must be kept: the place before it was kept or a run ended there."""
        if (at, used) in dead:
            return
        lawful = False
        for way in _next(stem, name, at, used):
            if way is None:
                lawful = True
                yield kept
                continue
            for found in walk(way + 1, used + 1, (*kept, way)):
                lawful = True
                yield found
        if not lawful:
            dead.add((at, used))

    yield from walk(0, 0, ())


def _next(stem: str, name: str, at: int, used: int) -> Iterator[int | None]:
    """Places that may be kept next after leaving out ``name[at:place]``; None at the end."""
    if used == len(stem):
        if at == len(name) or name[at] == "、":
            yield None
        return
    for place in range(at, len(name)):
        if name[place] == stem[used] and (
            place == at or name[at] == "、" or name[place - 1] == "、"
        ):
            yield place
