"""What a clue's checklist asks, and the reasons a decision may give."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from xiezhi_desk.clues.records import Clue

__all__ = ["CANNOT_TELL", "Question", "Reason", "questions", "reasons"]

CANNOT_TELL = "unknown"
"""The answer to a question that could not be checked."""


class Question(NamedTuple):
    """One question of a model's checklist.

    Attributes:
        key: Its place, ``q1`` …, under which the answer is kept.
        zh, en: The question.
        kind: ``yes_no`` or ``text``.
        excludes_when: The answer that clears the clue; empty when none does.
    """

    key: str
    zh: str
    en: str
    kind: str
    excludes_when: str = ""

    @property
    def text(self) -> str:
        """The question in the language of the page."""
        return t(self.zh, self.en)


class Reason(NamedTuple):
    """A reason of the list; kept by its ``key`` so that the like can be counted."""

    key: str
    zh: str
    en: str

    @property
    def text(self) -> str:
        """The reason in the language of the page."""
        return t(self.zh, self.en)


FOUNDED = (
    Reason("confirmed_by_file", "案卷、文书证实", "the file bears it out"),
    Reason("confirmed_by_organ", "被监督机关承认", "the organ admits it"),
    Reason("confirmed_by_data", "其他数据印证", "other data bear it out"),
)
UNDECIDABLE = (
    Reason("material_gone", "材料已灭失或者超过保管期限", "the material is gone"),
    Reason("no_answer", "经催办仍未取得答复或者材料", "no answer after urging"),
    Reason("out_of_reach", "依法无权调取所需材料", "the material may not be asked for"),
    Reason("contradictory", "证据相互矛盾且无法排除", "the evidence contradicts itself"),
)
UNFOUNDED = (
    Reason("data_error", "数据错误", "the data are wrong"),
    Reason("same_name", "同名同号误并", "two persons were taken for one"),
    Reason("lawful", "依法有据，行为合法", "the act was lawful"),
    Reason("already_corrected", "此前已自行纠正", "already corrected"),
    Reason("other", "其他（请在说明中写明）", "other (say what in the explanation)"),
)


def questions(clue: Clue) -> tuple[Question, ...]:
    """The checklist of the clue's model, as the version that raised it asks it."""
    return ()


def reasons(clue: Clue, outcome: str) -> tuple[Reason, ...]:
    """The reasons an outcome may give for a clue: of its model first, then those of every model."""
    if outcome == State.FOUNDED:
        return FOUNDED
    if outcome == State.UNDECIDABLE:
        return UNDECIDABLE
    return UNFOUNDED
