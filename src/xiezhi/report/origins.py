"""Where evidence came from, in words: file, sheet, row and data version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.rulebook.form import Title
from xiezhi.shelf.origin import unpack

if TYPE_CHECKING:
    from xiezhi.evidence.manifest import TableVersion

__all__ = ["row_shown", "source_of", "version_shown"]

_SHORT = 12


def row_shown(row: str, version: TableVersion) -> Title:
    """A row's origin: ``批次 3 · 执行.xls · Sheet1 · 第 145 行``; as it is without deliveries."""
    if not version.deliveries:
        return Title(row, row)
    number, at, place = row.partition("@")
    origin = unpack(int(number))
    delivery = next((one for one in version.deliveries if one.batch == origin.batch), None)
    found = delivery.sheet(origin.sheet) if delivery is not None else None
    file, sheet = (found.name, found.sheet) if found is not None else ("", "")
    return Title(
        origin.show(file, sheet, "zh") + at + place, origin.show(file, sheet, "en") + at + place
    )


def source_of(version: TableVersion) -> Title:
    """Who gave the rows and under which contract; empty for data the user brought."""
    parts_zh, parts_en = [], []
    for one in version.terms:
        until = one.valid_until.isoformat() if one.valid_until else ""
        parts_zh.append(f"{one.provider}，合同 {one.id}" + (f"，至 {until}" if until else ""))
        parts_en.append(
            f"{one.provider}, contract {one.id}" + (f", until {until}" if until else "")
        )
    return Title("；".join(parts_zh), "; ".join(parts_en))


def version_shown(version: TableVersion) -> Title:
    """The version: its number on the shelf, of a hash the beginning; with the day of the data.

    A bundle made before versions were counted in it shows the snapshot's own number.
    """
    of_a_shelf = bool(version.terms or version.deliveries or version.number)
    name = str(version.number or version.version) if of_a_shelf else version.version[:_SHORT]
    day = version.data_as_of.isoformat() if of_a_shelf and version.data_as_of else ""
    return Title(
        f"版本 {name}" + (f"（截至 {day}）" if day else ""),
        f"version {name}" + (f" (as of {day})" if day else ""),
    )
