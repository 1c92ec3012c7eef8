"""A leaver's open batches and begun readings; their clues are ``relieving``'s matter.

Who hands over is the system administrator, who sees no clue: only how many move is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.clues.records import Batch, BlindReading
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.records import Person

__all__ = ["hand_over", "held"]


def held(person: Person) -> dict[str, int]:
    """Open batches and begun readings of a person, counted."""
    found = {
        t("未办结批次", "open batches"): _batches(person).count(),
        t("未完成的盲读", "readings begun"): _readings(person).count(),
    }
    return {word: number for word, number in found.items() if number}


def hand_over(leaver: Person, successor: Person, by: Person, now: datetime) -> dict[str, int]:
    """Batches go to the successor, begun readings back among those that wait; what moved."""
    moved = held(leaver)
    with door(by, now) as act:
        for batch in _batches(leaver).select_for_update(of=("self",)).order_by("pk"):
            batch.made_by = successor
            batch.save(update_fields=("made_by",))
            act.tell("batch.handover", f"batch:{batch.number}", to=successor.pk)
        _readings(leaver).update(reader=None)
    return moved


def _batches(person: Person) -> QuerySet[Batch]:
    return Batch.objects.filter(made_by=person).exclude(state=Batch.State.CLOSED)


def _readings(person: Person) -> QuerySet[BlindReading]:
    return BlindReading.objects.filter(reader=person, read_at=None)
