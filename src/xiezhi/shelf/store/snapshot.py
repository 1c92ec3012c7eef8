"""A version of a stored table as history shows it: what was loaded, how, and what is in effect."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.shelf.store.delivery import Delivery

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pyiceberg.table import Table as IcebergTable
    from pyiceberg.table.snapshots import Snapshot as IcebergSnapshot

__all__ = ["BATCHES", "LOAD", "MODE", "Snapshot", "numbers_said", "read_numbers", "snapshots"]

MODE, BATCHES, LOAD = "xiezhi.mode", "xiezhi.batches", "xiezhi.load"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version.

    Attributes:
        id: Its number in Iceberg.
        table: The standard table.
        number: First, second … version made on this table.
        parent: The version it was made from; None for the first.
        mode: ``append``, ``replace``, ``upsert``, or ``erase`` where deliveries were disposed of.
        delivery: What was loaded; None for ``erase``.
        batches: Deliveries in effect: those since the last replacement.
        rows: Rows of the version.
        current: Whether it is the version that is read now.
        reverted: Whether it was rolled back: neither current nor an ancestor of it.
        columns_added: Columns that the table gained since the version it was made from.
        tags: Names that pin it: runs that cite it.
    """

    id: int
    table: str
    number: int
    parent: int | None
    mode: str
    delivery: Delivery | None
    batches: tuple[int, ...]
    rows: int
    current: bool
    reverted: bool
    columns_added: tuple[str, ...]
    tags: tuple[str, ...]


def snapshots(table: IcebergTable) -> tuple[Snapshot, ...]:
    """Every version of a stored table, oldest first."""
    metadata = table.metadata
    by_id = {one.snapshot_id: one for one in metadata.snapshots}
    effective = _ancestors(metadata.current_snapshot_id, by_id)
    tags: dict[int, list[str]] = {}
    for name, ref in metadata.refs.items():
        if name != "main":
            tags.setdefault(ref.snapshot_id, []).append(name)
    return tuple(
        _snapshot(table, one, by_id, effective, tuple(sorted(tags.get(one.snapshot_id, ()))))
        for one in sorted(metadata.snapshots, key=lambda one: one.sequence_number or 0)
    )


def _snapshot(
    table: IcebergTable,
    one: IcebergSnapshot,
    by_id: Mapping[int, IcebergSnapshot],
    effective: Collection[int],
    tags: tuple[str, ...],
) -> Snapshot:
    said = summary_of(one)
    parent = by_id.get(one.parent_snapshot_id or -1)
    return Snapshot(
        id=one.snapshot_id,
        table=table.name()[-1],
        number=one.sequence_number or 0,
        parent=one.parent_snapshot_id,
        mode=said.get(MODE, ""),
        delivery=_delivery(said),
        batches=read_numbers(said.get(BATCHES, "")),
        rows=int(said.get("total-records", "0")),
        current=one.snapshot_id == table.metadata.current_snapshot_id,
        reverted=one.snapshot_id not in effective,
        columns_added=() if parent is None else _added(table, parent, one),
        tags=tags,
    )


def summary_of(snapshot: IcebergSnapshot) -> dict[str, str]:
    """What a version says of itself."""
    summary = snapshot.summary
    return {} if summary is None else dict(summary.additional_properties)


def _ancestors(head: int | None, by_id: Mapping[int, IcebergSnapshot]) -> set[int]:
    found: set[int] = set()
    while head is not None and head not in found:
        found.add(head)
        one = by_id.get(head)
        head = None if one is None else one.parent_snapshot_id
    return found


def _added(table: IcebergTable, before: IcebergSnapshot, one: IcebergSnapshot) -> tuple[str, ...]:
    if before.schema_id == one.schema_id or one.schema_id is None or before.schema_id is None:
        return ()
    known = set(table.schemas()[before.schema_id].column_names)
    return tuple(f.name for f in table.schemas()[one.schema_id].fields if f.name not in known)


def _delivery(said: Mapping[str, str]) -> Delivery | None:
    if "xiezhi.batch" not in said:
        return None
    return Delivery.of(
        {
            "batch": said["xiezhi.batch"],
            "provider": said["xiezhi.provider"],
            "files": json.loads(said["xiezhi.files"]),
            "data_as_of": said["xiezhi.data-as-of"] or None,
            "covered": json.loads(said["xiezhi.coverage"]),
            "contract_id": said["xiezhi.contract"],
            "loaded": said["xiezhi.loaded"],
            "quarantined": said["xiezhi.quarantined"],
            "reason": said.get("xiezhi.reason", ""),
        }
    )


def numbers_said(numbers: Collection[int]) -> str:
    """Batch numbers as a version carries them: ``1-57,60``."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ",".join("-".join(map(str, part)) for part in parts)


def read_numbers(text: str) -> tuple[int, ...]:
    """The inverse of ``numbers_said``."""
    found: list[int] = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)
