"""The shelf as it was when a bundle was made: the versions that the bundle cites."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xiezhi.evidence.bundle import open_bundle

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.shelf.catalogue import Catalogue
    from xiezhi.shelf.use.access import Reader
    from xiezhi.workspace.shelf import Shelf

__all__ = ["catalogue_then"]


def catalogue_then(shelf: Shelf, folder: Path, reader: Reader) -> Catalogue:
    """A catalogue that reads the versions which a bundle's manifest names, sums checked anew.

    A version that is no longer there is left to the current one: the replay then says so.

    Args:
        shelf: The shelf.
        folder: The bundle.
        reader: Who replays; the terms are held against the reader's day.

    Raises:
        BundleError: The folder is no bundle.
    """
    at: dict[str, int] = {}
    there = set(shelf.store.tables)
    for version in open_bundle(folder).manifest.tables.values():
        if version.table in there and version.version.isdigit():
            known = {one.id for one in shelf.store.history(version.table)}
            if int(version.version) in known:
                at[version.table] = int(version.version)
    anew = replace(shelf, store=shelf.store.with_trust(trust_unchanged=False))
    return anew.catalogue(reader, at)
