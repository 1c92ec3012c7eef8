"""Finds clues by words: the two-character index says *perhaps*, the words themselves say yes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise
from operator import and_
from typing import TYPE_CHECKING

from xiezhi_desk.clues.bigrams import BLOCK, folded, members, unpack
from xiezhi_desk.clues.records import Gram

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi_desk.clues.selectors.choices import Title

__all__ = ["Search", "searched"]

MOST_WORDS = 8


@dataclass(frozen=True)
class Search:
    """Words looked for, and the clues that perhaps say them all.

    Attributes:
        words: Folded; a clue says each of them in its organ, act, case number or model's title.
        bits: By block, one bit a clue; None when nothing could be looked up (one digit): any
            clue perhaps.
        titles: Folded titles by model.
    """

    words: tuple[str, ...]
    bits: dict[int, int] | None
    titles: dict[str, tuple[str, ...]]

    @cached_property
    def packed(self) -> dict[int, bytes]:
        """The bits as bytes: one of them is asked for without touching the others."""
        size = BLOCK // 8
        return {block: bits.to_bytes(size, "little") for block, bits in (self.bits or {}).items()}

    @cached_property
    def size(self) -> int:
        """How many perhaps."""
        if self.bits is None:
            return sys.maxsize
        return sum(bits.bit_count() for bits in self.bits.values())

    @cached_property
    def share(self) -> float:
        """How many of all clues perhaps say them, about: 0.3 is three of ten."""
        if not self.bits:
            return 1.0
        return self.size / ((max(self.bits) + 1) * BLOCK)

    def ids(self) -> list[int]:
        """The clues that perhaps say them."""
        bits = self.bits or {}
        return [pk for block in sorted(bits) for pk in members(bits[block], block)]

    def perhaps(self, clue: int) -> bool:
        """Whether a clue perhaps says them."""
        if self.bits is None:
            return True
        block, place = divmod(clue, BLOCK)
        packed = self.packed.get(block)
        return packed is not None and bool(packed[place >> 3] >> (place & 7) & 1)

    def says(self, model: str, *texts: str) -> bool:
        """Whether the words themselves are there.

        Args:
            model: The clue's model.
            texts: Its organ, act and case number.
        """
        where = [*map(folded, texts), *self.titles.get(model, ())]
        return all(any(word in text for text in where) for word in self.words)


def searched(text: str, titles: Iterable[Title]) -> Search:
    """The clues that perhaps say the words of a text (one query)."""
    words = tuple(dict.fromkeys(folded(text).split()))[:MOST_WORDS]
    wanted = {gram for word in words for gram in _looked_up(word)}
    rows: dict[str, dict[int, int]] = {gram: {} for gram in wanted}
    for gram, block, bits in Gram.objects.filter(gram__in=wanted).values_list(
        "gram", "block", "bits"
    ):
        rows[gram][block] = unpack(bits)
    return Search(words, _all(rows.values()) if wanted else None, _folded(titles))


def _looked_up(word: str) -> list[str]:
    """What is looked up of a word: its pairs, or itself when it is one Chinese character."""
    if len(word) > 1:
        return ["".join(pair) for pair in pairwise(word)]
    return [word] if word > "\x7f" else []


def _all(rows: Iterable[dict[int, int]]) -> dict[int, int]:
    """The bits that every row has."""
    every = list(rows)
    if not every:
        return {}
    blocks = reduce(and_, (row.keys() for row in every))
    found = {block: reduce(and_, (row[block] for row in every)) for block in blocks}
    return {block: bits for block, bits in found.items() if bits}


def _folded(titles: Iterable[Title]) -> dict[str, tuple[str, ...]]:
    """Folded titles by model, in both languages, of every version that was received."""
    found: dict[str, set[str]] = {}
    for one in titles:
        found.setdefault(one.model, set()).update((folded(one.zh), folded(one.en)))
    return {model: tuple(said) for model, said in found.items()}
