"""Where clues would go under other rules: a dry run over those that wait to be assigned."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Clue
from xiezhi_desk.clues.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Route
    from xiezhi_desk.clues.selectors.routing import Router

__all__ = ["LATEST", "Flow", "tried", "with_rule"]

LATEST = 20_000
"""The youngest clues a dry run looks at."""


class Flow(NamedTuple):
    """Clues that would go from one office to another, and by which rule."""

    now: str
    then: str
    why: str
    number: int

    @property
    def stays(self) -> bool:
        """Whether nothing would change for them."""
        return self.now == self.then


def with_rule(rules: list[Route], new: Route) -> list[Route]:
    """The rules as they would stand with a new one at its place among its owner's."""
    mine = [rule for rule in rules if rule.owner_id == new.owner_id]
    place = min(new.place or len(mine) + 1, len(mine) + 1) - 1
    mine.insert(place, new)
    above = [rule for rule in rules if rule.owner.path < new.owner.path]
    below = [rule for rule in rules if rule.owner.path > new.owner.path]
    return [*above, *mine, *below]


def tried(access: PersonAccess, router: Router) -> list[Flow]:
    """Where the youngest unassigned clues of the person's reach would go, the moved first."""
    youngest = visible(access).filter(state=State.NEW).order_by("-pk").values("pk")[:LATEST]
    rows = (
        Clue.objects.filter(pk__in=list(youngest.values_list("pk", flat=True)))
        .order_by()
        .values_list("model", "line", "organ", "office_id")
        .annotate(Count("pk"))
    )
    return _flows(rows, router)


def _flows(rows: Iterable[tuple[str, str, str, int, int]], router: Router) -> list[Flow]:
    sums: Counter[tuple[str, str, str]] = Counter()
    for model, line, organ, office, number in rows:
        went = router.route(model, line, organ)
        names = router.offices[office].name, router.offices[went.office].name
        sums[(*names, went.reason)] += number
    flows = [Flow(*names, number) for names, number in sums.items()]
    return sorted(flows, key=lambda flow: (flow.stays, -flow.number, flow.now))
