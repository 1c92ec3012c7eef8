"""An office sets its own days where no national rule gives a number, naming the local rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.clues.records import OfficeTerm
from xiezhi_desk.clues.services.door import door

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Office, Person

__all__ = ["set_term"]


def set_term(office: Office, event: str, days: int, basis: str, by: Person, now: datetime) -> None:
    """Set, change or (with 0 days) take away the office's own term for an event."""
    with door(by, now) as act:
        if days:
            OfficeTerm.objects.update_or_create(
                office=office,
                event=event,
                defaults={"days": days, "basis": basis.strip(), "by": by, "at": now},
            )
        else:
            OfficeTerm.objects.filter(office=office, event=event).delete()
        act.tell("term.set", f"office:{office.code}", event=event, days=days)
