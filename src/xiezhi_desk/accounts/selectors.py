"""Reading offices, people and duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db.models import Q

from xiezhi_desk.accounts.access import GIVES
from xiezhi_desk.accounts.records import Duty, Office, Person, Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from xiezhi_desk.ui.rights import Right

__all__ = [
    "duties_in_force",
    "filtered",
    "people_of",
    "sittings_of",
    "with_right",
    "without_second_step",
]


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


def filtered(
    people: QuerySet[Person], *, words: str = "", office: str = "", duty: str = "", state: str = ""
) -> QuerySet[Person]:
    """The list of people as asked for.

    Args:
        people: Those within reach.
        words: In the name or the user name.
        office: An office's code; those below count too.
        duty: A kind of duty, in force or not.
        state: ``""`` in use, ``invited`` without a password yet, ``disabled``, ``all``.
    """
    found = people
    if words.strip():
        found = found.filter(
            Q(name__icontains=words.strip()) | Q(username__icontains=words.strip())
        )
    if office:
        found = found.filter(office__path__contains=f"/{office}/")
    if duty:
        found = found.filter(duties__kind=duty).distinct()
    if state == "disabled":
        found = found.filter(is_active=False)
    elif state == "invited":
        found = found.filter(
            is_active=True, password_changed_at__isnull=True, last_login__isnull=True
        )
    elif state != "all":
        found = found.filter(is_active=True)
    return found.order_by("office__path", "name", "username")


def without_second_step(
    people: QuerySet[Person], kinds: Iterable[str], today: date
) -> QuerySet[Person]:
    """Those whose duty requires the second step and who have not set it up."""
    obliged = duties_in_force(today).filter(kind__in=list(kinds)).values("person")
    have = Authenticator.objects.filter(type=Authenticator.Type.TOTP).values("user")
    return people.filter(is_active=True, pk__in=obliged).exclude(pk__in=have)
