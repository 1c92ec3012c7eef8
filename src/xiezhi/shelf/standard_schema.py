"""The Arrow schema in which a standard table is stored: ``_row``, then its columns, with field ids.

Every column is nullable in storage: whether a value must be there is a question of quality, and a
file whose column happens to hold no null must not bind later files. Field ids number the columns by
their order, parts of lists and structs after all columns; a table that exists on a shelf keeps the
ids it was made with, whatever its rulebook file becomes (``store/columns.py``).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.shelf.origin import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.rulebook.tables import Table

__all__ = ["FIELD_ID", "arrow_type", "field_id", "standard_schema", "with_ids"]

FIELD_ID = b"PARQUET:field_id"
"""Key of a field's metadata under which Parquet and Iceberg look for its id."""

_PLAIN = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "DOUBLE": pa.float64(),
    "TIMESTAMP": pa.timestamp("us"),
}
_DECIMAL = re.compile(r"DECIMAL\((\d+),\s*(\d+)\)")
_MEMBER = re.compile(r'"?(\w+)"?\s+([A-Z]+(?:\(\d+,\s*\d+\))?(?:\[\])?)')


def standard_schema(table: Table) -> pa.Schema:
    """How rows of a table are stored: ``_row`` BIGINT first, companions after their columns.

    Args:
        table: The standard table.

    Raises:
        ValueError: A semantic type names a storage type that no file can hold.
    """
    fields = [pa.field(ROW, pa.int64())]
    fields += [
        pa.field(name, arrow_type(column.storage)) for name, column in table.all_columns.items()
    ]
    return with_ids(fields)


@cache
def arrow_type(storage: str) -> pa.DataType:
    """The Arrow type of a DuckDB storage type such as ``DECIMAL(18,2)`` or ``DATE[]``.

    Raises:
        ValueError: It is none of those that the rulebook uses.
    """
    if storage.endswith("[]"):
        return pa.list_(pa.field("element", arrow_type(storage[:-2])))
    if storage in _PLAIN:
        return _PLAIN[storage]
    if decimal := _DECIMAL.fullmatch(storage):
        return pa.decimal128(int(decimal[1]), int(decimal[2]))
    if storage.startswith("STRUCT(") and storage.endswith(")"):
        members = _MEMBER.findall(storage[len("STRUCT(") : -1])
        return pa.struct([pa.field(name, arrow_type(kind)) for name, kind in members])
    raise ValueError(f"{storage} is no storage type of the shelf")


def field_id(field: pa.Field) -> int | None:
    """The id that a field carries, None when it carries none."""
    said = (field.metadata or {}).get(FIELD_ID)
    return None if said is None else int(said)


def with_ids(fields: list[pa.Field]) -> pa.Schema:
    """The fields with ids from 1: all columns first, then their parts, as Iceberg numbers them."""
    later = count(len(fields) + 1)
    return pa.schema(
        [_numbered(field, number, later) for number, field in enumerate(fields, start=1)]
    )


def _numbered(field: pa.Field, number: int, later: Iterator[int]) -> pa.Field:
    kind = field.type
    if pa.types.is_list(kind):
        kind = pa.list_(_numbered(kind.value_field, next(later), later))
    elif pa.types.is_struct(kind):
        numbers = [next(later) for _ in range(kind.num_fields)]
        members = [_numbered(kind.field(place), part, later) for place, part in enumerate(numbers)]
        kind = pa.struct(members)
    return pa.field(field.name, kind, metadata={FIELD_ID: str(number).encode()})
