"""Keeps the counters in step with the clues, in the transaction that moves them.

Restricted clues are not counted: a counter is shown to people who may not know that they exist.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction

from xiezhi_desk.clues.records import Clue, Count

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Place", "add", "drift", "moved", "place_of", "recount"]


class Place(NamedTuple):
    """Where a clue is counted."""

    model: str
    office: int
    line: str
    grade: str
    state: str
    suppressed: bool


def place_of(clue: Clue) -> Place | None:
    """Where the clue is counted now; None for a restricted one.

    Take it before a change and after it, and give both to ``moved``.
    """
    if clue.restricted:
        return None
    return Place(
        clue.model, clue.office_id, clue.line, clue.grade, str(clue.state), clue.suppressed
    )


def moved(changes: Iterable[tuple[Place | None, Place | None]]) -> None:
    """Count clues away from one place and into another; inside the caller's transaction.

    Args:
        changes: Pairs before and after; None where it was not, or is no longer, counted.
    """
    found: Counter[Place] = Counter()
    for before, after in changes:
        if before is not None:
            found[before] -= 1
        if after is not None:
            found[after] += 1
    add(found)


def add(found: dict[Place, int]) -> None:
    """Add numbers to places; both the model's and the sum over models."""
    both: Counter[Place] = Counter()
    for place, number in found.items():
        both[place] += number
        both[place._replace(model="")] += number
    rows = [(*place, number) for place, number in sorted(both.items()) if number]
    if not rows:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # One order for everybody, so that two people never wait for each other.
        cursor.executemany(
            "INSERT INTO clues_count (model, office_id, line, grade, state, suppressed, number)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (model, office_id, line, grade, state, suppressed)"
            " DO UPDATE SET number = clues_count.number + excluded.number",
            rows,
        )


def _true() -> Counter[Place]:
    sums: Counter[Place] = Counter()
    clues = Clue.objects.filter(restricted=False).order_by().values_list(*_FIELDS)
    for *place, number in clues.annotate(number=_number()):
        sums[Place(*place)] += number
    return sums


_FIELDS = ("model", "office_id", "line", "grade", "state", "suppressed")


def _number() -> object:
    from django.db.models import Count as Counted

    return Counted("pk")


def drift() -> dict[Place, tuple[int, int]]:
    """Places whose kept number is not the true one: kept and true. Empty when all is well."""
    true = _true()
    for place, number in list(true.items()):
        true[place._replace(model="")] += number
    kept = {Place(*row[:6]): row[6] for row in Count.objects.values_list(*_FIELDS, "number")}
    return {
        place: (kept.get(place, 0), true[place])
        for place in kept.keys() | true.keys()
        if kept.get(place, 0) != true[place]
    }


@transaction.atomic
def recount() -> None:
    """Count everything again, after a repair by hand."""
    Count.objects.all().delete()
    add(_true())
