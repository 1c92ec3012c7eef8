"""A leaver's open work goes to somebody else, whole, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from xiezhi_desk.accounts import slots
from xiezhi_desk.accounts.records import Handover
from xiezhi_desk.audit.services import record
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["hand_over", "open_work"]


def open_work(person: Person) -> dict[str, int]:
    """What a person still holds, as the floors above count it."""
    held: dict[str, int] = {}
    for ask in slots.open_work:
        held |= ask(person)
    return held


@transaction.atomic
def hand_over(leaver: Person, successor: Person, *, by: Person, now: datetime) -> Handover:
    """Move everything the floors above know of.

    Raises:
        ValidationError: The two are one, the successor is disabled or of another office; or a
            floor above refuses.
    """
    if leaver.pk == successor.pk:
        raise ValidationError(t("请选择另一人接手。", "Choose another person."))
    if not successor.is_active or leaver.office_id != successor.office_id:
        raise ValidationError(
            t(
                "接手人须为同一单位的在用账号。",
                "The successor must be of the same office and not disabled.",
            )
        )
    moved: dict[str, int] = {}
    for move in slots.handover:
        moved |= move(leaver, successor, by, now)
    done = Handover.objects.create(leaver=leaver, successor=successor, by=by, at=now, moved=moved)
    record(
        by=by,
        action="person.handed_over",
        thing=f"person:{leaver.number}",
        details={"to": successor.number, **moved},
        now=now,
    )
    return done
