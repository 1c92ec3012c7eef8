"""What a file handed in may be: looked at once, however large it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import XiezhiError
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.suggest.titles import match_title
from xiezhi_desk.library.problems import door
from xiezhi_desk.library.shelf.offering import FITTING, Suggestion, suggestion

if TYPE_CHECKING:
    from xiezhi.rulebook.tables import Table
    from xiezhi_desk.library.problems import Title

__all__ = ["Looked", "likely_tables", "looked"]

FORESEEN = 3
"""For so many of the likely tables the columns are suggested in the same look."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file looked at.

    Attributes:
        likely: Tables it may be: name, title, how many of its titles are known to it.
        suggestions: Columns suggested, by table, for the likeliest.
    """

    likely: tuple[tuple[str, Title, int], ...]
    suggestions: dict[str, Suggestion] = field(default_factory=dict)


def looked(workspace: Path | str, path: Path | str, provider: str = "", most: int = 5) -> Looked:
    """Likely tables and suggested columns in one look: a large workbook takes a minute to open.

    Args:
        workspace: Where earlier mappings are kept.
        path: The file or zip, safe on this machine.
        provider: Who delivers.
        most: How many tables.

    Raises:
        DoorError: The file cannot be read as a table.
    """
    with door(Path(path).parent), Source.open(path) as source:
        likely = _likely([sheet.titles for sheet in source.sheets], most)
        found, tables = {}, Tables.load()
        for name, _, _ in likely[:FORESEEN]:
            try:
                found[name] = suggestion(workspace, source, tables[name], provider)
            except XiezhiError:
                continue  # who chooses this table is told why
    return Looked(likely, found)


def likely_tables(path: Path | str, most: int = 5) -> tuple[tuple[str, Title, int], ...]:
    """Tables the file may be: name, title, how many of its titles are known to it.

    Raises:
        DoorError: The file cannot be read as a table.
    """
    with door(Path(path).parent), Source.open(path) as source:
        return _likely([sheet.titles for sheet in source.sheets], most)


def _likely(titles: list[tuple[str, ...]], most: int) -> tuple[tuple[str, Title, int], ...]:
    tables = Tables.load()
    found = []
    for name in tables.names:
        table = tables[name]
        if table.origin == "supplied":
            score = max((_known_titles(one, table) for one in titles), default=0)
            if score:
                found.append((name, table.title, score))
    return tuple(sorted(found, key=lambda one: -one[2])[:most])


def _known_titles(titles: tuple[str, ...], table: Table) -> int:
    return sum(
        any(match_title(title, column).how in FITTING for column in table.columns.values())
        for title in titles
    )
