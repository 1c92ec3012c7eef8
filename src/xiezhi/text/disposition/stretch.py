"""A stretch of an operative part that decides itself, ready for patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.text import pattern

if TYPE_CHECKING:
    from xiezhi.text.disposition.subject import Roster
    from xiezhi.text.view import View

__all__ = ["Stretch"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One item's text without blanks and brackets.

    Attributes:
        view: The text with its places.
        masked: The same with every name of the head blotted out: a name may contain 前 or end
            in 从, and no word is to be found inside a name.
        asides: Ranges that speak of another decision (撤销 …, 与前罪 …).
    """

    view: View
    masked: str
    asides: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, view: View, roster: Roster) -> Stretch:
        """Make a view ready."""
        masked = roster.masked(view.text)
        found = pattern.load("sentence")["aside"].finditer(masked)
        return cls(view, masked, tuple(aside.span() for aside in found))

    def aside(self, at: int) -> bool:
        """Whether a place speaks of another decision."""
        return any(low <= at < high for low, high in self.asides)
