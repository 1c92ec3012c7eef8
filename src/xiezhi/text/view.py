"""A stretch of a document without its blanks, whose places lead back to the text as given.

Courts' web pages break lines and pad amounts with blanks, so patterns are written for text
without any. A view keeps, for each of its characters, the place in the document.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.kernel.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["View"]

_ANY = 1 << 60
"""More blanks than any text has: sorts a cut at a place before a search for it."""


@dataclass(slots=True)
class View:
    """Characters of a document's part with blanks taken out.

    Attributes:
        text: The characters that patterns run on.
        base: Place in the document of the part's first character.
        cuts: ``(place in text, blanks taken out before it so far)``, ascending.
    """

    text: str
    base: int
    cuts: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, clean: str, start: int = 0, end: int | None = None) -> View:
        """A view of ``clean[start:end]``; ``clean`` is as long as the text as given."""
        end = len(clean) if end is None else end
        words = clean[start:end]
        if "\u200b" in words or "\ufeff" in words:
            words = words.replace("\u200b", " ").replace("\ufeff", " ")
        pieces = words.split()
        text = "".join(pieces)
        if len(text) == len(words):
            return cls(words, start)
        cuts: list[tuple[int, int]] = []
        kept = removed = last = 0
        for piece in pieces:
            at = words.find(piece, last)
            if at > last:
                removed += at - last
                cuts.append((kept, removed))
            kept += len(piece)
            last = at + len(piece)
        if last < len(words):
            cuts.append((kept, removed + len(words) - last))
        return cls(text, start, tuple(cuts))

    def part(self, start: int, end: int, without: Iterable[tuple[int, int]] = ()) -> View:
        """The view of ``[start, end)``, leaving out ranges of this view (ascending, disjoint)."""
        kept: list[tuple[int, int]] = []
        last = start
        for out_start, out_end in without:
            if out_end <= last or out_start >= end:
                continue
            if out_start > last:
                kept.append((last, out_start))
            last = out_end
        if last < end:
            kept.append((last, end))
        cuts: list[tuple[int, int]] = []
        length = 0
        for low, high in kept:
            shift = self.place(low) - self.base - length
            if shift:
                cuts.append((length, shift))
            cuts += [
                (length + index - low, removed + low - length)
                for index, removed in self.cuts
                if low < index < high
            ]
            length += high - low
        return View("".join(self.text[low:high] for low, high in kept), self.base, tuple(cuts))

    def place(self, index: int) -> int:
        """Place in the document of the view's character ``index``."""
        before = bisect_right(self.cuts, (index, _ANY))
        return self.base + index + (self.cuts[before - 1][1] if before else 0)

    def index(self, place: int) -> int:
        """The view's first character at or behind a place in the document."""
        target = place - self.base
        low = bisect_right(self.cuts, target, key=sum)
        index = target - (self.cuts[low - 1][1] if low else 0)
        return min(index, self.cuts[low][0]) if low < len(self.cuts) else min(index, len(self.text))

    def span(self, start: int, end: int) -> Span:
        """The document's span of the view's ``[start, end)``; blanks inside are included."""
        if end <= start:
            return Span(self.place(start), self.place(start))
        cuts = self.cuts
        before = bisect_right(cuts, (start, _ANY))
        shift = self.base + (cuts[before - 1][1] if before else 0)
        if before == len(cuts) or cuts[before][0] >= end:  # no blank inside: one search is enough
            return Span(start + shift, end + shift)
        return Span(start + shift, self.place(end - 1) + 1)
