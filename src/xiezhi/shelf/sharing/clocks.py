"""Until when an answer and the data are due, counted in working days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xiezhi.rulebook.places import workdays
from xiezhi.rulebook.remedies import deadlines

if TYPE_CHECKING:
    from datetime import date

    from xiezhi.shelf.sharing.application import Application
    from xiezhi.shelf.sharing.correcting import CorrectionRequest

__all__ = ["Clock", "clock", "correction_clock"]


@dataclass(frozen=True, slots=True)
class Clock:
    """What is due next.

    Attributes:
        due: ``answer``, ``supply``, ``correction`` or ``nothing``.
        by: Last day; None when the table of holidays ends first (unknown, not a guess).
        deadline: Name of the deadline in ``rulebook/law/deadlines.yaml``.
        cite: The article.
    """

    due: Literal["answer", "supply", "correction", "nothing"]
    by: date | None = None
    deadline: str = ""
    cite: str = ""

    def overdue(self, today: date) -> bool | None:
        """Whether the last day has passed; None when it is not known."""
        if self.due == "nothing":
            return False
        return None if self.by is None else today > self.by


def clock(application: Application) -> Clock:
    """What is due next of an application.

    An application sent back for what is missing waits for the applicant: no clock runs; when
    it is completed the time counts anew from that day.
    """
    if application.state == "requested":
        kind = "unconditional" if application.unconditional else "conditional"
        start = application.day_of("complete") or application.received
        last = _after(start, f"sharing_answer_{kind}")
        if last is not None and application.day_of("extend") is not None:
            last = _after(last, "sharing_answer_extension")
        return _clock("answer", last, f"sharing_answer_{kind}")
    if application.state == "approved":
        approved = application.day_of("approve") or application.received
        return _clock("supply", _after(approved, "sharing_supply"), "sharing_supply")
    return Clock("nothing")


def correction_clock(request: CorrectionRequest) -> Clock:
    """Until when the provider has to check, correct and answer."""
    if request.state != "asked":
        return Clock("nothing")
    last = _after(request.asked, "sharing_correction")
    return _clock("correction", last, "sharing_correction")


def _after(day: date, name: str) -> date | None:
    return workdays().add_workdays(day, deadlines()[name].days or 0)


def _clock(due: Literal["answer", "supply", "correction"], last: date | None, name: str) -> Clock:
    return Clock(due, last, name, deadlines()[name].cite)
