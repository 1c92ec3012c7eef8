"""Conflict of interest (回避): declared for a clue or an organ, withdrawn once it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Clue, Conflict, Step
from xiezhi_desk.clues.services.deciding import withdraw
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.moving import lock, move
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.states import OPEN, State
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["declare", "end"]


def declare(
    by: Person, now: datetime, reason: str, *, clue: Clue | None = None, organ: str = ""
) -> Conflict:
    """Declare a conflict of interest; the person's open clues it touches go back at once.

    Args:
        by: Who declares; nobody declares for another.
        now: The moment.
        reason: Why, in words.
        clue: One clue; or
        organ: every clue on an organ.

    Raises:
        Refused: No reason, neither clue nor organ, or declared already.
    """
    with door(by, now) as act:
        number = clue.number if clue else ""
        if not reason.strip() or (clue is None) == (not organ.strip()):
            raise _refused(number, t("请写明回避事由和范围。", "Say why, and of what."))
        known = Conflict.objects.filter(person=by, clue=clue, organ=organ.strip(), ended_at=None)
        if known.exists():
            raise _refused(number, t("已经声明过。", "It was declared already."))
        theirs = Clue.objects.filter(assignee=by, state__in=OPEN)
        touched = theirs.filter(pk=clue.pk) if clue else theirs.filter(organ=organ.strip())
        rights = PersonAccess(by)
        for one in lock(touched):
            if one.state == State.PROPOSED:
                withdraw(one, by, now, reason=t("声明回避", "conflict of interest"))
            move(one, "give_back", by, now, t("声明回避", "conflict of interest"), access=rights)
        conflict = Conflict.objects.create(
            person=by, clue=clue, organ=organ.strip(), reason=reason.strip(), at=now
        )
        if clue:
            Step.objects.create(clue=clue, name="conflict", by=by, at=now)
        act.tell("conflict.declared", f"clue:{number}" if clue else "organ", conflict=conflict.pk)
        return conflict


def end(conflict: Conflict, by: Person, now: datetime) -> None:
    """Withdraw one's own declaration; what was given back stays given back.

    Raises:
        Refused: Another person's, or withdrawn already.
    """
    with door(by, now) as act:
        mine = Conflict.objects.filter(pk=conflict.pk, person=by, ended_at=None)
        if not mine.update(ended_at=now):
            raise _refused(
                "", t("不是您的声明，或者已经撤回。", "Not yours, or withdrawn already.")
            )
        act.tell("conflict.ended", "conflict", conflict=conflict.pk)


def _refused(number: str, why: str) -> Refused:
    return Refused(
        Kind.REASON,
        t("回避声明没有变化。", "Nothing was declared or withdrawn."),
        where=number,
        why=why,
        cure=t("请检查后再提交。", "Check it and send it again."),
        asked="conflict",
    )
