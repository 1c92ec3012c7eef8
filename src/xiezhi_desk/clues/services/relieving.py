"""A leaver's open clues: to the successor where every rule lets them, else back for assigning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.access import may_act
from xiezhi_desk.clues.records import Clue, Step
from xiezhi_desk.clues.services.counting import place_of
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.moving import lock
from xiezhi_desk.clues.states import OPEN, State
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["held", "relieve"]


def held(person: Person) -> dict[str, int]:
    """What the person still has to do, for the page that hands it over."""
    found = Clue.objects.filter(assignee=person, state__in=OPEN).count()
    return {t("线索", "clues"): found} if found else {}


def relieve(leaver: Person, successor: Person, by: Person, now: datetime) -> dict[str, int]:
    """Hand every open clue of a leaver over, in one act.

    The successor gets a clue that lies within their line and reach and is free of a declared
    conflict; a clue they may not work on goes back to be assigned. One that waits for its second
    person keeps waiting. The reason of each is a step of the clue.

    Args:
        leaver: Whose clues.
        successor: Who takes over.
        by: The administrator; sees no clue, moves them all.
        now: The moment.

    Returns:
        How many went over and how many back, by word.
    """
    rights = PersonAccess(successor)
    over = back = 0
    with door(by, now) as act:
        for clue in lock(Clue.objects.filter(assignee=leaver, state__in=OPEN)):
            before, state = place_of(clue), clue.state
            fits = bool(may_act(rights, clue, Right.JUDGE_CLUES))
            clue.assignee = successor if fits else None
            if not fits and clue.state in (State.ASSIGNED, State.VERIFYING):
                clue.state = State.NEW
                clue.state_since = now
            clue.revision += 1
            clue.save(update_fields=("assignee", "state", "state_since", "revision"))
            Step.objects.create(
                clue=clue,
                name="relieve",
                from_state=state,
                to_state=clue.state,
                from_office=clue.office,
                to_office=clue.office,
                to_person=clue.assignee,
                by=by,
                at=now,
            )
            act.count(before, place_of(clue))
            act.tell("clue.relieved", f"clue:{clue.number}", to=clue.assignee_id)
            over, back = over + fits, back + (not fits)
    return {
        word: many
        for word, many in (
            (t("线索", "clues"), over),
            (t("线索退回待分派", "clues back for assigning"), back),
        )
        if many
    }
