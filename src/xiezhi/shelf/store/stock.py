"""What every act on the store needs at hand: the place, the catalogue, the register, the limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.catalogue import missing_table
from xiezhi.shelf.hashes import FileHashes
from xiezhi.shelf.store.iceberg import find_table, table_names
from xiezhi.shelf.store.refusal import StoreError
from xiezhi.shelf.store.snapshot import Snapshot, snapshots

if TYPE_CHECKING:
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.table import Table as IcebergTable

    from xiezhi.shelf.store.place import Place
    from xiezhi.shelf.store.register import Register

__all__ = ["Stock", "one_snapshot"]


@dataclass(frozen=True, slots=True)
class Stock:
    """One open store.

    Attributes:
        place: Its folders and locks.
        catalogue: Iceberg's.
        register: Its deliveries.
        memory: Bytes that sorting may use.
        trust_unchanged: Whether a file whose size, time and inode are as remembered is taken to
            hold what was written; ``verify`` reads it anew.
    """

    place: Place
    catalogue: SqlCatalog
    register: Register
    memory: int
    trust_unchanged: bool
    sums: dict[str, FileHashes] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that have a version, sorted."""
        names = table_names(self.catalogue)
        return tuple(name for name in names if self._has_version(name))

    def find(self, table: str) -> IcebergTable | None:
        """The stored table as it is now, None when there is none."""
        return find_table(self.catalogue, table)

    def need(self, table: str) -> IcebergTable:
        """The stored table as it is now.

        Raises:
            CatalogueError: There is none, or nothing was ever loaded into it.
        """
        found = self.find(table)
        if found is None or not found.metadata.snapshots:
            raise missing_table(table, str(self.place.folder), self.tables)
        return found

    def sums_of(self, table: str) -> FileHashes:
        """The remembered sums of a table's data files."""
        if table not in self.sums:
            self.sums[table] = FileHashes(
                self.place.data(table), trust_unchanged=self.trust_unchanged
            )
        return self.sums[table]

    def _has_version(self, table: str) -> bool:
        found = self.find(table)
        return found is not None and found.metadata.current_snapshot_id is not None


def one_snapshot(table: IcebergTable, snapshot: int | None) -> Snapshot:
    """One version of a stored table, the current one when none is named.

    Raises:
        StoreError: The table has no such version.
    """
    for one in snapshots(table):
        if one.current if snapshot is None else one.id == snapshot:
            return one
    raise StoreError(
        Problem(
            what=f"{table.name()[-1]} has no version {snapshot or ''}.".replace(" .", "."),
            where=table.name()[-1],
            why=f"it has {', '.join(str(one.id) for one in snapshots(table)) or 'none'}",
            cure="See `xiezhi shelf history`.",
            code="store-version-unknown",
        )
    )
