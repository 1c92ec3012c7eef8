"""What an expression may see, and what may be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.rulebook.types import SemanticTypes
    from xiezhi.sql.functions import Kind

__all__ = ["Fault", "Scope", "closest"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an expression, at a character of its text."""

    at: int
    what: str
    why: str = ""
    cure: str = ""
    code: str = "type"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may see."""

    columns: Mapping[str, Type]
    params: Mapping[str, Type]
    types: SemanticTypes
    kinds: tuple[Kind, ...] = ("scalar",)
    not_null: frozenset[str] = frozenset()

    def type(self, name: str, *, literal: bool = False, storage: str = "") -> Type:
        """A semantic type with its usual storage, or another."""
        return Type(name, storage or self.types[name].storage, literal=literal)


def closest(word: str, known: object) -> str | None:
    """The known word most like another; None when none is near."""
    import difflib

    found = difflib.get_close_matches(word, list(known), n=1)  # type: ignore[call-overload]
    return str(found[0]) if found else None
