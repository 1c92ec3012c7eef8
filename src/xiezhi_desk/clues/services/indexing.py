"""Writes the two-character index: which clues perhaps say a word.

A term of two Chinese characters is one look-up here, where a database's own full-text index finds
nothing (SQLite) or reads everything (PostgreSQL). Bits are only ever added: a clue whose words
changed keeps the old ones, and a search asks the words themselves before it shows a clue.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import connection

from xiezhi_desk.clues.bigrams import BLOCK, bits_of, folded, grams, pack, unpack
from xiezhi_desk.clues.records import Clue, Gram

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Indexer", "index_again"]

_AT_ONCE = 400


class Indexer:
    """Gathers the words of clues and writes them block by block.

    Clues come in ascending order of id or nearly so: a block is written when the next begins, and
    memory holds one block. Only one import writes at a time (``arriving`` holds the lock).
    """

    def __init__(self) -> None:
        self._block = -1
        self._shared: defaultdict[str, array[int]] = defaultdict(lambda: array("H"))
        self._own: defaultdict[str, array[int]] = defaultdict(lambda: array("H"))

    def add(self, clue: int, shared: Iterable[str], own: str) -> None:
        """Note the words of a clue.

        Args:
            clue: Its id.
            shared: Texts that many clues have in common: organ, act, titles.
            own: Its case number.
        """
        block, place = divmod(clue, BLOCK)
        if block != self._block:
            self.flush()
            self._block = block
        for text in shared:
            self._shared[text].append(place)
        for gram in grams(folded(own)):
            self._own[gram].append(place)

    def flush(self) -> None:
        """Write what was gathered."""
        saying: defaultdict[str, list[int]] = defaultdict(list)
        for text, places in self._shared.items():
            bits = bits_of(places)
            for gram in grams(folded(text)):
                saying[gram].append(bits)
        names = sorted(saying.keys() | self._own.keys())
        for start in range(0, len(names), _AT_ONCE):
            part = names[start : start + _AT_ONCE]
            self._write({gram: saying.get(gram, ()) for gram in part})
        self._shared.clear()
        self._own.clear()

    def _write(self, saying: dict[str, Iterable[int]]) -> None:
        kept = dict(
            Gram.objects.filter(block=self._block, gram__in=list(saying)).values_list(
                "gram", "bits"
            )
        )
        rows = []
        for gram, shared in saying.items():
            bits = bits_of(self._own.get(gram, ()))
            for more in shared:
                bits |= more
            if gram in kept:
                bits |= unpack(kept[gram])
            rows.append((gram, self._block, pack(bits)))
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO clues_gram (gram, block, bits) VALUES (%s, %s, %s)"
                " ON CONFLICT (gram, block) DO UPDATE SET bits = excluded.bits",
                rows,
            )


def index_again(titles: dict[str, tuple[str, ...]]) -> None:
    """Write the whole index anew, after a repair by hand.

    Args:
        titles: Titles by model, in both languages.
    """
    Gram.objects.all().delete()
    indexer = Indexer()
    for clue, organ, act, model, number in _words():
        indexer.add(clue, (organ, act, *titles.get(model, ())), number)
    indexer.flush()


def _words() -> Iterator[tuple[int, str, str, str, str]]:
    fields = ("pk", "organ", "act", "model", "case_number")
    yield from Clue.objects.order_by("pk").values_list(*fields).iterator(5000)
