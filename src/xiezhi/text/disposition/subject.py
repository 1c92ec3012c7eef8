"""Whom a statement is about: names of the head found again in the operative part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.text import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.text.facts import Parties, Party

__all__ = ["Group", "Hit", "Roster", "masked"]

_MASKED = "某×*xXａ甲乙丙丁戊己庚辛壬癸0123456789"


Hit = tuple[int, int, str]
"""Start, end and name of a name of the head found in a text."""


@dataclass(frozen=True, slots=True)
class Group:
    """Names that stand together in a text.

    Attributes:
        start: Where the first name begins, its role not included.
        end: Where the last one ends.
        names: The names in order.
    """

    start: int
    end: int
    names: tuple[str, ...]


class Roster:
    """The accused of the head, found by name, by alias, and by a name misprinted once.

    Attributes:
        accused: Accused parties in the order of the head.
    """

    def __init__(self, parties: Parties) -> None:
        self.accused: tuple[Party, ...] = tuple(party for party in parties if party.accused)
        self._by_name: dict[str, list[Party]] = {}
        for party in self.accused:
            for name in dict.fromkeys((party.name, *party.aliases)):
                if len(name) >= 2:
                    self._by_name.setdefault(name, []).append(party)
        self._names = sorted(self._by_name, key=len, reverse=True)

    def __len__(self) -> int:
        """How many are accused."""
        return len(self.accused)

    def named(self, name: str) -> tuple[Party, ...]:
        """The accused of that name; several when the head prints one name twice."""
        return tuple(self._by_name.get(name, ()))

    def hits(self, text: str) -> list[Hit]:
        """``(start, end, name)`` of every name in the text, the longest at a place, in order."""
        taken: list[Hit] = []
        for name in self._names:
            at = text.find(name)
            while at >= 0:
                stop = at + len(name)
                if not _goes_on(text, stop, name) and not any(
                    low < stop and at < high for low, high, _ in taken
                ):
                    taken.append((at, stop, name))
                at = text.find(name, stop)
        if len(taken) > 1:
            taken.sort()
        return taken

    def groups(self, text: str, hits: list[Hit] | None = None) -> Iterator[Group]:
        """Names joined by 、 和 及 or a role into one group each."""
        separator = pattern.load("subject")["separator"]
        current: list[Hit] = []
        for hit in self.hits(text) if hits is None else hits:
            if current and not separator.match(text[current[-1][1] : hit[0]]):
                yield _group(current)
                current = []
            current.append(hit)
        if current:
            yield _group(current)

    def nearest(self, printed: str, free: list[Party]) -> Party | None:
        """The one party of ``free`` that a subject printed otherwise can only mean.

        It means a party whose name it contains or is contained in, or differs from by one
        character; or, where one of the two is redacted, the only one of its surname.
        """
        for alike in (_contains, _one_apart, _redacted):
            near = [
                party
                for party in free
                if any(alike(printed, name) for name in (party.name, *party.aliases))
            ]
            if len(near) == 1:
                return near[0]
            if near:
                return None
        return None


def masked(text: str, hits: list[Hit]) -> str:
    """The text with every name blotted out, so that no word is found inside a name."""
    for start, end, _ in reversed(hits):
        text = text[:start] + "〓" * (end - start) + text[end:]
    return text


def _goes_on(text: str, stop: int, name: str) -> bool:
    """Whether the name printed is a longer one (张某 in 张某甲, 王某 in 王某某)."""
    if stop >= len(text):
        return False
    follows = text[stop]
    if follows not in _MASKED:
        return False
    return not (follows.isdigit() and name[-1] not in _MASKED)


def _group(hits: list[Hit]) -> Group:
    return Group(hits[0][0], hits[-1][1], tuple(dict.fromkeys(name for _, _, name in hits)))


def _one_apart(name: str, other: str) -> bool:
    """Whether two names differ by one character changed, left out or added."""
    if abs(len(name) - len(other)) > 1 or min(len(name), len(other)) < 2:
        return False
    if len(name) == len(other):
        return sum(a != b for a, b in zip(name, other, strict=True)) == 1 and len(name) > 2
    short, long = sorted((name, other), key=len)
    return len(short) > 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _contains(name: str, other: str) -> bool:
    """Whether one name contains the other (李某李小明 for 李小明, 某某有限公 for 某某有限公司)."""
    return min(len(name), len(other)) >= 2 and (name in other or other in name)


def _redacted(name: str, other: str) -> bool:
    """Whether two names share the surname and one of them is redacted (张某甲 for 张小明)."""
    marks = ("某", "×", "*", "X", "x")
    return name[:1] == other[:1] and any(mark in name[1:] for mark in marks) != any(
        mark in other[1:] for mark in marks
    )
