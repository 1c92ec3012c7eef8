"""The letter by which an office asks for data: one page per provider, as official papers look.

It says what 政务数据共享条例 20 asks for: legal basis, scene, scope (only the columns that the
model needs), way and term of use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.shelf.official_paper import OfficialPaper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from xiezhi.rulebook.tables import Table

__all__ = ["AskedTable", "DataRequest", "write_letters"]


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
    paper = OfficialPaper()
    for number, request in enumerate(requests):
        if number:
            paper.page_break()
        _letter(paper, request)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(paper.bytes())


def _letter(paper: OfficialPaper, request: DataRequest) -> None:
    paper.letterhead(request.office)
    paper.title("数据共享申请函")
    paper.number(f"　　检数申〔{request.day.year}〕　　号")
    paper.to(request.provider)
    titles = "、".join(f"“{one.table.title.zh}”" for one in request.tables)
    paper.para(
        f"我院因履行法律监督职责需要，参照《政务数据共享条例》第二十条、第四十三条的规定，向你单位申请共享{titles}数据，"
        "具体如下。",
    )
    paper.head("一、使用依据")
    for title, text in request.basis:
        paper.para(
            f"{title}。" + (f"“{text}”" if text else "（条文未经核对，发函前请核对原文。）"),
        )
    paper.head("二、使用场景")
    paper.para(f"{request.scene}使用目的：{request.purpose}。")
    paper.head("三、使用范围")
    for one in request.tables:
        _table(paper, one)
    paper.head("四、共享方式")
    paper.para(
        f"{request.way}。文件请为表格或者文本格式，首行为列名，注明数据截至日期、覆盖的地区和期间。",
    )
    paper.head("五、使用时限")
    until = (
        f"{request.until.year}年{request.until.month}月{request.until.day}日"
        if request.until is not None
        else "　　　　年　　月　　日"
    )
    paper.para(f"自收到数据之日起至{until}止。到期按你单位的要求处置，并将处置记录函告你单位。")
    paper.head("六、安全保护")
    for sentence in _promises(request):
        paper.para(sentence)
    paper.para(
        "请自收到本函之日起十个工作日内（属于无条件共享类的，一个工作日内）作出答复；同意共享的，请自答复之日起二十个工作日内"
        "提供。申请材料不全的，请一次性告知需要补充的材料；不同意共享的，请说明理由。",
    )
    paper.para("联系人：　　　　　　　　联系电话：")
    day = request.day
    paper.signed(request.office, f"{day.year}年{day.month}月{day.day}日")


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


def _table(paper: OfficialPaper, asked: AskedTable) -> None:
    paper.para(f"{asked.table.title.zh}（{asked.table.grain.zh}）。{asked.rows}")
    rows = []
    for number, name in enumerate(asked.columns, 1):
        column = asked.table.columns[name]
        notes = [column.type.title.zh]
        if name in asked.table.key:
            notes.append("主键")
        if column.sensitivity == "sensitive_personal":
            notes.append("敏感")
        rows.append((str(number), column.title.zh, "、".join(column.also[:3]), "；".join(notes)))
    paper.table(("序号", "数据项", "也常写作", "说明"), rows, (1.4, 4.2, 5.6, 4.4))
    if asked.needs:
        paper.para(f"质量要求：{'；'.join(asked.needs)}。")
