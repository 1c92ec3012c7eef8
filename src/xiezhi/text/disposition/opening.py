"""Where statements begin: a name, or several, with a verb of judgment behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.text import pattern

if TYPE_CHECKING:
    from xiezhi.text.disposition.stretch import Stretch
    from xiezhi.text.disposition.subject import Group, Roster

__all__ = ["Opening", "openings"]


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a statement.

    Attributes:
        start: Where the role or the first name stands in the view.
        body: Behind the last name.
        names: Names of the head; empty when the subject is none of them.
        printed: The subject as printed when it is none of them.
    """

    start: int
    body: int
    names: tuple[str, ...]
    printed: str = ""


def openings(stretch: Stretch, roster: Roster) -> list[Opening]:
    """The openings of a stretch in order; names inside an aside open nothing."""
    text = stretch.view.text
    found: list[Opening] = []
    for group in roster.groups(text, stretch.hits):
        opening = None if stretch.aside(group.start) else _opening(text, group)
        if opening is not None:
            found.append(opening)
    if text.count("告") + text.count("上诉人") + text.count("单位") <= len(found):
        return found
    for other in pattern.load("subject")["unresolved"].finditer(text):
        if not stretch.aside(other.start()) and not any(
            opening.start < other.end() and other.start() < opening.body + 2 for opening in found
        ):
            found.append(Opening(other.start(), other.end(), (), other["name"]))
    return sorted(found, key=lambda opening: opening.start)


def _opening(text: str, group: Group) -> Opening | None:
    """The opening at a group of names; None when no verb of judgment follows it."""
    patterns = pattern.load("subject")
    before = patterns["role_before"].search(text[max(0, group.start - 30) : group.start])
    start = group.start - (len(before["role"]) if before else 0)
    behind = text[group.end : group.end + 60]
    sentenced = patterns["penalty_after"].match(behind) and patterns["sentenced_before"].search(
        text[max(0, start - 4) : start]
    )
    if not sentenced and not patterns["verb"].match(behind):
        return None
    return Opening(start, group.end, group.names)
