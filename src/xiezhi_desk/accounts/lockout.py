"""Lock-out after wrong passwords: who is locked, and letting them try again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min, Sum
from django.db.models.functions import Lower

from xiezhi_desk.audit.services import record

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.records import Person

__all__ = ["Locked", "locked", "nobody", "unlock"]


class Locked(NamedTuple):
    """A name that may not try for a while.

    Attributes:
        id: Of one of its rows, for the page's button.
        until: When it may try again.
    """

    id: int
    username: str
    address: str
    failures: int
    until: datetime


def nobody(*_: Any, **__: Any) -> str:
    """What the lock-out writes into the log instead of a name."""
    return "somebody"


def locked(people: QuerySet[Person], now: datetime) -> list[Locked]:
    """Names locked at present, with the address their tries came from.

    Names nobody has are left out: what was typed may have been a password.

    Args:
        people: Those whose administrator asks.
        now: The moment.
    """
    names = people.annotate(typed=Lower("username")).values("typed")
    rows = (
        AccessAttempt.objects.filter(
            attempt_time__gt=now - settings.AXES_COOLOFF_TIME, username__in=names
        )
        .values("username", "ip_address")
        .annotate(row=Min("id"), failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("-last")
    )
    return [
        Locked(
            one["row"],
            one["username"] or "",
            one["ip_address"] or "",
            one["failures"],
            one["last"] + settings.AXES_COOLOFF_TIME,
        )
        for one in rows
    ]


@transaction.atomic
def unlock(
    attempt: int, people: QuerySet[Person], *, by: Person, now: datetime, address: str = ""
) -> bool:
    """Let a locked name try again at once.

    Args:
        attempt: ``Locked.id``.
        people: Those whose administrator asks.
        by: The security administrator.
        now: The moment.
        address: Of the administrator.
    """
    row = AccessAttempt.objects.filter(pk=attempt).first()
    person = people.filter(username__iexact=row.username).first() if row else None
    if row is None or person is None:
        return False
    reset(username=row.username, ip=row.ip_address)
    record(
        by=by,
        action="person.unlocked",
        thing=f"person:{person.number}",
        details={"from": row.ip_address or ""},
        now=now,
        address=address,
    )
    return True
