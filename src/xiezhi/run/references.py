"""Dated tables of the rulebook as table versions: a run reads them like any other."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.evidence.canonical import table_digest
from xiezhi.rulebook.dated import VALID_FROM, VALID_TO, DatedTables
from xiezhi.shelf.catalogue import Version

if TYPE_CHECKING:
    from xiezhi.model.compiled import InputPlan

__all__ = ["arrow_type", "reference_version"]

_ARROW = {
    "VARCHAR": pa.string(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
}
_ENTRY = "entry"


def reference_version(plan: InputPlan) -> Version:
    """The rows of a dated table that the rulebook holds now.

    Args:
        plan: An input of kind ``reference``; its columns say how each is stored.

    Returns:
        A version in memory; rows are cited by their ``entry``.
    """
    storages = {column.name: column.type.column_type for column in plan.columns}
    storages |= {VALID_FROM: "DATE", VALID_TO: "DATE", _ENTRY: "VARCHAR"}
    return _version(plan.table, tuple(storages.items()))


@lru_cache(maxsize=256)
def _version(name: str, storages: tuple[tuple[str, str], ...]) -> Version:
    table = DatedTables.load()[name]
    rows = pa.table(
        {
            column: pa.array([row[column] for row in table.rows], arrow_type(storage))
            for column, storage in storages
        }
    )
    digest = table_digest(name, rows)
    return Version(
        table=name,
        name=digest[:12],
        hash=digest,
        rows=rows.num_rows,
        schema=rows.schema,
        memory=rows,
        origin=(_ENTRY,),
    )


def arrow_type(storage: str) -> pa.DataType:
    """The Arrow type that a DuckDB type is stored as."""
    if storage.endswith("[]"):
        return pa.list_(arrow_type(storage[:-2]))
    if storage.startswith("DECIMAL"):
        width, scale = storage.removeprefix("DECIMAL(").removesuffix(")").split(",")
        return pa.decimal128(int(width), int(scale))
    return _ARROW[storage]
