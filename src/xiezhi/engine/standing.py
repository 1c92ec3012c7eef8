"""What a session holds by name, and whether it still says what it would say if made anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Standing"]


@dataclass(slots=True)
class _Relation:
    kind: str
    text: str
    read: dict[str, int]
    stamp: int
    hidden: bool


class Standing:
    """Relations by name in lower case, each with the statement that made it and what that read.

    A statement of a model answers from the relations it reads and from nothing else (the guard
    sees to it), so one that was run on relations that have not changed need not be run again.
    """

    def __init__(self) -> None:
        self._relations: dict[str, _Relation] = {}
        self._moment = 0

    def names(self) -> frozenset[str]:
        """Every relation."""
        return frozenset(self._relations)

    def visible(self) -> frozenset[str]:
        """The relations that statements of a model may name."""
        return frozenset(name for name, one in self._relations.items() if not one.hidden)

    def kind(self, name: str) -> str | None:
        """``TABLE`` or ``VIEW``; None when nothing of that name is there."""
        found = self._relations.get(name.lower())
        return found.kind if found is not None else None

    def stands(self, name: str, text: str) -> bool:
        """Whether the statement made the relation, from what is there now."""
        found = self._relations.get(name.lower())
        return (
            found is not None
            and found.text == text
            and all(self._changed(source) == moment for source, moment in found.read.items())
        )

    def made(
        self, name: str, kind: str, text: str, read: Iterable[str] = (), *, hidden: bool = False
    ) -> None:
        """A statement made a relation from others."""
        self._moment += 1
        sources = {source.lower() for source in read}
        before = {source: self._changed(source) for source in sources}
        self._relations[name.lower()] = _Relation(kind, text, before, self._moment, hidden)

    def touched(self, name: str) -> None:
        """A relation has other rows than before."""
        if found := self._relations.get(name.lower()):
            self._moment += 1
            found.stamp = self._moment

    def forget(self, names: Collection[str]) -> None:
        """Relations are gone."""
        for name in names:
            self._relations.pop(name.lower(), None)

    def others(self, keep: Collection[str]) -> dict[str, str]:
        """Kinds by name of all but some relations, the last made first."""
        kept = {name.lower() for name in keep}
        return {
            name: one.kind for name, one in reversed(self._relations.items()) if name not in kept
        }

    def _changed(self, name: str) -> int:
        """When a relation last changed; a view changes with what it reads."""
        found = self._relations.get(name)
        if found is None:
            return -1
        if found.kind != "VIEW":
            return found.stamp
        return max([found.stamp, *(self._changed(source) for source in found.read)])
