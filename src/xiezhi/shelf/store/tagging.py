"""Which version is current, and which are pinned: references of Iceberg, moved under the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyiceberg.exceptions import CommitFailedException

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.store.refusal import StoreError, said_clearly
from xiezhi.shelf.store.stock import one_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyiceberg.table import Table as IcebergTable
    from pyiceberg.table.update.snapshot import ManageSnapshots

    from xiezhi.shelf.store.snapshot import Snapshot
    from xiezhi.shelf.store.stock import Stock

__all__ = ["roll_back", "tag", "untag"]

_ATTEMPTS = 5


def roll_back(stock: Stock, table: str, snapshot: int) -> Snapshot:
    """Make a version current; see ``Store.rollback``."""

    def change(stored: IcebergTable, manage: ManageSnapshots) -> None:
        if not one_snapshot(stored, snapshot).current:
            manage.set_current_snapshot(snapshot_id=snapshot)

    return one_snapshot(_changed(stock, table, change), snapshot)


def tag(stock: Stock, table: str, snapshot: int, name: str) -> None:
    """Pin a version; see ``Store.pin``."""

    def change(stored: IcebergTable, manage: ManageSnapshots) -> None:
        one_snapshot(stored, snapshot)
        there = stored.metadata.refs.get(name)
        if there is None:
            manage.create_tag(snapshot, name)
        elif there.snapshot_id != snapshot or name == "main":
            raise StoreError(
                Problem(
                    what=f"The name {name} is taken.",
                    where=table,
                    why=f"it pins version {there.snapshot_id}",
                    cure="Use a name of its own for each run.",
                    code="store-tag",
                )
            )

    _changed(stock, table, change)


def untag(stock: Stock, table: str, name: str) -> None:
    """Take a tag off; see ``Store.unpin``."""

    def change(stored: IcebergTable, manage: ManageSnapshots) -> None:
        if name in stored.metadata.refs and name != "main":
            manage.remove_tag(name)

    _changed(stock, table, change)


def _changed(
    stock: Stock, table: str, change: Callable[[IcebergTable, ManageSnapshots], None]
) -> IcebergTable:
    with said_clearly(table), stock.place.locked(table):
        for _ in range(_ATTEMPTS - 1):
            try:
                return _change_once(stock, table, change)
            except CommitFailedException:
                continue  # a machine that sees no locks was quicker
        return _change_once(stock, table, change)


def _change_once(
    stock: Stock, table: str, change: Callable[[IcebergTable, ManageSnapshots], None]
) -> IcebergTable:
    stored = stock.need(table)
    with stored.manage_snapshots() as manage:
        change(stored, manage)
    return stock.need(table)
