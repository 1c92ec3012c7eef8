"""Writes the two-character index: which clues perhaps say a word.

A term of two Chinese characters is one look-up here, where a database's own full-text index finds
nothing (SQLite) or reads everything (PostgreSQL). Bits are only ever added: a clue whose words
changed keeps the old ones, and a search asks the words themselves before it shows a clue.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db import connection

from xiezhi_desk.clues.bigrams import (
    BLOCK,
    bits_of,
    folded,
    grams,
    pack,
    placed_grams,
    unpack,
)
from xiezhi_desk.clues.facts import facts, is_fact, words
from xiezhi_desk.clues.records import Clue, Gram

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import numpy as np
    import pyarrow as pa

__all__ = ["Indexer", "index_again"]

_AT_ONCE = 400
_TOGETHER = 16_384


class _Said:
    """Places of one block, by text: those many clues share, and pairs of their own numbers."""

    def __init__(self, block: int) -> None:
        self.block = block
        self.shared: defaultdict[str, array[int]] = defaultdict(lambda: array("H"))
        self.own: defaultdict[str, array[int]] = defaultdict(lambda: array("H"))
        self._numbers: list[str] = []
        self._places = array("H")

    def note(self, numbers: list[str], places: bytes) -> None:
        """Keep numbers to be cut into pairs, many at once: each round costs as much as 500."""
        self._numbers += numbers
        self._places.frombytes(places)
        if len(self._numbers) >= _TOGETHER:
            self.settle()

    def settle(self) -> None:
        """Cut what is kept."""
        import numpy as np

        numbers, self._numbers = self._numbers, []
        places, self._places = np.array(self._places, np.uint16), array("H")
        for gram, mine in placed_grams(numbers, places):
            self.own[gram].frombytes(mine)


class Indexer:
    """Gathers the words of clues and writes them block by block.

    Clues come in ascending order of id or nearly so: a block is full when the next begins, and is
    written with the next ``write_full``. Only one import writes at a time (``arriving`` holds the
    lock).
    """

    def __init__(self) -> None:
        self._said = _Said(-1)
        self._full: list[_Said] = []

    def add(self, clue: int, shared: Iterable[str], own: str) -> None:
        """Note the words of a clue; the database is not asked.

        Args:
            clue: Its id.
            shared: Texts that many clues have in common: organ, act, titles; and its facts.
            own: Its case number.
        """
        block, place = divmod(clue, BLOCK)
        self._turn(block)
        for text in shared:
            self._said.shared[text].append(place)
        said = self._said.own
        for gram in grams(folded(own)):
            said[gram].append(place)

    def add_all(
        self,
        clues: pa.Array,
        shared: Iterable[pa.Array],
        common: Iterable[str],
        own: pa.Array,
        told: Mapping[str, pa.Array],
    ) -> None:
        """Note the words of many clues, as ``add`` would one by one.

        Args:
            clues: Their ids, ascending.
            shared: Columns of texts that many have in common.
            common: Titles and facts that all have in common.
            own: Case numbers.
            told: What facts are of, by name (``facts.words``).
        """
        import numpy as np

        ids = clues.to_numpy()
        blocks = ids // BLOCK
        edges = [0, *(np.flatnonzero(np.diff(blocks)) + 1).tolist(), len(ids)]
        for start, end in pairwise(edges):
            self._turn(int(blocks[start]))
            places = (ids[start:end] % BLOCK).astype(np.uint16)
            said = self._said
            for text in common:
                said.shared[text].frombytes(places.tobytes())
            for column in shared:
                for text, mine in _by_value(column.slice(start, end - start), places):
                    said.shared[text].frombytes(mine)
            for name, column in told.items():
                for value, mine in _by_value(column.slice(start, end - start), places):
                    for word in words(name, value):
                        said.shared[word].frombytes(mine)
            said.note(own.slice(start, end - start).to_pylist(), places.tobytes())

    def _turn(self, block: int) -> None:
        if block != self._said.block:
            self._full.append(self._said)
            self._said = _Said(block)

    def write_full(self) -> None:
        """Write the blocks that are full."""
        full, self._full = self._full, []
        for said in full:
            self._flush(said)

    def flush(self) -> None:
        """Write what was gathered."""
        self._full.append(self._said)
        self._said = _Said(-1)
        self.write_full()

    def _flush(self, said: _Said) -> None:
        """Write a block, some hundred pairs at a time."""
        said.settle()
        saying: defaultdict[str, list[str]] = defaultdict(list)
        for text in said.shared:
            for gram in (text,) if is_fact(text) else grams(folded(text)):
                saying[gram].append(text)
        names = sorted(saying.keys() | said.own.keys())
        for start in range(0, len(names), _AT_ONCE):
            self._write(said, saying, names[start : start + _AT_ONCE])

    def _write(self, said: _Said, saying: Mapping[str, list[str]], names: list[str]) -> None:
        kept = dict(
            Gram.objects.filter(block=said.block, gram__in=names).values_list("gram", "bits")
        )
        rows = []
        for gram in names:
            parts = [said.shared[text] for text in saying.get(gram, ())]
            if gram in said.own:
                parts.append(said.own[gram])
            bits = bits_of(parts)
            if gram in kept:
                bits |= unpack(kept[gram])
            rows.append((gram, said.block, pack(bits)))
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO clues_gram (gram, block, bits) VALUES (%s, %s, %s)"
                " ON CONFLICT (gram, block) DO UPDATE SET bits = excluded.bits",
                rows,
            )


def _by_value(column: pa.Array, places: np.ndarray[Any, Any]) -> Iterator[tuple[Any, bytes]]:
    """Places of each value of a column; those without one are left out."""
    import numpy as np

    if column.null_count:
        there = column.is_valid()
        column, places = column.filter(there), places[there.to_numpy(zero_copy_only=False)]
    told = column.dictionary_encode()
    which = told.indices.to_numpy()
    order = np.argsort(which, kind="stable")
    ends = np.cumsum(np.bincount(which, minlength=len(told.dictionary)))
    sorted_ = places[order]
    for text, (start, end) in zip(told.dictionary.to_pylist(), pairwise([0, *ends]), strict=True):
        yield text, sorted_[start:end].tobytes()


def index_again(titles: dict[str, tuple[str, ...]]) -> None:
    """Write the whole index anew, after a repair by hand.

    Args:
        titles: Titles by model, in both languages.
    """
    Gram.objects.all().delete()
    indexer = Indexer()
    for clue, model, organ, act, number, *rest in _words():
        shared = (organ, act, *titles.get(model, ()), *facts(model, *rest))
        indexer.add(clue, shared, number)
        indexer.write_full()
    indexer.flush()


_WORDS = (
    "pk", "model", "organ", "act", "case_number", "line", "grade", "amount", "occurred", "expires",
)  # fmt: skip


def _words() -> Iterator[tuple[Any, ...]]:
    yield from Clue.objects.order_by("pk").values_list(*_WORDS).iterator(5000)
