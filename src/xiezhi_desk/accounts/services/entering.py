"""From a proven identity to a session: second step, session limits, the trail."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import transaction
from django.utils.crypto import constant_time_compare

from xiezhi_desk.accounts.browsers import LONGEST
from xiezhi_desk.accounts.records import Person, Sitting
from xiezhi_desk.accounts.services import second_step
from xiezhi_desk.accounts.sittings import SITTING
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.services import record
from xiezhi_desk.ui.numbers import new_number

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = [
    "BACKEND",
    "Pending",
    "begin",
    "end_all",
    "end_every",
    "end_one",
    "finish",
    "leave",
    "pending",
]

BACKEND = "xiezhi_desk.accounts.backends.PasswordBackend"
PENDING = "pending_sign_in"
PENDING_FOR = timedelta(minutes=10)


class Pending(NamedTuple):
    """Somebody who has taken the first step and owes the second."""

    person: Person
    how: str
    next_url: str


def begin(request: HttpRequest, person: Person, *, how: str, next_url: str, now: datetime) -> bool:
    """The first step was taken: sign in, or ask for the second step.

    Returns:
        True when signed in; False when the second step is owed.
    """
    if not second_step.has(person):
        finish(request, person, how=how, second=False, now=now)
        return True
    request.session.cycle_key()
    request.session[PENDING] = {
        "person": person.pk,
        "proof": person.get_session_auth_hash(),
        "how": how,
        "next": next_url,
        "at": now.isoformat(),
    }
    return False


def pending(request: HttpRequest, now: datetime) -> Pending | None:
    """Who owes the second step in this browser; None after ten minutes."""
    kept: dict[str, Any] | None = request.session.get(PENDING)
    if kept is None or datetime.fromisoformat(kept["at"]) + PENDING_FOR < now:
        return None
    person = Person.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or not constant_time_compare(kept["proof"], person.get_session_auth_hash()):
        return None
    return Pending(person, kept["how"], kept["next"])


@transaction.atomic
def finish(request: HttpRequest, person: Person, *, how: str, second: bool, now: datetime) -> None:
    """Open the session; the oldest beyond ``SITTINGS_EACH`` ends.

    Args:
        request: The request that proved it.
        person: Who signs in.
        how: ``password`` or the provider's id.
        second: Whether the second step was taken.
        now: The moment.
    """
    request.session.pop(PENDING, None)
    login(request, person, backend=BACKEND)
    request.session[SITTING] = {
        "number": new_number(),
        "started": now.isoformat(),
        "seen": now.isoformat(),
        "address": address_of(request),
        "browser": request.headers.get("User-Agent", "")[:LONGEST],
        "how": how,
        "second": second,
    }
    request.session.save()
    older = (
        Sitting.objects.filter(person=person, expire_date__gt=now)
        .exclude(session_key=request.session.session_key)
        .order_by("-started_at")
        .values_list("session_key", flat=True)[settings.SITTINGS_EACH - 1 :]
    )
    ended, _ = Sitting.objects.filter(session_key__in=list(older)).delete()
    record(
        by=person,
        action="person.signed_in",
        thing=f"person:{person.number}",
        details={"how": how, "second": second, "ended": ended},
        now=now,
        address=address_of(request),
    )


def leave(request: HttpRequest, *, now: datetime) -> None:
    """Sign out."""
    person = request.user
    if isinstance(person, Person):
        record(
            by=person,
            action="person.signed_out",
            thing=f"person:{person.number}",
            now=now,
            address=address_of(request),
        )
    logout(request)


@transaction.atomic
def end_one(number: str, person: Person, *, by: Person, now: datetime) -> bool:
    """End one session of a person at once."""
    ended, _ = Sitting.objects.filter(number=number, person=person).delete()
    if ended:
        record(by=by, action="person.session_ended", thing=f"person:{person.number}", now=now)
    return bool(ended)


@transaction.atomic
def end_every(person: Person, *, by: Person, now: datetime) -> int:
    """End every session of a person, on somebody else's order."""
    ended = end_all(person)
    record(
        by=by,
        action="person.sessions_ended",
        thing=f"person:{person.number}",
        details={"ended": ended},
        now=now,
    )
    return ended


def end_all(person: Person, *, but: str | None = None) -> int:
    """End every session of a person, for instance but the one that asks. Recorded by the caller."""
    ended, _ = Sitting.objects.filter(person=person).exclude(session_key=but or "").delete()
    return ended
