"""By when: the days an office set for itself where no national rule gives a number."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.clues.records import OfficeTerm
from xiezhi_desk.ui.words import lazy

if TYPE_CHECKING:
    from datetime import date

    from xiezhi_desk.accounts.records import Office

__all__ = ["EVENTS", "OwnDue", "own_due", "terms_of"]

EVENTS = {
    "hand_down": lazy("交办后反馈", "report back after being handed a clue"),
    "raise": lazy("提请提办后答复", "answer to a clue raised"),
    "send_across": lazy("受移送后反馈", "report back on a clue sent across"),
    "transfer": lazy("移送其他机关后反馈", "report back from another organ"),
    "urge": lazy("督办后反馈", "report back after being urged"),
    "task": lazy("核查事项办结", "a verification task"),
    "batch": lazy("协助核查函答复", "answer to a batch's letter"),
}
"""What an office may set days for. Articles that give a number are in ``library.law``."""


class OwnDue(NamedTuple):
    """A day and where it comes from."""

    day: date
    basis: str


def own_due(office: Office, event: str, from_day: date) -> OwnDue | None:
    """The day by the office's own rule, else that of the nearest office above; None without one.

    Days are counted from the next day on.
    """
    front = office.path
    paths = [front[: at + 1] for at, sign in enumerate(front) if sign == "/" and at]
    term = (
        OfficeTerm.objects.filter(event=event, office__path__in=paths)
        .order_by("-office__path")
        .first()
    )
    return OwnDue(from_day + timedelta(days=term.days), term.basis) if term else None


def terms_of(office: Office) -> dict[str, OfficeTerm]:
    """The days an office itself has set, by event."""
    return {term.event: term for term in OfficeTerm.objects.filter(office=office)}
