"""What may follow when a clue is founded, and the time there is for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Deadline", "RemediesError", "Remedy", "deadlines", "remedies", "remedy"]

State: TypeAlias = Literal["effective", "not_effective", "any"]
By: TypeAlias = Literal["same_level", "upper", "any"]
_CALENDARS = ("natural", "working")
_FROM = ("next_day", "event_day")


class RemediesError(XiezhiError):
    """The file of remedies or of deadlines is not what the loader can trust."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period that runs from an event.

    Attributes:
        name: Stable name.
        event: What it runs from.
        days: Length in days; None when it is counted in months.
        months: Length in months; None when it is counted in days.
        working: Whether only working days count.
        from_next_day: Whether the day of the event does not count.
        cite: Citation it rests on.
    """

    name: str
    title: Title
    event: Title
    days: int | None
    months: int | None
    working: bool
    from_next_day: bool
    cite: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way of supervision.

    Attributes:
        name: As models name it; ``aliases`` are accepted too.
        state: Whether the decision must have taken effect.
        by: ``upper``: only the office above can act, at the request of this one.
        deadline: Name of the deadline, empty when none runs.
        law: Citations it rests on.
        letter: The paper that is issued.
        note: What to mind; None when there is nothing.
    """

    name: str
    title: Title
    aliases: tuple[str, ...]
    state: State
    by: By
    deadline: str
    law: tuple[str, ...]
    letter: str
    note: Title | None


@lru_cache(maxsize=2)
def deadlines(path: Path | None = None) -> dict[str, Deadline]:
    """Every deadline by name.

    Raises:
        RemediesError: A field is wrong, or a length is given twice or not at all.
    """
    problems: list[Problem] = []
    root = Form(read_yaml(path or rulebook_folder() / "law" / "deadlines.yaml"), problems)
    found = {name: _deadline(name, form) for name, form in root.children("deadlines")}
    root.done()
    if problems:
        raise RemediesError(*problems)
    return found


@lru_cache(maxsize=2)
def remedies(path: Path | None = None) -> dict[str, Remedy]:
    """Every remedy by name.

    Raises:
        RemediesError: A field is wrong or a deadline does not exist.
    """
    problems: list[Problem] = []
    root = Form(read_yaml(path or rulebook_folder() / "terms" / "remedies.yaml"), problems)
    found = {name: _remedy(name, form) for name, form in root.children("remedies")}
    root.done()
    if problems:
        raise RemediesError(*problems)
    return found


def remedy(word: str) -> Remedy | None:
    """The remedy of that name or alias; None when there is none."""
    known = remedies()
    if word in known:
        return known[word]
    return next((one for one in known.values() if word in one.aliases), None)


def _deadline(name: str, form: Form) -> Deadline:
    deadline = Deadline(
        name=name,
        title=form.title(),
        event=form.title("event"),
        days=form.integer("days"),
        months=form.integer("months"),
        working=form.choice("calendar", _CALENDARS) == "working",
        from_next_day=form.choice("counted_from", _FROM) == "next_day",
        cite=form.text("cite"),
    )
    form.done()
    if (deadline.days is None) == (deadline.months is None):
        form.refuse(form.place, f"{name} has days or months, one of the two.")
    return deadline


def _remedy(name: str, form: Form) -> Remedy:
    found = Remedy(
        name=name,
        title=form.title(),
        aliases=form.texts("aliases"),
        state=cast("State", form.choice("state", ("effective", "not_effective", "any"))),
        by=cast("By", form.choice("by", ("same_level", "upper", "any"))),
        deadline=form.text("deadline", ""),
        law=form.texts("law"),
        letter=form.text("letter"),
        note=form.title("note") if form.has("note") else None,
    )
    form.done()
    if found.deadline and found.deadline not in deadlines():
        form.refuse(form.place, f"There is no deadline {found.deadline!r}.")
    return found
