"""A column of text as bytes: what lets NumPy look at every row at once without copying one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Mask = npt.NDArray[np.bool_]
    Places = npt.NDArray[np.intp]

__all__ = ["Layout", "Signs", "blank_rows", "layout", "matrix", "with_blanks"]


class Layout(NamedTuple):
    """The bytes of a text column.

    Attributes:
        data: UTF-8 of all rows, one after another, and 64 zero bytes so that reading past is safe.
        starts: Where each row begins.
        lengths: Bytes of each row; 0 for null.
    """

    data: Bytes
    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int32]


def layout(texts: pa.Array) -> Layout:
    """The bytes of a string array; nothing but the tail is copied when rows are few."""
    import numpy as np

    _, offset_buffer, data_buffer = texts.buffers()
    count = len(texts)
    if count == 0 or offset_buffer is None:
        nothing = np.zeros(count, np.int64)
        return Layout(np.zeros(64, np.uint8), nothing, nothing.astype(np.int32))
    offsets = np.frombuffer(offset_buffer, np.int32, count + 1, offset=texts.offset * 4)
    first, last = int(offsets[0]), int(offsets[-1])
    data = np.empty(last - first + 64, np.uint8)
    data[last - first :] = 0
    if data_buffer is not None and last > first:
        data[: last - first] = np.frombuffer(data_buffer, np.uint8, last - first, offset=first)
    lengths = np.diff(offsets)
    if texts.null_count:
        lengths = np.where(texts.is_null().to_numpy(zero_copy_only=False), 0, lengths)
    return Layout(data, offsets[:-1].astype(np.int64) - first, lengths)


def matrix(these: Layout, rows: Places | None, width: int) -> Bytes:
    """The first ``width`` bytes of some rows, one row of the matrix each.

    Rows that are shorter run on into the next: ask only for rows that are long enough.
    """
    import numpy as np

    starts = these.starts if rows is None else these.starts[rows]
    count = len(starts)
    if count and int(starts[-1]) - int(starts[0]) == (count - 1) * width:
        begin = int(starts[0])
        if np.array_equal(np.diff(starts), np.full(count - 1, width)):
            return these.data[begin : begin + count * width].reshape(count, width)
    gathered: Bytes = these.data[starts[:, None] + np.arange(width)]
    return gathered


class Signs:
    """A few characters to be looked for in whole columns.

    Args:
        signs: The characters; of those beyond ASCII up to three bytes are compared.
    """

    def __init__(self, signs: str) -> None:
        import numpy as np

        begins = bytearray(256)
        self._alone = np.zeros(256, bool)
        self._longer: list[bytes] = []
        for sign in sorted(set(signs)):
            code = sign.encode()
            begins[code[0]] = 1
            if len(code) == 1:
                self._alone[code[0]] = True
            else:
                self._longer.append(code[:3])
        self._begins = bytes(begins)

    def rows(self, these: Layout) -> Places:
        """Rows in which one of the characters stands, ascending."""
        import numpy as np

        data = these.data
        # A table of bytes goes over text faster than an index of numbers does.
        begins = np.frombuffer(data[:-64].tobytes().translate(self._begins), bool)
        places = np.flatnonzero(begins)
        if not len(places):
            return places
        first, second = data[places], data[places + 1]
        third = data[places + 2]
        hit = self._alone[first]
        for code in self._longer:
            match = (first == code[0]) & (second == code[1])
            hit |= match if len(code) == 2 else match & (third == code[2])
        places = places[hit]
        # Rows follow one another in the data, so the row of a place is the last that begins before
        # it; of empty rows that share a beginning the last is the one that has bytes.
        rows = np.searchsorted(these.starts, places, side="right") - 1
        return np.unique(rows[places - these.starts[rows] < these.lengths[rows]])


def blank_rows(these: Layout) -> Mask:
    """Rows without a byte."""
    blank: Mask = these.lengths == 0
    return blank


def with_blanks(texts: pa.Array, blank: Mask) -> pa.Array:
    """The same text with these rows null; the bytes are shared, not copied."""
    import numpy as np

    if not blank.any():
        return texts
    if texts.offset:
        texts = pa.concat_arrays([texts])
    bits = pa.py_buffer(np.packbits(~blank, bitorder="little"))
    _, offsets, data = texts.buffers()
    return pa.Array.from_buffers(pa.string(), len(texts), [bits, offsets, data])
