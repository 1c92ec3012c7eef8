"""Passwords: one's own, and the one-time link that lets somebody set theirs."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from xiezhi_desk.accounts.records import Invitation, Person
from xiezhi_desk.accounts.services.entering import end_all
from xiezhi_desk.audit.services import record

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["change", "invitation", "invite", "use_invitation"]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def change(person: Person, new: str, *, now: datetime, session_key: str | None = None) -> None:
    """Set one's own password; every other session of the person ends.

    Args:
        person: Whose.
        new: Already held against the password rules by the form.
        now: The moment.
        session_key: The session that asks; it goes on.
    """
    person.set_password(new)
    person.must_change_password = False
    person.password_changed_at = now
    person.save(update_fields=("password", "must_change_password", "password_changed_at"))
    ended = end_all(person, but=session_key)
    record(
        by=person,
        action="person.password_changed",
        thing=f"person:{person.number}",
        details={"ended": ended},
        now=now,
    )


@transaction.atomic
def invite(person: Person, *, by: Person | None, now: datetime) -> str:
    """A new one-time link's secret; earlier links and the old password stop working.

    Returns:
        The token; shown once, only its hash is kept.
    """
    token = secrets.token_urlsafe(24)
    Invitation.objects.filter(person=person, used_at__isnull=True).delete()
    Invitation.objects.create(
        person=person,
        digest=_digest(token),
        by=by,
        at=now,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    person.set_unusable_password()
    person.save(update_fields=("password",))
    end_all(person)
    record(by=by, action="person.invited", thing=f"person:{person.number}", now=now)
    return token


def invitation(token: str, now: datetime) -> Invitation | None:
    """The invitation a link stands for, while it can be used."""
    return (
        Invitation.objects.select_related("person")
        .filter(
            digest=_digest(token),
            used_at__isnull=True,
            expires_at__gt=now,
            person__is_active=True,
        )
        .first()
    )


@transaction.atomic
def use_invitation(token: str, new: str, *, now: datetime) -> Person | None:
    """Set the password by a one-time link; None when somebody was quicker."""
    kept = invitation(token, now)
    if kept is None:
        return None
    if not Invitation.objects.filter(pk=kept.pk, used_at__isnull=True).update(used_at=now):
        return None
    change(kept.person, new, now=now)
    return kept.person
