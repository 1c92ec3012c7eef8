"""Versions as people count them: 1, 2, 3 …"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from xiezhi.workspace.shelf import Shelf

__all__ = ["snapshot_of"]


def snapshot_of(shelf: Shelf, table: str, number: int) -> int:
    """The snapshot of a version's number.

    Raises:
        XiezhiError: The table has no such version.
    """
    history = shelf.store.history(table)
    for one in history:
        if one.number == number:
            return one.id
    raise XiezhiError(
        Problem(
            what=f"{table} has no version {number}.",
            where=str(shelf.folder),
            why=f"it has {', '.join(str(one.number) for one in history)}",
            cure=f"See `xiezhi shelf history {table}`.",
            code="shelf-no-version",
        )
    )
