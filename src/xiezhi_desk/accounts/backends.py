"""How a password becomes a person, and a session a person again: read along with the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend

from xiezhi_desk.accounts.records import Person
from xiezhi_desk.accounts.sittings import came_with_session

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["PasswordBackend"]


class PasswordBackend(ModelBackend):
    """Django's own, without its groups and permissions: the desk's rights come from duties."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person of a session; None once they are disabled."""
        person = came_with_session(user_id)
        if person is None:
            found = Person.objects.select_related("office", "department")
            person = found.filter(pk=user_id).first()
        return person if person is not None and person.is_active else None

    def has_perm(self, *_: Any, **__: Any) -> bool:
        """Never: rights are asked of ``request.access``."""
        return False

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Person | None:
        """The person whose password it is.

        Names are compared without regard to case, as nobody remembers how an invitation was typed.
        """
        if username is None or password is None:
            return None
        person = Person.objects.filter(username__iexact=username.strip()).first()
        if person is None:
            Person().set_password(password)  # takes the time a wrong password would
            return None
        if person.is_active and person.check_password(password):
            return person
        return None
