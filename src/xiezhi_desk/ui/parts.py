"""Values the parts of a page are made of; a view fills them, ``ui/*.html`` show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = ["Event", "Fact", "Stage", "Tab"]


class Tab(NamedTuple):
    """A tab of ``ui/tabs.html``: a link with how many (None: not shown)."""

    title: Any
    url: str
    many: int | None = None
    current: bool = False


class Fact(NamedTuple):
    """One line of ``ui/facts.html``: what, and its value; ``note`` in small type beside it."""

    what: Any
    value: Any
    note: Any = ""


class Event(NamedTuple):
    """One point of ``ui/timeline.html``: when, what, by whom, more; tone as in ``looks``."""

    when: datetime | date | None
    what: Any
    by: Any = ""
    more: Any = ""
    tone: str = ""


class Stage(NamedTuple):
    """One step of ``ui/stepper.html``: title, and whether it is ``done``, ``now`` or ``later``."""

    title: Any
    state: str
    url: str = ""
