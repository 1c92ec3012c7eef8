"""Letters that ask an organ to verify: of one clue, and of a batch with its annex."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.report.letter import ALWAYS, blanks, write_letter
from xiezhi.rulebook.law import CitationError, Law
from xiezhi.shelf.official_paper import FANG, OfficialPaper
from xiezhi_desk.library.letters.marking import Mark, mark_paper
from xiezhi_desk.library.models.catalogue import find, letter
from xiezhi_desk.library.problems import door

if TYPE_CHECKING:
    from datetime import date

    from xiezhi.report import content
    from xiezhi_desk.library.models.catalogue import ModelEntry
    from xiezhi_desk.library.showing import Shown

__all__ = ["Sender", "batch_letter", "verification_letter"]

_BLANK_DAY = "　　　　年　　月　　日"
_PLACE = re.compile(r"^(.+?)第(\d+)条")
_ORDER = re.compile(r"^\d+[.．]\s*")
_NO_CONCLUSION = (
    "以上仅为数据比对发现的疑点，不是对案件、单位和人员的结论；已经办理的，请一并说明。"
)
_BASIS = "依照《中华人民共和国人民检察院组织法》第二十一条，"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a letter.

    Attributes:
        number: Its number in the business system; empty leaves a blank.
        due: Until when an answer is asked for; None leaves a blank.
    """

    office: str
    day: date | None = None
    number: str = ""
    due: date | None = None
    contact: str = ""
    phone: str = ""


def verification_letter(shown: Shown, sender: Sender, mark: Mark) -> bytes:
    """The letter on one clue: the model's own wording where it has one.

    Args:
        shown: The clue, covered or open; the letter covers what it covers.
        sender: Who sends it.
        mark: Who takes it out.

    Returns:
        A Word file.
    """
    with door():
        paper = OfficialPaper()
        model = find(shown.clue.model)
        own = letter(model.id) if model is not None and model.letter else ""
        if not blanks(own) <= {*ALWAYS, *shown.clue.values}:
            own = ""  # written for another version of the model: its columns are not this clue's
        paper.letterhead(sender.office)
        if own:
            _own_words(paper, write_letter(own, shown.clue), sender)
        else:
            _plain_words(paper, shown, model, sender)
        mark_paper(paper, mark, goes_out=True)
        return paper.bytes()


def batch_letter(
    model_id: str, organ: str, clues: int, annex: str, sender: Sender, mark: Mark
) -> bytes:
    """The letter on many clues of one model on one organ; the clues stand in the annex.

    Args:
        model_id: The model.
        organ: Whom it is for.
        clues: How many.
        annex: Name of the annex's file.
        sender: Who sends it.
        mark: Who takes it out.

    Returns:
        A Word file.
    """
    with door():
        paper = OfficialPaper()
        model = find(model_id)
        title = model.title.zh if model is not None else model_id
        paper.letterhead(sender.office)
        paper.title("调查核实函")
        paper.number(_number(sender))
        paper.to(organ)
        paper.para(
            f"本院在履行法律监督职责中，经数据比对发现“{title}”疑点 {clues} 条，逐条列于附件。"
        )
        if model is not None:
            paper.para(_law(model))
        paper.para(
            f"{_BASIS}请逐条核实，在附件“核查结论”“依据材料”“处理情况”“备注”各列填写，"
            "并随函退回电子表格和盖章的纸质件。请勿删改“核查编号”一列，也不要增删行。"
        )
        for number, ask in enumerate(_asks(model.checklist if model is not None else ()), 1):
            paper.para(f"{number}．{ask}；")
        paper.para(f"请于{_day(sender.due)}前书面函复。{_NO_CONCLUSION}")
        _end(paper, sender, f"附件：{annex}（{clues} 条）")
        mark_paper(paper, mark, goes_out=True)
        return paper.bytes()


