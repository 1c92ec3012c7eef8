"""Deadlines of the rulebook counted from a day, and articles with their text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.report.content import Law as Article
from xiezhi.rulebook.counting import last_day
from xiezhi.rulebook.law import CitationError, Law
from xiezhi.rulebook.places import workdays
from xiezhi.rulebook.remedies import Deadline as RulebookDeadline
from xiezhi.rulebook.remedies import deadlines as rulebook_deadlines
from xiezhi_desk.library.problems import Title, door, refused

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Article", "Deadline", "Due", "article", "deadline", "deadlines", "due", "is_workday"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period the law sets.

    Attributes:
        name: Stable name, ``suggestion_reply``.
        title: What has to be done.
        event: What it runs from.
        length: In words, ``两个月`` / ``2 months``.
        cite: As the rulebook writes it, ``检察建议规定#19``.
        article: In words, ``检察建议规定第19条``.
        confirmed: Whether the text of the article was checked against its source.
    """

    name: str
    title: Title
    event: Title
    length: Title
    cite: str
    article: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due.

    Attributes:
        day: The last day; None when working days cannot be counted so far ahead.
        sure: False where the table of holidays ends first: the day may move to a later one.
    """

    day: date | None
    sure: bool
    deadline: Deadline

    @property
    def article(self) -> str:
        """The article it rests on, in words."""
        return self.deadline.article

    @property
    def confirmed(self) -> bool:
        """Whether that article's text was checked."""
        return self.deadline.confirmed


@lru_cache(maxsize=1)
def deadlines() -> dict[str, Deadline]:
    """Every deadline of the rulebook by name, in its order."""
    with door():
        return {name: _deadline(one) for name, one in rulebook_deadlines().items()}


def deadline(name: str) -> Deadline:
    """A deadline by its name.

    Raises:
        DoorError: There is none.
    """
    found = deadlines().get(name)
    if found is None:
        raise refused(
            "deadline-unknown",
            ("规则库里没有这个期限。", "The rulebook has no such deadline."),
            (
                "在 rulebook/law/deadlines.yaml 里选择。",
                "Choose one of rulebook/law/deadlines.yaml.",
            ),
            where=name,
        )
    return found


def due(event: str, from_day: date) -> Due:
    """The last day of a deadline.

    Args:
        event: The deadline's name.
        from_day: The day of what it runs from.

    Raises:
        DoorError: There is no such deadline.
    """
    found = deadline(event)
    end = last_day(rulebook_deadlines()[event], from_day)
    return Due(end.day, end.sure, found)


def is_workday(day: date) -> bool | None:
    """Whether a day is worked; None beyond the table of holidays."""
    return workdays().is_workday(day)


def article(cite: str, on: date | None = None) -> Article:
    """An article with its text, days in force and whether the text was checked.

    Args:
        cite: ``检察建议规定#19``.
        on: As it stood on that day; None is now.

    Raises:
        DoorError: The rulebook has no such article.
    """
    with door():
        found = Law.load().cite(cite, on)
    return Article(found.show(), "", found.text, found.since, found.until, found.checked)


def _deadline(one: RulebookDeadline) -> Deadline:
    try:
        cited = Law.load().cite(one.cite)
        words, confirmed = cited.show(), cited.checked
    except CitationError:  # a name the rulebook does not know is shown as it is, unconfirmed
        words, confirmed = one.cite, False
    return Deadline(one.name, one.title, one.event, _length(one), one.cite, words, confirmed)


def _length(one: RulebookDeadline) -> Title:
    if one.months is not None:
        return Title(f"{one.months}个月", f"{one.months} month{'s' if one.months > 1 else ''}")
    number = one.days or 0
    kind = ("个工作日", "working day") if one.working else ("日", "day")
    return Title(f"{number}{kind[0]}", f"{number} {kind[1]}{'s' if number > 1 else ''}")
