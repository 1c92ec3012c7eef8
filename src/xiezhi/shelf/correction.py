"""Quarantine handed out for correction, and the corrected file taken back under the same ``_row``.

The list has one line per refused cell with an empty column for the right value. What comes back
goes through the same mapping and the same checks as the delivery did; nothing else is loaded.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.shelf.ingest.raw import RawBatch, RawColumn, cell_text
from xiezhi.shelf.ingest.sheet import Sheet
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.normalise.in_chinese import in_chinese
from xiezhi.shelf.normalise.rows import Plan, prepare
from xiezhi.shelf.origin import Origin, OriginError, pack, unpack
from xiezhi.shelf.quarantine import CELL, Quarantine
from xiezhi.shelf.standard_schema import standard_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.mapping.mapping import Mapping

__all__ = [
    "TITLES",
    "Corrected",
    "CorrectionError",
    "export_quarantine",
    "mark_of",
    "reoffer",
    "row_of",
]

TITLES = ("行标识", "文件", "工作表", "行号", "类别", "列", "原值", "原因", "更正后")
"""Titles of the list; the first, sixth and last are read when it comes back."""
_KINDS = {
    "row": "整行未入库",
    CELL: "该项为空入库",
    "broken": "无法读取，请重新提供",
    "duplicate": "重复行",
    "repeated_key": "键值重复且内容不同",
}
_TWICE = ("duplicate", "repeated_key")
_EARLIER = re.compile(r"(?:(?P<file>.+), )?row (?P<row>[0-9]+)")
_MARK = re.compile(r"B([0-9]+)-S([0-9]+)-R([0-9]+)")


class CorrectionError(XiezhiError):
    """A corrected file does not belong to this quarantine, or cannot be read as one."""

    exit_code = 2


def export_quarantine(quarantine: Path, out: Path) -> int:
    """Write the refused cells and rows as CSV or xlsx with an empty column for corrections.

    Args:
        quarantine: The batch's quarantine file.
        out: A name that ends in ``.csv`` or ``.xlsx``; in a workbook every cell is text, so that a
            spreadsheet cannot round a number that is typed in.

    Returns:
        Lines written.

    Raises:
        CorrectionError: No such quarantine, or the extra for workbooks is missing.
    """
    import pyarrow.parquet as pq

    if not quarantine.is_file():
        raise CorrectionError(
            Problem(what="Nothing of this batch is in quarantine.", where=str(quarantine),
                    code="quarantine-missing")
        )  # fmt: skip
    entries = pq.read_table(quarantine).to_pylist()
    lines = [_line(entry) for entry in entries if entry["kind"] != "aside"]
    if out.suffix.lower() == ".xlsx":
        _write_workbook(out, lines)
    else:
        _write_csv(out, lines)
    return len(lines)


def _line(entry: dict[str, Any]) -> tuple[str, ...]:
    place = (mark_of(entry["_row"]), entry["file"], entry["sheet"], str(entry["source_row"]))
    if entry["kind"] == "broken":
        file, parted, why = entry["raw"].partition(": ")
        said = in_chinese(why)
        raw = f"{file}：{said}" if parted and said != why else entry["raw"]
        return (*place, _KINDS["broken"], entry["source"], raw, entry["reason_zh"], "")
    raw = _EARLIER.sub(_twin_row, entry["raw"]) if entry["kind"] in _TWICE else entry["raw"]
    return (*place, _KINDS[entry["kind"]], entry["source"], raw, entry["reason_zh"], "")


def _twin_row(found: re.Match[str]) -> str:
    """Where the same row or key stands, as the list says it: 同第 6 行."""
    file = f"{found['file']} " if found["file"] else ""
    return f"同{file}第 {found['row']} 行"


def mark_of(row: int) -> str:
    """A row's number as the list writes it, ``B3-S1-R145``: no spreadsheet rounds it."""
    place = unpack(row)
    return f"B{place.batch}-S{place.sheet}-R{place.row}"


def row_of(mark: str) -> int | None:
    """The reverse of ``mark_of``; None when it is no mark."""
    found = _MARK.fullmatch(mark.strip().upper())
    if found is None:
        return None
    try:
        return pack(*map(int, found.groups()))
    except OriginError:
        return None


def _write_csv(out: Path, lines: list[tuple[str, ...]]) -> None:
    import csv

    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(TITLES)
        writer.writerows(lines)


