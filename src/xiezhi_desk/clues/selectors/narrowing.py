"""How a list is found: along its order, or from the few clues that the index leaves.

Two ways lead to the same clues. *Walking* meets clues in the list's order, in an index that has
every column asked, until the page is full: quick when many fit. *Looking up* asks the clues the
two-character index leaves, one by one: quick when few are left. Which is shorter is reckoned from
the kept counters and the sizes of the index's sets; the reckoning decides what a page costs,
never what it shows.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from xiezhi_desk.clues import facts
from xiezhi_desk.clues.selectors.filters import ALL, MONTH, OPEN_TAB, QUARTER, wide
from xiezhi_desk.clues.selectors.perhaps import Perhaps, all_of, looked_up
from xiezhi_desk.clues.states import State

if TYPE_CHECKING:
    from datetime import date

    from xiezhi_desk.clues.access import Reach
    from xiezhi_desk.clues.selectors.filters import Filters
    from xiezhi_desk.clues.selectors.perhaps import Parts
    from xiezhi_desk.clues.selectors.searching import Search
    from xiezhi_desk.clues.selectors.totals import Totals

__all__ = ["Narrowed", "from_first", "narrowed"]

SMALL = 20_000
"""A list over fewer clues is walked without asking the index."""
LOOKED_UP = 12
"""Clues are walked in the time that one of them is looked up."""
SPREAD = 2
"""How much further than evenly spread clues one walks, reckoned."""
_WALKED = {"worth": 1, "arrived": LOOKED_UP, "organ": LOOKED_UP}
"""Orders with an index of their own, and what meeting a clue there takes."""
_MANY = 0.1
_HALF = 0.6
_RARE = {"changed": 0.01, "gone": 0.01}
_HANDED = 0.01
_TERM = {"overdue": 0.05, "week": 0.05, "month": 0.1}


class Narrowed(NamedTuple):
    """What is reckoned of a list.

    Attributes:
        perhaps: Clues that perhaps fit; None: any.
        near: Those of them that are of a model of which the person sees any; None: any.
        clues: How many clues a walk through the whole order meets, about.
        fit: How many of them fit, about.
        models: Their models, when those have so few of all clues that the first stands far down.
    """

    perhaps: Perhaps | None
    near: Perhaps | None
    clues: float
    fit: float
    models: tuple[str, ...] = ()

    def walk(self, sort: str, wanted: int) -> float:
        """How many clues are met until so many fit, about.

        Args:
            sort: The list's order; one that no index has meets all of them.
            wanted: Clues until the page is full.
        """
        field = sort.removeprefix("-")
        if field not in _WALKED:
            return self.clues
        met = min(self.clues, SPREAD * wanted * self.clues / max(self.fit, 1))
        return met * _WALKED[field]

    def lookup(self) -> float:
        """How many clues could be walked while all that perhaps fit are looked up."""
        return float("inf") if self.near is None else LOOKED_UP * self.near.size

    def among(self, found: Parts) -> Parts:
        """The parts' clues that perhaps fit, to be looked up one by one."""
        if self.perhaps is None or self.near is None:
            return found
        near, perhaps = self.near, self.perhaps
        return [*near.among(found[:-1]), *perhaps.tested(found[-1:], most=False)]

    def tested(self, found: Parts) -> Parts:
        """The same, to be walked."""
        if self.perhaps is None or self.near is None:
            return found
        most = self.fit > _MANY * self.clues
        near, perhaps = self.near, self.perhaps
        return [*near.tested(found[:-1], most=most), *perhaps.tested(found[-1:], most=False)]


def from_first(look: Narrowed, found: Parts, states: tuple[str, ...]) -> Parts:
    """The parts in order of worth, begun where the first that perhaps fits may stand (one query).

    The worth of models without amounts is one number: ten thousands of clues stand before those of
    another model.
    """
    if not look.models or look.near is None:
        return found
    pairs = [(model, state) for model in look.models for state in states or State.values]
    places = ", ".join(["(%s, %s)"] * len(pairs))
    with connection.cursor() as cursor:
        cursor.execute(_BEST.format(places), [value for pair in pairs for value in pair])
        (best,) = cursor.fetchone()
    if best is None:
        return found
    last, mine = look.near.last, found[:-1]
    if connection.vendor == "postgresql":
        row = '("clues_clue"."worth", "clues_clue"."id") <= (%s, %s)'
        begun = RawSQL(row, [best, last], output_field=BooleanField())  # noqa: S611  (numbers)
        return [*(part.filter(begun) for part in mine), *found[-1:]]
    # SQLite looks up the worth of such a pair and would walk through all that are of one worth.
    same = (part.filter(worth=best, pk__lte=last) for part in mine)
    return [*same, *(part.filter(worth__lt=best) for part in mine), *found[-1:]]


