"""Whose disposals a person may decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.shelf.records import Disposal
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["decidable"]


def decidable(access: PersonAccess) -> QuerySet[Disposal]:
    """Disposals asked for in the approver's own office or one below it, by somebody else.

    What is removed does not come back: a county's chief does not decide on the province's data.
    """
    if not access.may(Right.APPROVE_DATA):
        return Disposal.objects.none()
    asked = Disposal.objects.filter(asked_by__office__in=access.offices())
    return asked.exclude(asked_by_id=access.person.pk)
