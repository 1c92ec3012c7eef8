"""Remove what no version names: files of killed loads, of failed ones, of tables erased half-way.

A load puts files into a table's folders only while it holds the table, and so does the cleaner:
what is there then and is named by no version belongs to a load that will never end.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.shelf.store.refusal import said_clearly

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyiceberg.manifest import ManifestFile
    from pyiceberg.table import Table as IcebergTable

    from xiezhi.shelf.store.stock import Stock

__all__ = ["Cleaned", "clean", "clean_held"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a cleaner removed.

    Attributes:
        files: How many files.
        bytes: How large they were together.
    """

    files: int = 0
    bytes: int = 0

    def __add__(self, other: Cleaned) -> Cleaned:
        """Both together."""
        return Cleaned(self.files + other.files, self.bytes + other.bytes)


def clean(stock: Stock, table: str | None) -> Cleaned:
    """Clean one table's folders or all; see ``Store.clean``."""
    folders = (one for one in (stock.place.folder / "tables").iterdir() if one.is_dir())
    names = [table] if table else sorted(one.name for one in folders if one.name[0] != ".")
    total = Cleaned()
    for name in names:
        with said_clearly(f"cleaning {name}"), stock.place.locked(name):
            total += clean_held(stock, name)
    return total


def clean_held(stock: Stock, table: str, *, keep_history: bool = True) -> Cleaned:
    """Clean the folders of a table that the caller holds.

    Args:
        stock: The store.
        table: The table.
        keep_history: Whether earlier metadata files, which say how the table was before, stay.
    """
    drafts = Cleaned()
    for folder in stock.place.dead_drafts(table):
        drafts += _sizes(path for path in folder.rglob("*") if path.is_file())
    stored = stock.find(table)
    folder = stock.place.table(table)
    if stored is None:
        gone = _sizes(path for path in folder.rglob("*") if path.is_file())
        shutil.rmtree(folder, ignore_errors=False) if folder.is_dir() else None
        return drafts + gone
    named = _named(stock, stored, keep_history=keep_history)
    loose = [
        path
        for part in ("data", "metadata")
        for path in sorted((folder / part).glob("*"))
        if path.is_file() and path not in named
    ]
    gone = _sizes(loose)
    for path in loose:
        path.unlink(missing_ok=True)
    return drafts + gone


def _named(stock: Stock, table: IcebergTable, *, keep_history: bool) -> set[Path]:
    """Every file that some version needs."""
    place = stock.place
    found = {place.path(table.metadata_location)}
    if keep_history:
        found |= {place.path(entry.metadata_file) for entry in table.metadata.metadata_log}
    manifests: dict[str, ManifestFile] = {}
    for snapshot in table.metadata.snapshots:
        found.add(place.path(snapshot.manifest_list))
        manifests |= {one.manifest_path: one for one in snapshot.manifests(table.io)}
    for path, manifest in manifests.items():
        found.add(place.path(path))
        entries = manifest.fetch_manifest_entry(table.io, discard_deleted=True)
        found |= {place.path(entry.data_file.file_path) for entry in entries}
    return found


def _sizes(paths: Iterable[Path]) -> Cleaned:
    sizes = [path.stat().st_size for path in paths]
    return Cleaned(len(sizes), sum(sizes))
