"""What a person sets for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from xiezhi_desk.audit.services import record

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["set_capacity", "set_language"]


def set_language(person: Person, language: str) -> None:
    """Choose the language of one's pages; no act worth a record."""
    person.language = language
    person.save(update_fields=("language",))


@transaction.atomic
def set_capacity(person: Person, clues: int, *, now: datetime) -> None:
    """Say how many clues one can check in a week."""
    person.weekly_capacity = clues
    person.save(update_fields=("weekly_capacity",))
    record(
        by=person,
        action="person.capacity_set",
        thing=f"person:{person.number}",
        details={"clues": clues},
        now=now,
    )
