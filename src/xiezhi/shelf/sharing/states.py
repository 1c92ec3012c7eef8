"""The states of an application for a table, and who may move it from one to another.

政务数据共享条例 20–22, 25 and 27, which procuratorates follow by reference (article 43).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["ACTIONS", "TRANSITIONS", "Action", "Actor", "State", "Transition", "next_state"]

State = Literal[
    "requested", "incomplete", "approved", "granted", "suspended", "refused", "revoked", "withdrawn"
]
Actor = Literal["applicant", "provider"]
Action = Literal[
    "supplement", "complete", "extend", "approve", "refuse", "grant", "suspend", "resume",
    "revoke", "withdraw",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Transition:
    """One way out of a state.

    Attributes:
        to: The state it leads to.
        actor: Whose act it is.
        needs: ``reason`` when one must be given.
        law: What it rests on.
    """

    to: State
    actor: Actor
    needs: Literal["reason", ""]
    law: str


_ASK = "政务数据共享条例#20"
_ANSWER = "政务数据共享条例#21"
_SUPPLY = "政务数据共享条例#22"
_DISPOSE = "政务数据共享条例#27"

TRANSITIONS: dict[tuple[State, Action], Transition] = {
    ("requested", "supplement"): Transition("incomplete", "provider", "reason", _ANSWER),
    ("incomplete", "complete"): Transition("requested", "applicant", "", _ASK),
    ("requested", "extend"): Transition("requested", "provider", "reason", _ANSWER),
    ("requested", "approve"): Transition("approved", "provider", "", _ANSWER),
    ("requested", "refuse"): Transition("refused", "provider", "reason", _ANSWER),
    ("requested", "withdraw"): Transition("withdrawn", "applicant", "", _ASK),
    ("incomplete", "withdraw"): Transition("withdrawn", "applicant", "", _ASK),
    ("approved", "grant"): Transition("granted", "provider", "", _SUPPLY),
    ("approved", "revoke"): Transition("revoked", "provider", "reason", _DISPOSE),
    ("granted", "suspend"): Transition("suspended", "provider", "reason", _DISPOSE),
    ("suspended", "resume"): Transition("granted", "provider", "", _DISPOSE),
    ("granted", "revoke"): Transition("revoked", "provider", "reason", _DISPOSE),
    ("suspended", "revoke"): Transition("revoked", "provider", "reason", _DISPOSE),
    ("granted", "withdraw"): Transition("withdrawn", "applicant", "", _DISPOSE),
}
"""Every way there is; whatever is not here is refused."""

ACTIONS: tuple[Action, ...] = tuple(dict.fromkeys(action for _, action in TRANSITIONS))


def next_state(state: State, action: Action) -> Transition | None:
    """The way out of a state by an action; None when there is none."""
    return TRANSITIONS.get((state, action))
