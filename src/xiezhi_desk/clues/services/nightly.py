"""Every night: clues put aside come back, worth is counted anew, credits follow the runs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone

from xiezhi_desk.clues.records import Clue
from xiezhi_desk.clues.services.crediting import rebuild
from xiezhi_desk.clues.services.resting import rest
from xiezhi_desk.clues.services.snoozing import wake_due
from xiezhi_desk.clues.services.worth import refresh
from xiezhi_desk.clues.states import JUDGED

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Night", "credit_seen_again", "nightly"]


class Night(NamedTuple):
    """What a night did: clues back, matters credited anew, clues valued anew."""

    back: int
    credited: int
    valued: int


def nightly(now: datetime) -> Night:
    """One night's work; may be repeated at any time and changes nothing the second time."""
    today = timezone.localdate(now)
    back = wake_due(today, now)
    credited = credit_seen_again(now - timedelta(days=2))
    return Night(back, credited, refresh(today))


def credit_seen_again(since: datetime, batch: int = 200) -> int:
    """Credit decided clues also to versions that raised them since; how many matters.

    Args:
        since: Runs received before it were credited already.
        batch: Matters of one transaction.
    """
    matters = sorted(
        Clue.objects.filter(state__in=JUDGED, sightings__at__gte=since)
        .order_by()
        .values_list("matter", flat=True)
        .distinct()
    )
    for start in range(0, len(matters), batch):
        if start:
            rest()
        with transaction.atomic():
            rebuild(matters[start : start + batch])
    return len(matters)
