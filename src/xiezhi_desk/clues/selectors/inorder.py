"""Ids of clues in the order of a list, each query a walk along one index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from xiezhi_desk.clues.selectors.filters import SORTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xiezhi_desk.clues.selectors.perhaps import Parts

__all__ = ["ordered_ids", "stretches"]


def ordered_ids(
    found: Parts, sort: str, start: int, count: int, *, sure: bool = False
) -> list[int]:
    """Ids in order, from a place on. Clues without a value in the sorted column come last.

    With and without a value are two queries, so that each is a walk along one index, whatever
    the database thinks of the order of NULL. ``sure``: all have one (``Filters.sure``).
    """
    field = SORTS.get(sort.removeprefix("-"), "worth")
    sign = "-" if sort.startswith("-") else ""
    if field in {"worth", "organ", "id"}:
        return _in_order(found, f"{sign}{field}", f"{sign}id", start, count)
    told = [part.filter(**{f"{field}__isnull": False}) for part in found]
    ids = _in_order(told, f"{sign}{field}", f"{sign}id", start, count)
    if len(ids) == count or sure:
        return ids
    before = start + len(ids) if ids or not start else _count(told)
    silent = [part.filter(**{f"{field}__isnull": True}) for part in found]
    first = max(0, start - before)
    return ids + _in_order(silent, "-worth", "-id", first, count - len(ids))


def stretches(found: Parts, sort: str, sizes: Iterable[int]) -> Iterator[list[int]]:
    """Neighbouring stretches of the order from its beginning, the last one shorter or empty.

    Unlike ``ordered_ids`` from a place on, nothing met before is counted.
    """
    field = SORTS.get(sort.removeprefix("-"), "worth")
    sign = "-" if sort.startswith("-") else ""
    told, by = found, (f"{sign}{field}", f"{sign}id")
    silent: Parts | None = None
    if field not in {"worth", "organ", "id"}:
        told = [part.filter(**{f"{field}__isnull": False}) for part in found]
        silent = [part.filter(**{f"{field}__isnull": True}) for part in found]
    place = 0
    for size in sizes:
        ids = _in_order(told, *by, place, size)
        place += len(ids)
        if len(ids) < size and silent is not None:
            told, by, silent = silent, ("-worth", "-id"), None
            place = size - len(ids)
            ids += _in_order(told, *by, 0, place)
        yield ids


def _count(found: Parts) -> int:
    rows = [part.order_by().values("pk") for part in found]
    return rows[0].union(*rows[1:], all=True).count()


def _in_order(found: Parts, by: str, then: str, start: int, count: int) -> list[int]:
    """Ids of all parts in one order: the database merges them, each from its own index."""
    order = (by, then) if by != then else (by,)
    rows = [part.order_by().values_list("id", by.removeprefix("-")) for part in found]
    if len(rows) > 1 and connection.features.supports_slicing_ordering_in_compound:
        # PostgreSQL would read all of each part and sort; SQLite walks them by itself. The last
        # are the person's few restricted clues, found by themselves: in order it would walk to them
        # through everybody's.
        rows = [*(part.order_by(*order)[: start + count] for part in rows[:-1]), rows[-1]]
    whole = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    return [pk for pk, _ in whole.order_by(*order)[start : start + count]]
