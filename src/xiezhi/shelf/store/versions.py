"""A version of a stored table as a run opens it: the snapshot's own list of Parquet files."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from xiezhi.shelf.catalogue import Agreement, Version, stamp_of
from xiezhi.shelf.origin import ROW
from xiezhi.shelf.store.columns import by_id, stored_schema
from xiezhi.shelf.store.covering import as_of, covered_by
from xiezhi.shelf.store.files import StoredFile, check_sum, files_of
from xiezhi.shelf.store.refusal import spoilt
from xiezhi.shelf.store.stock import one_snapshot

if TYPE_CHECKING:
    import pyarrow as pa
    from pyiceberg.table import Table as IcebergTable
    from pyiceberg.table.snapshots import Snapshot as IcebergSnapshot

    from xiezhi.shelf.store.snapshot import Snapshot
    from xiezhi.shelf.store.stock import Stock

__all__ = ["files_of_version", "open_version", "schema_of_version"]


def open_version(stock: Stock, table: str, snapshot: int | None) -> Version:
    """The version a run reads; see ``Store.version``."""
    stored = stock.need(table)
    one = one_snapshot(stored, snapshot)
    files = files_of_version(stock, stored, one)
    schema = schema_of_version(stored, one)
    deliveries = [stock.register.read(batch).delivery for batch in one.batches]
    written = {file.schema for file in files}
    return Version(
        table=table,
        name=str(one.id),
        hash=_hash(files),
        rows=sum(file.rows for file in files),
        schema=schema,
        files=tuple(file.path for file in files),
        memory=None if files else schema.empty_table(),
        origin=(ROW,),
        data_as_of=as_of(deliveries),
        covered=covered_by(deliveries),
        agreement=Agreement(),
        stamps=tuple(_checked(stock, table, file) for file in files),
        fields=() if written <= {_iceberg(stored, one).schema_id} else by_id(schema),
        lacking=_lacking(stored, files, schema),
        number=one.number,
    )


def files_of_version(stock: Stock, table: IcebergTable, one: Snapshot) -> tuple[StoredFile, ...]:
    """The data files of a version, in the order of their names."""
    return files_of(_iceberg(table, one), table.io, stock.place)


def schema_of_version(table: IcebergTable, one: Snapshot) -> pa.Schema:
    """The columns that the table had when the version was made, with their field ids."""
    number = _iceberg(table, one).schema_id
    return stored_schema(table.schema() if number is None else table.schemas()[number])


def _iceberg(table: IcebergTable, one: Snapshot) -> IcebergSnapshot:
    found = table.snapshot_by_id(one.id)
    if found is None:
        raise spoilt("A version has lost its list of files.", one.table, f"version {one.id}")
    return found


def _hash(files: tuple[StoredFile, ...]) -> str:
    digest = hashlib.sha256()
    for file in sorted(file.sha256 for file in files):
        digest.update(f"{file}\n".encode())
    return digest.hexdigest()


def _checked(stock: Stock, table: str, file: StoredFile) -> tuple[int, int, int]:
    """The stamp of a file that still holds what was written."""
    try:
        stamp = stamp_of(file.path)
        check_sum(file, stock.sums_of(table).of(file.path))
    except OSError as error:
        why = error.strerror or str(error)
        what = f"A file of {table} is missing or cannot be read."
        raise spoilt(what, str(file.path), why) from error
    return stamp


def _lacking(
    table: IcebergTable, files: tuple[StoredFile, ...], schema: pa.Schema
) -> dict[str, int]:
    """Rows stored before a column existed, by column."""
    found: dict[str, int] = {}
    for file in files:
        known = table.schemas()[file.schema].column_names
        for name in set(schema.names) - set(known):
            found[name] = found.get(name, 0) + file.rows
    return found
