"""Physical disposal: every version of a table, or of some deliveries in it, gone from the disk.

A contract that ends takes all versions with it, also those that a run has pinned; the register
keeps the numbers and file names of the deliveries, no row.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyiceberg.exceptions import CommitFailedException

from xiezhi.shelf.origin import BATCH_SHIFT, ROW
from xiezhi.shelf.store.cleaning import clean_held
from xiezhi.shelf.store.columns import stored_schema
from xiezhi.shelf.store.commit import Change, NewFile, commit, new_file
from xiezhi.shelf.store.files import files_of, filled_in
from xiezhi.shelf.store.iceberg import drop_table
from xiezhi.shelf.store.loading import ATTEMPTS, crowded
from xiezhi.shelf.store.refusal import said_clearly
from xiezhi.shelf.store.snapshot import BATCHES, MODE, numbers_said, snapshots
from xiezhi.shelf.store.stock import one_snapshot
from xiezhi.shelf.store.workbench import column, read_files, workbench

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from pyiceberg.table import Table as IcebergTable

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.store.files import StoredFile
    from xiezhi.shelf.store.snapshot import Snapshot
    from xiezhi.shelf.store.stock import Stock
    from xiezhi.shelf.store.workbench import Workbench

__all__ = ["Erased", "erase", "erase_batches"]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was disposed of: what a record of disposal states.

    Attributes:
        table: The standard table.
        versions: Versions that are no longer there.
        rows: Rows of the current version that went with them.
        files: Parquet files removed.
        batches: Deliveries disposed of.
        tags: Runs that had pinned a version and cannot be replayed.
    """

    table: str
    versions: tuple[int, ...]
    rows: int
    files: tuple[str, ...]
    batches: tuple[int, ...]
    tags: tuple[str, ...]


def erase(stock: Stock, table: str) -> Erased:
    """Dispose of a whole table; see ``Store.erase``. A disposal broken off is finished."""
    with said_clearly(f"erasing {table}"), stock.place.locked(table):
        folder = stock.place.table(table)
        stored = stock.find(table)
        if stored is None and not folder.is_dir():
            stored = stock.need(table)
        versions = () if stored is None else snapshots(stored)
        rows = sum(one.rows for one in versions if one.current)
        files = sorted(_data_files(stock, table))
        batches = {entry.delivery.batch for entry in stock.register.all() if entry.table == table}
        if stored is not None:
            drop_table(stock.catalogue, table)  # from here on there is no such table
        _strike_out(stock, table, batches)
        if folder.is_dir():
            shutil.rmtree(folder)
        stock.sums.pop(table, None)
        return _erased(table, versions, files, batches, rows)


def erase_batches(stock: Stock, table: Table, batches: Collection[int]) -> Erased:
    """Dispose of some deliveries; see ``Store.erase``."""
    name = table.name
    with (
        said_clearly(f"erasing from {name}"),
        stock.place.draft(name) as draft,
        workbench(draft, stock.memory) as bench,
        stock.place.locked(name),
    ):
        before = stock.need(name)
        stored = _left(stock, table, batches, bench, draft)
        there = _data_files(stock, name)
        left = one_snapshot(stored, None)
        _forget(stored, left.id)
        clean_held(stock, name, keep_history=False)
        versions = snapshots(before)
        struck = {batch for one in versions for batch in _batches(one)} - set(left.batches)
        _strike_out(stock, name, struck)
        gone = sorted(there - _data_files(stock, name))
        return _erased(name, versions, gone, struck, one_snapshot(before, None).rows - left.rows)


def _left(
    stock: Stock, table: Table, batches: Collection[int], bench: Workbench, draft: Path
) -> IcebergTable:
    """The table with one more version: the current one without some deliveries."""
    for _ in range(ATTEMPTS):
        stored = stock.need(table.name)
        try:
            return commit(stock, stored, _without(stock, stored, table, batches, bench, draft))
        except CommitFailedException:
            continue
    raise crowded(table.name)


def _data_files(stock: Stock, table: str) -> set[str]:
    return {path.name for path in stock.place.data(table).glob("*.parquet")}


def _without(
    stock: Stock,
    stored: IcebergTable,
    table: Table,
    batches: Collection[int],
    bench: Workbench,
    draft: Path,
) -> Change:
    """The current version without the rows of some deliveries."""
    current = stored.current_snapshot()
    files = () if current is None else files_of(current, stored.io, stock.place)
    schema = stored_schema(stored.schema())
    listed = ", ".join(str(batch) for batch in sorted(batches))
    batch_of = f"({column(ROW)} >> {BATCH_SHIFT})"
    hit: dict[str, int] = {}
    if files:
        every = read_files([file.path for file in files], schema)
        hit = dict(
            bench.ask(
                f"SELECT filename, count(*) FROM {every} WHERE {batch_of} IN ({listed}) "
                "GROUP BY filename"
            )
        )
    touched = [file for file in files if str(file.path) in hit]
    added: list[NewFile] = []
    if any(hit[str(file.path)] < file.rows for file in touched):
        path = draft / "kept.parquet"
        kept = f"{read_files([file.path for file in touched], schema)}"
        source = f"(SELECT * FROM {kept} WHERE {batch_of} NOT IN ({listed}))"
        filled = filled_in([file.path for file in touched], schema)
        bench.write(source, schema, (*table.cluster, ROW), path, filled=filled)
        added = [new_file(path, schema, stored.metadata.current_schema_id, _newest(touched))]
    live = [one for one in one_snapshot(stored, None).batches if one not in batches]
    return Change(added, touched, {MODE: "erase", BATCHES: numbers_said(live)})


def _newest(files: Collection[StoredFile]) -> int:
    return max(int(file.path.name.split("-")[0]) for file in files)


def _forget(table: IcebergTable, keep: int) -> None:
    """Leave one version: tags and earlier versions go."""
    with table.manage_snapshots() as manage:
        for name in [name for name in table.metadata.refs if name != "main"]:
            manage.remove_tag(name)
    others = [one.snapshot_id for one in table.metadata.snapshots if one.snapshot_id != keep]
    if others:
        table.maintenance.expire_snapshots().by_ids(others).commit()


def _strike_out(stock: Stock, table: str, batches: Collection[int]) -> None:
    for batch in sorted(batches):
        entry = stock.register.entry(batch)
        if entry is not None and entry.table == table:
            stock.register.write(replace(entry, erased=True))


def _batches(one: Snapshot) -> tuple[int, ...]:
    return one.batches if one.delivery is None else (*one.batches, one.delivery.batch)


def _erased(
    table: str,
    versions: tuple[Snapshot, ...],
    files: list[str],
    batches: set[int],
    rows: int,
) -> Erased:
    return Erased(
        table=table,
        versions=tuple(one.id for one in versions),
        rows=rows,
        files=tuple(files),
        batches=tuple(sorted(batches)),
        tags=tuple(sorted(tag for one in versions for tag in one.tags)),
    )
