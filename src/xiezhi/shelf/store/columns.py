"""Columns of a stored table: their field ids, how DuckDB writes and reads them, how they may grow.

A stored table keeps the field ids it was made with. When its rulebook file gains a column, the
next load adds it under a new id; a type may only grow wider; a column that left the rulebook stays
and is null in new rows. Files that differ are read by field id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.standard_schema import FIELD_ID, field_id
from xiezhi.shelf.store.refusal import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyiceberg.schema import Schema
    from pyiceberg.table import Table as IcebergTable
    from pyiceberg.types import IcebergType, NestedField

__all__ = [
    "by_id",
    "conform",
    "evolve",
    "ids_to_write",
    "null_of",
    "storage_of",
    "stored_schema",
]

_PLAIN = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.float64(): "DOUBLE",
    pa.timestamp("us"): "TIMESTAMP",
}


def stored_schema(schema: Schema) -> pa.Schema:
    """An Iceberg schema in Arrow, with its field ids, everything nullable."""
    return pa.schema([_field(field) for field in schema.fields])


def _field(field: NestedField) -> pa.Field:
    number = str(field.field_id).encode()
    return pa.field(field.name, _arrow(field.field_type), metadata={FIELD_ID: number})


def _arrow(kind: IcebergType) -> pa.DataType:
    from pyiceberg.types import DecimalType, ListType, StructType

    if isinstance(kind, ListType):
        number = str(kind.element_id).encode()
        return pa.list_(pa.field("element", _arrow(kind.element_type), metadata={FIELD_ID: number}))
    if isinstance(kind, StructType):
        return pa.struct([_field(field) for field in kind.fields])
    if isinstance(kind, DecimalType):
        return pa.decimal128(kind.precision, kind.scale)
    return _simple()[str(kind)]


def _simple() -> dict[str, pa.DataType]:
    return {
        "string": pa.string(),
        "int": pa.int32(),
        "long": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "double": pa.float64(),
        "timestamp": pa.timestamp("us"),
    }


def storage_of(kind: pa.DataType) -> str:
    """The DuckDB type of a stored column, ``DECIMAL(18,2)``, ``DATE[]``, ``STRUCT(…)``."""
    if pa.types.is_list(kind):
        return f"{storage_of(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        members = (kind.field(place) for place in range(kind.num_fields))
        return (
            f"STRUCT({', '.join(f'{_name(one.name)} {storage_of(one.type)}' for one in members)})"
        )
    if pa.types.is_decimal(kind):
        return f"DECIMAL({kind.precision},{kind.scale})"
    return _PLAIN[kind]


def null_of(kind: pa.DataType) -> str:
    """SQL of the null that fills a column of a file to be written which a delivery leaves empty.

    A text is said to be a word of a list of one: Parquet holds both alike, and while rows wait to
    be written DuckDB keeps one byte of it instead of sixteen. Those sixteen, of some ten columns,
    fill the memory that row groups share, and then the writers wait for one another.
    """
    return "NULL::ENUM('')" if kind == pa.string() else f"NULL::{storage_of(kind)}"


def by_id(schema: pa.Schema) -> tuple[tuple[int, str, str], ...]:
    """Id, name and DuckDB type of every column: what reading by field id needs."""
    return tuple((field_id(field) or 0, field.name, storage_of(field.type)) for field in schema)


def ids_to_write(schema: pa.Schema) -> str:
    """The ``FIELD_IDS`` of a DuckDB ``COPY``."""
    return "{" + ", ".join(_id_to_write(field) for field in schema) + "}"


def _id_to_write(field: pa.Field) -> str:
    kind, parts = field.type, []
    if pa.types.is_list(kind):
        parts = [kind.value_field]
    elif pa.types.is_struct(kind):
        parts = [kind.field(place) for place in range(kind.num_fields)]
    if not parts:
        return f"{_name(field.name)}: {field_id(field)}"
    inner = ", ".join(_id_to_write(part) for part in parts)
    return f"{_name(field.name)}: {{__duckdb_field_id: {field_id(field)}, {inner}}}"


def conform(
    batches: Iterable[pa.RecordBatch], schema: pa.Schema, where: str, filled: pa.Schema
) -> Iterator[pa.RecordBatch]:
    """The batches with exactly the columns that are filled; one that a batch lacks is null.

    Args:
        batches: Rows with columns of the standard table.
        schema: The stored schema.
        where: The delivery, for messages.
        filled: Those of its columns that are handed on; no batch may hold values in another.

    Raises:
        StoreError: A column is unknown, or its values do not fit the type without loss.
    """
    for batch in batches:
        unknown = sorted(set(batch.schema.names) - set(schema.names))
        if unknown or len(set(batch.schema.names)) < len(batch.schema.names):
            raise _unfit(where, f"the table has no column {', '.join(unknown) or 'twice'}")
        for name in set(batch.schema.names) - set(filled.names):
            if batch.column(name).null_count < batch.num_rows:
                raise _unfit(where, f"{name} holds values and was said to hold none")
        arrays = []
        for field in filled:
            place = batch.schema.get_field_index(field.name)
            if place < 0:
                arrays.append(pa.nulls(batch.num_rows, field.type))
                continue
            try:
                arrays.append(batch.column(place).cast(field.type))
            except pa.ArrowException as error:
                why = f"{field.name} is {batch.schema.field(place).type}, not {field.type}"
                raise _unfit(where, f"{why}: {str(error).splitlines()[0][:80]}") from error
        yield pa.RecordBatch.from_arrays(arrays, schema=filled)


def evolve(table: IcebergTable, wanted: pa.Schema) -> tuple[str, ...]:
    """Let a stored table grow to the columns of the rulebook; one commit, or none when it has them.

    Args:
        table: The stored table; holds the new schema afterwards.
        wanted: The standard schema of today.

    Returns:
        Names of columns added or widened.

    Raises:
        StoreError: A column is of a type that the stored one cannot become.
    """
    from pyiceberg.io.pyarrow import pyarrow_to_schema

    stored = stored_schema(table.schema())
    there = dict(zip(stored.names, stored.types, strict=True))
    added = [field.name for field in wanted if field.name not in there]
    other = [f for f in wanted if f.name in there and not f.type.equals(there[f.name])]
    narrower = [
        f"{f.name}: {there[f.name]} → {f.type}" for f in other if not _wider(there[f.name], f.type)
    ]
    if narrower:
        raise StoreError(
            Problem(
                what=f"Columns of {table.name()[-1]} have changed their type.",
                where=table.name()[-1],
                why="; ".join(narrower),
                cure="Give the column another name in the rulebook, or erase the table and load "
                "it again.",
                code="store-column-type",
            )
        )
    if not added and not other:
        return ()
    iceberg = pyarrow_to_schema(wanted)
    with table.update_schema() as update:
        for name in added:
            update.add_column(name, iceberg.find_field(name).field_type)
        for field in other:
            update.update_column(field.name, iceberg.find_field(field.name).field_type)
    return (*added, *(field.name for field in other))


def _wider(old: pa.DataType, new: pa.DataType) -> bool:
    if pa.types.is_decimal(old) and pa.types.is_decimal(new):
        return bool(old.scale == new.scale and old.precision <= new.precision)
    return bool(old == pa.int32() and new == pa.int64())


def _unfit(where: str, why: str) -> StoreError:
    return StoreError(
        Problem(
            what="The rows do not have the columns of the standard table.",
            where=where,
            why=why,
            cure="Map the file again; columns and types are those of rulebook/tables.",
            code="store-columns",
        )
    )


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
