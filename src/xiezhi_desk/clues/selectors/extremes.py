"""The clues with the largest or smallest amounts, the latest or earliest days, from the index.

No index of the database is in these orders. The two-character index knows which clues stand on
each step of an amount, in each year and month: the outermost steps that hold a page are looked up.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from xiezhi_desk.clues import facts
from xiezhi_desk.clues.selectors.perhaps import Perhaps, looked_up

if TYPE_CHECKING:
    from xiezhi_desk.clues.selectors.narrowing import Narrowed

__all__ = ["FIELDS", "outermost"]

FIELDS = ("amount", "occurred", "expires")
TIMES = 3
"""How many times as many clues as would do are looked up: the page is surely among them."""


def outermost(look: Narrowed, sort: str, wanted: int) -> tuple[Narrowed, Q] | None:
    """The list narrowed to the first steps of its order (two queries at most).

    Args:
        look: What is reckoned of the list.
        sort: Its order, by one of ``FIELDS``.
        wanted: Clues that are to be found there.

    Returns:
        The same narrowed, and the condition that a clue stands on those steps; None when nothing
        is won.
    """
    near, name, down = look.near, sort.removeprefix("-"), sort.startswith("-")
    if near is None or look.fit < 1:
        return None
    need = int(TIMES * wanted * near.size / look.fit)
    if name == "amount":
        steps = _inward(facts.STEPS + 1, down=down)
        mine = _first(near, [[facts.at_step(step)] for step in steps], need)
        edge = _amounts(steps[len(mine) - 1], down=down)
    else:
        mine, edge = _days(near, name, need, down=down)
    found = reduce(or_, mine, Perhaps({}))
    return (look._replace(near=found), edge) if 2 * found.size < near.size else None


def _inward(count: int, *, down: bool) -> list[int]:
    return sorted(range(count), reverse=down)


def _first(near: Perhaps, words: list[list[str]], need: int) -> list[Perhaps]:
    """The clues of each group of words, until there are as many as needed."""
    found: list[Perhaps] = []
    for one in looked_up(words):
        found.append(one & near)
        need -= found[-1].size
        if need <= 0:
            break
    return found


def _amounts(step: int, *, down: bool) -> Q:
    """Amounts of a step and of those before it in the order."""
    if down:
        return Q(amount__gte=2 ** (step - 1)) if step else Q(amount__isnull=False)
    return Q(amount__lt=2**step) if step < facts.STEPS else Q(amount__isnull=False)


def _days(near: Perhaps, name: str, need: int, *, down: bool) -> tuple[list[Perhaps], Q]:
    """Whole years, and of the last of them the months that are needed."""
    years = sorted(range(facts.FIRST_YEAR - 1, facts.LAST_YEAR + 2), reverse=down)
    mine = _first(near, [[facts.in_year(name, year)] for year in years], need)
    year = years[len(mine) - 1]
    months = [one + 1 for one in _inward(12, down=down)]
    month = months[-1]
    if facts.FIRST_YEAR <= year <= facts.LAST_YEAR:
        need -= sum(one.size for one in mine[:-1])
        part = _first(near, [[facts.in_month(name, year, one)] for one in months], need)
        mine[-1:] = part
        month = months[len(part) - 1]
    edge = Q(**{f"{name}__isnull": False})
    if down and year >= facts.FIRST_YEAR:
        edge = Q(**{f"{name}__gte": date(year, month, 1)})
    if not down and year <= facts.LAST_YEAR:
        edge = Q(**{f"{name}__lt": date(year + month // 12, month % 12 + 1, 1)})
    return mine, edge
