"""The letter by which an office asks for data: one page per provider, as official papers look.

It says what 政务数据共享条例 20 asks for: legal basis, scene, scope (only the columns that the
model needs), way and term of use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from xiezhi.rulebook.tables import Table

__all__ = ["AskedTable", "DataRequest", "write_letters"]

_SONG, _FANG, _HEI = "宋体", "仿宋", "黑体"


@dataclass(frozen=True, slots=True)
class AskedTable:
    """A table that is asked for.

    Attributes:
        table: The standard table.
        columns: The columns needed, and no others.
        rows: Which rows, in words.
        needs: What the quality must be, in words.
        why: Why it is asked for: missing, expired, …
    """

    table: Table
    columns: tuple[str, ...]
    rows: str = ""
    needs: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class DataRequest:
    """One letter.

    Attributes:
        office: Who asks.
        provider: Who is asked.
        basis: Legal bases, each with the text of its article; empty when it is unconfirmed.
        scene: What the data are used for.
        purpose: Purpose of use.
        tables: What is asked for.
        way: How it is to come.
        until: Last day of use; None leaves a blank to fill in.
        day: The day of the letter.
        sensitive: Whether sensitive personal data are among it.
    """

    office: str
    provider: str
    basis: tuple[tuple[str, str], ...]
    scene: str
    purpose: str
    tables: tuple[AskedTable, ...]
    way: str
    until: date | None
    day: date
    sensitive: bool = False


def write_letters(requests: Sequence[DataRequest], path: Path) -> None:
    """Write letters into one Word file, each on a page of its own.

    Raises:
        OSError: The file cannot be written.
    """
    from docx import Document

    document = Document()
    _page(document)
    for number, request in enumerate(requests):
        if number:
            document.add_page_break()
        _letter(document, request)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))


def _letter(document: Any, request: DataRequest) -> None:
    _line(document, request.office, _SONG, 22, bold=True, centred=True, colour="B00000")
    _line(document, "数据共享申请函", _SONG, 22, bold=True, centred=True)
    _line(document, f"　　检数申〔{request.day.year}〕　　号", _FANG, 14, centred=True)
    _line(document, f"{request.provider}：", _FANG, 16)
    titles = "、".join(f"“{one.table.title.zh}”" for one in request.tables)
    _para(
        document,
        f"我院因履行法律监督职责需要，参照《政务数据共享条例》第二十条、第四十三条的规定，向你单位申请共享{titles}数据，"
        "具体如下。",
    )
    _head(document, "一、使用依据")
    for title, text in request.basis:
        _para(
            document,
            f"{title}。" + (f"“{text}”" if text else "（条文未经核对，发函前请核对原文。）"),
        )
    _head(document, "二、使用场景")
    _para(document, f"{request.scene}使用目的：{request.purpose}。")
    _head(document, "三、使用范围")
    for one in request.tables:
        _table(document, one)
    _head(document, "四、共享方式")
    _para(
        document,
        f"{request.way}。文件请为表格或者文本格式，首行为列名，注明数据截至日期、覆盖的地区和期间。",
    )
    _head(document, "五、使用时限")
    until = (
        f"{request.until.year}年{request.until.month}月{request.until.day}日"
        if request.until is not None
        else "　　　　年　　月　　日"
    )
    _para(
        document, f"自收到数据之日起至{until}止。到期按你单位的要求处置，并将处置记录函告你单位。"
    )
    _head(document, "六、安全保护")
    for sentence in _promises(request):
        _para(document, sentence)
    _para(
        document,
        "请自收到本函之日起十个工作日内（属于无条件共享类的，一个工作日内）作出答复；同意共享的，请自答复之日起二十个工作日内"
        "提供。申请材料不全的，请一次性告知需要补充的材料；不同意共享的，请说明理由。",
    )
    _para(document, "联系人：　　　　　　　　联系电话：")
    _line(document, request.office, _FANG, 16, right=True)
    _line(
        document,
        f"{request.day.year}年{request.day.month}月{request.day.day}日",
        _FANG,
        16,
        right=True,
    )


def _promises(request: DataRequest) -> list[str]:
    said = [
        "我院只申请履行职责所必需的数据项，不扩大使用范围，不用于其他目的，不提供给第三方；确需变更的，另行征得你单位同意"
        "（《政务数据共享条例》第二十五条）。",
        "数据在本院数据架上按合同使用，姓名和号码默认遮盖；每次使用的人员、模型、数据版本、列和结果均有不可改动的记录，"
        "保存不少于三年，你单位可以查阅（《政务数据共享条例》第二十九条）。",
    ]
    if request.sensitive:
        said.append(
            "所申请的数据含有敏感个人信息，我院已进行个人信息保护影响评估"
            "（评估记录编号：　　　　），使用须经签名授权"
            "（《个人信息保护法》第二十八条、第五十五条、第五十六条）。"
        )
    return said


def _table(document: Any, asked: AskedTable) -> None:
    from docx.shared import Cm

    _para(document, f"{asked.table.title.zh}（{asked.table.grain.zh}）。{asked.rows}")
    grid = document.add_table(rows=1, cols=4)
    grid.style = "Table Grid"
    widths = [Cm(1.4), Cm(4.2), Cm(5.6), Cm(4.4)]
    _row(grid.rows[0], ("序号", "数据项", "也常写作", "说明"), widths, bold=True)
    for number, name in enumerate(asked.columns, 1):
        column = asked.table.columns[name]
        notes = [column.type.title.zh]
        if name in asked.table.key:
            notes.append("主键")
        if column.sensitivity == "sensitive_personal":
            notes.append("敏感")
        also = "、".join(column.also[:3])
        _row(grid.add_row(), (str(number), column.title.zh, also, "；".join(notes)), widths)
    repeat = grid.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no name for it
    repeat.append(_element("w:tblHeader", "true"))
    if asked.needs:
        _para(document, f"质量要求：{'；'.join(asked.needs)}。")


def _row(row: Any, cells: Sequence[str], widths: Sequence[Any], *, bold: bool = False) -> None:
    for cell, text, width in zip(row.cells, cells, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = 0
        _run(paragraph, text, _HEI if bold else _FANG, 12, bold=False)


def _page(document: Any) -> None:
    """A4 with the margins of official papers (GB/T 9704-2012, unconfirmed here)."""
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)


def _head(document: Any, text: str) -> None:
    _line(document, text, _HEI, 16, indent=True, keep=True)


def _para(document: Any, text: str) -> None:
    _line(document, text, _FANG, 16, indent=True)


def _line(
    document: Any,
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
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(max(28, size * 1.6))
    form.keep_with_next = keep
    if indent:
        form.first_line_indent = Pt(size * 2)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph, text, face, size, bold=bold, colour=colour)


def _run(
    paragraph: Any, text: str, face: str, size: float, *, bold: bool, colour: str = ""
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face)  # noqa: SLF001 - the same
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def _element(name: str, value: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element
