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
    from collections.abc import Callable

    from xiezhi.rulebook.tables import Table
    from xiezhi_desk.library.problems import Title

__all__ = ["Looked", "likely_tables", "looked"]

LIKELY = 5
"""So many tables are offered as likely ones."""

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


def looked(
    workspace: Path | str,
    path: Path | str,
    provider: str = "",
    table: str = "",
    tell: Callable[[str], object] = str,
) -> Looked:
    """Likely tables and suggested columns in one look: a large workbook takes a minute to open.

    Args:
        workspace: Where earlier mappings are kept.
        path: The file or zip, safe on this machine.
        provider: Who delivers.
        table: A table somebody chose: its columns are suggested, or the refusal is raised.
        tell: Is told the table whose columns are being compared.

    Raises:
        DoorError: The file cannot be read as a table, or bears a mark of secrecy.
    """
    with door(Path(path).parent), Source.open(path) as source:
        likely = _likely([sheet.titles for sheet in source.sheets], LIKELY)
        found, tables = {}, Tables.load()
        first: XiezhiError | None = None
        for name in dict.fromkeys([table] if table else [one[0] for one in likely[:FORESEEN]]):
            tell(name)
            try:
                found[name] = suggestion(workspace, source, tables[name], provider)
            except XiezhiError as error:
                first = first or error
        if first is not None and not found:
            raise first
    return Looked(likely, found)


def likely_tables(path: Path | str, most: int = LIKELY) -> tuple[tuple[str, Title, int], ...]:
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
