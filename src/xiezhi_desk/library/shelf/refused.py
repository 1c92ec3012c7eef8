"""Rows and cells that were refused: looked at page by page, corrected, offered again."""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.correction import TITLES, export_quarantine, mark_of
from xiezhi.shelf.quarantine import ASIDE
from xiezhi.shelf.register import Written
from xiezhi.workspace.reoffering import reoffer_batch, table_of_batch
from xiezhi_desk.library.problems import Title
from xiezhi_desk.library.shelf.place import opened

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Quarantine",
    "RefusedCell",
    "Reoffered",
    "correct",
    "export_refused",
    "quarantine",
    "reoffer",
]

_KINDS = {
    "row": Title("整行未入库", "row not loaded"),
    "cell": Title("该项为空入库", "cell left empty"),
    "broken": Title("列数不符", "another number of cells"),
    "duplicate": Title("重复行", "duplicate row"),
    "repeated_key": Title("键值重复且内容不同", "key repeated with other content"),
}


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """One refused cell or row.

    Attributes:
        mark: The row's mark, ``B3-S1-R145``; corrections name it.
        source: Title in the file; empty for a whole row: it is to be delivered anew.
        raw: What the cell says.
        row: Title → cell of the whole row; empty when it cannot be parted.
    """

    mark: str
    file: str
    sheet: str
    source_row: int
    kind: str
    kind_title: Title
    column: Title
    source: str
    raw: str
    reason: Title
    row: dict[str, str]


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A page of what was refused of a delivery.

    Attributes:
        total: Entries in all (with the filter, when one is set).
        reasons: Column, reason, how many: over all entries, the most first.
    """

    batch: int
    table: str
    title: Title
    total: int
    page: int
    pages: int
    cells: tuple[RefusedCell, ...]
    reasons: tuple[tuple[Title, Title, int], ...]


@dataclass(frozen=True, slots=True)
class Reoffered:
    """What became of corrected rows; those still refused stay in quarantine."""

    table: str
    version: int
    rows_in: int
    rows_kept: int
    rows_refused: int
    cells_refused: int


def quarantine(
    workspace: Path | str, batch: int, page: int = 1, size: int = 50, column: str = ""
) -> Quarantine:
    """What was refused of a delivery.

    Args:
        workspace: The workspace.
        batch: The delivery.
        page: From 1; a page beyond the last is the last.
        size: Entries a page.
        column: Only entries of this column.

    Raises:
        DoorError: No table holds that delivery.
    """
    with opened(workspace) as shelf:
        table = table_of_batch(shelf, batch)
        path = shelf.quarantine_file(batch)
        entries = pq.read_table(path) if path.is_file() else None
    standard = Tables.load()[table]

    def title(name: str) -> Title:
        found = standard.column(name)
        return found.title if found is not None else Title(name, name)

    if entries is None:
        return Quarantine(batch, table, standard.title, 0, 1, 1, (), ())
    entries = entries.filter(pc.not_equal(entries.column("kind"), ASIDE))
    # In the file's order: what was corrected and refused again stays where it was.
    entries = entries.sort_by([(name, "ascending") for name in ("file", "sheet", "source_row")])
    reasons = _reasons(entries, title)
    if column:
        entries = entries.filter(pc.equal(entries.column("column"), column))
    pages = max(1, -(-len(entries) // size))
    at = min(max(page, 1), pages)
    some = entries.slice((at - 1) * size, size).to_pylist()
    return Quarantine(
        batch, table, standard.title, len(entries), at, pages,
        tuple(_cell(one, title(one["column"])) for one in some), reasons,
    )  # fmt: skip


def export_refused(workspace: Path | str, batch: int, suffix: str = ".xlsx") -> bytes:
    """The list of refused cells with an empty column for the right value.

    Args:
        workspace: The workspace.
        batch: The delivery.
        suffix: ``.xlsx`` or ``.csv``.

    Raises:
        DoorError: Nothing of the delivery is in quarantine.
    """
    with opened(workspace) as shelf, tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"list{suffix}"
        export_quarantine(shelf.quarantine_file(batch), out)
        return out.read_bytes()


def reoffer(
    workspace: Path | str, batch: int, corrections: Path | str, by: str, at: str
) -> Reoffered:
    """Take a corrected list back: each row under its own number, through the same checks.

    Raises:
        DoorError: The list is of another delivery, or holds no correction.
    """
    with opened(workspace) as shelf:
        table = table_of_batch(shelf, batch)
        done = reoffer_batch(shelf, batch, Path(corrections), Written(at, by))
    return Reoffered(
        table, done.snapshot.number, done.rows_in, done.rows_kept, done.rows_refused,
        done.cells_refused,
    )  # fmt: skip


def correct(
    workspace: Path | str,
    batch: int,
    values: Mapping[tuple[str, str], str],
    by: str,
    at: str,
) -> Reoffered:
    """Take corrections typed on a page: mark and title of the cell → right value.

    Raises:
        DoorError: A cell is none of this delivery's refused ones, or nothing was typed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(TITLES)
            for (mark, source), value in values.items():
                line = dict.fromkeys(TITLES, "")
                line |= {TITLES[0]: mark, TITLES[5]: source, TITLES[8]: value}
                writer.writerow(line.values())
        return reoffer(workspace, batch, path, by, at)


def _reasons(entries: pa.Table, title: Any) -> tuple[tuple[Title, Title, int], ...]:
    counted = entries.group_by(["column", "reason", "reason_zh"]).aggregate([("_row", "count")])
    found = [
        (title(one["column"]), Title(one["reason_zh"], one["reason"]), one["_row_count"])
        for one in counted.to_pylist()
    ]
    return tuple(sorted(found, key=lambda one: -one[2]))


def _cell(entry: dict[str, Any], column: Title) -> RefusedCell:
    return RefusedCell(
        mark_of(entry["_row"]),
        entry["file"],
        entry["sheet"],
        entry["source_row"],
        entry["kind"],
        _KINDS[entry["kind"]],
        column,
        entry["source"],
        entry["raw"],
        Title(entry["reason_zh"], entry["reason"]),
        json.loads(entry["cells"]) if entry["cells"] else {},
    )
