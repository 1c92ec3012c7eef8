"""Reading the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from xiezhi_desk.audit.chain import START, Link
from xiezhi_desk.audit.records import Entry, Head

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["LOOKS", "head", "who_looked"]

LOOKS = ("opened", "uncovered", "printed", "exported", "downloaded")
"""Last words of the actions by which a person sees a thing."""


def who_looked(thing: str) -> QuerySet[Entry]:
    """Who saw a thing or a part of it, newest first; one query.

    Args:
        thing: ``clue:7QK2M4XW9A``, a case, a bundle.
    """
    seen = Q()
    for word in LOOKS:
        seen |= Q(action__endswith=f".{word}")
    return Entry.objects.filter(Q(thing=thing) | Q(within=thing)).filter(seen).order_by("-number")


def head() -> Link:
    """The last place of the chain."""
    kept = Head.objects.filter(pk=1).first()
    return Link(kept.number, kept.sm3, kept.sha256) if kept else START
