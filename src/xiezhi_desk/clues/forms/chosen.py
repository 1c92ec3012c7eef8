"""Which clues a bulk act is about: the ticked ones, or every one of the list's filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import QueryDict

from xiezhi_desk.clues.access import reach, visible
from xiezhi_desk.clues.forms.filters import asked
from xiezhi_desk.clues.selectors.listing import every

if TYPE_CHECKING:
    from datetime import date

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Clue

__all__ = ["AT_MOST", "Chosen", "chosen"]

AT_MOST = 2000
"""Clues one bulk act takes; more are done in turns."""


class Chosen(NamedTuple):
    """Clues chosen in the list, all of which the person may see.

    Attributes:
        clues: In the list's order, or by number.
        more: There are more than ``AT_MOST``: the act takes these, and says so.
        missing: How many ticked numbers are not (or no longer) within the person's reach.
    """

    clues: list[Clue]
    more: bool = False
    missing: int = 0


def chosen(access: PersonAccess, post: QueryDict, today: date) -> Chosen:
    """What the list's bulk bar sent.

    Args:
        access: The person's.
        post: ``pick`` (repeated) with numbers, or ``all=1`` with ``query``, the list's address.
        today: The day the filters count terms from.
    """
    far = reach(access)
    rows = visible(access, far).select_related("office", "assignee", "department")
    if post.get("all") == "1":
        filters, _, _ = asked(QueryDict(post.get("query", "")[:2000]))
        ids = every(filters, access, far, today, AT_MOST + 1)
        found = rows.in_bulk(ids[:AT_MOST])
        return Chosen([found[pk] for pk in ids if pk in found], more=len(ids) > AT_MOST)
    numbers = list(dict.fromkeys(post.getlist("pick")))
    kept = [number for number in numbers if number.isalnum()][:AT_MOST]
    clues = list(rows.filter(number__in=kept).order_by("number")) if kept else []
    return Chosen(clues, more=len(numbers) > AT_MOST, missing=len(kept) - len(clues))
