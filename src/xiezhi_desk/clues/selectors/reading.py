"""Blind readings that wait, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from xiezhi_desk.clues.records import BlindReading, Conflict, Note, Step
from xiezhi_desk.clues.selectors.within import of_seen_clue
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Clue

__all__ = ["blinded", "readable"]


def readable(access: PersonAccess) -> QuerySet[BlindReading]:
    """Readings nobody has begun which the person may make.

    Not by who decided or confirmed, nor by anybody who took a step, wrote a note or declared a
    conflict of interest on the clue; of the lines whose clues the person judges.
    """
    person = access.person.pk
    clue = OuterRef("decision__clue")
    touched = Exists(Step.objects.filter(clue=clue, by=person)) | Exists(
        Note.objects.filter(clue=clue, by=person)
    )
    conflict = Exists(
        Conflict.objects.filter(person=person, ended_at=None).filter(
            Q(clue=clue) | Q(organ=OuterRef("decision__clue__organ")) & ~Q(organ="")
        )
    )
    return (
        BlindReading.objects.filter(
            of_seen_clue(access, "decision__clue"),
            reader=None,
            decision__stands=True,
            decision__clue__line__in=access.lines(Right.JUDGE_CLUES),
        )
        .exclude(Q(decision__by=person) | Q(decision__confirmed_by=person))
        .exclude(touched)
        .exclude(conflict)
        .order_by("drawn_at", "pk")
    )


def blinded(access: PersonAccess, clue: Clue) -> bool:
    """Whether the person is reading the clue blind just now: history and decision stay hidden."""
    return BlindReading.objects.filter(
        decision__clue=clue, reader=access.person.pk, read_at=None, decision__stands=True
    ).exists()
