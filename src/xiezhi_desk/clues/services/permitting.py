"""What is asked before anything is done to a clue: reach, conflict of interest, right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.clues.access import has_conflict, may_act, may_open
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.steps import move_word
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.ui.rights import Right

__all__ = ["not_done", "permit"]


def not_done(kind: Kind, clue: Clue, act: str, why: str, cure: str) -> Refused:
    """The refusal of an act (a step's word) on a clue."""
    what = t("未能{act}。", "Not done: {act}.", act=move_word(act))
    return Refused(kind, what, where=clue.number, why=why, cure=cure, asked=act)


def permit(
    access: PersonAccess, clue: Clue, act: str, *rights: Right, despite_conflict: bool = False
) -> None:
    """Whether the person may do an act on a clue that needs all of the rights.

    Raises:
        Refused: Out of reach, a declared conflict of interest, or a right that is missing.
    """
    seen = may_open(access, clue)
    if not seen:
        cure = t("请核对编号。", "Check the number.")
        raise not_done(Kind.REACH, clue, act, seen.reason, cure)
    if has_conflict(access, clue):
        if despite_conflict:
            return
        raise not_done(
            Kind.CONFLICT,
            clue,
            act,
            t(
                "您已对该线索或该机关声明回避。",
                "You declared a conflict of interest with this clue or its organ.",
            ),
            t(
                "请退回线索，由他人办理；情形消除后可撤回声明。",
                "Give the clue back for somebody else; withdraw the declaration once it is over.",
            ),
        )
    for right in rights:
        answer = may_act(access, clue, right)
        if not answer:
            cure = t("请有此职责的人员办理。", "Ask somebody with that duty.")
            raise not_done(Kind.RIGHT, clue, act, answer.reason, cure)