def _own_words(paper: OfficialPaper, text: str, sender: Sender) -> None:
    """A model's letter, line by line, its blanks for number, day, contact and seal filled in."""
    signed = False
    for raw in text.splitlines():
        line = raw.strip(" \t")
        bare = line.strip("　 ")
        if not bare:
            continue
        if line.startswith("# "):
            paper.title(line[2:])
            paper.number(_number(sender))
        elif "〔" in bare and bare.endswith("号"):
            continue  # its place is behind the title, in every letter
        elif bare.endswith("（印）"):
            _end(paper, sender)
            signed = True
        elif signed or bare.startswith("联系人："):
            continue
        elif bare.endswith("：") and line == bare and len(bare) < 40 and not bare.startswith("请"):
            paper.line(bare, FANG, 16)
        else:
            words = line.removeprefix(">").strip()
            if line.startswith(">") and words[-1:] not in "。；！":
                words += "。"
            paper.para(_ORDER.sub(lambda one: one[0].strip(), _dated(words, sender)))
    if not signed:
        _end(paper, sender)


def _plain_words(
    paper: OfficialPaper, shown: Shown, model: ModelEntry | None, sender: Sender
) -> None:
    clue = shown.clue
    paper.title("调查核实函")
    paper.number(_number(sender))
    paper.to(clue.organ or "有关单位")
    about = f"（{clue.case_number}）" if clue.case_number else ""
    paper.para(f"本院在履行法律监督职责中，经数据比对{about}发现：{clue.title.zh}。")
    if model is not None:
        paper.para(_law(model))
    asks = list(_asks(clue.checklist))
    if asks:
        paper.para(f"{_BASIS}请核实并提供下列情况及材料：")
        for number, ask in enumerate(asks, 1):
            paper.para(f"{number}．{ask}；")
    else:
        paper.para(f"{_BASIS}请核实上述情况，并提供有关材料。")
    paper.para(f"请于{_day(sender.due)}前书面函复，并附有关材料复印件。{_NO_CONCLUSION}")
    _end(paper, sender)


def _law(model: ModelEntry) -> str:
    """The articles the duty rests on, the first one's text where it was checked."""
    basis = [one for one in model.law if one.role == "basis"] or list(model.law)
    cites = "、".join(_book(one.cite) for one in basis[:3])
    first = basis[0].text.partition("\n")[0] if basis and basis[0].confirmed else ""
    text = f"其中规定：“{first}”" if 0 < len(first) <= 200 else ""
    return f"有关规定：{cites}。{text}"


def _book(cite: str) -> str:
    """A citation with the law's whole title: what goes out abbreviates nothing."""
    found = _PLACE.match(cite)
    if found is None:
        return cite
    try:
        title = Law.load().cite(f"{found[1]}#{found[2]}").title.strip("《》")
    except CitationError:
        return cite
    inner = title.replace("《", "〈").replace("》", "〉")
    return f"《{inner}》{cite.removeprefix(found[1])}"


def _asks(checklist: tuple[content.Ask, ...]) -> list[str]:
    return [one.ask.zh.rstrip("？?。；") for one in checklist]


def _number(sender: Sender) -> str:
    year = f"{sender.day.year}" if sender.day is not None else "　　　　"
    return sender.number or f"　　检　　核〔{year}〕　　号"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else _BLANK_DAY


def _dated(text: str, sender: Sender) -> str:
    """The blank day of answer filled in."""
    if sender.due is None:
        return text
    return re.sub(r"请于[　 ]*年[　 ]*月[　 ]*日前", f"请于{_day(sender.due)}前", text)


def _end(paper: OfficialPaper, sender: Sender, annex: str = "") -> None:
    """Contact, what is annexed, who signs: in the order of official papers (GB/T 9704)."""
    contact = sender.contact or "　　　　　　"
    paper.para(f"联系人：{contact}　　联系电话：{sender.phone}")
    if annex:
        paper.para(annex)
    paper.signed(sender.office, _day(sender.day))