_BEST = (
    "WITH asked (model, state) AS (VALUES {}) SELECT max((SELECT worth FROM clues_clue c"
    " WHERE c.model = asked.model AND c.state = asked.state ORDER BY worth DESC LIMIT 1))"
    " FROM asked"
)


def narrowed(
    asked: Filters, far: Reach, today: date, kept: Totals, search: Search | None
) -> Narrowed:
    """What the index and the counters say of a list (one query).

    Args:
        asked: What was asked.
        far: The person's reach.
        today: The day terms are counted from.
        kept: The kept counters' answer to the same, by model too.
        search: Words looked for besides.
    """
    words = [] if search is None else search.pairs()
    if len(far.offices if asked.office is None else far.below(asked.office)) == 1:
        found = looked_up([*words, (facts.EVERY,)])
        return _evenly(all_of(found[:-1]), found[-1].size, asked, kept)
    models = _models(asked, kept)
    mine, rest = _counted(asked), _spans(asked, today)
    named = [(facts.kind("model", one),) for one in models]
    found = looked_up([*words, *mine, *rest, *named, (facts.EVERY,)])
    perhaps, every = all_of(found[: len(found) - len(named) - 1]), found[-1].size
    if every < SMALL:
        return _evenly(all_of(found[: len(words)]), every, asked, kept)
    counted = all_of(found[len(words) : len(words) + len(mine)])
    near, fit, few = Perhaps({}), 0.0, list[str]()
    for (one, (_, fits)), of_model in zip(models.items(), found[-len(named) - 1 : -1], strict=True):
        left = of_model if perhaps is None else of_model & perhaps
        size = (of_model if counted is None else of_model & counted).size
        near = near | left
        if left.size:
            few.append(one)
        fit += left.size * fits / max(size, 1)
    share = every / max(every if counted is None else counted.size, 1)
    alone = wide(asked, far) and asked.state not in {ALL, OPEN_TAB, State.NEW}
    met = kept.of(asked.state if alone else ALL, suppressed=asked.suppressed) * share
    far_down = wide(asked, far) and near.size < _HALF * every
    fit *= _share(asked)
    return Narrowed(perhaps, near, min(met, every), fit, tuple(few) if far_down else ())


def _evenly(perhaps: Perhaps | None, every: int, asked: Filters, kept: Totals) -> Narrowed:
    """The same of one office, or few clues: as if everything were spread evenly."""
    met = min(kept.of(ALL, suppressed=asked.suppressed), every) if every else SMALL
    left = every if perhaps is None else perhaps.size
    fit = kept.of(asked.state, suppressed=asked.suppressed) * left / max(every, 1)
    return Narrowed(perhaps, perhaps, met, fit * _share(asked))


def _models(asked: Filters, kept: Totals) -> dict[str, tuple[int, int]]:
    """Unrestricted clues of each model within reach: in any state, in those asked."""
    found: dict[str, tuple[int, int]] = {}
    for (model, state), number in kept.models.items():
        every, some = found.get(model, (0, 0))
        fits = not asked.states or state in asked.states
        found[model] = every + number, some + number * fits
    return {model: sums for model, sums in found.items() if sums[0]}


def _counted(asked: Filters) -> list[tuple[str, ...]]:
    """Facts of what the kept counters count by."""
    named = (("model", asked.model), ("line", asked.line), ("grade", asked.grade))
    return [(facts.kind(name, value),) for name, value in named if value]


def _spans(asked: Filters, today: date) -> list[list[str]]:
    """Facts of the amounts and days asked."""
    found: list[tuple[str, Any, Any]] = []
    if asked.least is not None or asked.most is not None:
        found.append(("amount", asked.least, asked.most))
    if asked.since or asked.until:
        found.append(("occurred", asked.since, asked.until))
    if asked.expires == "past":
        found.append(("expires", None, today - timedelta(days=1)))
    elif asked.expires:
        found.append(
            ("expires", today, today + {"month": MONTH, "quarter": QUARTER}[asked.expires])
        )
    return [facts.between(*one) for one in found]


def _share(asked: Filters) -> float:
    """How many of a hundred clues have what neither counters nor index know, guessed."""
    found = _RARE.get(asked.presence, 1.0) * _TERM.get(asked.due, 1.0)
    if asked.assignee not in {"", "none"}:
        found *= _HANDED
    if asked.assignee == "none" and asked.state not in {ALL, OPEN_TAB, State.NEW}:
        found *= _HANDED
    return found * (_HANDED if asked.snoozed or asked.conflict or asked.job or asked.organ else 1)
