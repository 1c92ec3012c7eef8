"""A stretch of an operative part that decides itself, ready for patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.text import pattern
from xiezhi.text.disposition.subject import masked

if TYPE_CHECKING:
    from xiezhi.text.disposition.subject import Hit, Roster
    from xiezhi.text.view import View

__all__ = ["Stretch"]

_MAY_STEP_ASIDE = re.compile("[撤前原余尚残总减核曾先号剩漏]|扣除|除去|没有执行|未执行|此前|之前")
"""Without one of these nothing in a text speaks of another decision; found much faster."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One item's text without blanks and brackets.

    Attributes:
        view: The text with its places.
        masked: The same with every name of the head blotted out: a name may contain 前 or end
            in 从, and no word is to be found inside a name.
        hits: The names of the head in it.
        may_step_aside: Whether anything in it can speak of another decision at all.
        asides: Ranges that speak of another decision (撤销 …, 与前罪 …).
    """

    view: View
    masked: str
    hits: list[Hit]
    asides: tuple[tuple[int, int], ...]
    may_step_aside: bool

    @classmethod
    def of(cls, view: View, roster: Roster) -> Stretch:
        """Make a view ready."""
        hits = roster.hits(view.text)
        blotted = masked(view.text, hits)
        if _MAY_STEP_ASIDE.search(blotted) is None:
            return cls(view, blotted, hits, (), may_step_aside=False)
        found = pattern.load("sentence")["aside"].finditer(blotted)
        spans = tuple(aside.span() for aside in found)
        return cls(view, blotted, hits, spans, may_step_aside=True)

    def aside(self, at: int) -> bool:
        """Whether a place speaks of another decision."""
        return any(low <= at < high for low, high in self.asides)
