"""Rows as columns: made by Arrow, handed to PostgreSQL as COPY reads them, to SQLite as tuples.

No value becomes an object of Python on the way to PostgreSQL: the lines are one buffer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

__all__ = ["Columns", "copied", "cut", "ids_of", "tuples"]

Columns = Sequence[Any]
"""Arrow arrays of one length; any other value stands in every row."""
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
_NULL = "\\N"


def copied(columns: Columns) -> bytes:
    r"""Rows as PostgreSQL's COPY reads them (text format).

    >>> import pyarrow as pa
    >>> copied([pa.array([1, 2]), pa.array(["a\tb", None]), True])
    b'1\ta\\tb\tt\n2\t\\N\tt\n'
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    told = [_told(one) for one in columns]
    last = pc.binary_join_element_wise(
        told[-1], "\n", "", null_handling="replace", null_replacement=_NULL
    )
    lines = pc.binary_join_element_wise(
        *told[:-1], last, "\t", null_handling="replace", null_replacement=_NULL
    )
    if isinstance(lines, pa.ChunkedArray):
        lines = lines.combine_chunks()
    length = pc.sum(pc.binary_length(lines)).as_py()
    return bytes(memoryview(lines.buffers()[2])[:length]) if length else b""


def _told(column: Any) -> Any:
    """A column as COPY's texts, or the one text of all."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not isinstance(column, (pa.Array, pa.ChunkedArray)):
        return pa.scalar(_text(column), pa.string())
    if not pa.types.is_string(column.type):
        return column.cast(pa.string())
    said = bytes(column.buffers()[2] or b"")
    for plain, told in _ESCAPES:
        if plain.encode() in said:  # ten times as quick as asking text by text
            column = pc.replace_substring(column, plain, told)
    return column


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "t" if value else "f"
    text = str(value)
    for plain, told in _ESCAPES:
        text = text.replace(plain, told)
    return text


def tuples(columns: Columns) -> Iterator[tuple[Any, ...]]:
    """Rows as SQLite takes them: days and decimals as texts."""
    return zip(*map(_values, columns), strict=False)


def _values(column: Any) -> Any:
    import pyarrow as pa

    if not isinstance(column, (pa.Array, pa.ChunkedArray)):
        return repeat(column)
    if pa.types.is_date(column.type) or pa.types.is_decimal(column.type):
        column = column.cast(pa.string())
    return column.to_pylist()


def cut(column: pa.Array, length: int) -> pa.Array:
    """Texts as long as a column of the database."""
    import pyarrow.compute as pc

    return pc.utf8_slice_codeunits(column, 0, length)


def ids_of(keys: Sequence[int]) -> pa.Array:
    """Ids as a column."""
    import numpy as np
    import pyarrow as pa

    return pa.array(np.fromiter(keys, np.int64, len(keys)))
