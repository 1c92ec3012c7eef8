"""What a person asked the list for, as conditions on clues."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from xiezhi_desk.clues.records import Conflict
from xiezhi_desk.clues.selectors.plans import by_the_way, not_new, present
from xiezhi_desk.clues.selectors.raised import raised_by
from xiezhi_desk.clues.states import OPEN, State

if TYPE_CHECKING:
    from decimal import Decimal

    from xiezhi_desk.clues.access import Reach

__all__ = ["ALL", "MONTH", "OPEN_TAB", "QUARTER", "SORTS", "Filters", "conditions", "tabs", "wide"]

OPEN_TAB, ALL = "open", "all"
SORTS = {
    "worth": "worth",
    "due": "due",
    "expires": "expires",
    "amount": "amount",
    "occurred": "occurred",
    "arrived": "id",
    "organ": "organ",
}
"""Columns the list may be sorted by, by their word in addresses."""
WEEK, MONTH, QUARTER = timedelta(days=7), timedelta(days=30), timedelta(days=90)
_COUNTED = {"state", "line", "model", "grade", "office", "suppressed", "sort", "page"}


@dataclass(frozen=True)
class Filters:
    """What the list is asked for; every field at its default asks nothing.

    Attributes:
        state: A state, ``open`` or ``all``.
        office: An office and those below it.
        assignee: ``me``, ``none`` or a person's id.
        due: ``overdue``, ``week``, ``month``, ``none``: the work's own term.
        expires: ``past``, ``month``, ``quarter``: when nothing can be done any more.
        least, most: Amount in yuan; other kinds of amounts (days, months) do not count.
        job: Number of the job whose bundles said something of them; ``seen`` what they said.
        conflict: Clues with which the person declared a conflict of interest.
        sort: A word of ``SORTS``, with a minus for the other way round.
    """

    state: str = OPEN_TAB
    q: str = ""
    line: str = ""
    model: str = ""
    grade: str = ""
    organ: str = ""
    office: int | None = None
    assignee: str = ""
    presence: str = ""
    due: str = ""
    expires: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    since: date | None = None
    until: date | None = None
    restricted: bool = False
    conflict: bool = False
    snoozed: bool = False
    suppressed: bool = False
    job: str = ""
    seen: str = ""
    sort: str = "-worth"
    page: int = 1

    @property
    def countable(self) -> bool:
        """Whether kept counters answer how many there are."""
        return not self.given() - _COUNTED

    @property
    def sure(self) -> bool:
        """Whether every clue asked has a value in the column of the order."""
        asked = {
            "amount": self.least is not None or self.most is not None,
            "occurred": bool(self.since or self.until),
            "expires": bool(self.expires),
            "due": self.due not in {"", "none"},
        }
        return asked.get(self.sort.removeprefix("-"), False)

    def given(self) -> set[str]:
        """Names of what was asked."""
        return {one.name for one in fields(self) if getattr(self, one.name) != one.default}

    def but(self, **changes: Any) -> Filters:
        """The same with changes."""
        return replace(self, **changes)

    @property
    def states(self) -> tuple[str, ...]:
        """The states asked for; empty for every one."""
        if self.state == ALL:
            return ()
        return tuple(OPEN) if self.state == OPEN_TAB else (self.state,)


def conditions(asked: Filters, far: Reach, today: date) -> Q:
    """The conditions, without the words searched and without who sees what.

    Args:
        asked: What was asked.
        far: The person's reach.
        today: The day terms are counted from.
    """
    found = Q(suppressed=asked.suppressed)
    states = asked.states
    if len(states) == 1 and far.everywhere and not (asked.office or asked.organ or asked.assignee):
        found &= Q(state=states[0])
        if states[0] != State.NEW:
            found &= not_new()
    elif states:
        found &= by_the_way("state", states)
    for name in ("line", "model", "grade"):
        if value := getattr(asked, name):
            found &= by_the_way(name, value)
    if asked.presence:
        found &= present(asked.presence)
    if asked.organ:
        found &= Q(organ=asked.organ)
    if asked.office is not None:
        found &= Q(office_id__in=far.below(asked.office))
    if asked.job:
        found &= raised_by(asked.job, asked.seen)
    return found & _who(asked, far) & _when(asked, today) & _how_much(asked)


def _who(asked: Filters, far: Reach) -> Q:
    found = Q()
    if asked.assignee == "me":
        found &= Q(assignee_id=far.person)
    elif asked.assignee == "none":
        found &= by_the_way("assignee", None)
    elif asked.assignee:
        found &= Q(assignee_id=int(asked.assignee))
    if asked.restricted:
        found &= Q(restricted=True)
    if asked.conflict:
        mine = Conflict.objects.filter(person_id=far.person, ended_at=None)
        organs = mine.exclude(organ="").values_list("organ", flat=True)
        clues = mine.exclude(clue=None).values_list("clue_id", flat=True)
        found &= Q(organ__in=list(organs)) | Q(pk__in=list(clues))
    return found


def _when(asked: Filters, today: date) -> Q:
    found = Q()
    if asked.due == "none":
        found &= Q(due=None)
    elif asked.due:
        last = {"overdue": today - timedelta(days=1), "week": today + WEEK, "month": today + MONTH}
        found &= Q(due__lte=last[asked.due]) & by_the_way("state", tuple(OPEN))
    if asked.expires == "past":
        found &= Q(expires__lt=today)
    elif asked.expires:
        last = {"month": today + MONTH, "quarter": today + QUARTER}
        found &= Q(expires__gte=today, expires__lte=last[asked.expires])
    if asked.since:
        found &= Q(occurred__gte=asked.since)
    if asked.until:
        found &= Q(occurred__lte=asked.until)
    if asked.snoozed:
        found &= Q(snoozed_until__gte=today)
    return found


def _how_much(asked: Filters) -> Q:
    found = Q()
    if asked.least is not None:
        found &= Q(amount__gte=asked.least, amount_type="money")
    if asked.most is not None:
        found &= Q(amount__lte=asked.most, amount_type="money")
    return found


def tabs() -> tuple[str, ...]:
    """The tabs of the list: what is open, each state, all."""
    return (OPEN_TAB, *State.values, ALL)


def wide(asked: Filters, far: Reach) -> bool:
    """Whether the list is over so many offices that its order is walked for long."""
    offices = len(far.offices) if asked.office is None else len(far.below(asked.office))
    return far.everywhere and 2 * offices > len(far.offices)
