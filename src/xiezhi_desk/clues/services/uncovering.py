"""Seeing what is masked: with a reason, recorded, for one clue and a short time only."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from xiezhi_desk.clues.access import may_act
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from datetime import datetime
    from typing import Any

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue

__all__ = ["FOR", "LEAST_REASON", "cover", "uncover", "uncovered"]

FOR = timedelta(minutes=30)
"""How long one uncovering lasts."""
LEAST_REASON = 6
"""Characters a reason has at least: a word is no reason."""
_KEPT = "uncovered"


def uncover(
    clue: Clue,
    by: Person,
    now: datetime,
    reason: str,
    *,
    access: PersonAccess,
    session: MutableMapping[str, Any],
) -> None:
    """Let the person see one clue's names and numbers for half an hour, in this session.

    Raises:
        Refused: No right, the clue lies elsewhere, a conflict of interest, or no reason.
    """
    with door(by, now) as act:
        answer = may_act(access, clue, Right.UNCOVER)
        what = t("未能查看完整信息。", "Not uncovered.")
        if not answer:
            cure = t("请有此职责的承办人员查看。", "Ask those who handle the clue.")
            raise Refused(
                Kind.RIGHT, what, where=clue.number, why=answer.reason, cure=cure, asked="uncover"
            )
        if len(reason.strip()) < LEAST_REASON:
            why = t("没有写明查看的理由。", "No reason was given.")
            cure = t(
                "请写明为办理什么事项、需要核对哪些信息。",
                "Say for which step you need which data.",
            )
            raise Refused(Kind.REASON, what, where=clue.number, why=why, cure=cure)
        act.tell("clue.uncovered", f"clue:{clue.number}", reason=reason.strip())
    until = int((now + FOR).timestamp())
    session[_KEPT] = {**session.get(_KEPT, {}), clue.number: until}


def uncovered(clue: Clue, now: datetime, session: MutableMapping[str, Any]) -> bool:
    """Whether the person uncovered this clue in this session, not too long ago."""
    return bool(session.get(_KEPT, {}).get(clue.number, 0) > now.timestamp())


def cover(clue: Clue, session: MutableMapping[str, Any]) -> None:
    """Mask the clue again."""
    session[_KEPT] = {
        number: until for number, until in session.get(_KEPT, {}).items() if number != clue.number
    }
