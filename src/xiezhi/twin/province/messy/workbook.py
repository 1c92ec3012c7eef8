"""Workbooks of one sheet; a number that lost digits is a number there, everything else text."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Protocol

from xiezhi.twin.province.messy.frame import above, added_rows, below

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xiezhi.twin.province.messy.body import Body
    from xiezhi.twin.province.messy.manner import Manner

__all__ = ["write_workbook"]

Cells = list[str | float | None]
_SHEET = "数据"


class _Book(Protocol):
    def put(self, row: int, column: int, value: str | float) -> None:
        """Write one cell."""

    def close(self) -> None:
        """Write the file."""


def write_workbook(
    body: Body, manner: Manner, path: Path
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[tuple[str, int, str], ...]]:
    """Write a workbook.

    Returns:
        Its sheets, the line of the first row on each, and the lines of the rows added.
    """
    book = _Xlsx(path) if manner.form == "xlsx" else _Xls(path)
    head: list[Cells] = [[*cells] for cells in above(manner)]
    why = dict(added_rows(body))
    told: list[tuple[str, int, str]] = []
    line = _put(book, 0, head)
    first = line + 1
    middle = body.rows // 2 if manner.header_again else -1
    for place, cells in enumerate(_rows(body, manner)):
        if place == middle:
            line = _put(book, line, head[-1:])
        if place in why:
            told.append((_SHEET, line + 1, why[place]))
        line = _put(book, line, [cells])
    if manner.foot:
        _put(book, line, [[*cells] for cells in below(manner, body)])
    book.close()
    return (_SHEET,), (first,), tuple(told)


def _put(book: _Book, line: int, rows: Sequence[Cells]) -> int:
    """Write rows from a line on; the line behind them."""
    for cells in rows:
        for place, value in enumerate(cells):
            if value not in (None, ""):
                book.put(line, place, value)
        line += 1
    return line


def _rows(body: Body, manner: Manner) -> Iterator[Cells]:
    columns = [texts.to_pylist() for texts in body.cells.values()]
    lost = list(body.cells).index(body.number) if body.number else -1
    spoilt = body.clean + body.twice
    for row in range(body.rows):
        cells: Cells = [column[row] for column in columns]
        if row >= spoilt:
            cells[lost] = float(str(cells[lost]))
        yield [float(row + 1), *cells] if manner.numbered else cells


class _Xls:
    """A workbook of 1997."""

    def __init__(self, path: Path) -> None:
        import xlwt

        self.path = path
        self.book: Any = xlwt.Workbook(encoding="utf-8")
        self.sheet: Any = self.book.add_sheet(_SHEET)

    def put(self, row: int, column: int, value: str | float) -> None:
        self.sheet.write(row, column, value)

    def close(self) -> None:
        self.book.save(str(self.path))


class _Xlsx:
    """A workbook of today, written row by row."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        self.book: Any = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self.book.set_properties({"created": datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)})
        self.sheet: Any = self.book.add_worksheet(_SHEET)

    def put(self, row: int, column: int, value: str | float) -> None:
        if isinstance(value, str):
            self.sheet.write_string(row, column, value)
        else:
            self.sheet.write_number(row, column, value)

    def close(self) -> None:
        self.book.close()
