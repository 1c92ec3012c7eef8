"""Evidence rows as tables a person can read: what is alike or empty is said once, outside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from xiezhi_desk.library.problems import Title
    from xiezhi_desk.library.showing import Shown

__all__ = ["Cell", "Grid", "Line", "grids"]

NOTHING = {"", "—", "-", "–"}
SHORT = 20
"""Characters up to which a value stands on one line."""
ALIKE_FROM = 3
"""Rows from which a value that all have is said once above the table."""
OPEN_ROWS = 12
"""Rows shown at once; the rest stands behind a word."""
_BETWEEN = " · "


class Cell(NamedTuple):
    """A value and how it is set: ``short`` on one line, ``num`` at the right, ``long`` broken."""

    text: str
    css: str


class Line(NamedTuple):
    """A row: where it came from, as what it proves, its values."""

    origin: str
    role: str
    cells: tuple[Cell, ...]


class Grid(NamedTuple):
    """The rows of one table.

    Attributes:
        origin: The part of the origin that all rows share: delivery, file, sheet.
        source: Who gave the rows and under which contract; empty for a person's own data.
        alike: Columns in which all rows say the same, with what they say.
        ids: Columns that only repeat the row's origin, with the value of a single row.
        empty: Names of columns in which no row says anything.
        lines: The first rows.
        further: The rest of those the page shows.
        more: How many rows only the bundle shows.
        of_law: A table of the rulebook, no agency's.
        with_origin: Whether the rows' origins differ beyond what is said above.
    """

    title: str
    version: str
    source: str
    origin: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    further: tuple[Line, ...]
    alike: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]
    empty: tuple[str, ...]
    more: int
    of_law: bool
    with_origin: bool


def grids(told: Shown | None) -> tuple[tuple[Grid, ...], tuple[Grid, ...]]:
    """The agencies' tables, and those of the rulebook that were used."""
    if told is None:
        return (), ()
    every = [_grid(one) for one in told.clue.evidence]
    return tuple(one for one in every if not one.of_law), tuple(one for one in every if one.of_law)


def _grid(table: Any) -> Grid:
    said = [[_in(cell) for cell in cells] for _, _, cells in table.rows]
    origins = [_in(origin) for origin, _, _ in table.rows]
    names = [_in(title) for title in table.columns]
    kinds = [_kind(place, said, origins) for place in range(len(names))]
    kept = [place for place, kind in enumerate(kinds) if kind == "kept"]
    shared, own = _shared(origins)
    css = {place: _css([row[place] for row in said]) for place in kept}
    lines = [
        Line(own[at], role, tuple(Cell(said[at][place], css[place]) for place in kept))
        for at, (_, role, _) in enumerate(table.rows)
    ]
    alike = [
        (names[place], said[0][place]) for place in range(len(names)) if kinds[place] == "alike"
    ]
    return Grid(
        title=_title(table),
        version=_in(table.version),
        source=_in(table.source),
        origin=shared,
        columns=tuple(names[place] for place in kept),
        lines=tuple(lines[:OPEN_ROWS]),
        further=tuple(lines[OPEN_ROWS:]),
        alike=tuple(alike),
        ids=tuple(names[place] for place, kind in enumerate(kinds) if kind == "id"),
        empty=tuple(names[place] for place, kind in enumerate(kinds) if kind == "empty"),
        more=table.more,
        of_law=_of_law(table),
        with_origin=any(own),
    )


def _kind(place: int, said: Sequence[Sequence[str]], origins: Sequence[str]) -> str:
    """What a column tells: ``empty``, ``id`` (repeats the origin), ``alike``, ``kept``."""
    values = [row[place] for row in said]
    if all(value in NOTHING for value in values):
        return "empty"
    if all(
        len(value) > 6 and value in origin for value, origin in zip(values, origins, strict=True)
    ):
        return "id"
    if len(values) >= ALIKE_FROM and len(set(values)) == 1:
        return "alike"
    return "kept"


def _shared(origins: Sequence[str]) -> tuple[str, list[str]]:
    """What all origins begin with, and what is left of each."""
    parts = [origin.split(_BETWEEN) for origin in origins]
    if not parts:
        return "", []
    most = min(len(one) for one in parts) - (1 if len(parts) > 1 else 0)
    same = 0
    while same < most and len({one[same] for one in parts}) == 1:
        same += 1
    return _BETWEEN.join(parts[0][:same]), [_BETWEEN.join(one[same:]) for one in parts]


def _css(values: Sequence[str]) -> str:
    """How a column's values are set."""
    longest = max((len(value) for value in values), default=0)
    if longest > SHORT:
        return "long"
    figures = [value for value in values if value not in NOTHING]
    plain = all(
        value[0] in "-0123456789" and value.endswith(("元", "日", "%")) for value in figures
    )
    return "num" if figures and plain else "short"


def _of_law(table: Any) -> bool:
    return bool(table.title.zh.startswith("_"))


def _title(table: Any) -> str:
    if _of_law(table):
        return t("规则库条目（按行为时的法律）", "Entries of the rulebook, as the law was then")
    return _in(table.title)


def _in(title: Title) -> str:
    return title.zh if chinese() else title.en or title.zh
