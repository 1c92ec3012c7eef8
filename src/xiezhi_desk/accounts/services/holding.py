"""What somebody sent when their session had just ended is held and given back: nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from xiezhi_desk.accounts.records import HeldForm, Person
from xiezhi_desk.audit.chain import plain

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

__all__ = ["HELD_FOR", "forget", "held", "hold"]

HELD_FOR = timedelta(hours=24)
_NEVER = frozenset({"csrfmiddlewaretoken", "password", "old", "new", "again", "code", "token"})
_AT_MOST = 200_000


def hold(
    person_id: int, path: str, sent: QueryDict, *, came_from: str = "", now: datetime
) -> HeldForm | None:
    """Keep the fields of a form for its person; files and passwords are never kept.

    Args:
        person_id: Whose session it was.
        path: Where the form was sent.
        sent: Its fields.
        came_from: The page it stood on, to go back to.
        now: The moment.
    """
    fields = [
        [plain(name), plain(value)]
        for name, values in sent.lists()
        for value in values
        if name not in _NEVER
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    if not fields or size > _AT_MOST or not Person.objects.filter(pk=person_id).exists():
        return None
    HeldForm.objects.filter(at__lt=now - HELD_FOR).delete()
    return HeldForm.objects.create(
        person_id=person_id, path=path[:300], came_from=came_from[:300], fields=fields, at=now
    )


def held(person: Person, now: datetime, number: str = "") -> HeldForm | None:
    """The newest form held for a person, or the one of that number."""
    found = HeldForm.objects.filter(person=person, at__gt=now - HELD_FOR)
    if number:
        found = found.filter(number=number)
    return found.order_by("-at").first()


def forget(person: Person, number: str) -> None:
    """Drop a held form: sent again, or no longer wanted."""
    HeldForm.objects.filter(person=person, number=number).delete()
