"""The matter of each new clue: found by the bundle's key, or made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xiezhi_desk.clues.records import Matter
from xiezhi_desk.clues.services.arriving.rows import MATTER
from xiezhi_desk.clues.services.columns import cut, ids_of
from xiezhi_desk.clues.services.loading import Table, fetch, numbers, reserve

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from xiezhi_desk.clues.services.columns import Columns

__all__ = ["Matters", "of", "table"]


class Matters(NamedTuple):
    """Matters of a batch.

    Attributes:
        new: Columns to write, before the clues.
        ids: Of the new ones, by key.
        now: For each clue its matter.
        own: For each clue the matter its bundle named: another one when a person merged it.
    """

    new: Columns
    ids: dict[str, int]
    now: pa.Array
    own: pa.Array


_THERE = "SELECT key, id, merged_into_id FROM clues_matter WHERE key {among}"


def table() -> Table:
    """Writes matters."""
    return Table(Matter, MATTER)


def of(clues: pa.RecordBatch, offices: pa.Array, at: Any, coming: Mapping[str, int]) -> Matters:
    """The matters of new clues.

    Args:
        clues: The clues.
        offices: Where each goes.
        at: The moment, as raw rows take it.
        coming: Ids by key of matters that are about to be written.
    """
    import numpy as np
    import pyarrow as pa

    named = clues.column("matter_key").dictionary_encode()
    keys: list[str] = named.dictionary.to_pylist()
    found = fetch(_THERE, (), keys)
    there = {**coming, **{key: pk for key, pk, _ in found}}
    merged = _merged({pk: into for _, pk, into in found if into is not None})
    missing = [place for place, key in enumerate(keys) if key not in there]
    ids = reserve(Matter, len(missing))
    new = {keys[place]: pk for place, pk in zip(missing, ids, strict=True)}
    there |= new
    _, first = np.unique(named.indices.to_numpy(), return_index=True)
    at_first = pa.array(first[missing])
    rows = [
        ids_of(ids), numbers(len(missing)), pa.array(new.keys(), pa.string()),
        cut(clues.column("organ").take(at_first), 200),
        cut(clues.column("act").take(at_first), 300),
        offices.take(at_first), at,
    ]  # fmt: skip
    own = [there[key] for key in keys]
    now = [merged.get(pk, pk) for pk in own]
    return Matters(rows, new, *(pa.array(some).take(named.indices) for some in (now, own)))


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
