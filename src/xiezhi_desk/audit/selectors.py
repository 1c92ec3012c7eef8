"""Reading the trail."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from xiezhi_desk.audit.chain import START, Link
from xiezhi_desk.audit.records import Entry, Head

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

__all__ = [
    "LOOKS",
    "PAGE_MARK",
    "Reach",
    "copies",
    "filtered",
    "head",
    "office_names",
    "trail_of",
    "who_looked",
]

LOOKS = (
    "opened",
    "uncovered",
    "printed",
    "exported",
    "downloaded",
    "read",
    "taken",
    "refused_exported",
    "bulletin",
    "letters_downloaded",
    "attachment_read",
    "document_opened",
)
"""Last words of the actions by which a person sees a thing."""


class Reach(Protocol):
    """What ``accounts`` says of the person who reads the trail."""

    person: Any

    def offices(self) -> Iterable[Any]:
        """The person's office and those below."""


def looks() -> Q:
    """Actions by which a person sees a thing."""
    seen = Q()
    for word in LOOKS:
        seen |= Q(action__endswith=f".{word}")
    return seen


def who_looked(thing: str) -> QuerySet[Entry]:
    """Who saw a thing or a part of it, newest first; one query.

    Args:
        thing: ``clue:7QK2M4XW9A``, a case, a bundle.
    """
    return (
        Entry.objects.filter(Q(thing=thing) | Q(within=thing)).filter(looks()).order_by("-number")
    )


PAGE_MARK = "P"
"""In front of an entry's number: the mark of what was shown or made by that entry alone."""
_OWN_MARK = re.compile(r"[AP]([0-9]{1,18})")


def copies(number: str) -> QuerySet[Entry]:
    """What the trail says of the copy that bears a mark, the last first; one query.

    Args:
        number: As it was read out of a file, or out of words copied from a page.
    """
    found = Q(thing=f"export:{number}") | Q(details__mark=number)
    if own := _OWN_MARK.fullmatch(number):
        found |= Q(number=int(own[1]))
    return Entry.objects.filter(found).order_by("-number")


def head() -> Link:
    """The last place of the chain."""
    kept = Head.objects.filter(pk=1).first()
    return Link(kept.number, kept.sm3, kept.sha256) if kept else START


def trail_of(reach: Reach) -> QuerySet[Entry]:
    """The part of the trail a person may read: all of it at the top office, else the subtree's."""
    office = getattr(reach.person, "office", None)
    if office is not None and office.parent_id is None:
        return Entry.objects.all()
    return Entry.objects.filter(office__in=[one.code for one in reach.offices()])


def office_names(entries: Iterable[Entry]) -> dict[str, str]:
    """The names of the offices that entries name by their code; one query.

    An office where nobody is any more is left to its code.
    """
    codes = {one.office for one in entries if one.office}
    theirs = get_user_model().objects.filter(office__code__in=codes)
    return dict(theirs.values_list("office__code", "office__name").distinct().order_by())


def filtered(trail: QuerySet[Entry], asked: dict[str, Any]) -> QuerySet[Entry]:
    """The trail as asked for.

    Args:
        trail: What may be read.
        asked: ``person`` a user name, ``action`` whole or its beginning, ``thing`` the thing or
            what it is a part of, ``looked`` only looks, ``since`` and ``until`` days in the desk's
            zone, both counted.
    """
    found = trail
    if asked.get("person"):
        users = get_user_model().objects.filter(username__iexact=asked["person"].strip())
        found = found.filter(person_id__in=list(users.values_list("pk", flat=True)))
    if asked.get("action"):
        found = found.filter(action__startswith=asked["action"].strip())
    if asked.get("thing"):
        thing = asked["thing"].strip()
        found = found.filter(Q(thing=thing) | Q(within=thing))
    if asked.get("looked"):
        found = found.filter(looks())
    zone = timezone.get_default_timezone()
    if asked.get("since"):
        found = found.filter(at__gte=datetime.combine(asked["since"], time(), zone))
    if asked.get("until"):
        day = asked["until"] + timedelta(days=1) if asked["until"].year < 9999 else asked["until"]
        found = found.filter(at__lt=datetime.combine(day, time(), zone))
    return found.order_by("-number")
