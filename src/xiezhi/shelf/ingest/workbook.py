"""Workbooks: xlsx, xls, xlsb and ods, every cell with the type it has in the file.

Titles may stand under title rows and in two lines. Merged cells mean what a person sees: one value
for all rows they cover. Hidden sheets are left out and said.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from xiezhi.shelf.ingest.cells import column_of
from xiezhi.shelf.ingest.header import LOOKED_AT, Header, above, find_header
from xiezhi.shelf.ingest.problem import WIDEST, refusal, too_wide
from xiezhi.shelf.ingest.raw import RawBatch, cell_text
from xiezhi.shelf.ingest.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["workbook_sheets"]

_AT_ONCE = 16384
"""Rows made into columns at once: Python goes over all cells that it holds, again and again."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def workbook_sheets(path: Path, *, name: str = "") -> tuple[list[Sheet], list[str]]:
    """The sheets that hold a table, and what was left out.

    Args:
        path: The workbook.
        name: What to call it; the file's name when left out.

    Raises:
        IngestError: It asks for a password, cannot be read, or holds no table.
    """
    name = name or path.name
    book = _opened(path, name)
    visible = [sheet for sheet in book.sheets_metadata if _holds_cells(sheet) and _visible(sheet)]
    left = [
        f"{name} · {sheet.name}: hidden"
        for sheet in book.sheets_metadata
        if _holds_cells(sheet) and not _visible(sheet)
    ]
    from_1904 = _counts_from_1904(path)
    sheets = []
    for said in visible or book.sheets_metadata:
        sheet = _sheet(path, name, said.name, book.get_sheet_by_name(said.name))
        if isinstance(sheet, str):
            left.append(sheet)
        else:
            sheets.append(_with_calendar(sheet, from_1904=from_1904))
    return sheets, left


def _with_calendar(sheet: Sheet, *, from_1904: bool) -> Sheet:
    from dataclasses import replace

    return replace(sheet, dates_from_1904=True) if from_1904 else sheet


def _opened(path: Path, name: str) -> Any:
    import io

    import python_calamine as calamine

    data = path.read_bytes()
    if data.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in data:
        raise _locked(name)
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise _locked(name) from error
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError) as error:
        raise refusal(
            f"{name} cannot be read as a workbook.",
            where=name,
            why=str(error)[:200],
            cure="Open it where it was made and save it as .xlsx, or ask for it anew.",
            code="ingest-workbook",
        ) from error


def _locked(name: str) -> Exception:
    return refusal(
        f"{name} asks for a password.",
        where=name,
        why="its cells are encrypted",
        cure="Open it with the password and save it without one.",
        code="ingest-password",
    )


def _visible(sheet: Any) -> bool:
    return str(sheet.visible).endswith("Visible")


def _holds_cells(sheet: Any) -> bool:
    return str(sheet.typ).endswith("WorkSheet")


def _counts_from_1904(path: Path) -> bool:
    import re
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            text = archive.read("xl/workbook.xml")[:100_000]
    except (KeyError, zipfile.BadZipFile, OSError):
        return False
    return re.search(rb'date1904\s*=\s*"(?:1|true)"', text) is not None


def _sheet(path: Path, file: str, name: str, cells: Any) -> Sheet | str:
    """The sheet; or why it holds no table."""
    if not cells.height:
        return f"{file} · {name}: empty"
    if cells.width > WIDEST:
        raise too_wide(f"{file} · {name}", cells.width)
    head = _head(cells)
    header = find_header(head, carried=not cells.merged_cell_ranges)
    if header is None:
        return f"{file} · {name}: no row looks like column titles"

    def read(rows: int) -> Iterator[RawBatch]:
        return _batches(cells, header, min(rows, _AT_ONCE))

    return Sheet(
        file, name, header.titles, read,
        rows=cells.total_height, header=header.last, above=above(head, header), typed=True,
    )  # fmt: skip


def _head(cells: Any) -> list[list[str]]:
    """The first rows as text, cells merged across some columns repeated over them."""
    rows = []
    for row in cells.iter_rows():
        rows.append([cell_text(value) for value in row])
        if len(rows) >= LOOKED_AT + 10:
            break
    width = len(rows[0]) if rows else 0
    first_column = cells.start[1] if cells.start else 0
    for (top, first), (_, last) in cells.merged_cell_ranges or ():
        left, right = first - first_column, last - first_column
        if top < len(rows) and left < right and right - left < width - 1:
            for place in range(left + 1, right + 1):
                if place < width and not rows[top][place]:
                    rows[top][place] = rows[top][left]
    return rows


def _batches(cells: Any, header: Header, size: int) -> Iterator[RawBatch]:
    """Rows below the header; the value of a cell merged downwards stands in each of its rows."""
    import numpy as np

    width = len(header.titles)
    below = _merged_below(cells, header.last)
    rows: Iterator[list[Any]] = islice(cells.iter_rows(), header.last, None)
    if below:
        rows = _spread(rows, header.last + 1, below)
    first = header.last + 1
    while some := list(islice(rows, size)):
        columns = tuple(map(column_of, zip(*some, strict=True)))[:width]
        yield RawBatch(np.arange(first, first + len(some), dtype=np.int64), columns)
        first += len(some)


def _spread(
    rows: Iterator[list[Any]], first: int, below: dict[int, list[tuple[int, int]]]
) -> Iterator[list[Any]]:
    """The rows with the value of each merged cell in all the rows that it covers."""
    active: list[tuple[int, int, Any]] = []  # last row, column, value
    for number, row in enumerate(rows, first):
        active = [one for one in active if one[0] >= number]
        for _, column, value in active:
            if row[column] == "":
                row[column] = value
        active += [(last, column, row[column]) for last, column in below.get(number, ())]
        yield row


def _merged_below(cells: Any, header: int) -> dict[int, list[tuple[int, int]]]:
    """First row → last row and column of each merged range of several rows below the header."""
    below: dict[int, list[tuple[int, int]]] = {}
    first_column = cells.start[1] if cells.start else 0
    for (top, left), (bottom, _) in cells.merged_cell_ranges or ():
        if bottom > top and top + 1 > header:
            below.setdefault(top + 1, []).append((bottom + 1, left - first_column))
    return below
