"""The matter of each new clue: found by the bundle's key, or made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xiezhi_desk.clues.records import Matter
from xiezhi_desk.clues.services.arriving.rows import MATTER
from xiezhi_desk.clues.services.loading import Table, fetch, numbers, reserve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


_THERE = "SELECT key, id, merged_into_id FROM clues_matter WHERE key {among}"


def table() -> Table:
    """Writes matters."""
    return Table(Matter, MATTER)


def of(
    records: Sequence[ClueRecord], routes: Sequence[Routed], at: Any, coming: Mapping[str, int]
) -> Matters:
    """The matters of new clues.

    Args:
        records: The clues.
        routes: Where each goes.
        at: The moment, as raw rows take it.
        coming: Ids by key of matters that are about to be written.
    """
    found = fetch(_THERE, (), {one.matter_key for one in records})
    there = {**coming, **{key: pk for key, pk, _ in found}}
    merged = _merged({pk: into for _, pk, into in found if into is not None})
    missing: dict[str, int] = {
        key: place
        for place, key in reversed(list(enumerate(one.matter_key for one in records)))
        if key not in there
    }
    ids = reserve(Matter, len(missing))
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


def _merged(into: dict[int, int]) -> dict[int, int]:
    """Where merged matters went in the end, through every merger."""
    further = dict(
        Matter.objects.filter(pk__in=set(into.values()), merged_into__isnull=False)
        .order_by()
        .values_list("pk", "merged_into_id")
    )
    if not further:
        return into
    last = _merged({pk: into for pk, into in further.items() if into is not None})
    return {pk: last.get(now, now) for pk, now in into.items()}
