"""The state of work by office and line, in the order of the offices; nobody is ranked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Sum

from xiezhi_desk.accounts.records import Line, Office
from xiezhi_desk.clues.access import reach
from xiezhi_desk.clues.records import Count
from xiezhi_desk.clues.states import OPEN, State

if TYPE_CHECKING:
    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["Row", "by_line", "by_office"]


class Row(NamedTuple):
    """Unrestricted clues of an office or a line.

    Attributes:
        states: Numbers by state, in the order of the states.
        open, closed: Still somebody's work, and decided.
    """

    title: str
    query: str
    states: tuple[int, ...]
    open: int
    closed: int

    @property
    def number(self) -> int:
        """All of them."""
        return self.open + self.closed


def by_office(access: PersonAccess) -> list[Row]:
    """One row an office of the person's reach (two queries)."""
    far = reach(access)
    rows = _counts(access, "office_id")
    offices = Office.objects.filter(pk__in=far.offices).order_by("path")
    return [_row(office.name, f"office={office.pk}", rows, office.pk) for office in offices]


def by_line(access: PersonAccess) -> list[Row]:
    """One row a line of the person's duties (one query)."""
    rows, far = _counts(access, "line"), reach(access)
    return [
        _row(str(label), f"line={value}", rows, value)
        for value, label in Line.choices
        if value in far.lines
    ]


def _counts(access: PersonAccess, by: str) -> Counter[tuple[object, str]]:
    far = reach(access)
    kept = Count.objects.filter(
        model="", office__in=far.offices, line__in=far.lines, suppressed=False
    )
    found: Counter[tuple[object, str]] = Counter()
    rows = kept.order_by().values_list(by, "state").annotate(clues=Sum("number"))
    for key, state, number in rows:
        found[key, state] += number
    return found


def _row(title: str, query: str, counts: Counter[tuple[object, str]], key: object) -> Row:
    states = tuple(counts[key, state] for state in State.values)
    still = sum(counts[key, state] for state in OPEN)
    return Row(title, query, states, still, sum(states) - still)
