"""Columns of a table from arrays: days become dates, cents become decimals, places become texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["blank", "dates", "decimals", "flags", "joined", "moments", "money", "pick", "wholes"]

_CENT, _FOUR = 2, 4


def dates(days: Ints, as_of: int = NEVER - 1) -> pa.Array:
    """Dates; null where the day never comes or lies after ``as_of``."""
    return pa.array(days.astype(np.int32), pa.int32(), mask=days > min(as_of, NEVER - 1)).cast(
        pa.date32()
    )


def moments(days: Ints, seconds: Ints) -> pa.Array:
    """Moments of the day."""
    stamps = (days * 86_400 + seconds) * 1_000_000
    return pa.array(stamps, pa.int64(), mask=days >= NEVER).cast(pa.timestamp("us"))


def money(cents: Ints, known: Bools | None = None) -> pa.Array:
    """DECIMAL(18, 2) from cents; null where ``known`` is false."""
    return _decimal(cents, known, pa.decimal128(18, _CENT))


def decimals(parts: Ints, known: Bools | None = None) -> pa.Array:
    """DECIMAL(18, 4) from ten-thousandths; null where ``known`` is false."""
    return _decimal(parts, known, pa.decimal128(18, _FOUR))


def _decimal(units: Ints, known: Bools | None, kind: pa.DataType) -> pa.Array:
    # the 128 bits of a decimal are the number and its sign repeated
    wide = np.empty((len(units), 2), np.int64)
    wide[:, 0] = units
    wide[:, 1] = np.where(units < 0, -1, 0)
    valid = None
    if known is not None:
        valid = pa.py_buffer(np.packbits(known, bitorder="little").tobytes())
    return pa.Array.from_buffers(kind, len(units), [valid, pa.py_buffer(wide.tobytes())])


def wholes(numbers: Ints, known: Bools | None = None, kind: pa.DataType | None = None) -> pa.Array:
    """Whole numbers; null where ``known`` is false."""
    mask = None if known is None else ~known
    return pa.array(numbers, pa.int64(), mask=mask).cast(kind or pa.int32())


def flags(values: Bools, known: Bools | None = None) -> pa.Array:
    """Yes and no; null where ``known`` is false."""
    return pa.array(values, pa.bool_(), mask=None if known is None else ~known)


def pick(texts: pa.Array | Sequence[str], places: Ints, known: Bools | None = None) -> pa.Array:
    """The text at each place; null where ``known`` is false or the place is negative.

    The column is dictionary-encoded: a text that comes a million times is kept once.
    """
    source = texts if isinstance(texts, pa.Array) else pa.array(list(texts), pa.string())
    mask = places < 0 if known is None else (places < 0) | ~known
    indices = pa.array(places.astype(np.int32), pa.int32(), mask=mask)
    return pa.DictionaryArray.from_arrays(indices, source)


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts put together row by row; null where a part is null."""
    length = next(len(part) for part in parts if not isinstance(part, str))
    columns = [
        pa.array([part] * length, pa.string()) if isinstance(part, str) else part.cast(pa.string())
        for part in parts
    ]
    return pc.binary_join_element_wise(*columns, "")


def blank(column: pa.Array, known: Bools) -> pa.Array:
    """The column with null where ``known`` is false."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return pc.if_else(pa.array(known), column, pa.scalar(None, column.type))
