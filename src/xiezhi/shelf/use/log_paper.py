"""The log of uses as a Word file, for the office that gave the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xiezhi.shelf.use.log import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["write_paper"]

_COLUMNS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 15, 16)


def write_paper(lines: Sequence[Sequence[str]], path: Path, provider: str, head: str) -> None:
    """Write the lines of ``lines_for`` as a table on A4, landscape.

    Args:
        lines: One a table and use.
        path: The file.
        provider: Whom it is for; empty for nobody in particular.
        head: Hash of the log's last line: whoever keeps it sees a shortened log.

    Raises:
        OSError: It cannot be written.
    """
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.8)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(title, "数据使用记录", 18, bold=True)
    about = f"提供单位：{provider}。" if provider else ""
    _write(
        document.add_paragraph(),
        f"{about}共 {len(lines)} 条。依据《政务数据共享条例》第二十九条记录，保存不少于三年。"
        f"全部记录末条的哈希：{head or '—'}。",
        10.5,
    )
    grid = document.add_table(rows=1, cols=len(_COLUMNS))
    grid.style = "Table Grid"
    for cell, place in zip(grid.rows[0].cells, _COLUMNS, strict=True):
        _write(cell.paragraphs[0], HEADINGS[place], 9, bold=True)
    for line in lines:
        row = grid.add_row()
        for cell, place in zip(row.cells, _COLUMNS, strict=True):
            _write(cell.paragraphs[0], line[place], 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))


def _write(paragraph: Any, text: str, size: float, *, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")  # noqa: SLF001 - python-docx has no name
