"""Appending to the trail, and proving that nothing in it was touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from xiezhi_desk.audit.chain import Link, link_of, plain
from xiezhi_desk.audit.proving import Broken, verify
from xiezhi_desk.audit.records import Entry, Head
from xiezhi_desk.library.covering import cover_text

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.base_user import AbstractBaseUser

__all__ = ["Broken", "record", "verify"]


@transaction.atomic
def record(
    *,
    by: AbstractBaseUser | None,
    action: str,
    thing: str = "",
    within: str = "",
    reason: str = "",
    details: dict[str, Any] | None = None,
    now: datetime,
    address: str = "",
) -> Entry:
    """Append one entry; part of the caller's transaction, so it stands and falls with the act.

    The head of the chain stays locked until that transaction ends: append last in long ones.

    Args:
        by: Who acted; None for the system itself.
        action: Dotted word, ``clue.opened``.
        thing: What it was done to, ``clue:7QK2M4XW9A``.
        within: The clue or case the thing is a part of.
        reason: What the person gave as the reason; identity numbers, accounts and phones in it
            are covered before they are kept, for nothing is ever taken out of the trail.
        details: Numbers and opaque ids only, never data about a person.
        now: The moment, from the view, command or task.
        address: Where the request came from (``audit.address.address_of``).
    """
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Head.objects.get_or_create(pk=1)
        head = Head.objects.select_for_update().get(pk=1)
    office = getattr(by, "office", None)
    entry = Entry(
        number=head.number + 1,
        at=now,
        person_id=by.pk if by is not None else None,
        who=_who(by),
        office=getattr(office, "code", ""),
        address=plain(address)[:45],
        action=action,
        thing=plain(thing)[:120],
        within=plain(within)[:120],
        reason=plain(cover_text(reason)),
        details=plain(details or {}),
    )
    place = link_of(entry, Link(head.number, head.sm3, head.sha256))
    entry.sm3, entry.sha256 = place.sm3, place.sha256
    entry.save(force_insert=True)
    head.number, head.sm3, head.sha256 = place
    head.save(update_fields=("number", "sm3", "sha256"))
    return entry


def _who(by: AbstractBaseUser | None) -> str:
    if by is None:
        return ""
    return str(plain(f"{by} ({by.get_username()})"))[:120]
