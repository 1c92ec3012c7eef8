"""Finds clues by words: the two-character index says *perhaps*, the words themselves say yes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from xiezhi_desk.clues.bigrams import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi_desk.clues.selectors.choices import Title

__all__ = ["Search", "searched"]

MOST_WORDS = 8


@dataclass(frozen=True)
class Search:
    """Words looked for.

    Attributes:
        words: Folded; a clue says each of them in its organ, act, case number or model's title.
        titles: Folded titles by model.
    """

    words: tuple[str, ...]
    titles: dict[str, tuple[str, ...]]

    def pairs(self) -> list[tuple[str]]:
        """What is looked up in the index, all of which a clue must have; one digit is nothing."""
        found = dict.fromkeys(gram for word in self.words for gram in _looked_up(word))
        return [(gram,) for gram in found]

    def says(self, model: str, *texts: str) -> bool:
        """Whether the words themselves are there.

        Args:
            model: The clue's model.
            texts: Its organ, act and case number.
        """
        where = [*map(folded, texts), *self.titles.get(model, ())]
        return all(any(word in text for text in where) for word in self.words)


def searched(text: str, titles: Iterable[Title]) -> Search:
    """The search for the words of a text."""
    words = tuple(dict.fromkeys(folded(text).split()))[:MOST_WORDS]
    return Search(words, _folded(titles))


def _looked_up(word: str) -> list[str]:
    """What is looked up of a word: its pairs, or itself when it is one Chinese character."""
    if len(word) > 1:
        return ["".join(pair) for pair in pairwise(word)]
    return [word] if word > "\x7f" else []


def _folded(titles: Iterable[Title]) -> dict[str, tuple[str, ...]]:
    """Folded titles by model, in both languages, of every version that was received."""
    found: dict[str, set[str]] = {}
    for one in titles:
        found.setdefault(one.model, set()).update((folded(one.zh), folded(one.en)))
    return {model: tuple(said) for model, said in found.items()}
