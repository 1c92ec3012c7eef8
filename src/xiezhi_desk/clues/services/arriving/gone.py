"""Clues that an earlier run over the same things raised and this one does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xiezhi_desk.clues.records import Clue, Sighting, Step
from xiezhi_desk.clues.services.arriving.rows import STEP
from xiezhi_desk.clues.services.loading import Table, reserve
from xiezhi_desk.clues.states import Presence

if TYPE_CHECKING:
    from xiezhi_desk.runs.records import Bundle

__all__ = ["mark"]

_AT_ONCE = 2000


def mark(bundle: Bundle, before: list[int], at: Any) -> int:
    """Mark what is gone; nothing is closed by it: a person decides what it means.

    Args:
        bundle: The run, all of whose clues were taken in.
        before: Bundles it may be compared with.
        at: Its moment, as raw rows take it.

    Returns:
        How many.
    """
    seen = Sighting.objects.filter(bundle_id__in=before).exclude(kind=Sighting.Kind.GONE)
    ids = list(
        Clue.objects.filter(model=bundle.model, last_seen__lt=bundle.received_at)
        .exclude(presence=Presence.GONE)
        .filter(pk__in=seen.values("clue_id"))
        .exclude(pk__in=Sighting.objects.filter(bundle=bundle).values("clue_id"))
        .order_by("pk")
        .values_list("pk", "state", "office_id")
    )
    table = Table(Sighting, ("id", "clue", "bundle", "kind", "evidence", "at"))
    steps = Table(Step, STEP)
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        keys = reserve(Sighting, len(part))
        table.write(
            (key, pk, bundle.pk, Sighting.Kind.GONE.value, "", at)
            for key, (pk, _, _) in zip(keys, part, strict=True)
        )
        steps.write((pk, "gone", state, state, office, at, "", "{}") for pk, state, office in part)
        Clue.objects.filter(pk__in=[pk for pk, _, _ in part]).update(presence=Presence.GONE)
    return len(ids)
