"""What a row of a list says of a clue: what is wrong, and whom it touches, always masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.library.showing import headline
from xiezhi_desk.runs.store import folder_of
from xiezhi_desk.ui.words import chinese

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from xiezhi_desk.clues.records import Clue

__all__ = ["Headline", "headlines"]


class Headline(NamedTuple):
    """A clue in one line; nothing in it is unmasked.

    Attributes:
        title: What is wrong.
        affected: Whom it touches; empty when nobody, or when the data were disposed of.
        amount: In words, with its unit.
    """

    title: str
    affected: str
    amount: str


NOTHING = Headline("", "", "")


def headlines(clues: Iterable[Clue]) -> dict[int, Headline]:
    """The headline of each clue, by id; ``latest`` and its bundle are loaded."""
    folders: dict[str, Path] = {}
    return {clue.pk: _headline(clue, folders) for clue in clues}


def _headline(clue: Clue, folders: dict[str, Path]) -> Headline:
    seen = clue.latest
    if seen is None or not seen.said:
        return NOTHING
    place = seen.bundle.folder
    if place not in folders:
        folders[place] = folder_of(place)
    try:
        told = headline(folders[place], seen.said, masked=True)
    except (DoorError, KeyError):
        # The bundle lies elsewhere now, or was disposed of: organ and act stand without it.
        return NOTHING
    if chinese():
        return Headline(told.title.zh, told.affected, told.amount.zh)
    return Headline(told.title.en, told.affected, told.amount.en)
