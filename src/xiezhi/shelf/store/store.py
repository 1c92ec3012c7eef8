"""The versioned store of a workspace: loads, history, differences, rollback, disposal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.origin import unpack
from xiezhi.shelf.store.cleaning import clean
from xiezhi.shelf.store.diff import difference, repeated_keys
from xiezhi.shelf.store.erasing import erase, erase_batches
from xiezhi.shelf.store.iceberg import heads, open_catalogue
from xiezhi.shelf.store.loading import load
from xiezhi.shelf.store.place import Place
from xiezhi.shelf.store.refusal import said_clearly
from xiezhi.shelf.store.register import Register
from xiezhi.shelf.store.snapshot import Snapshot, snapshots
from xiezhi.shelf.store.stock import Stock, one_snapshot
from xiezhi.shelf.store.tagging import roll_back, tag, untag
from xiezhi.shelf.store.versions import open_version

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    import pyarrow as pa

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.catalogue import Version
    from xiezhi.shelf.store.cleaning import Cleaned
    from xiezhi.shelf.store.delivery import Delivery
    from xiezhi.shelf.store.diff import Difference
    from xiezhi.shelf.store.erasing import Erased
    from xiezhi.shelf.store.loading import Mode
    from xiezhi.shelf.store.register import Entry

__all__ = ["Store"]

_MEMORY = 512 << 20
_PATIENCE_SECONDS = 3600.0
_SHOWN_ROWS = 1000


class Store:
    """Versions of standard tables in one workspace folder.

    Several processes may use one workspace at once: loads of the same table wait for each other
    where they must, readers wait for nobody.

    Example::

        store = Store.open(Path("xiezhi-workspace"))
        batch = store.next_batch()
        store.load(table, rows, mode="append", delivery=Delivery(batch, "某区人民法院"))
        version = store.version("enforcement_case")
    """

    def __init__(self, stock: Stock) -> None:
        self._stock = stock

    @classmethod
    def open(
        cls,
        folder: Path,
        url: str | None = None,
        *,
        memory: int = _MEMORY,
        patience: float = _PATIENCE_SECONDS,
        trust_unchanged: bool = True,
    ) -> Store:
        """Open the store of a workspace, made when it is missing.

        Args:
            folder: The workspace.
            url: SQLAlchemy URL of the catalogue's database; None is SQLite in the workspace.
            memory: Bytes that sorting may use; more rows spill to the workspace's disk.
            patience: Seconds a load waits for another of the same table.
            trust_unchanged: Whether a data file whose size, time and inode are as remembered is
                taken to hold what was written; False reads every file again.

        Raises:
            DiskError: The folder or the database cannot be used.
            StoreError: ``shelf.json`` is spoilt.
        """
        with said_clearly(str(folder)):
            place = Place.open(Path(folder), patience=patience)
        catalogue = open_catalogue(place, url)
        register = Register(place.folder / "batches")
        return cls(Stock(place, catalogue, register, memory, trust_unchanged))

    @property
    def folder(self) -> Path:
        """The workspace."""
        return self._stock.place.folder

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that have a version, sorted."""
        with said_clearly("listing tables"):
            return self._stock.tables

    def heads(self) -> dict[str, str]:
        """Every table with a word that changes with each of its versions; reads no table.

        A table into which nothing was ever loaded is among them.
        """
        with said_clearly("listing tables"):
            return heads(self._stock.catalogue)

    def next_batch(self) -> int:
        """A batch number that no other delivery has or had.

        Raises:
            DiskError: The register cannot be written.
        """
        return self._stock.register.take()

    def load(
        self,
        table: Table | str,
        batches: Iterable[pa.RecordBatch],
        *,
        mode: Mode,
        delivery: Delivery,
        anyway: bool = False,
        counted: Callable[[Delivery], Delivery] | None = None,
        corrects: int | None = None,
    ) -> Snapshot:
        """Make one version of a table from a delivery, or leave it as it was.

        Args:
            table: The standard table, or its name.
            batches: The rows, streamed; columns of the standard table (one that is missing is
                null) and ``_row`` of this batch. What has a set ``filled`` of column names, as
                ``Normalised`` has, promises values in those alone, and is sorted faster.
            mode: ``append`` adds the rows; ``replace`` makes them the whole table; ``upsert``
                puts them in place of rows of the same key: the last delivery wins, other rows keep
                their ``_row``.
            delivery: What is handed over; its batch number from ``next_batch``.
            anyway: Load it although it is there already, or older than what is there.
            counted: Completes the delivery when all rows have been read: rows of each file, rows
                in quarantine. Number, files and provider stay what they were.
            corrects: The rows are corrections of this earlier delivery and carry its ``_row``.

        Returns:
            The new version.

        Raises:
            StoreError: The delivery is refused: see the problem's code.
            DiskError: Disk, database or memory gave out. The table is as it was.
            Exception: Whatever reading the batches raises. The table is as it was.
        """
        return load(
            self._stock,
            _standard(table),
            batches,
            mode=mode,
            delivery=delivery,
            anyway=anyway,
            counted=counted,
            corrects=corrects,
        )

    def history(self, table: str) -> tuple[Snapshot, ...]:
        """Every version of a table, oldest first, those rolled back included.

        Raises:
            CatalogueError: Nothing was ever loaded into it.
        """
        with said_clearly(table):
            return snapshots(self._stock.need(table))

    def snapshot(self, table: str, snapshot: int | None = None) -> Snapshot:
        """One version, the current one when none is named.

        Raises:
            CatalogueError: There is no such table or version.
        """
        with said_clearly(table):
            return one_snapshot(self._stock.need(table), snapshot)

    def diff(
        self, table: Table | str, before: int, after: int | None = None, *, limit: int = _SHOWN_ROWS
    ) -> Difference:
        """What changed from one version to another, row by row.

        Args:
            table: The standard table, or its name.
            before: The first version.
            after: The second; None is the current one.
            limit: Most rows to return; counts are of all.

        Raises:
            CatalogueError: There is no such table or version.
            DiskError: The rows do not fit the disk.
        """
        return difference(self._stock, _standard(table), before, after, limit=limit)

    def repeated(self, table: Table | str, snapshot: int) -> int:
        """Rows that a version added although their keys stood in the version before it.

        Raises:
            CatalogueError: There is no such table or version.
            DiskError: The keys do not fit the disk.
        """
        return repeated_keys(self._stock, _standard(table), snapshot)

    def rollback(self, table: str, snapshot: int) -> Snapshot:
        """Make an earlier version the current one again; later ones stay in the history.

        A version that was rolled back may be made current in the same way.

        Raises:
            CatalogueError: There is no such table or version.
        """
        return roll_back(self._stock, table, snapshot)

    def pin(self, table: str, snapshot: int, name: str) -> None:
        """Tag a version that a run has used, so that it is kept until the tag is taken off.

        Args:
            table: The table.
            snapshot: The version.
            name: The run; one name pins one version of a table.

        Raises:
            CatalogueError: There is no such table or version.
            StoreError: The name pins another version.
        """
        tag(self._stock, table, snapshot, name)

    def unpin(self, table: str, name: str) -> None:
        """Take a tag off; nothing happens when there is none."""
        untag(self._stock, table, name)

    def version(self, table: str, snapshot: int | None = None) -> Version:
        """A version as a run opens it: its Parquet files, columns, coverage.

        Args:
            table: The table.
            snapshot: The version; None is the current one.

        Raises:
            CatalogueError: There is no such table or version, or a file is not as it was written.
        """
        with said_clearly(table):
            return open_version(self._stock, table, snapshot)

    def erase(self, table: Table | str, batches: Collection[int] | None = None) -> Erased:
        """Dispose of a table, or of some deliveries in it, physically and for good.

        With ``batches``, one version without their rows remains and the history before it goes:
        it held those rows.

        Args:
            table: The standard table, or its name.
            batches: Deliveries to dispose of; None is everything.

        Raises:
            CatalogueError: There is no such table.
            DiskError: Something is in the way; erase again.
        """
        if batches is None:
            return erase(self._stock, table if isinstance(table, str) else table.name)
        return erase_batches(self._stock, _standard(table), frozenset(batches))

    def clean(self, table: str | None = None) -> Cleaned:
        """Remove files that no version names: remains of killed and failed loads.

        Args:
            table: One table; None is all.

        Raises:
            DiskError: A load of the table does not end.
        """
        return clean(self._stock, table)

    def delivery(self, batch: int) -> Delivery:
        """What a batch number means.

        Raises:
            StoreError: Nothing was ever offered under it.
        """
        return self._stock.register.read(batch).delivery

    def deliveries(self) -> tuple[Entry, ...]:
        """The register: every delivery ever offered, loaded or not, in order."""
        return self._stock.register.all()

    def name_row(self, row: int, lang: str = "zh") -> str:
        """A ``_row`` in words: 批次 3 · 执行案件.xls · Sheet1 · 第 145 行.

        Args:
            row: The number.
            lang: ``zh`` or ``en``.
        """
        origin = unpack(row)
        entry = self._stock.register.entry(origin.batch)
        return origin.show(lang=lang) if entry is None else entry.delivery.name_row(origin, lang)

    def with_trust(self, *, trust_unchanged: bool) -> Store:
        """The same store, with or without trust in files that look unchanged."""
        return Store(replace(self._stock, trust_unchanged=trust_unchanged, sums={}))

    def close(self) -> None:
        """Let go of the database."""
        self._stock.catalogue.close()


def _standard(table: Table | str) -> Table:
    return Tables.load()[table] if isinstance(table, str) else table
