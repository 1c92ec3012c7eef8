"""“You can check 20 this week: these 20”: what is in hand, what to take next, what was done.

The order is ``Clue.worth``, which is kept (``services.worth``), so that the list is read from an
index whatever the number of clues.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from xiezhi_desk.accounts.records import Person
from xiezhi_desk.clues.records import Clue, Conflict, Decision
from xiezhi_desk.clues.selectors.loads import IN_HAND
from xiezhi_desk.clues.states import Presence, State
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["Part", "Week", "week", "why"]

MOST_SHOWN = 100
_NEVER = date.max


@dataclass(frozen=True)
class Week:
    """A person's week.

    Attributes:
        capacity: Clues they can check a week, as they said.
        mine: In hand: those with a day first, then by worth.
        in_hand: How many, also beyond those shown.
        waiting: Proposed by them, waiting for a second person.
        suggested: New clues of their office and lines that would fill the rest of the week.
        done: Decided by them since Monday, by outcome.
    """

    capacity: int
    mine: list[Clue]
    in_hand: int
    waiting: int
    suggested: list[Clue]
    done: dict[str, int]

    @property
    def room(self) -> int:
        """How many more fit into the week."""
        return max(self.capacity - self.in_hand, 0)

    @property
    def done_in_all(self) -> int:
        """Decided since Monday."""
        return sum(self.done.values())


class Part(NamedTuple):
    """One part of a clue's worth, as a person reads it: what, its factor, where it comes from."""

    name: str
    factor: float
    text: str


def week(access: PersonAccess, today: date) -> Week:
    """The week of the person who asks: at most seven queries, each of an index."""
    person = access.person
    if not isinstance(person, Person) or person.office_id is None:
        return Week(0, [], 0, 0, [], {})
    hand = Clue.objects.filter(assignee=person)
    awake = Q(snoozed_until=None) | Q(snoozed_until__lte=today)
    now = hand.filter(awake, state__in=IN_HAND)
    mine = sorted(
        now[:MOST_SHOWN], key=lambda clue: (clue.due or clue.expires or _NEVER, -clue.worth)
    )
    counted = hand.filter(state__in=(*IN_HAND, State.PROPOSED)).aggregate(
        in_hand=Count("pk", filter=awake & Q(state__in=IN_HAND)),
        waiting=Count("pk", filter=Q(state=State.PROPOSED)),
    )
    room = max(person.weekly_capacity - counted["in_hand"], 0)
    return Week(
        person.weekly_capacity,
        mine,
        counted["in_hand"],
        counted["waiting"],
        _next(access, person, room),
        _done(person, today),
    )


def _next(access: PersonAccess, person: Person, room: int) -> list[Clue]:
    """New clues by worth: the first of each line, then the first of those."""
    if not room:
        return []
    shut = Conflict.objects.filter(person=person, ended_at=None).values_list("organ", "clue_id")
    organs, clues = {organ for organ, _ in shut if organ}, {clue for _, clue in shut if clue}
    lines, most = sorted(access.lines(Right.JUDGE_CLUES)), min(room, MOST_SHOWN)
    best: list[tuple[float, int]] = []
    for line in lines:
        new = Clue.objects.filter(
            office=person.office,
            line=line,
            state=State.NEW,
            restricted=False,
            suppressed=False,
            snoozed_until=None,
        ).exclude(presence=Presence.GONE)
        if organs:
            new = new.exclude(organ__in=organs)
        if clues:
            new = new.exclude(pk__in=clues)
        best += new.order_by("-worth", "-id").values_list("worth", "pk")[:most]
    keys = [key for _, key in nlargest(most, best)]
    found = Clue.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _done(person: Person, today: date) -> dict[str, int]:
    monday = timezone.make_aware(datetime.combine(today - timedelta(days=today.weekday()), time()))
    rows = (
        Decision.objects.filter(by=person, stands=True, at__gte=monday)
        .values_list("outcome")
        .annotate(number=Count("pk"))
        .order_by("outcome")
    )
    return dict(rows)


def why(clue: Clue) -> list[Part]:
    """The parts of a clue's worth in words, with their numbers."""
    return [_WORDS[name](*numbers) for name, *numbers in clue.worth_why if name in _WORDS]


def _precision(factor: float, founded: int, read: int, prior: float) -> Part:
    if not read:
        none = t(
            "尚未核过，按等级先验 {prior}",
            "none read; its grade's prior {prior}",
            prior=f"{prior:.0%}",
        )
        return Part(t("把握", "likely"), factor, none)
    text = t(
        "已核 {read} 条、属实 {founded} 条，等级先验 {prior}",
        "{founded} founded of {read} read; prior of its grade {prior}",
        read=read,
        founded=founded,
        prior=f"{prior:.0%}",
    )
    return Part(t("把握", "likely"), factor, text)


def _amount(factor: float, amount: str | None, kind: str) -> Part:
    if amount is None:
        text = t("没有金额", "no amount")
    elif kind == "days":
        text = t("{n} 天", "{n} days", n=f"{float(amount):,.0f}")
    else:
        text = t("{n} 元", "¥{n}", n=f"{float(amount):,.0f}")
    return Part(t("分量", "weight"), factor, text)


def _urgency(factor: float, left: int | None) -> Part:
    if left is None:
        text = t("没有时效", "no last day")
    elif left < 0:
        text = t("已过时效 {n} 天", "{n} days too late", n=-left)
    else:
        text = t("还有 {n} 天", "{n} days left", n=left)
    return Part(t("时效", "urgency"), factor, text)


def _effort(factor: float) -> Part:
    return Part(t("核查量", "effort"), factor, t("按线索等级", "by the clue's grade"))


_WORDS: dict[str, Callable[..., Part]] = {
    "precision": _precision,
    "amount": _amount,
    "urgency": _urgency,
    "effort": _effort,
}
