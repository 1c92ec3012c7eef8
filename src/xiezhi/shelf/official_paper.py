"""A page as official papers look: A4, 仿宋 and 黑体, wide margins, red letterhead."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FANG", "HEI", "SONG", "OfficialPaper"]

SONG, FANG, HEI = "宋体", "仿宋", "黑体"
_RED = "B00000"


class OfficialPaper:
    """A Word document put together line by line.

    Attributes:
        document: The document itself, for what has no method here.
    """

    def __init__(self, *, close: bool = False) -> None:
        """An empty page with the margins of official papers (GB/T 9704-2012, unconfirmed here).

        Args:
            close: Smaller type and lines, for a paper that is to stay on one page.
        """
        from docx import Document
        from docx.shared import Cm

        self.document: Any = Document()
        self._title, self._body = (18.0, 14.0) if close else (22.0, 16.0)
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
        self._numbered()

    def letterhead(self, office: str) -> None:
        """The office, in red."""
        self.line(office, SONG, 22, bold=True, centred=True, colour=_RED)

    def title(self, text: str) -> None:
        """What the paper is."""
        self.line(text, SONG, self._title, bold=True, centred=True)

    def number(self, text: str) -> None:
        """Its number."""
        self.line(text, FANG, 14, centred=True)

    def to(self, whom: str) -> None:
        """Whom it is for."""
        self.line(f"{whom}：", FANG, 16)

    def head(self, text: str) -> None:
        """A heading that stays with what follows."""
        self.line(text, HEI, self._body, indent=True, keep=True)

    def para(self, text: str) -> None:
        """A paragraph; its first line is set in by two characters."""
        self.line(text, FANG, self._body, indent=True)

    def small(self, text: str) -> None:
        """A note in smaller type."""
        self.line(text, FANG, 12, indent=True)

    def signed(self, *lines: str) -> None:
        """Who issued it and when, two characters from the right, never alone on a page."""
        from docx.shared import Pt

        if self.document.paragraphs:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        for place, text in enumerate(lines, 1):
            line = self.line(text, FANG, 16, right=True, keep=place < len(lines))
            line.paragraph_format.right_indent = Pt(32)

    def page_break(self) -> None:
        """What follows begins a new page."""
        self.document.add_page_break()

    def line(
        self,
        text: str,
        face: str,
        size: float,
        *,
        bold: bool = False,
        centred: bool = False,
        right: bool = False,
        indent: bool = False,
        keep: bool = False,
        colour: str = "",
    ) -> Any:
        """A paragraph as it is told.

        Returns:
            The paragraph.
        """
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = self.document.add_paragraph()
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing = Pt(max(self._body * 1.75, size * 1.6) if size > 12 else size * 1.5)
        form.keep_with_next = keep
        if indent:
            form.first_line_indent = Pt(size * 2)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.run(paragraph, text, face, size, bold=bold, colour=colour)
        return paragraph

    def run(
        self, paragraph: Any, text: str, face: str, size: float, *, bold: bool, colour: str = ""
    ) -> Any:
        """Words within a paragraph.

        Returns:
            The run.
        """
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        run.font.bold = bold
        run.font.name = "Times New Roman"
        run._element.rPr.rFonts.set(qn("w:eastAsia"), face)  # noqa: SLF001 - no name for it
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
        return run

    def table(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """A grid whose headings are repeated on every page.

        Args:
            headings: One a column.
            rows: Cells.
            widths: Of the columns, in centimetres.
        """
        from docx.shared import Cm

        grid = self.document.add_table(rows=1, cols=len(headings))
        grid.style, grid.autofit = "Table Grid", False
        sizes = [Cm(width) for width in widths]
        self._cells(grid.rows[0], headings, sizes, HEI)
        for column, size in zip(grid.columns, sizes, strict=True):
            column.width = (
                size  # the grid's own widths count for some programs, the cells' for others
            )
        for row in rows:
            self._cells(grid.add_row(), row, sizes, FANG)
        repeat = grid.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no name for it
        repeat.append(_element("w:tblHeader", "true"))

    def pairs(
        self, rows: Sequence[tuple[str, str]], widths: tuple[float, float] = (4, 11.6)
    ) -> None:
        """A grid of two columns, what and which, without headings."""
        from docx.shared import Cm

        grid = self.document.add_table(rows=0, cols=2)
        grid.style, grid.autofit = "Table Grid", False
        sizes = [Cm(width) for width in widths]
        for column, size in zip(grid.columns, sizes, strict=True):
            column.width = size
        for name, value in rows:
            cells = grid.add_row().cells
            for cell, text, width, face in zip(
                cells, (name, value), sizes, (HEI, FANG), strict=True
            ):
                self._cell(cell, text, width, face)

    def footer(self, text: str) -> None:
        """A line at the foot of every page, under its number."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        section = self.document.sections[0]
        for foot in (section.footer, section.even_page_footer):
            paragraph = foot.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self.run(paragraph, text, FANG, 9, bold=False, colour="808080")

    def _numbered(self) -> None:
        """Page numbers between two dashes, outside: odd pages right, even ones left."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        section = self.document.sections[0]
        self.document.settings.odd_and_even_pages_header_footer = True
        for foot, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            foot.is_linked_to_previous = False
            paragraph = foot.paragraphs[0]
            paragraph.alignment = side
            self.run(paragraph, "— ", SONG, 14, bold=False)
            number = self.run(paragraph, "", SONG, 14, bold=False)
            for kind in ("begin", "", "end"):
                number._element.append(_field(kind))  # noqa: SLF001 - no name for it
            self.run(paragraph, " —", SONG, 14, bold=False)

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _cells(self, row: Any, texts: Sequence[str], widths: Sequence[Any], face: str) -> None:
        whole = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no name for it
        whole.append(_element("w:cantSplit", "true"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            self._cell(cell, text, width, face)

    def _cell(self, cell: Any, text: str, width: Any, face: str) -> None:
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = 0
        self.run(paragraph, text, face, 12, bold=False)


def _field(kind: str) -> Any:
    """A part of the field that says the page's number: its begin, its word, its end."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if kind:
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
        return part
    word = OxmlElement("w:instrText")
    word.text = "PAGE"
    return word


def _element(name: str, value: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element
