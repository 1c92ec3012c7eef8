"""The states of a clue and who may move it from one to another: a table, no code.

The rights are the least a person needs; where the clue lies (office, line, restriction, conflict of
interest) is asked in ``services.moving``, the one door that reads this table.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from django.db import models

from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import lazy

__all__ = [
    "FINAL",
    "MOVES",
    "OPEN",
    "TRANSITIONS",
    "Move",
    "Presence",
    "State",
    "Way",
    "moves_from",
]


class State(models.TextChoices):
    """Where a clue stands."""

    NEW = "new", lazy("待分派", "new")
    ASSIGNED = "assigned", lazy("已分派", "assigned")
    VERIFYING = "verifying", lazy("核查中", "verifying")
    PROPOSED = "proposed", lazy("待复核", "awaiting confirmation")
    FOUNDED = "founded", lazy("属实", "founded")
    UNFOUNDED = "unfounded", lazy("不属实", "unfounded")
    UNDECIDABLE = "undecidable", lazy("无法查清", "undecidable")
    TRANSFERRED = "transferred", lazy("已移送", "transferred")


class Presence(models.TextChoices):
    """Whether the last run of the model still raises the clue."""

    CURRENT = "current", lazy("本次仍有", "seen again")
    CHANGED = "changed", lazy("证据有变化", "evidence changed")
    GONE = "gone", lazy("本次未再出现", "gone")


OPEN = (State.NEW, State.ASSIGNED, State.VERIFYING, State.PROPOSED)
"""Still somebody's work."""

FINAL = (State.FOUNDED, State.UNFOUNDED, State.UNDECIDABLE, State.TRANSFERRED)
"""Decided, until reopened."""

JUDGED = (State.FOUNDED, State.UNFOUNDED, State.UNDECIDABLE)
"""Read and judged on the merits: what precision counts."""


class Way(StrEnum):
    """Where a move takes the clue, seen from the office where it lies."""

    STAYS = "stays"
    DOWN = "down"
    """To an office directly or indirectly below."""
    UP = "up"
    """To the office directly above."""
    PULLED = "pulled"
    """To the mover's own office, which stands above."""
    ACROSS = "across"
    """To another office of the same level; never back to one that sent it."""


class Move(NamedTuple):
    """One row of the table.

    Attributes:
        name: The move's word in addresses and in the trail.
        from_: States it may leave.
        to: The state it enters.
        right: What the person needs.
        reason: Whether a reason must be given.
        second: Whether it must be another person than the one who proposed.
        own: Whether only the person the clue is assigned to may make it.
        also: A second right the person needs.
        way: Whether and where it takes the clue to another office.
    """

    name: str
    from_: tuple[State, ...]
    to: State
    right: Right
    reason: bool = False
    second: bool = False
    own: bool = False
    also: Right | None = None
    way: Way = Way.STAYS


_WORK = (State.ASSIGNED, State.VERIFYING)
_MOVABLE = (State.NEW, State.ASSIGNED, State.VERIFYING)
_JUDGE, _CONFIRM = Right.JUDGE_CLUES, Right.CONFIRM

TRANSITIONS = (
    Move("assign", _MOVABLE, State.ASSIGNED, Right.ASSIGN),
    Move("take", (State.NEW, State.ASSIGNED), State.ASSIGNED, _JUDGE),
    Move("give_back", _WORK, State.NEW, _JUDGE, reason=True, own=True),
    Move("verify", (State.ASSIGNED,), State.VERIFYING, _JUDGE, own=True),
    Move("propose_founded", _WORK, State.PROPOSED, _JUDGE, reason=True, own=True),
    Move("propose_unfounded", _WORK, State.PROPOSED, _JUDGE, reason=True, own=True),
    Move("propose_undecidable", _WORK, State.PROPOSED, _JUDGE, reason=True, own=True),
    Move("confirm", (State.PROPOSED,), State.FOUNDED, _CONFIRM, second=True),
    Move("confirm_unfounded", (State.PROPOSED,), State.UNFOUNDED, _CONFIRM, second=True),
    Move("confirm_undecidable", (State.PROPOSED,), State.UNDECIDABLE, _CONFIRM, second=True),
    Move("refuse", (State.PROPOSED,), State.VERIFYING, _CONFIRM, reason=True, second=True),
    Move("withdraw", (State.PROPOSED,), State.VERIFYING, _JUDGE, own=True),
    # An assistant proposes; a prosecutor alone may close a clue without a second person.
    Move("unfounded", _WORK, State.UNFOUNDED, _JUDGE, reason=True, own=True, also=_CONFIRM),
    Move("undecidable", _WORK, State.UNDECIDABLE, _JUDGE, reason=True, own=True, also=_CONFIRM),
    Move("transfer", _MOVABLE, State.TRANSFERRED, Right.ASSIGN, reason=True),
    Move("reopen", FINAL, State.ASSIGNED, _CONFIRM, reason=True),
    # 交办, 提请提办, 领办, 移送: the clue is new at the office it comes to.
    Move("hand_down", _MOVABLE, State.NEW, Right.ASSIGN, way=Way.DOWN),
    Move("raise", _MOVABLE, State.NEW, Right.ASSIGN, reason=True, way=Way.UP),
    Move("take_over", _MOVABLE, State.NEW, Right.ASSIGN, reason=True, way=Way.PULLED),
    Move("send_across", _MOVABLE, State.NEW, Right.ASSIGN, reason=True, way=Way.ACROSS),
)
"""Every change of state there is."""

MOVES = {move.name: move for move in TRANSITIONS}


def moves_from(state: str) -> tuple[Move, ...]:
    """The moves that may leave a state."""
    return tuple(move for move in TRANSITIONS if state in move.from_)
