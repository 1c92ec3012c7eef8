"""A table in a person's file (xlsx, xls, ods, csv), read as lines of text under its titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xiezhi.shelf.ingest.source import Source
from xiezhi_desk.library.problems import door, refused

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Line", "lines_of"]

MOST_LINES = 20_000


class Line(NamedTuple):
    """One line of the file.

    Attributes:
        number: The line as a person counts it in the sheet.
        cells: Text by title; blank cells are left out.
    """

    number: int
    cells: dict[str, str]


def lines_of(path: Path) -> tuple[Line, ...]:
    """The first sheet that holds a table.

    Raises:
        DoorError: The file cannot be read as a table, or has too many lines.
    """
    found: list[Line] = []
    with door(path.parent), Source.open(path) as source:
        sheet = source.sheets[0]
        for batch in sheet.batches():
            for at in range(batch.num_rows):
                said = {
                    title: cell.strip()
                    for title, cell in zip(sheet.titles, batch.cells(at), strict=True)
                    if cell.strip()
                }
                if said:
                    found.append(Line(int(batch.rows[at]), said))
            if len(found) > MOST_LINES:
                raise refused(
                    "too-many-lines",
                    (f"文件超过 {MOST_LINES} 行。", f"The file has more than {MOST_LINES} lines."),
                    ("请分批导入。", "Import it in parts."),
                    where=path.name,
                )
    return tuple(found)
