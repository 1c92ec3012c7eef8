"""Why a clue of a model is decided as it is: the model's own reasons, then those of any clue.

A reason's code is kept with the decision. Codes of questions and unchecked points come from their
wording, so that a new version of a model that asks the same keeps the same code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from xiezhi_desk.library.bundles.packing import wording_code
from xiezhi_desk.library.models.catalogue import find
from xiezhi_desk.library.problems import Title

__all__ = ["Reason", "reason_title", "reasons"]

UNFOUNDED, UNDECIDABLE = "unfounded", "undecidable"
FOUNDED, TRANSFERRED = "founded", "transferred"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to choose from.

    Attributes:
        code: At most 80 signs; kept with the decision.
        outcomes: ``founded``, ``unfounded``, ``undecidable``, ``transferred``: where it may stand.
        source: ``exclusion``, ``checklist``, ``unchecked`` (the model's) or ``general``.
        suggests: Whether it shows a gap of the model: many of them suggest an exclusion.
    """

    code: str
    title: Title
    outcomes: tuple[str, ...]
    source: str
    suggests: bool = False

    @property
    def zh(self) -> str:
        """In Chinese."""
        return self.title.zh

    @property
    def en(self) -> str:
        """In English."""
        return self.title.en


def _general(code: str, zh: str, en: str, *outcomes: str, suggests: bool = False) -> Reason:
    return Reason(code, Title(zh, en), outcomes, "general", suggests)


_GENERAL = (
    _general("file", "案卷材料证实", "proved by the file", FOUNDED),
    _general("admitted", "被监督单位复函确认", "confirmed by the organ's answer", FOUNDED),
    _general("data", "其他数据印证", "borne out by other data", FOUNDED),
    _general("inquiry", "调查核实证实", "proved by inquiry", FOUNDED),
    _general("data-error", "来源数据有误", "the source data are wrong", UNFOUNDED),
    _general("misread", "文书读取有误", "the document was misread", UNFOUNDED, suggests=True),
    _general("other-person", "同名或者张冠李戴", "another person or unit was meant", UNFOUNDED),
    _general(
        "lawful", "经核实符合规定", "verified: it complies with the law", UNFOUNDED, suggests=True
    ),
    _general(
        "handled", "监督前已经自行纠正或者处理", "put right before supervision began", UNFOUNDED
    ),
    _general("duplicate", "与其他线索重复", "the same as another clue", UNFOUNDED),
    _general("trifling", "情节轻微，没有监督必要", "too slight to supervise", UNFOUNDED),
    _general(
        "late", "已过期限，不能再处理", "past the time in which something can be done",
        UNFOUNDED, UNDECIDABLE,
    ),
    _general("no-material", "无法取得所需材料", "the material cannot be had", UNDECIDABLE),
    _general("no-answer", "被监督单位未答复", "the organ does not answer", UNDECIDABLE),
    _general("lost", "档案缺失或者年代久远", "records are lost or too old", UNDECIDABLE),
    _general("contradicts", "证据相互矛盾", "the evidence contradicts itself", UNDECIDABLE),
    _general("not-ours", "不属于本院管辖", "outside this office's jurisdiction", TRANSFERRED),
    _general("crime", "涉嫌犯罪或者违纪，移送有关机关", "suspected crime or breach of discipline",
             TRANSFERRED),
    _general("other-line", "属于其他业务条线", "of another line of supervision", TRANSFERRED),
    _general(
        "other", "其他（须写明）", "another (to be written out)",
        FOUNDED, UNFOUNDED, UNDECIDABLE, TRANSFERRED, suggests=True,
    ),
)  # fmt: skip


def reasons(model_id: str, outcome: str = "") -> tuple[Reason, ...]:
    """Reasons for a clue of a model: its own first.

    Args:
        model_id: The model; one that is not shipped has the general reasons alone.
        outcome: Only reasons for this outcome; empty for all.
    """
    found = _all(model_id)
    return tuple(one for one in found if not outcome or outcome in one.outcomes)


def reason_title(model_id: str, code: str) -> Title:
    """A kept code in words; of a model that no longer says it, the code itself."""
    return next((one.title for one in _all(model_id) if one.code == code), Title(code, code))


@lru_cache(maxsize=256)
def _all(model_id: str) -> tuple[Reason, ...]:
    model = find(model_id)
    if model is None:
        return _GENERAL
    excluded = [
        Reason(f"exclude:{one.id}", one.title, (UNFOUNDED,), "exclusion", suggests=True)
        for one in model.exclusions
    ]
    asked = [
        Reason(f"ask:{wording_code(one.ask.zh)}", _cleared(one.ask, one.excludes_when),
               (UNFOUNDED,), "checklist", suggests=True)
        for one in model.checklist
        if one.excludes_when
    ]  # fmt: skip
    open_ = [
        Reason(f"open:{wording_code(one.zh)}", one, (UNFOUNDED, UNDECIDABLE), "unchecked")
        for one in model.unchecked
    ]
    return (*excluded, *asked, *open_, *_GENERAL)


_ANSWERS = {"yes": Title("是", "yes"), "no": Title("否", "no")}


def _cleared(ask: Title, answer: str) -> Title:
    said = _ANSWERS.get(answer, Title(answer, answer))
    return Title(f"{ask.zh.rstrip('？?')}：{said.zh}", f"{ask.en} {said.en}")
