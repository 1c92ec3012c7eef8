"""A 64-bit number for the values of each row, so that equal rows can be found without keeping them.

Two different rows share a number with a chance of about one in 10^19; where it decides, two numbers
with different seeds are compared.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from xiezhi.shelf.ingest.strings import layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from xiezhi.shelf.ingest.strings import Mask

    Numbers = npt.NDArray[np.uint64]

__all__ = ["fingerprints"]

_PRIME, _OTHER = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
_NULL = 0x5851F42D4C957F2D


def fingerprints(columns: Sequence[pa.Array], seed: int, start: Numbers | None = None) -> Numbers:
    """One number per row over these columns.

    Args:
        columns: Of equal length.
        seed: Different seeds give unrelated numbers.
        start: Numbers over other columns of the same rows that go in as well.
    """
    import numpy as np

    first = np.uint64(seed * _PRIME & (1 << 64) - 1)
    rows = len(columns[0]) if columns else 0
    found = np.full(rows, first) if start is None else start ^ first
    for column in columns:
        _mix_column(found, column)
    return _stirred(found, _OTHER)


def _mix_column(found: Numbers, column: pa.Array) -> None:
    import numpy as np

    kind = column.type
    if pa.types.is_null(kind):
        _mix(found, np.full(len(found), _NULL, np.uint64))
    elif pa.types.is_string(kind):
        _mix_texts(found, column)
    elif pa.types.is_nested(kind):
        import json

        said = [json.dumps(value, default=str) for value in column.to_pylist()]
        _mix_texts(found, pa.array(said, pa.string()))
    else:
        for words in _words(column):
            _mix(found, words)


def _words(column: pa.Array) -> list[Numbers]:
    """Values of a fixed width as 64-bit words; null is a word of its own."""
    import numpy as np

    kind = column.type
    if pa.types.is_boolean(kind):
        column, kind = column.cast(pa.int8()), pa.int8()
    width = kind.bit_width // 8
    data = column.buffers()[1]
    numbers = np.frombuffer(data, f"<u{min(width, 8)}", len(column) * max(width // 8, 1),
                            offset=column.offset * width)  # fmt: skip
    parts = numbers.reshape(len(column), max(width // 8, 1)).astype(np.uint64)
    if column.null_count:
        parts[column.is_null().to_numpy(zero_copy_only=False)] = _NULL
    return [parts[:, at] for at in range(parts.shape[1])]


def _mix_texts(found: Numbers, column: pa.Array) -> None:
    """Text eight bytes at a time, its length first, so that neighbours do not run together.

    What is left at the end is read as the last eight bytes, which overlap those before; only texts
    shorter than eight bytes are masked. A row depends on itself alone: what has ended mixes in
    nothing more.
    """
    import numpy as np

    if not len(column):
        return
    these = layout(column)
    lengths = these.lengths
    sizes = lengths.astype(np.uint64)
    if column.null_count:
        sizes[column.is_null().to_numpy(zero_copy_only=False)] = _NULL
    _mix(found, sizes)
    # Every place of the bytes seen as the start of a 64-bit word.
    words = np.ndarray((len(these.data) - 7,), "<u8", these.data, strides=(1,))
    shortest, longest = int(lengths.min()), int(lengths.max())
    for at in range(0, longest - 7, 8):
        if at + 8 <= shortest:
            _mix(found, words[these.starts + at])
        else:
            _mix_some(found, lengths >= at + 8, words, these.starts, at)
    if longest >= 8:
        ends = these.starts + (lengths - 8)
        if shortest >= 8:
            _mix(found, words[ends])
        else:
            _mix_some(found, lengths >= 8, words, ends, 0)
    if shortest < 8:
        short = np.flatnonzero(lengths < 8)
        part = found[short]
        _mix(part, words[these.starts[short]] & _masks()[lengths[short]])
        found[short] = part


def _mix_some(found: Numbers, rows: Mask, words: Numbers, starts: Any, at: int) -> None:
    """Mixes in a word of these rows alone."""
    import numpy as np

    places = np.flatnonzero(rows)
    part = found[places]
    _mix(part, words[starts[places] + at])
    found[places] = part


@lru_cache(maxsize=1)
def _masks() -> Numbers:
    import numpy as np

    return np.array([(1 << 8 * length) - 1 for length in range(9)], np.uint64)


def _mix(found: Numbers, words: Numbers) -> None:
    """In place; the order of the words counts."""
    import numpy as np

    found ^= words
    found *= np.uint64(_PRIME)
    found ^= found >> np.uint64(29)


def _stirred(found: Numbers, by: int) -> Numbers:
    import numpy as np

    found *= np.uint64(by)
    found ^= found >> np.uint64(32)
    found *= np.uint64(by)
    found ^= found >> np.uint64(29)
    return found
