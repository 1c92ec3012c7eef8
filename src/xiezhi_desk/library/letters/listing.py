"""Lists that leave the desk, as csv and xlsx; each bears the mark of who took it out."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xiezhi_desk.library.letters.marking import Mark, properties, unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["write_csv", "write_xlsx"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 48


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]], mark: Mark) -> bytes:
    """A list as csv: the mark in the first and last line, unseen in the headings and each row.

    Args:
        headings: What each column is.
        rows: Texts, amounts, days.
        mark: Who takes it out.

    Returns:
        UTF-8 with the byte-order mark that office programs want.
    """
    sign, out = unseen(mark.number), io.StringIO()
    writer = csv.writer(out)
    writer.writerow([f"# {mark.line}"])
    writer.writerow([f"{headings[0]}{sign}", *headings[1:]])
    for row in rows:
        first, *rest = [_plain(cell) for cell in row]
        writer.writerow([f"{first}{sign}", *rest])
    writer.writerow([f"# {mark.line}"])
    return ("\ufeff" + out.getvalue()).encode("utf8")


def write_xlsx(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], mark: Mark
) -> bytes:
    """A list as a workbook.

    The mark stands over the table and at the foot of every printed page; unseen in the properties,
    on a sheet no menu shows, in a note and in the title.

    Args:
        title: What the list is.
        headings: What each column is.
        rows: Texts, amounts, days.
        mark: Who takes it out.
    """
    import xlsxwriter

    out, sign = io.BytesIO(), unseen(mark.number)
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties(properties(mark))
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#E9F1F8", "bottom": 1, "text_wrap": True})
    quiet = book.add_format({"font_color": "#4F5D6B", "font_size": 9})
    day, money = (
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"num_format": "#,##0.00"}),
    )
    sheet.write_string(0, 0, f"{title}{sign}", bold)
    sheet.write_string(1, 0, mark.line, quiet)
    widths = [len(one) * 2 for one in headings]
    for column, heading in enumerate(headings):
        sheet.write_string(2, column, heading, head)
    last = 2
    for last, row in enumerate(rows, 3):
        for column, cell in enumerate(row):
            if isinstance(cell, Decimal):
                sheet.write_number(last, column, float(cell), money)
            elif isinstance(cell, datetime.date):
                sheet.write_datetime(last, column, cell, day)
            else:
                sheet.write_string(last, column, "" if cell is None else str(cell))
            widths[column] = max(widths[column], _width(cell))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, _WIDEST) + 2)
    sheet.autofilter(2, 0, max(last, 3), len(headings) - 1)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer(f"&L&8{mark.line.replace('&', '&&')}&R&8&P / &N")
    sheet.write_comment(2, 0, f"{mark.line}{sign}", {"visible": False})
    hidden = book.add_worksheet("mark")
    hidden.write_string(0, 0, f"xiezhi:{mark.number}")
    hidden.write_string(1, 0, mark.line)
    hidden.very_hidden()
    book.close()
    return out.getvalue()


def _plain(cell: Any) -> str:
    """A cell of a csv; one that a spreadsheet would take for a formula gets an apostrophe."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(cell, Decimal) else text


def _width(cell: Any) -> int:
    """How wide a cell stands; Han characters count twice."""
    text = "" if cell is None else str(cell)
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
