"""The shelf as a run sees it: the current or a named version of each table, under its contract."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.catalogue import Agreement, Reading, Version, missing_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xiezhi.shelf.store.snapshot import Snapshot
    from xiezhi.shelf.store.store import Store

__all__ = ["Agreements", "ShelfCatalogue"]

Agreements: TypeAlias = "Callable[[Snapshot], Agreement]"
"""The contract under which a version may be read, found by the register of contracts: a version
names its deliveries, and each delivery its contract."""


class ShelfCatalogue:
    """Versions of a store through the protocol ``xiezhi.shelf.catalogue.Catalogue``.

    A table's version is chosen once and stays the same for the life of this object, so that a run
    reads one state of the shelf whatever is loaded meanwhile.

    Args:
        store: The store.
        agreements: Who knows the contracts; None finds none, which covers all purposes.
        at: Table → snapshot to read in place of the current one.
        reading: How facts read from documents came about.
    """

    def __init__(
        self,
        store: Store,
        agreements: Agreements | None = None,
        *,
        at: Mapping[str, int] | None = None,
        reading: Reading | None = None,
    ) -> None:
        self._store = store
        self._agreements = agreements
        self._at = dict(at or {})
        self._reading = reading or Reading()
        self._versions: dict[str, Version] = {}
        self._tables: tuple[str, ...] | None = None

    @property
    def tables(self) -> tuple[str, ...]:
        """Standard tables that have a version, sorted."""
        if self._tables is None:
            standard = Tables.load()
            self._tables = tuple(name for name in self._store.tables if name in standard)
        return self._tables

    @property
    def reading(self) -> Reading:
        """How the facts came about, as far as it was said."""
        return self._reading

    def version(self, table: str) -> Version:
        """The version of a table that a run reads.

        Raises:
            CatalogueError: The table is not there, or a file of it is not as it was written.
        """
        if table not in self._versions:
            if table not in self.tables:
                raise missing_table(table, str(self._store.folder), self.tables)
            chosen = self._store.snapshot(table, self._at.get(table))
            version = self._store.version(table, chosen.id)
            if self._agreements is not None:
                version = replace(version, agreement=self._agreements(chosen))
            self._versions[table] = version
        return self._versions[table]
