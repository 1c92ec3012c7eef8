"""The stories of a model in words: what is given, what is expected, which are look-alikes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.report.masking import Masker
from xiezhi.report.showing import show
from xiezhi.rulebook.tables import Tables
from xiezhi_desk.library.models.catalogue import entry, loaded
from xiezhi_desk.library.problems import Title

if TYPE_CHECKING:
    import datetime

    from xiezhi.model.spec import Model
    from xiezhi.model.story import LiteralTable, Story
    from xiezhi.rulebook.tables import Table

__all__ = ["StoryShown", "StoryTable", "stories"]

_OPEN = Masker(open_=True)
_COMPANIONS = ("_span", "_from", "_abstained")


@dataclass(frozen=True, slots=True)
class StoryTable:
    """Rows that a story gives; columns that are empty in all of them are left out."""

    title: Title
    columns: tuple[Title, ...]
    rows: tuple[tuple[Title, ...], ...]


@dataclass(frozen=True, slots=True)
class StoryShown:
    """A story.

    Attributes:
        kind: ``hit``, ``look_alike``, ``pending`` or ``silent``.
        expect: Of every clue expected, column and value.
    """

    title: Title
    kind: str
    as_of: datetime.date | None
    given: tuple[StoryTable, ...]
    expect: tuple[tuple[tuple[Title, str], ...], ...]
    pending: int
    not_checkable: int


@lru_cache(maxsize=64)
def stories(model_id: str) -> tuple[StoryShown, ...]:
    """The stories of a model, as they are told.

    Raises:
        DoorError: There is no such model.
    """
    entry(model_id)
    model, told = loaded()[model_id]
    return tuple(_story(model, one) for one in told)


def _story(model: Model, story: Story) -> StoryShown:
    tables = {one.name: one.table for one in model.inputs}
    return StoryShown(
        title=story.name,
        kind=story.kind,
        as_of=story.as_of,
        given=tuple(
            _table(_standard(tables[one.input]), one)
            for one in story.tables
            if one.input in tables and one.rows
        ),
        expect=tuple(
            tuple((_title(model, name), value) for name, value in clue.items())
            for clue in story.expect
        ),
        pending=story.pending or 0,
        not_checkable=story.not_checkable or 0,
    )


def _standard(name: str) -> Table | None:
    tables = Tables.load()
    return tables[name] if name in tables else None  # noqa: SIM401 - no mapping


def _table(table: Table | None, given: LiteralTable) -> StoryTable:
    names = [name for name, _ in given.columns]
    shown = [
        place
        for place, name in enumerate(names)
        if not name.startswith("_")
        and not name.endswith(_COMPANIONS)
        and any(row[place] is not None for row in given.rows)
    ]
    found = [table.column(names[place]) if table is not None else None for place in shown]
    return StoryTable(
        title=table.title if table is not None else Title(given.input, given.input),
        columns=tuple(
            column.title if column is not None else Title(names[place], names[place])
            for place, column in zip(shown, found, strict=True)
        ),
        rows=tuple(
            tuple(
                show(row[place], column.type.name if column is not None else "text", _OPEN, column)
                for place, column in zip(shown, found, strict=True)
            )
            for row in given.rows
        ),
    )


def _title(model: Model, name: str) -> Title:
    """A clue's column by the title of the standard column it is called like."""
    for one in model.inputs:
        table = _standard(one.table)
        column = table.column(name) if table is not None else None
        if column is not None:
            return column.title
    words = name.replace("_", " ")
    return Title(words, words)
