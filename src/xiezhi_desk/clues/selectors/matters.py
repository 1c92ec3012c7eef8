"""Reading matters: which clues, what was merged into them, what could be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Clue, Matter

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = [
    "Held",
    "beneath",
    "clues_of",
    "find_matter",
    "live",
    "matters_of",
    "mergeable",
    "merged",
]


class Held(NamedTuple):
    """A matter some chosen clues are in.

    Attributes:
        matter: It.
        clues: How many clues it holds in all; the person may not see every one.
        chosen: How many of them were chosen.
    """

    matter: Matter
    clues: int
    chosen: int

    @property
    def along(self) -> int:
        """Clues nobody chose that go along with the chosen ones."""
        return self.clues - self.chosen


def live(matter: Matter) -> Matter:
    """The matter a merged one's clues are in now; itself while it is not merged."""
    seen = matter
    while seen.merged_into is not None:
        seen = seen.merged_into
    return seen


def beneath(matter: Matter) -> set[int]:
    """The matter and every matter merged into it, directly or through others."""
    found, edge = {matter.pk}, {matter.pk}
    while edge:
        edge = set(Matter.objects.filter(merged_into__in=edge).values_list("pk", flat=True)) - found
        found |= edge
    return found


def find_matter(access: PersonAccess, number: str) -> Matter | None:
    """A matter of which the person may see at least one clue; None when there is none for them."""
    matter = (
        Matter.objects.select_related("office", "merged_into__merged_into")
        .filter(number=number)
        .first()
    )
    if matter is None or not visible(access).filter(origin__in=beneath(matter)).exists():
        return None
    return matter


def clues_of(access: PersonAccess, matter: Matter) -> QuerySet[Clue]:
    """The clues of a live matter that the person may see."""
    return (
        visible(access)
        .filter(matter=matter)
        .select_related("office", "assignee", "origin")
        .order_by("state", "-worth", "-id")
    )


def merged(matter: Matter) -> list[tuple[Matter, int]]:
    """Matters merged directly into it, each with the number of clues that would go back with it."""
    found = Matter.objects.filter(merged_into=matter).order_by("made_at", "pk")
    return [(row, Clue.objects.filter(origin__in=beneath(row)).count()) for row in found]


def mergeable(access: PersonAccess, matter: Matter, most: int = 20) -> list[Matter]:
    """Live matters of the same office on the same organ, with a clue the person may see.

    Those on the same duty come first (同一行政机关、同类违法行为可以并案).
    """
    clues = visible(access).filter(office=matter.office, organ=matter.organ).exclude(matter=matter)
    keys = list(clues.order_by("-worth", "-id").values_list("matter", flat=True)[: most * 5])
    found = Matter.objects.filter(pk__in=set(keys), merged_into=None, office=matter.office)
    return sorted(found, key=lambda row: (row.duty != matter.duty, keys.index(row.pk)))[:most]


def matters_of(clues: Collection[Clue]) -> list[Held]:
    """The matters of chosen clues: the one that holds the most first, then the oldest."""
    chosen: dict[int, int] = {}
    for clue in clues:
        chosen[clue.matter_id] = chosen.get(clue.matter_id, 0) + 1
    found = Matter.objects.filter(pk__in=chosen).annotate(held=Count("clues"))
    return [Held(row, row.held, chosen[row.pk]) for row in found.order_by("-held", "made_at", "pk")]
