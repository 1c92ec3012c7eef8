"""Who could take a clue, and how much each has in hand: a suggestion, never an assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from xiezhi_desk.accounts.selectors import with_right
from xiezhi_desk.clues.records import Clue, Conflict
from xiezhi_desk.clues.states import State
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from datetime import date

    from xiezhi_desk.accounts.records import Office, Person

__all__ = ["IN_HAND", "Load", "loads"]

IN_HAND = (State.ASSIGNED, State.VERIFYING)
"""States in which a clue takes its assignee's time; a proposal waits for somebody else."""


class Load(NamedTuple):
    """How much a person has in hand.

    Attributes:
        person: Who.
        open: Clues assigned or being verified.
        capacity: What they can check a week, as they said.
        conflict: Whether they declared a conflict of interest here.
    """

    person: Person
    open: int
    capacity: int
    conflict: bool

    @property
    def share(self) -> float:
        """Open clues for each one of the weekly capacity."""
        return self.open / max(self.capacity, 1)


def loads(clue: Clue, today: date, office: Office | None = None) -> list[Load]:
    """The people of an office (the clue's) who may handle it, the least loaded first."""
    awake = Q(clues__snoozed_until=None) | Q(clues__snoozed_until__lte=today)
    people = list(
        with_right(office or clue.office, Right.JUDGE_CLUES, clue.line, today=today).annotate(
            in_hand=Count("clues", filter=awake & Q(clues__state__in=IN_HAND))
        )
    )
    shut = set(
        Conflict.objects.filter(person__in=people, ended_at=None)
        .filter(Q(clue=clue) | Q(organ=clue.organ) & ~Q(organ=""))
        .values_list("person_id", flat=True)
    )
    found = [
        Load(person, person.in_hand, person.weekly_capacity, person.pk in shut) for person in people
    ]
    return sorted(found, key=lambda load: (load.conflict, load.share, load.person.name))
