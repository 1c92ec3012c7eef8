"""What several deliveries together describe: the day of the data, the stretches covered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi.shelf.catalogue import Covered
    from xiezhi.shelf.store.delivery import Delivery

__all__ = ["as_of", "covered_by"]

_DAY = timedelta(days=1)


def as_of(deliveries: Iterable[Delivery]) -> date | None:
    """The latest day that any of the deliveries describes; None when none says."""
    return max((one.data_as_of for one in deliveries if one.data_as_of is not None), default=None)


def covered_by(deliveries: Iterable[Delivery]) -> tuple[Covered, ...]:
    """The stretches of all deliveries, each ended by the day its own delivery describes.

    Stretches of the same column and value that overlap or meet become one: a month after a month
    is two months. A stretch whose end nobody knows (neither its own last day nor the day of the
    data is said) says nothing of later days beside deliveries that do, and is left out there.
    """
    known = tuple(deliveries)
    dated = as_of(known) is not None
    parts: dict[tuple[str | None, str | None], list[Covered]] = {}
    for delivery in known:
        for part in delivery.covered:
            ended = replace(part, covers_to=_earlier(part.covers_to, delivery.data_as_of))
            if ended.covers_to is None and dated:
                continue
            if not _empty(ended):
                parts.setdefault((part.column, part.value), []).append(ended)
    return tuple(one for group in parts.values() for one in _joined(group))


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _empty(part: Covered) -> bool:
    first, last = part.covers_from, part.covers_to
    return first is not None and last is not None and last < first


def _joined(parts: list[Covered]) -> list[Covered]:
    found: list[Covered] = []
    for part in sorted(parts, key=lambda one: one.covers_from or date.min):
        if found and _meet(found[-1], part):
            found[-1] = replace(found[-1], covers_to=_later(found[-1].covers_to, part.covers_to))
        else:
            found.append(part)
    return found


def _meet(before: Covered, after: Covered) -> bool:
    last, first = before.covers_to, after.covers_from
    if last is None or first is None or last == date.max:
        return True
    return first <= last + _DAY


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
