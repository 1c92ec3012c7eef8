"""What a clue's checklist asks, and the reasons a decision may give."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.clues.records import Sighting
from xiezhi_desk.library import models as library
from xiezhi_desk.library.bundles.packing import wording_code
from xiezhi_desk.library.problems import DoorError, Title
from xiezhi_desk.library.setting import setting_of
from xiezhi_desk.runs.store import folder_of
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from xiezhi_desk.clues.records import Clue

__all__ = ["ANSWERS", "CANNOT_TELL", "Question", "questions", "reason_word", "reasons"]

CANNOT_TELL = "unknown"
"""The answer to a question that could not be checked."""
ANSWERS = {
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    CANNOT_TELL: ("无法核实", "cannot tell"),
}


class Question(NamedTuple):
    """One question of a clue's checklist.

    Attributes:
        key: Made from its wording: the same question in a later version keeps its answers' key.
        zh, en: The question.
        kind: ``yes_no``, ``text``, ``date`` or ``number``.
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


def questions(clue: Clue) -> tuple[Question, ...]:
    """The checklist as the bundle that raised the clue asks it, else as the shipped model does."""
    asked = _of_bundle(clue)
    if asked is None:
        model = library.find(clue.model)
        asked = [(one.ask, "yes_no", one.excludes_when) for one in model.checklist] if model else []
    return tuple(
        Question(wording_code(ask.zh), ask.zh, ask.en, kind, excludes or "")
        for ask, kind, excludes in asked
    )


def _of_bundle(clue: Clue) -> list[tuple[Title, str, str | None]] | None:
    """The latest run's own wording; None when its bundle or words are gone."""
    sighting = clue.latest
    if sighting is None or not sighting.said:
        sighting = (
            Sighting.objects.select_related("bundle")
            .filter(clue=clue, kind__in=(Sighting.Kind.NEW, Sighting.Kind.CHANGED))
            .order_by("-at", "-pk")
            .first()
        )
    if sighting is None or not sighting.said:
        return None
    try:
        said = setting_of(folder_of(sighting.bundle.folder)).clue(sighting.said)
    except DoorError:
        return None
    return [(one.ask, one.kind, one.excludes_when) for one in said.checklist]


def reasons(model: str, outcome: str) -> tuple[library.Reason, ...]:
    """The reasons an outcome may give: of the model first, then those of every model."""
    return library.reasons(model, outcome)


def reason_word(model: str, code: str) -> str:
    """A kept reason in the language of the page."""
    title = library.reason_title(model, code)
    return title.zh if chinese() else title.en
