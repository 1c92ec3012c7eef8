"""Tokens: made, shown once, ended; a program acts as its person."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from xiezhi_desk.api.records import Token
from xiezhi_desk.audit.services import record

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["LONGEST", "end_token", "make_token", "token_of"]

LONGEST = 365
"""Days a token lives at most."""
FRONT = "xzd_"


def make_token(
    by: Person, name: str, days: int, now: datetime, *, only_read: bool = True
) -> tuple[Token, str]:
    """Make a token of one's own.

    Returns:
        The token's row, and the token itself: shown this once.
    """
    said = FRONT + secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Token.objects.create(
            person=by,
            name=name,
            digest=_digest(said),
            only_read=only_read,
            made_at=now,
            expires_on=(now + timedelta(days=min(max(days, 1), LONGEST))).date(),
        )
        details = {"name": name, "only_read": only_read}
        record(by=by, action="token.made", thing=f"token:{made.pk}", details=details, now=now)
    return made, said


def end_token(token: Token, by: Person, now: datetime) -> None:
    """End a token at once."""
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, ended_at=None).update(ended_at=now):
            record(by=by, action="token.ended", thing=f"token:{token.pk}", now=now)


def token_of(said: str, now: datetime) -> Token | None:
    """The token of a request while it lives and its person may sign in."""
    if not said.startswith(FRONT) or len(said) > 100:
        return None
    found = (
        Token.objects.select_related("person__office")
        .filter(digest=_digest(said), ended_at=None, expires_on__gte=timezone.localdate(now))
        .first()
    )
    if found is None or not found.person.is_active:
        return None
    if found.last_used_at is None or now - found.last_used_at > timedelta(minutes=5):
        Token.objects.filter(pk=found.pk).update(last_used_at=now)
    return found


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()
