"""Text as it stands, without the blanks around it; documents line for line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.shelf.ingest.raw import CellKind
from xiezhi.shelf.ingest.strings import blank_rows, layout, with_blanks
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import patched, plain_texts
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from xiezhi.shelf.ingest.raw import RawColumn
    from xiezhi.shelf.ingest.strings import Layout

__all__ = ["documents", "texts"]

_AROUND = " \t\r\n\v\f\u3000\u00a0\u200b\u2060\ufeff"


def texts(column: RawColumn, reading: Reading) -> Normal:
    """Short and free text: blanks around it go, what stands inside is kept."""
    refusals = Refusals(len(column.cells))
    if column.kinds is not None:
        refusals.add(column.kinds == CellKind.FAULT, reasons.CELL_FAULT)
    plain = plain_texts(column)
    these = layout(plain)
    rows = _edged(these)
    if len(rows):
        plain = patched(plain, rows, pc.utf8_trim(plain.take(pa.array(rows)), _AROUND))
        these = layout(plain)
    return refusals.normal(with_blanks(plain, blank_rows(these) | ~refusals.open()))


def documents(column: RawColumn, reading: Reading) -> Normal:
    """Whole documents, not one sign changed."""
    plain = plain_texts(column)
    return Normal(with_blanks(plain, blank_rows(layout(plain))))


def _edged(these: Layout) -> npt.NDArray[np.intp]:
    """Rows that begin or end with a blank, narrow, wide or unseen."""
    import numpy as np

    there = np.flatnonzero(these.lengths > 0)
    if not len(there):
        return there
    starts = these.starts[there]
    ends = starts + these.lengths[there]
    edged = _blank_at(these, starts) | _blank_at(these, np.maximum(ends - 3, starts))
    edged |= (these.data[ends - 1] <= 32) | _blank_at(these, np.maximum(ends - 2, starts))
    return there[edged]


def _blank_at(these: Layout, places: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether a blank begins there; a wide one elsewhere in a short row does no harm."""
    first = these.data[places]
    blank: npt.NDArray[np.bool_] = first <= 32
    for code in _WIDE_BLANKS:
        maybe = first == code[0]
        if maybe.any():
            for at, byte in enumerate(code[1:], 1):
                maybe &= these.data[places + at] == byte
            blank |= maybe
    return blank


_WIDE_BLANKS = [sign.encode() for sign in "\u00a0\u3000\u200b\u2060\ufeff"]
