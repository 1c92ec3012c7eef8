"""What a session holds by name, and whether it still says what it would say if made anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Standing"]


@dataclass(slots=True)
class _Relation:
    """When it was made is its shape: its columns are the same until it is made anew."""

    kind: str
    text: str
    read: dict[str, int]
    read_shapes: dict[str, int]
    stamp: int
    shape: int
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
        """Whether the statement made the relation, from what is there now; a view looks itself."""
        if not self.fits(name, text):
            return False
        found = self._relations[name.lower()]
        return found.kind == "VIEW" or all(
            self._changed(source) == moment for source, moment in found.read.items()
        )

    def fits(self, name: str, text: str) -> bool:
        """Whether the statement made the relation from what may since have got other rows.

        Its columns are then those that the statement would give it now.
        """
        found = self._relations.get(name.lower())
        return (
            found is not None
            and found.text == text
            and all(self._shape(source) == shape for source, shape in found.read_shapes.items())
        )

    def made(
        self, name: str, kind: str, text: str, read: Iterable[str] = (), *, hidden: bool = False
    ) -> None:
        """A statement made a relation from others."""
        self._moment += 1
        sources = {source.lower() for source in read}
        self._relations[name.lower()] = _Relation(
            kind,
            text,
            {source: self._changed(source) for source in sources},
            {source: self._shape(source) for source in sources},
            self._moment,
            self._moment,
            hidden,
        )

    def emptied(self, name: str) -> None:
        """The rows of a table are gone; until it is filled, no statement may name it."""
        self.touched(name)
        found = self._relations[name.lower()]
        found.text, found.hidden = "", True

    def filled(self, name: str, text: str) -> None:
        """A table was given the rows that its statement selects now."""
        self.touched(name)
        found = self._relations[name.lower()]
        found.text, found.hidden = text, False
        found.read = {source: self._changed(source) for source in found.read}

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

    def _shape(self, name: str) -> int:
        """When a relation was last made; a view has the columns of what it reads."""
        found = self._relations.get(name)
        if found is None:
            return -1
        if found.kind != "VIEW":
            return found.shape
        return max([found.shape, *(self._shape(source) for source in found.read)])
