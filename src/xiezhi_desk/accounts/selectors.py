"""Reading offices, people and duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from xiezhi_desk.accounts.access import GIVES
from xiezhi_desk.accounts.records import Duty, Office, Person, Sitting

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from xiezhi_desk.ui.rights import Right

__all__ = ["duties_in_force", "people_of", "sittings_of", "with_right"]


def people_of(office: Office) -> QuerySet[Person]:
    """The people of one office who can sign in, by name."""
    return Person.objects.filter(office=office, is_active=True).order_by("name", "username")


def duties_in_force(today: date) -> QuerySet[Duty]:
    """Duties that hold on a day."""
    return Duty.objects.filter(since__lte=today).filter(Q(until__isnull=True) | Q(until__gte=today))


def with_right(
    office: Office, right: Right, line: str = "", *, today: date | None = None
) -> QuerySet[Person]:
    """The people of an office one of whose duties carries a right.

    Args:
        office: The office itself, not those below.
        right: The right looked for.
        line: Over this line; a duty without a line carries it over all. Empty: over any.
        today: The day; without it, duties not ended yet count.
    """
    kinds = [kind for kind, rights in GIVES.items() if right in rights]
    held = Duty.objects.filter(until__isnull=True) if today is None else duties_in_force(today)
    held = held.filter(kind__in=kinds)
    if line:
        held = held.filter(line__in=("", line))
    return people_of(office).filter(pk__in=held.values("person"))


def sittings_of(person: Person, now: datetime) -> QuerySet[Sitting]:
    """A person's open sessions, the last seen first."""
    return Sitting.objects.filter(person=person, expire_date__gt=now).order_by("-seen_at")
