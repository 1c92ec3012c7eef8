"""Rows of a delivery into one sorted file in a draft folder, checked on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.origin import BATCH_SHIFT, ROW
from xiezhi.shelf.store.columns import conform
from xiezhi.shelf.store.commit import NewFile, new_file
from xiezhi.shelf.store.refusal import FromOutsideError, StoreError
from xiezhi.shelf.store.workbench import column, read_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.store.workbench import Workbench

__all__ = ["Layout", "check_keys", "stage"]

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """How files of a table are written.

    Attributes:
        table: The standard table.
        schema: The stored schema.
        schema_id: Its id in Iceberg.
    """

    table: Table
    schema: pa.Schema
    schema_id: int

    @property
    def order(self) -> tuple[str, ...]:
        """Columns by which a file is sorted: what models join on, then the origin."""
        return (*self.table.cluster, ROW)


def stage(
    bench: Workbench,
    batches: Iterable[pa.RecordBatch],
    layout: Layout,
    batch: int,
    draft: Path,
) -> NewFile | None:
    """Write the rows of a delivery, sorted; None when there are none.

    Args:
        bench: Where they are sorted.
        batches: The rows, streamed.
        layout: How they are written.
        batch: Number of the delivery: every ``_row`` must carry it.
        draft: Folder for the file.

    Raises:
        StoreError: Columns or origins are not those of the table and the delivery.
        Exception: Whatever reading the batches raises.
    """
    filled = _filled(batches, layout.schema)
    rows = _Checked(batches, layout, batch, filled)
    bench.offer("delivered", pa.RecordBatchReader.from_batches(filled, rows))
    path = draft / "delivered.parquet"
    try:
        bench.write("delivered", layout.schema, layout.order, path, filled=filled.names)
    except Exception:
        if rows.error is not None:
            raise FromOutsideError(rows.error) from None
        raise
    return new_file(path, layout.schema, layout.schema_id, batch) if rows.count else None


def _filled(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> pa.Schema:
    """The columns that rows bring: a delivery that says so need not have the others sorted."""
    said: frozenset[str] | None = getattr(batches, "filled", None)
    if said is None:
        return schema
    return pa.schema([field for field in schema if field.name in said])


class _Checked:
    """The batches as they are read by another thread; what goes wrong is kept as it was."""

    def __init__(
        self,
        batches: Iterable[pa.RecordBatch],
        layout: Layout,
        batch: int,
        filled: pa.Schema,
    ) -> None:
        self._where = f"{layout.table.name}, delivery {batch}"
        self._rows = conform(batches, layout.schema, self._where, filled)
        self._batch = batch
        self.count = 0
        self.error: BaseException | None = None

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        try:
            for rows in self._rows:
                if rows.num_rows:
                    self._check(rows.column(ROW))
                    self.count += rows.num_rows
                    yield rows
        except BaseException as error:
            self.error = error
            raise

    def _check(self, origins: pa.Array) -> None:
        ends = pc.min_max(origins)
        first, last = ends["min"].as_py(), ends["max"].as_py()
        if origins.null_count or {first >> BATCH_SHIFT, last >> BATCH_SHIFT} != {self._batch}:
            raise StoreError(
                Problem(
                    what="Rows do not say where they came from.",
                    where=self._where,
                    why=f"every {ROW} must be of batch {self._batch}"
                    + (f"; {origins.null_count} have none" if origins.null_count else ""),
                    cure="Take the batch number from the store and pack it into each row.",
                    code="store-origin",
                )
            )


def check_keys(bench: Workbench, file: NewFile, layout: Layout, where: str) -> None:
    """Refuse rows that cannot be told apart by the table's key: an upsert would lose some.

    Raises:
        StoreError: Key columns are empty, or one key stands in several rows.
    """
    keys = [column(name) for name in layout.table.key]
    source = read_files([file.path], layout.schema)
    empty = " OR ".join(f"{key} IS NULL" for key in keys)
    origin = column(ROW)
    without = bench.ask(f"SELECT count(*), min({origin}) FROM {source} WHERE {empty}")[0]
    if without[0]:
        raise _no_key(where, layout, f"{without[0]} rows have an empty key", [without[1]])
    grouped = f"SELECT max({origin}) FROM {source} GROUP BY {', '.join(keys)} HAVING count(*) > 1"
    twice = bench.ask(f"SELECT count(*), list_sort(list(o))[:{_SHOWN}] FROM ({grouped}) t(o)")[0]
    if twice[0]:
        raise _no_key(where, layout, f"{twice[0]} keys stand in several rows", twice[1])


def _no_key(where: str, layout: Layout, why: str, origins: list[int]) -> StoreError:
    from xiezhi.shelf.origin import unpack

    shown = "; ".join(unpack(number).show(lang="en") for number in origins)
    return StoreError(
        Problem(
            what="Rows cannot be told apart by the key of the table.",
            where=where,
            why=f"{why} ({', '.join(layout.table.key)}), such as {shown}",
            cure="Quarantine all but one row of a key, or load by append or replace.",
            code="store-keys",
        )
    )
