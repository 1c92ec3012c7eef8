"""The states of a clue and who may move it from one to another: a table, no code.

The duties are the least a person needs; where the clue lies (office, line, restriction, conflict of
interest) is asked in ``access``.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import models

from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import lazy

__all__ = ["OPEN", "TRANSITIONS", "Move", "Presence", "State", "moves_from"]


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


class Move(NamedTuple):
    """One row of the table.

    Attributes:
        name: The move's word in addresses and in the trail.
        from_: States it may leave.
        to: The state it enters.
        right: What the person needs.
        reason: Whether a reason must be given.
        second: Whether it must be another person than the one who made the last move.
    """

    name: str
    from_: tuple[State, ...]
    to: State
    right: Right
    reason: bool = False
    second: bool = False


TRANSITIONS = (
    Move("assign", (State.NEW, State.ASSIGNED, State.VERIFYING), State.ASSIGNED, Right.ASSIGN),
    Move("take", (State.NEW, State.ASSIGNED), State.ASSIGNED, Right.JUDGE_CLUES),
    Move("give_back", (State.ASSIGNED, State.VERIFYING), State.NEW, Right.JUDGE_CLUES, reason=True),
    Move("verify", (State.ASSIGNED,), State.VERIFYING, Right.JUDGE_CLUES),
    Move(
        "propose_founded",
        (State.ASSIGNED, State.VERIFYING),
        State.PROPOSED,
        Right.JUDGE_CLUES,
        reason=True,
    ),
    Move("confirm", (State.PROPOSED,), State.FOUNDED, Right.CONFIRM, second=True),
    Move("refuse", (State.PROPOSED,), State.VERIFYING, Right.CONFIRM, reason=True, second=True),
    Move("withdraw", (State.PROPOSED,), State.VERIFYING, Right.JUDGE_CLUES),
    Move(
        "unfounded",
        (State.ASSIGNED, State.VERIFYING),
        State.UNFOUNDED,
        Right.JUDGE_CLUES,
        reason=True,
    ),
    Move(
        "undecidable",
        (State.ASSIGNED, State.VERIFYING),
        State.UNDECIDABLE,
        Right.JUDGE_CLUES,
        reason=True,
    ),
    Move(
        "transfer",
        (State.NEW, State.ASSIGNED, State.VERIFYING),
        State.TRANSFERRED,
        Right.ASSIGN,
        reason=True,
    ),
    Move(
        "reopen",
        (State.FOUNDED, State.UNFOUNDED, State.UNDECIDABLE, State.TRANSFERRED),
        State.ASSIGNED,
        Right.CONFIRM,
        reason=True,
    ),
)
"""Every change of state there is. Handing down, raising, taking over and urging move a clue between
offices and leave it ``new`` there; they are steps too (``clues.records.Step``)."""


def moves_from(state: str) -> tuple[Move, ...]:
    """The moves that may leave a state."""
    return tuple(move for move in TRANSITIONS if state in move.from_)
