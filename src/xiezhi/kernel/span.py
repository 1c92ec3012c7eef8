"""A place in a text: code points, half open."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Span"]


class Span(NamedTuple):
    """``[start, end)`` in code points of the text as given."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The passage itself."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same passage in a text that begins ``by`` code points earlier."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        """Whether the other passage lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end
