"""What the desk says when something cannot be done to a clue: what, where, why, what to do next."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["RECORDED", "Kind", "Refused"]


class Kind(StrEnum):
    """Why it was refused."""

    REACH = "reach"
    RIGHT = "right"
    CONFLICT = "conflict"
    STALE = "stale"
    STATE = "state"
    SECOND = "second"
    REASON = "reason"
    TARGET = "target"
    LAW = "law"


RECORDED = frozenset({Kind.REACH, Kind.RIGHT, Kind.CONFLICT, Kind.SECOND, Kind.LAW})
"""Refusals that go to the trail: what a person was not allowed, not what they mistyped."""


class Refused(Exception):  # noqa: N818  (a refusal is an answer, not a fault of the program)
    """Nothing was changed.

    Attributes:
        kind: Why, for the page that answers.
        what: What was refused.
        where: The clue's or batch's number.
        why: The rule or fact that stands against it.
        cure: What to do next.
        asked: The move's word, for the trail.
    """

    def __init__(
        self, kind: Kind, what: str, *, where: str, why: str, cure: str, asked: str = ""
    ) -> None:
        super().__init__(f"{what} ({where}): {why} {cure}")
        self.kind, self.what, self.where, self.why, self.cure = kind, what, where, why, cure
        self.asked = asked
