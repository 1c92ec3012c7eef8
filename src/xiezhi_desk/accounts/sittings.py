"""The store of sessions: Django's, in a table that says whose session it is.

A session ends after ``SESSION_COOKIE_AGE`` seconds without a sign of life and in any case
``SITTING_AT_MOST`` after signing in.
"""

from __future__ import annotations

from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import OperationalError
from django.db.models import F
from django.utils import timezone

from xiezhi_desk.accounts.records import Duty, Person, Sitting

__all__ = ["SITTING", "SessionStore", "at_most", "came_with_session"]

SITTING = "sitting"
"""Where a session keeps since when and from where it is."""

_CAME: ContextVar[Person | None] = ContextVar("person of the session just read", default=None)
_DUTY = ("pk", "kind", "line", "since", "until")


def came_with_session(pk: Any) -> Person | None:
    """The person who was read along with the session this request just read; given out once.

    Args:
        pk: The person the session's content names.
    """
    person = _CAME.get()
    _CAME.set(None)
    return person if person is not None and str(person.pk) == str(pk) else None


def at_most() -> timedelta:
    """How long a session lasts at the very most."""
    return timedelta(seconds=settings.SITTING_AT_MOST)


class SessionStore(DatabaseStore):
    """Rows of ``Sitting``.

    Attributes:
        ended: The person whose session had just ended when it was loaded; what they were sending
            is held for them.
    """

    ended: int | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        """The table."""
        return Sitting

    def _get_session_from_db(self) -> Any:
        row = _read(str(self.session_key))
        if row is None:
            self._session_key = None
            return None
        now = timezone.now()
        over = row.started_at is not None and row.started_at + at_most() <= now
        if row.expire_date <= now or over:
            if row.expire_date > now - at_most():
                self.ended = row.person_id
            self._session_key = None
            return None
        _CAME.set(row.person)
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row of a session, with what the list of sessions shows."""
        row: Any = super().create_model_instance(data)
        kept = data.get(SITTING, {})
        row.person_id = data.get("_auth_user_id")
        row.number = kept.get("number", "")
        row.address = kept.get("address", "")
        row.browser = kept.get("browser", "")
        row.how = kept.get("how", "")
        row.started_at = _moment(kept.get("started"))
        row.seen_at = _moment(kept.get("seen"))
        return row

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  (Django's own)
        """Django's own; a database that is only locked is said to be so, not a session to be gone.

        Raises:
            OperationalError: The database is locked or away; the page asks to try again.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from error
            raise

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Seconds until it ends without a further sign of life."""
        idle = super().get_expiry_age(**kwargs)
        started = _moment(self.get(SITTING, {}).get("started"))
        if started is None:
            return idle
        left = int((started + at_most() - timezone.now()).total_seconds())
        return max(min(idle, left), 0)

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """The moment it ends without a further sign of life."""
        return timezone.now() + timedelta(seconds=self.get_expiry_age(**kwargs))

    @classmethod
    def clear_expired(cls) -> None:
        """Delete sessions that ended long ago; those just ended still name their person."""
        Sitting.objects.filter(expire_date__lt=timezone.now() - at_most()).delete()


def _read(key: str) -> Sitting | None:
    """A session with its person, their office and their duties: one query, a row a duty."""
    _CAME.set(None)
    duties = {f"duty_{name}": F(f"person__duties__{name}") for name in _DUTY}
    found = Sitting.objects.filter(session_key=key).annotate(**duties)
    rows = list(found.select_related("person__office", "person__department"))
    if not rows:
        return None
    person = rows[0].person
    if person is not None:
        told = [{name: getattr(row, f"duty_{name}") for name in _DUTY} for row in rows]
        person.duties_read = tuple(
            Duty(person_id=person.pk, **one) for one in told if one["pk"] is not None
        )
    return rows[0]


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
