"""The dossier of a clue: what the bundle says, and what was done since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.clues.selectors.covering import cover_of
from xiezhi_desk.clues.selectors.judged import judged
from xiezhi_desk.clues.selectors.page import evidence_of, shown_clue
from xiezhi_desk.clues.selectors.reasons import ANSWERS, questions, reason_word
from xiezhi_desk.clues.states import State
from xiezhi_desk.clues.steps import move_word
from xiezhi_desk.library.letters import Section, dossier
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.library.problems import refused as not_there
from xiezhi_desk.ui.figures import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Clue, Decision
    from xiezhi_desk.clues.selectors.judged import Judged
    from xiezhi_desk.library.letters import Mark

__all__ = ["dossier_of"]


def dossier_of(clue: Clue, access: PersonAccess, mark: Mark, *, masked: bool) -> bytes:
    """A Word file with everything of a clue that this person may read.

    Args:
        clue: The clue; its ``latest`` and bundle are loaded.
        access: Who reads it: what is hidden from a blind reader stays out.
        mark: Who takes it out.
        masked: Whether names and numbers are covered, in what people wrote as well.

    Raises:
        DoorError: Its data were disposed of, or the bundle is not in the store.
    """
    evidence = evidence_of(clue)
    told = shown_clue(evidence, masked=masked) if evidence else None
    if evidence is None or told is None:
        raise _nothing(clue)
    cover = cover_of(clue, bare=not masked, evidence=evidence, told=told if masked else None)
    found = judged(access, clue)
    sections = tuple(_sections(clue, found, cover))
    return dossier(told, clue.number, clue.office.name, sections, mark)


def _sections(clue: Clue, found: Judged, cover: Callable[[str], str]) -> Iterator[Section]:
    if found.decision is not None:
        yield _decision(clue, found.decision, cover)
    if found.tasks:
        yield Section(
            "核查情况",
            tuple(
                cover(
                    f"{task.get_way_display()}，{task.whom}：{task.what}"
                    + (f"（{task.returned_on} 回复：{task.answer}）" if task.returned_on else "")
                )
                for task in found.tasks
                if task.withdrawn_at is None
            ),
        )
    if found.steps:
        yield Section(
            "办理记录",
            tuple(
                cover(
                    f"{moment(one.at)} {move_word(one.name)}，{one.by or '系统'}"
                    + (f"：{one.reason}" if one.reason else "")
                )
                for one in found.steps
            ),
        )
    notes = clue.notes.filter(withdrawn_at=None).select_related("by").order_by("at")
    if notes:
        said = tuple(cover(f"{moment(one.at)} {one.by}：{one.text}") for one in notes)
        yield Section("批注", said)
    files = clue.attachments.filter(withdrawn_at=None).order_by("at")
    if files:
        lines = tuple(
            f"{cover(one.name)}，取自{cover(one.obtained_where)}，{one.obtained_on}，"
            f"SHA-256 {one.sha256}"
            for one in files
        )
        yield Section("附件目录", lines)


def _decision(clue: Clue, decision: Decision, cover: Callable[[str], str]) -> Section:
    asked = {one.key: one.zh for one in questions(clue)} if decision.answers else {}
    lines = [
        f"{State(decision.outcome).label}：{reason_word(clue.model, decision.why)}。",
        cover(decision.text),
        f"提出：{decision.by}，{moment(decision.at)}",
    ]
    if decision.confirmed_by and decision.confirmed_at:
        lines.append(f"复核：{decision.confirmed_by}，{moment(decision.confirmed_at)}")
    lines += [
        f"{asked[key]} —— {ANSWERS[said][0] if said in ANSWERS else cover(said)}"
        for key, said in decision.answers.items()
        if key in asked
    ]
    return Section("结论", tuple(line for line in lines if line))


def _nothing(clue: Clue) -> DoorError:
    return not_there(
        "clue-without-evidence",
        (
            "该线索的证据已处置或者未保留，不能制作卷宗。",
            "The clue's evidence was disposed of; there is no dossier.",
        ),
        (
            "可以导出清单，或者查看办理记录。",
            "A list can be taken out, and the history read on its page.",
        ),
        where=clue.number,
    )
