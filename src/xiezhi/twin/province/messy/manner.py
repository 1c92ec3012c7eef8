"""How one table is handed over: form, encoding, titles, notes around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xiezhi.twin.province.messy.cells import Habit

if TYPE_CHECKING:
    from xiezhi.rulebook.tables import Table
    from xiezhi.twin.province.draw import Draw

__all__ = ["LARGEST_SHEET", "Manner", "manner_of"]

Form = Literal["csv", "tsv", "xlsx", "xls", "zip"]

LARGEST_SHEET = 25_000
"""Tables of more rows come as text files: nobody mails a larger workbook."""
_LARGEST_XLS = 12_000
_NUMBER = "序号"


@dataclass(frozen=True, slots=True)
class Manner:
    """The manner of one delivery.

    Attributes:
        form: Form of the file; ``zip`` holds one text file per half.
        encoding: Encoding of text.
        delimiter: Between the cells of text files.
        titles: Column → title, in the order of the file.
        groups: Whether a line of group titles stands above the header.
        head: Lines above the header.
        header_again: Whether the header comes again in the middle.
        foot: Whether totals and signatures stand below.
        numbered: Whether a column of running numbers stands first.
        habit: How values are written.
    """

    form: Form
    encoding: str
    delimiter: str
    titles: dict[str, str]
    groups: bool
    head: tuple[str, ...]
    header_again: bool
    foot: bool
    numbered: bool
    habit: Habit


def manner_of(table: Table, columns: list[str], rows: int, draw: Draw) -> Manner:
    """An office's manner for one table.

    Args:
        table: The standard table.
        columns: Columns that are filled.
        rows: How many rows there are.
        draw: Chance for this table.
    """
    form: Form = draw.one_of(("csv", "csv", "tsv", "zip"))
    if rows <= LARGEST_SHEET and draw.odds(0.6, 1)[0]:
        form = "xls" if rows <= _LARGEST_XLS and draw.odds(0.25, 1)[0] else "xlsx"
    habit = Habit.of(draw("habit"))
    encoding = draw.one_of(("gb18030", "gb18030", "utf-8-sig", "utf-8", "utf-16"))
    delimiter = "\t" if form == "tsv" or encoding == "utf-16" else draw.one_of((",", ",", "|"))
    dressed = bool(draw.odds(0.5, 1)[0])
    numbered = bool(draw.odds(0.4, 1)[0])
    return Manner(
        form=form,
        encoding=encoding,
        delimiter=delimiter,
        titles=_titles(table, columns, habit, draw("titles"), {_NUMBER} if numbered else set()),
        groups=dressed and bool(draw.odds(0.4, 1)[0]) and len(columns) > 5,
        head=(f"{table.title.zh}明细表", "单位：元（另有注明的除外）") if dressed else (),
        header_again=rows > 100 and bool(draw.odds(0.3, 1)[0]),
        foot=dressed,
        numbered=numbered,
        habit=habit,
    )


def _titles(
    table: Table, columns: list[str], habit: Habit, draw: Draw, taken: set[str]
) -> dict[str, str]:
    """A title a column that the standard table knows, none twice and none of those taken."""
    titles: dict[str, str] = {}
    for name in columns:
        column = table.columns[name]
        known = [column.title.zh, *column.also]
        free = [title for title in known if title not in taken | set(titles.values())]
        title = str(draw.one_of(tuple(free or known)))
        if column.type.name == "money" and habit.ten_thousand:
            title = f"{title}（万元）"
        titles[name] = title
    return titles
