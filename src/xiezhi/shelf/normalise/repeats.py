"""Rows that stand twice and keys that repeat, found in one pass with flat memory.

A filter of bits remembers which keys went by. A row whose key it has not seen goes on at once; one
that it may have seen is held back, and at the end compared with the fingerprints of all rows, which
lie in a file of their own. So a table of any length costs a few bits of memory per row.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.uint64]

__all__ = ["Marks", "Repeat", "Repeats"]

_FIRST_WORDS, _MOST_WORDS = 1 << 17, 1 << 25
_LOW = (1 << 17) - 1
_ROWS_PER_WORD = 2  # 32 bits a row: one row in some thousand is held back without need


class Marks(NamedTuple):
    """Fingerprints of a batch: of the key and of the whole row, and each row's number."""

    keys: Numbers
    whole: Numbers
    rows: npt.NDArray[np.int64]

    def at(self, places: npt.NDArray[np.intp]) -> Marks:
        """Those of some rows."""
        return Marks(self.keys[places], self.whole[places], self.rows[places])


@dataclass(frozen=True, slots=True)
class Repeat:
    """A row held back whose key stands earlier.

    Attributes:
        row: Its ``_row``.
        earlier: The ``_row`` of the first with that key.
        same: All of the two rows is the same.
    """

    row: int
    earlier: int
    same: bool


class Repeats:
    """Watches the rows of one delivery.

    Args:
        folder: Where fingerprints lie until the end; None for the system's temporary folder.
        rows: About how many are expected.
    """

    def __init__(self, folder: Path | None = None, rows: int | None = None) -> None:
        import numpy as np

        wanted = _FIRST_WORDS
        while wanted < min((rows or 0) // _ROWS_PER_WORD, _MOST_WORDS):
            wanted *= 2
        self._filters = [np.zeros(wanted, np.uint64)]
        self._room = wanted * _ROWS_PER_WORD
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed on exit
        self._held_file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed on exit
        self._held: Any = None
        self._held_marks: list[Marks] = []

    def __enter__(self) -> Self:
        """Nothing to prepare."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Fingerprints and rows held back are gone."""
        self._file.close()
        self._held_file.close()

    def fresh(self, batch: pa.RecordBatch, marks: Marks) -> pa.RecordBatch:
        """The rows whose key was not seen; the others are held back until :meth:`resolve`."""
        import numpy as np

        maybe = self._seen(marks.keys)
        ordered = np.sort(marks.keys)
        if (ordered[1:] == ordered[:-1]).any():
            order = np.argsort(marks.keys, kind="stable")
            within = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
            maybe[order[within]] = True
        self._remember(ordered)
        if not maybe.any():
            self._keep(marks)
            return batch
        held = np.flatnonzero(maybe)
        free = np.flatnonzero(~maybe)
        if self._held is None:
            self._held = pa.ipc.new_stream(pa.PythonFile(self._held_file, "w"), batch.schema)
        self._held.write_batch(batch.take(pa.array(held)))
        self._held_marks.append(marks.at(held))
        self._keep(marks.at(free))
        return batch.take(pa.array(free))

    def _keep(self, marks: Marks) -> None:
        """The fingerprints of a batch one column after another, under how many they are."""
        self._file.write(len(marks.keys).to_bytes(8, "little"))
        for part in marks:
            self._file.write(part.tobytes())

    def _kept(self) -> Iterator[Marks]:
        import numpy as np

        self._file.seek(0)
        while size := self._file.read(8):
            count = int.from_bytes(size, "little")
            data = np.frombuffer(self._file.read(24 * count), np.uint64).reshape(3, count)
            yield Marks(data[0], data[1], data[2].view(np.int64))

    def _seen(self, keys: Numbers) -> npt.NDArray[np.bool_]:
        import numpy as np

        seen = np.zeros(len(keys), bool)
        for words in self._filters:
            bits = _bits(keys)
            seen |= (words[_places(keys, words)] & bits) == bits
        return seen

    def _remember(self, keys: Numbers) -> None:
        """Sets the bits of sorted keys; those that share a word are joined first."""
        import numpy as np

        if not len(keys):
            return
        self._room -= len(keys)
        if self._room < 0:
            more = min(len(self._filters[-1]) * 2, _MOST_WORDS)
            self._filters.append(np.zeros(more, np.uint64))
            self._room = more * _ROWS_PER_WORD
        words = self._filters[-1]
        places = _places(keys, words)
        first = np.flatnonzero(np.concatenate(([True], places[1:] != places[:-1])))
        words[places[first]] |= np.bitwise_or.reduceat(_bits(keys), first)

    def resolve(self) -> Iterator[tuple[pa.RecordBatch, pa.RecordBatch, list[Repeat]]]:
        """What was held back, batch by batch.

        Yields:
            Rows held back without need; rows that repeat an earlier key; and for each of these
            which row it repeats.
        """
        import numpy as np

        if self._held is None:
            return
        self._held.close()
        self._held_file.seek(0)
        marks = Marks(*(np.concatenate(part) for part in zip(*self._held_marks, strict=True)))
        keys, earlier, whole = self._first_of(marks)
        place = np.searchsorted(keys, marks.keys)
        again = earlier[place] != marks.rows
        same = whole[place] == marks.whole
        at = 0
        for batch in pa.ipc.open_stream(self._held_file):
            here = slice(at, at + batch.num_rows)
            at += batch.num_rows
            repeats = [
                Repeat(int(marks.rows[row]), int(earlier[place[row]]), bool(same[row]))
                for row in np.flatnonzero(again[here]) + here.start
            ]
            mask = pa.array(again[here])
            yield batch.filter(pc.invert(mask)), batch.filter(mask), repeats

    def _first_of(self, held: Marks) -> tuple[Numbers, npt.NDArray[np.int64], Numbers]:
        """Keys held back, ascending; number and fingerprint of the row of each that came first."""
        import numpy as np

        keys, first = np.unique(held.keys, return_index=True)
        rows, whole = held.rows[first], held.whole[first]
        # Few are held and all are asked: a table of the low bits answers most of them at once.
        low = np.uint64(_LOW)
        some = np.zeros(_LOW + 1, bool)
        some[keys & low] = True
        for marks in self._kept():
            maybe = np.flatnonzero(some[marks.keys & low])
            mine = marks.keys[maybe]
            places = np.minimum(np.searchsorted(keys, mine), len(keys) - 1)
            hit = keys[places] == mine
            rows[places[hit]] = marks.rows[maybe[hit]]
            whole[places[hit]] = marks.whole[maybe[hit]]
        return keys, rows, whole


def _places(keys: Numbers, words: Numbers) -> npt.NDArray[np.int64]:
    """The word of each key, ascending with the key."""
    import numpy as np

    shift = 64 - (len(words).bit_length() - 1)
    return (keys >> np.uint64(shift)).astype(np.int64)


def _bits(keys: Numbers) -> Numbers:
    """Four bits of a word, taken from the low end of the key."""
    import numpy as np

    one, six = np.uint64(1), np.uint64(63)
    bits: Numbers = one << (keys & six)
    for shift in (6, 12, 18):
        bits = bits | (one << (keys >> np.uint64(shift) & six))
    return bits
