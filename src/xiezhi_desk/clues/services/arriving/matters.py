"""The matter of each new clue: found by the bundle's key, or made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xiezhi_desk.clues.records import Matter
from xiezhi_desk.clues.services.arriving.rows import MATTER
from xiezhi_desk.clues.services.loading import Table, numbers, reserve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xiezhi_desk.clues.selectors.routing import Routed
    from xiezhi_desk.library.bundles import ClueRecord

__all__ = ["Matters", "of", "table"]


class Matters(NamedTuple):
    """Matters of a batch.

    Attributes:
        new: Rows to write, before the clues.
        of: For each clue its matter now and the one its bundle named: they differ when a person
            merged that one into another.
    """

    new: list[tuple[Any, ...]]
    of: list[tuple[int, int]]


def table() -> Table:
    """Writes matters."""
    return Table(Matter, MATTER)


def of(records: Sequence[ClueRecord], routes: Sequence[Routed], at: Any) -> Matters:
    """The matters of new clues."""
    keys = {one.matter_key for one in records}
    there = dict(Matter.objects.filter(key__in=list(keys)).values_list("key", "pk").order_by())
    merged = _merged(list(there.values()))
    missing: dict[str, int] = {
        key: place
        for place, key in reversed(list(enumerate(one.matter_key for one in records)))
        if key not in there
    }
    ids = reserve(Matter, len(missing)) if missing else ()
    names = numbers(len(missing))
    rows = []
    for number, pk, (key, place) in zip(names, ids, missing.items(), strict=True):
        one = records[place]
        rows.append((pk, number, key, one.organ[:200], one.act[:300], routes[place].office, at))
        there[key] = pk
    pairs = []
    for one in records:
        own = there[one.matter_key]
        pairs.append((merged.get(own, own), own))
    return Matters(rows, pairs)


def _merged(ids: list[int]) -> dict[int, int]:
    """Where merged matters went, through every merger."""
    found: dict[int, int] = {}
    step = {pk: pk for pk in ids}
    while step:
        into = dict(
            Matter.objects.filter(pk__in=set(step.values()), merged_into__isnull=False)
            .order_by()
            .values_list("pk", "merged_into_id")
        )
        step = {pk: into[now] for pk, now in step.items() if now in into and into[now] != pk}
        found |= step
    return found
