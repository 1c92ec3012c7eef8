"""Rows of dicts into Arrow tables, with the columns of ``rulebook/tables``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from xiezhi.rulebook.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xiezhi.text.facts import Row

__all__ = ["UnknownColumnError", "arrow_table", "schema"]


class UnknownColumnError(ValueError):
    """A reader gave a column that its table does not have: a mistake of the reader."""


@cache
def schema(table: str) -> Any:
    """The Arrow schema of a standard table, companions included."""
    import pyarrow as pa

    types = {
        "VARCHAR": pa.string(),
        "INTEGER": pa.int32(),
        "BIGINT": pa.int64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "DOUBLE": pa.float64(),
        "DECIMAL(18,2)": pa.decimal128(18, 2),
        "DECIMAL(18,4)": pa.decimal128(18, 4),
    }
    fields = []
    for name, column in Tables.load()[table].all_columns.items():
        kind = types[column.storage.removesuffix("[]")]
        if column.storage.endswith("[]"):
            kind = pa.list_(kind)
        fields.append(pa.field(name, kind, nullable=column.nullable))
    return pa.schema(fields)


@cache
def _names(table: str) -> frozenset[str]:
    return frozenset(schema(table).names)


def arrow_table(table: str, rows: Sequence[Row]) -> Any:
    """The rows as an Arrow table; a column a row does not have is null.

    Raises:
        UnknownColumnError: A row has a column that the table does not.
    """
    import pyarrow as pa

    fields = schema(table)
    values: dict[str, list[object]] = {}
    for place, row in enumerate(rows):
        for name, value in row.items():
            column = values.get(name)
            if column is None:
                if name not in _names(table):
                    raise UnknownColumnError(f"table {table} has no column {name!r}")
                column = values[name] = [None] * len(rows)
            column[place] = value
    arrays = [
        pa.array(values[field.name], field.type)
        if field.name in values
        else pa.nulls(len(rows), field.type)
        for field in fields
    ]
    return pa.Table.from_arrays(arrays, schema=fields)
