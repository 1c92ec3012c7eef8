"""How many clues there are by state, from the kept counters: no clue is counted to show a tab."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import CharField, F, Q, Sum, Value
from django.db.models import Count as Counted
from django.db.models.expressions import RawSQL

from xiezhi_desk.clues.records import Clue, Count
from xiezhi_desk.clues.selectors.filters import ALL, OPEN_TAB, Filters, wide
from xiezhi_desk.clues.selectors.plans import by_the_way
from xiezhi_desk.clues.states import OPEN, Presence

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from xiezhi_desk.clues.access import Reach

__all__ = ["Totals", "counted_by", "totals"]


class Totals(NamedTuple):
    """Numbers of clues the person sees, by state.

    Attributes:
        shown: Clues that count.
        suppressed: Clues the model set aside by itself (``suppressed``).
        changed: Clues whose evidence a later run changed, in any state.
        models: Unrestricted clues by model and state, when ``narrowed`` needs them.
    """

    shown: Counter[str]
    suppressed: Counter[str]
    changed: Counter[bool]
    models: Counter[tuple[str, str]]

    def of(self, tab: str, *, suppressed: bool = False) -> int:
        """How many a tab holds: a state, ``open`` or ``all``."""
        sums = self.suppressed if suppressed else self.shown
        if tab == ALL:
            return sums.total()
        if tab == OPEN_TAB:
            return sum(sums[state] for state in OPEN)
        return sums[tab]


def totals(asked: Filters, far: Reach) -> Totals:
    """Totals by state within line, model, grade and office; others are not looked at (one query).

    Unrestricted clues from the kept counters, the few restricted ones that the person sees one by
    one: nobody learns of another by a number.

    Args:
        asked: What was asked.
        far: The person's reach.
    """
    found = Totals(Counter(), Counter(), Counter(), Counter())
    if not far.offices:
        return found
    rows = Count.objects.filter(_kept(asked, far)).order_by()
    none = {"of": Value("", output_field=CharField())}
    kept = rows.values_list("state", "suppressed").annotate(clues=Sum("number"), **none)
    few = Clue.objects.filter(_shared(asked, by_the_way)).order_by()
    if asked.office is not None:
        few = few.filter(by_the_way("office_id", tuple(far.below(asked.office))))
    seen = few.filter(far.restricted_clues()).values_list("state", "suppressed")
    # Said outright, not sent: SQLite then knows that the index of the changed ones will do.
    changed = RawSQL(f"'{Presence.CHANGED.value}'", ())  # noqa: S611  (a word of the table of states)
    other = few.filter(far.open_clues() | far.restricted_clues(), presence=changed)
    moved = other.annotate(word=Value(_CHANGED)).values_list("word", "suppressed")
    counted: list[QuerySet[Any, Any]] = [
        one.annotate(clues=Counted("*"), **none) for one in (seen, moved)
    ]
    if asked.q or wide(asked, far):
        each = Count.objects.filter(counted_by(asked, far), suppressed=asked.suppressed)
        named = each.exclude(model="").order_by().values_list("state", "suppressed")
        counted.append(named.annotate(clues=Sum("number"), of=F("model")))
    for state, suppressed, number, model in kept.union(*counted, all=True):
        if model:
            found.models[(model, state)] += number
        elif state == _CHANGED:
            found.changed[suppressed] += number
        else:
            (found.suppressed if suppressed else found.shown)[state] += number
    return found


_CHANGED = "~changed"


def _equal(name: str, value: str) -> Q:
    return Q(**{name: value})


def _shared(asked: Filters, equal: Callable[[str, str], Q] = _equal) -> Q:
    found = Q()
    for name in ("line", "model", "grade"):
        if value := getattr(asked, name):
            found &= equal(name, value)
    return found


def _kept(asked: Filters, far: Reach) -> Q:
    found = counted_by(asked, far)
    return found if asked.model else found & Q(model="")


def counted_by(asked: Filters, far: Reach) -> Q:
    """The kept counters of the line, model, grade and office asked, within reach."""
    found = _shared(asked)
    if asked.office is not None:
        found &= Q(office_id__in=far.below(asked.office))
    elif not far.everywhere:
        found &= Q(office_id__in=sorted(far.offices))
    if not far.all_lines:
        found &= Q(line__in=sorted(far.lines))
    return found
