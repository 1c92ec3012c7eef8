"""The dossier of a clue and the bulletin of a special action, as Word files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.shelf.official_paper import FANG, OfficialPaper
from xiezhi_desk.library.letters.marking import Mark, mark_paper
from xiezhi_desk.library.problems import door

if TYPE_CHECKING:
    from datetime import date

    from xiezhi.report import content
    from xiezhi_desk.library.showing import Shown

__all__ = ["Bulletin", "Grid", "Section", "bulletin", "dossier"]

_GRADES = {"certain": "确定", "suspicious": "可疑", "indicative": "参考"}
_MOST_ROWS = 40
_FEW = 3
"""More searches than these stand in a table: twenty paragraphs fill four pages."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; widths in centimetres, 15.6 in all."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What the desk adds: steps, tasks, notes, decisions.

    Attributes:
        lines: Paragraphs.
    """

    title: str
    lines: tuple[str, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The one-page bulletin of a special action.

    Attributes:
        number: Its number, as 第3期; empty leaves it out.
        sections: Goal, progress, what was founded, next; figures with their base.
    """

    title: str
    office: str
    day: date
    sections: tuple[Section, ...]
    number: str = ""
    basis: str = ""


def dossier(
    shown: Shown, number: str, office: str, sections: tuple[Section, ...], mark: Mark
) -> bytes:
    """All that is known of a clue, covered or open as ``shown`` is.

    Args:
        shown: The clue.
        number: The desk's number of it.
        office: Whose it is.
        sections: What the desk adds, behind the evidence.
        mark: Who takes it out.

    Returns:
        A Word file.
    """
    with door():
        paper, clue = OfficialPaper(), shown.clue
        paper.letterhead(office)
        paper.title("法律监督线索卷")
        paper.number(f"线索编号 {number}{'' if shown.masked else '　（未脱敏）'}")
        paper.pairs(_facts(shown))
        paper.head("一、疑点")
        paper.para(f"{clue.title.zh}。")
        for one in clue.compared:
            paper.para(f"{one.title.zh}：文书载明 {one.printed.zh}，推算 {one.computed.zh}。")
        _reasons(paper, clue)
        _evidence(paper, clue)
        _law(paper, clue)
        _open_points(paper, clue)
        for place, section in enumerate(sections, 6):
            _section(paper, section, _ORDINALS[place] if place < len(_ORDINALS) else "")
        mark_paper(paper, mark)
        return paper.bytes()


def bulletin(told: Bulletin, mark: Mark) -> bytes:
    """A special action on one page: what was set, what was done, by office in their own order.

    Returns:
        A Word file.
    """
    with door():
        paper = OfficialPaper(close=True)
        paper.letterhead(told.office)
        paper.title(told.title)
        day = f"{told.day.year}年{told.day.month}月{told.day.day}日"
        paper.number("　".join(filter(None, [told.number, day])))
        if told.basis:
            paper.para(f"依据：{told.basis}。")
        for place, section in enumerate(told.sections, 1):
            _section(paper, section, _ORDINALS[place] if place < len(_ORDINALS) else "")
        mark_paper(paper, mark)
        return paper.bytes()


_ORDINALS = ("", *"一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五")


def _facts(shown: Shown) -> list[tuple[str, str]]:
    clue = shown.clue
    said = (
        ("被监督单位", clue.organ),
        ("监督事项", shown.act),
        ("案号", clue.case_number),
        ("涉及对象", clue.affected),
        ("行为日期", clue.occurred),
        ("金额", clue.amount.zh),
        ("可以处理至", clue.expires),
        ("确信程度", _GRADES.get(clue.grade, clue.grade)),
    )
    return [(name, value) for name, value in said if value]


def _reasons(paper: OfficialPaper, clue: content.Clue) -> None:
    paper.head("二、认定理由")
    for reason in clue.reasons:
        if not reason.decides:
            continue
        values = "，".join(f"{title.zh} {value.zh}" for title, value in reason.values)
        paper.para(f"{reason.title.zh}{f'（{values}）' if values else ''}。")
    if len(clue.searched) <= _FEW:
        for searched in clue.searched:
            paper.para(f"查无记录：{searched.zh}。")
        return
    rows = [(str(number), one.zh) for number, one in enumerate(clue.searched[:_MOST_ROWS], 1)]
    paper.para(f"下列 {len(clue.searched)} 项查无记录：")
    paper.table(("序号", "查无记录的检索"), rows, (1.6, 14.0))
    if left := len(clue.searched) - len(rows):
        paper.small(f"另有 {left} 项，见卷宗包。")


def _evidence(paper: OfficialPaper, clue: content.Clue) -> None:
    paper.head("三、证据")
    for passage in clue.passages:
        if not passage.telling:
            continue
        text = "".join(
            f"【{piece.text}】" if piece.mark is not None else piece.text
            for piece in passage.pieces
        )
        place = f"文书 {passage.doc_id} 第 {passage.start + 1} 至 {passage.end} 字"
        paper.para(f"{place}：“{text.strip()}”")
    for one in clue.evidence:
        source = f"；{one.source.zh}" if one.source.zh else ""
        paper.line(f"{one.title.zh}（{one.version.zh}{source}）", FANG, 14, indent=True, keep=True)
        used = [
            place
            for place in range(len(one.columns))
            if any(cells[place].zh not in ("", "—") for _, _, cells in one.rows)
        ]
        rows = []
        for row, _, cells in one.rows[:_MOST_ROWS]:
            told = "；".join(
                f"{one.columns[place].zh} {cells[place].zh}"
                for place in used
                if cells[place].zh not in ("", "—")
            )
            rows.append((row.zh, told))
        paper.table(("来源", "内容"), rows, (4.6, 11.0))
        left = len(one.rows) - len(rows) + one.more
        if left > 0:
            paper.small(f"另有 {left} 行，见卷宗包。")


def _law(paper: OfficialPaper, clue: content.Clue) -> None:
    paper.head("四、依据和监督方式")
    for law in clue.law:
        sure = "" if law.confirmed else "（条文未经核对）"
        paper.para(f"{law.cite}{sure}：{law.text}" if law.text else f"{law.cite}{sure}。")
    for remedy in clue.remedy:
        note = f"（{remedy.note.zh}）" if remedy.note is not None else ""
        paper.para(f"{remedy.title.zh}{note}。")


def _open_points(paper: OfficialPaper, clue: content.Clue) -> None:
    paper.head("五、须核查的事项")
    for ask in clue.checklist:
        paper.para(f"□ {ask.ask.zh}")
    for title in clue.unchecked:
        paper.para(f"数据不能说明：{title.zh}。")


def _section(paper: OfficialPaper, section: Section, ordinal: str) -> None:
    paper.head(f"{ordinal}、{section.title}" if ordinal else section.title)
    for line in section.lines:
        paper.para(line)
    if section.grid is not None:
        paper.table(section.grid.headings, section.grid.rows, section.grid.widths)
