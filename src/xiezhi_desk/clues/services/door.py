"""One act of a person on clues: one transaction, its counters and its trail written at the end.

Rows of clues are locked first, then matters, kept counters, each in one order, the head of the
trail last: two acts at the same moment then wait for each other and never block each other. Clues
that are only valued anew are skipped where somebody else holds them.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from xiezhi_desk.audit.services import record
from xiezhi_desk.clues.services import counting, crediting, worth
from xiezhi_desk.clues.services.refusing import RECORDED, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.clues.services.counting import Place

__all__ = ["Door", "door"]


@dataclass
class Door:
    """What an act has to write when it ends."""

    by: Person
    now: datetime
    entries: list[dict[str, Any]] = field(default_factory=list)
    places: dict[Place, int] = field(default_factory=dict)
    matters: set[int] = field(default_factory=set)
    decided: dict[tuple[int, str, str], Clue] = field(default_factory=dict)

    def value(self, clue: Clue) -> None:
        """The clue was decided: its model's next clues are valued anew when the act ends."""
        self.decided[clue.office_id, clue.line, clue.model] = clue

    def credit(self, matter: int) -> None:
        """Make the credits of a matter anew when the act ends."""
        self.matters.add(matter)

    def count(self, before: Place | None, after: Place | None) -> None:
        """A clue leaves one kept counter and enters another when the act ends."""
        for place, by in ((before, -1), (after, 1)):
            if place is not None:
                self.places[place] = self.places.get(place, 0) + by

    def tell(
        self,
        action: str,
        thing: str,
        *,
        within: str = "",
        reason: str = "",
        **details: Any,
    ) -> None:
        """Put an entry into the trail when the act ends; numbers and opaque ids only."""
        self.entries.append(
            {
                "action": action,
                "thing": thing,
                "within": within,
                "reason": reason,
                "details": {
                    key: value for key, value in details.items() if value not in (None, "")
                },
            }
        )


_open: ContextVar[Door | None] = ContextVar("door", default=None)


@contextmanager
def door(by: Person, now: datetime) -> Iterator[Door]:
    """Begin an act, or a part of one: a refused part leaves nothing behind, the rest may go on.

    Raises:
        Refused: Passed on after everything is rolled back; the trail keeps that it was asked.
    """
    outer = _open.get()
    if outer is not None:
        mark, places, matters = len(outer.entries), dict(outer.places), set(outer.matters)
        try:
            with transaction.atomic():
                yield outer
        except Exception:
            del outer.entries[mark:]
            outer.places, outer.matters = places, matters
            raise
        return
    act = Door(by, now)
    token = _open.set(act)
    try:
        with transaction.atomic():
            yield act
            crediting.rebuild(act.matters)
            for clue in act.decided.values():
                worth.after_decision(clue, timezone.localdate(now))
            counting.add(act.places)
            for entry in act.entries:
                record(by=by, now=now, **entry)
    except Refused as refused:
        if refused.kind in RECORDED:
            record(
                by=by,
                now=now,
                action=f"clue.refused.{refused.kind}",
                thing=f"clue:{refused.where}",
                details={"asked": refused.asked} if refused.asked else {},
            )
        raise
    finally:
        _open.reset(token)
