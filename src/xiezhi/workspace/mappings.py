"""Mappings that were confirmed: one a provider, table and kind of file, told apart by headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xiezhi.shelf.mapping.mapping import Mapping

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from xiezhi.shelf.ingest.source import Source
    from xiezhi.workspace.shelf import Shelf

__all__ = ["Kept", "earlier_mappings", "kept_mappings", "nearest", "place_for"]


class Kept(NamedTuple):
    """A mapping and its file.

    Attributes:
        path: The file: ``<table>.yaml``, of a provider's further kinds ``<table>.2.yaml`` …
        mapping: What it says.
    """

    path: Path
    mapping: Mapping

    def fits(self, titles: Collection[str]) -> bool:
        """Whether a sheet of these titles has every title that is mapped."""
        return set(self.mapping.sources) <= set(titles)


def earlier_mappings(shelf: Shelf, table: str) -> tuple[Mapping, ...]:
    """Confirmed mappings of a table, of every provider."""
    folder = shelf.folder / "mappings"
    paths = [*folder.glob(f"*/{table}.yaml"), *folder.glob(f"*/{table}.[0-9]*.yaml")]
    return tuple(Mapping.load(path) for path in sorted(paths))


def kept_mappings(shelf: Shelf, provider: str, table: str) -> tuple[Kept, ...]:
    """A provider's confirmed mappings of a table, the first kind first."""
    first = shelf.mapping_file(provider, table)
    further = first.parent.glob(f"{table}.[0-9]*.yaml")
    paths = [*([first] if first.is_file() else []), *sorted(further, key=_number)]
    return tuple(Kept(path, Mapping.load(path)) for path in paths)


def nearest(kept: Collection[Kept], source: Source) -> Kept | None:
    """The mapping whose titles a delivery has: all of them if any does, then the most."""

    def near(one: Kept) -> tuple[bool, int]:
        met = [len({*one.mapping.sources} & {*sheet.titles}) for sheet in source.sheets]
        fits = any(one.fits(sheet.titles) for sheet in source.sheets)
        return fits, max(met, default=0)

    return max(kept, key=near, default=None)


def place_for(shelf: Shelf, provider: str, table: str, source: Source) -> Path:
    """Where the mapping of a delivery is kept: in place of the one that fits it, else beside it."""
    kept = kept_mappings(shelf, provider, table)
    first = shelf.mapping_file(provider, table)
    near = nearest(kept, source)
    if near is None:
        return first
    if any(near.fits(sheet.titles) for sheet in source.sheets):
        return near.path
    number = max(_number(one.path) for one in kept) + 1
    return first.with_name(f"{table}.{number}.yaml")


def _number(path: Path) -> int:
    _, _, number = path.stem.partition(".")
    return int(number) if number.isdecimal() else 1
