"""What came of a clue, credited to every model and version that raised it.

The credits of a matter are always thrown away and made anew together from what stands: decisions,
sightings, and which clues the matter has now. So after any order of reopening, changing, merging
and parting they are the same as if nothing else had ever been the case.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from xiezhi_desk.clues.records import Clue, Credit, Decision, Matter, Sighting
from xiezhi_desk.clues.states import JUDGED, State

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["rebuild"]


def rebuild(matters: Iterable[int]) -> None:
    """Make the credits of matters anew; inside the caller's transaction.

    A clue with a decision of its own is credited with it, once for each model and version that
    raised the clue. One without is credited as founded when another clue of its matter was found
    so: the matter came to something, and every model that raised it had a part in that. That a
    *different* clue was unfounded says nothing about it.

    Args:
        matters: Ids; each is locked, in order, so that two decisions on one matter wait.
    """
    keys = [
        row.pk
        for row in Matter.objects.select_for_update().filter(pk__in=set(matters)).order_by("pk")
    ]
    if not keys:
        return
    clues = list(
        Clue.objects.filter(matter__in=keys)
        .order_by("pk")
        .values_list("pk", "matter_id", "model", "model_version")
    )
    decisions = {
        decision.clue_id: decision
        for decision in Decision.objects.filter(
            clue__matter__in=keys, stands=True, clue__state__in=JUDGED
        ).order_by("at", "pk")
    }
    founded: dict[int, Decision] = {}
    for key, matter, _, _ in clues:
        decision = decisions.get(key)
        if decision and decision.outcome == State.FOUNDED:
            founded.setdefault(matter, decision)
    raised = _raised(keys)
    rows = []
    for key, matter, model, version in clues:
        decision = decisions.get(key) or founded.get(matter)
        if decision is None:
            continue
        for by, of in sorted({(model, version)} | raised[key]):
            rows.append(
                Credit(
                    decision=decision,
                    clue_id=key,
                    model=by,
                    model_version=of,
                    outcome=decision.outcome,
                    own=decision.clue_id == key,
                )
            )
    Credit.objects.filter(clue__matter__in=keys).delete()
    Credit.objects.bulk_create(rows, batch_size=500)


def _raised(matters: list[int]) -> defaultdict[int, set[tuple[str, str]]]:
    """Models and versions that raised each clue of the matters."""
    found: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    seen = (
        Sighting.objects.filter(clue__matter__in=matters)
        .exclude(kind=Sighting.Kind.GONE)
        .values_list("clue_id", "bundle__model", "bundle__version")
        .distinct()
    )
    for clue, model, version in seen:
        found[clue].add((model, version))
    return found
