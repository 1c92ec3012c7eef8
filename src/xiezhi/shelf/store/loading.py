"""A load: rows of one delivery become one version of a table, or nothing happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from pyiceberg.exceptions import CommitFailedException

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.standard_schema import standard_schema
from xiezhi.shelf.store.columns import evolve, stored_schema
from xiezhi.shelf.store.commit import Change, NewFile, commit, new_file
from xiezhi.shelf.store.files import files_of, filled_in
from xiezhi.shelf.store.iceberg import create_table
from xiezhi.shelf.store.offering import refuse_offer
from xiezhi.shelf.store.refusal import DiskError, said_clearly
from xiezhi.shelf.store.register import Entry
from xiezhi.shelf.store.snapshot import BATCHES, MODE, Snapshot, numbers_said
from xiezhi.shelf.store.staging import Layout, check_keys, stage
from xiezhi.shelf.store.stock import one_snapshot
from xiezhi.shelf.store.workbench import Workbench, column, read_files, workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    import pyarrow as pa
    from pyiceberg.table import Table as IcebergTable

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.store.delivery import Delivery
    from xiezhi.shelf.store.files import StoredFile
    from xiezhi.shelf.store.stock import Stock

__all__ = ["ATTEMPTS", "Mode", "load", "make_version"]

Mode: TypeAlias = Literal["append", "replace", "upsert"]
ATTEMPTS = 5
"""How often a version is worked out anew when a machine that sees no locks was quicker."""


@dataclass(frozen=True, slots=True)
class _Load:
    """One load under way."""

    stock: Stock
    mode: Mode
    delivery: Delivery
    layout: Layout
    bench: Workbench
    draft: Path
    staged: NewFile | None

    def change(self, table: IcebergTable, batches: Collection[int]) -> Change:
        """What the version adds to and drops from the table as it is now."""
        batch = self.delivery.batch
        added: list[NewFile] = [self.staged] if self.staged else []
        dropped: tuple[StoredFile, ...] = ()
        if self.mode == "replace":
            dropped = _files(self.stock, table)
        elif self.mode == "upsert":
            added, dropped = self._merge(table, _files(self.stock, table))
        live = (batch,) if self.mode == "replace" else (*batches, batch)
        said = {MODE: self.mode, BATCHES: numbers_said(live)}
        return Change(added, dropped, {**self.delivery.properties(), **said})

    def _merge(
        self, table: IcebergTable, there: tuple[StoredFile, ...]
    ) -> tuple[list[NewFile], tuple[StoredFile, ...]]:
        """Files that hold keys of the delivery are written anew without them, with the rest."""
        if self.staged is None:
            return [], ()
        schema = stored_schema(table.schema())
        keys = ", ".join(column(name) for name in self.layout.table.key)
        new = read_files([self.staged.path], schema)
        hits = {}
        if there:
            every = read_files([file.path for file in there], schema)
            hits = dict(
                self.bench.ask(
                    f"SELECT filename, count(*) FROM (SELECT {keys}, filename FROM {every}) "
                    f"o SEMI JOIN (SELECT {keys} FROM {new}) n USING ({keys}) "
                    "GROUP BY filename"
                )
            )
        touched = tuple(file for file in there if str(file.path) in hits)
        if all(hits[str(file.path)] == file.rows for file in touched):
            return [self.staged], touched  # nothing of them is left
        old = read_files([file.path for file in touched], schema)
        names = ", ".join(column(name) for name in schema.names)
        merged = (
            f"(SELECT {names} FROM (SELECT * FROM {old}) o ANTI JOIN "
            f"(SELECT {keys} FROM {new}) n USING ({keys}) UNION ALL SELECT {names} FROM {new})"
        )
        filled = filled_in([self.staged.path, *(file.path for file in touched)], schema)
        return [self._rewrite(table, schema, merged, filled)], touched

    def _rewrite(
        self, table: IcebergTable, schema: pa.Schema, source: str, filled: frozenset[str]
    ) -> NewFile:
        path = self.draft / "merged.parquet"
        self.bench.write(source, schema, self.layout.order, path, filled=filled)
        return new_file(path, schema, table.metadata.current_schema_id, self.delivery.batch)


def load(
    stock: Stock,
    table: Table,
    batches: Iterable[pa.RecordBatch],
    *,
    mode: Mode,
    delivery: Delivery,
    anyway: bool,
    counted: Callable[[Delivery], Delivery] | None = None,
    corrects: int | None = None,
) -> Snapshot:
    """Make one version of a table from a delivery; see ``Store.load``."""
    where = f"{table.name}, delivery {delivery.batch}"
    with said_clearly(where):
        with stock.place.locked(table.name):
            stored = _prepare(stock, table)
            refuse_offer(stock, stored, mode, delivery, anyway=anyway)
        stock.register.write(Entry(delivery, table.name, mode))
        layout = Layout(table, stored_schema(stored.schema()), stored.metadata.current_schema_id)
        with (
            stock.place.draft(table.name) as draft,
            workbench(draft, stock.memory) as bench,
        ):
            # corrected rows keep the origin they have had since they were delivered
            rows_of = delivery.batch if corrects is None else corrects
            staged = stage(bench, batches, layout, rows_of, draft)
            if mode == "upsert" and staged is not None:
                check_keys(bench, staged, layout, where)
            if counted is not None:
                delivery = counted(delivery)
                stock.register.write(Entry(delivery, table.name, mode))
            loading = _Load(stock, mode, delivery, layout, bench, draft, staged)
            with stock.place.locked(table.name):
                return make_version(stock, table.name, loading, anyway=anyway)


def make_version(stock: Stock, table: str, loading: _Load, *, anyway: bool) -> Snapshot:
    """Work out the change on the table as it is now and make it; the table is held."""
    for _ in range(ATTEMPTS):
        stored = stock.find(table) or _prepare(stock, loading.layout.table)
        refuse_offer(stock, stored, loading.mode, loading.delivery, anyway=anyway)
        change = loading.change(stored, _live(stored))
        try:
            return one_snapshot(commit(stock, stored, change), None)
        except CommitFailedException:
            continue
    raise crowded(table)


def crowded(table: str) -> DiskError:
    """Others were quicker too often."""
    return DiskError(
        Problem(
            what=f"Other machines keep changing {table}.",
            where=table,
            why=f"{ATTEMPTS} attempts met a newer version",
            cure="Try again when their loads have ended.",
            code="store-crowded",
        )
    )


def _prepare(stock: Stock, table: Table) -> IcebergTable:
    """The stored table with today's columns; remains of killed loads go."""
    for _ in stock.place.dead_drafts(table.name):
        continue
    wanted = standard_schema(table)
    stored = stock.find(table.name)
    if stored is None:
        return create_table(stock.catalogue, stock.place, table.name, wanted)
    for _ in range(ATTEMPTS):
        try:
            evolve(stored, wanted)
        except CommitFailedException:
            stored = stock.need(table.name)
        else:
            return stored
    raise crowded(table.name)


def _live(table: IcebergTable) -> tuple[int, ...]:
    if table.metadata.current_snapshot_id is None:
        return ()
    return one_snapshot(table, None).batches


def _files(stock: Stock, table: IcebergTable) -> tuple[StoredFile, ...]:
    snapshot = table.current_snapshot()
    return () if snapshot is None else files_of(snapshot, table.io, stock.place)