def _write_workbook(out: Path, lines: list[tuple[str, ...]]) -> None:
    try:
        import xlsxwriter
    except ImportError as error:
        raise CorrectionError(
            Problem(what="Workbooks cannot be written here.", why=str(error),
                    cure="Export as .csv, or install xlsxwriter.", code="quarantine-xlsx")
        ) from error  # fmt: skip
    with xlsxwriter.Workbook(str(out), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("隔离区")
        text = book.add_format({"num_format": "@"})
        sheet.set_column(0, len(TITLES) - 1, 18, text)
        for row, line in enumerate([TITLES, *lines]):
            for column, value in enumerate(line):
                sheet.write_string(row, column, value, text)
        sheet.freeze_panes(1, 0)


class Corrected:
    """Corrected rows; iterate once. Counts hold when the iteration is over.

    Attributes:
        schema: How the rows are stored.
        rows_in: Rows with a correction.
        rows_kept: Of these, rows that are now without fault in what must be right.
        rows_quarantined: Rows still refused; they are in the new quarantine file.
    """

    def __init__(
        self,
        rows: dict[int, dict[str, str]],
        mapping: Mapping,
        table: Table,
        quarantine: Path | None,
        places: dict[int, tuple[str, str]],
    ) -> None:
        self._rows, self._places = rows, places
        self._mapping, self._table = mapping, table
        self._quarantine = Quarantine(quarantine)
        self.schema: pa.Schema = standard_schema(table)
        self.rows_in = self.rows_kept = self.rows_quarantined = 0

    @property
    def numbers(self) -> frozenset[int]:
        """``_row`` of every row with a correction."""
        return frozenset(self._rows)

    @property
    def cells_refused(self) -> int:
        """Cells of kept rows that are still refused."""
        return self._quarantine.counts[CELL]

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """The corrected rows under the ``_row`` they always had."""
        import numpy as np

        titles = tuple(dict.fromkeys(title for row in self._rows.values() for title in row))
        sheet = Sheet("", "", titles, lambda size: iter(()))
        plan = Plan.of(self._table, self._mapping, sheet, 0, 0)
        numbers = np.array(sorted(self._rows), np.int64)
        cells = tuple(
            RawColumn(pa.array([self._rows[int(n)].get(title, "") for n in numbers], pa.string()))
            for title in titles
        )
        with self._quarantine as quarantine:
            done = prepare(plan, RawBatch(numbers, cells))
            self.rows_in += done.rows_in
            self.rows_kept += done.batch.num_rows
            self.rows_quarantined += done.rows_in - done.batch.num_rows
            quarantine.add(self._placed(entry) for entry in done.refused)
            if done.batch.num_rows:
                yield done.batch

    def _placed(self, entry: Any) -> Any:
        file, sheet = self._places[entry.row]
        return replace(entry, file=file, sheet=sheet, source_row=unpack(entry.row).row)


def reoffer(
    quarantine: Path,
    corrections: str | Path,
    mapping: Mapping,
    table: Table,
    *,
    again: Path | None = None,
) -> Corrected:
    """Take back a corrected list: only rows with a correction, each under its own ``_row``.

    Args:
        quarantine: The batch's quarantine file, which holds each refused row whole.
        corrections: The exported list with corrections filled in.
        mapping: The mapping of the delivery.
        table: The standard table.
        again: Where to list what is still refused.

    Raises:
        CorrectionError: The list names rows that are not in this quarantine, or holds none.
        IngestError: The list cannot be read.
    """
    import pyarrow.parquet as pq

    whole: dict[int, dict[str, str]] = {}
    places: dict[int, tuple[str, str]] = {}
    for entry in pq.read_table(quarantine).to_pylist():
        if entry["cells"]:
            whole[entry["_row"]] = json.loads(entry["cells"])
        places[entry["_row"]] = (entry["file"], entry["sheet"])
    rows: dict[int, dict[str, str]] = {}
    problems: list[Problem] = []
    for number, source, value in _corrections(corrections):
        if number not in whole or source not in whole[number]:
            problems.append(_stranger(number, source))
            continue
        rows.setdefault(number, dict(whole[number]))[source] = value
    if not rows and not problems:
        problems = [
            Problem(what="The list holds no correction.", where=str(corrections),
                    cure=f"Fill in the column {TITLES[-1]}.", code="correction-none")
        ]  # fmt: skip
    if problems:
        raise CorrectionError(*problems[:20])
    return Corrected(rows, mapping, table, again, places)


def _stranger(number: int, source: str) -> Problem:
    place: Origin = unpack(number)
    return Problem(
        what="A correction belongs to no refused cell.",
        where=place.show(lang="en"),
        why=f"the column is {source}" if source else "the whole row is refused, not one cell",
        cure="Correct only lines of the exported list; have broken rows delivered anew.",
        code="correction-unknown",
    )


def _corrections(place: str | Path) -> Iterator[tuple[int, str, str]]:
    """``_row``, title and right value of each line that has one."""
    with Source.open(place) as source:
        sheet = source.sheets[0]
        missing = [
            title for title in (TITLES[0], TITLES[5], TITLES[8]) if title not in sheet.titles
        ]
        if missing:
            raise CorrectionError(
                Problem(what="This is no exported list of refused cells.", where=sheet.place(),
                        why=f"it lacks {', '.join(missing)}", code="correction-titles")
            )  # fmt: skip
        mark, title, value = (sheet.titles.index(TITLES[at]) for at in (0, 5, 8))
        for batch in sheet.batches():
            for row in range(batch.num_rows):
                right = cell_text(batch.columns[value].cells[row].as_py()).strip()
                found = _MARK.fullmatch(batch.columns[mark].text(row).strip())
                if right and found:
                    number = pack(int(found[1]), int(found[2]), int(found[3]))
                    yield number, batch.columns[title].text(row), right
