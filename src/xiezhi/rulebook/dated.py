"""Dated tables: what the law says about a key, on a day. The language's ``lookup`` reads them.

A row holds from ``valid_from`` up to, not including, ``valid_to``; null leaves that side open.
``rulebook/terms/dated/<table>.yaml`` declares each table and holds its rows, unless they are
computed from the charges' brackets (``computed``).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder, shown_path
from xiezhi.rulebook.penalty_rows import charge_bracket_rows, charge_rule_rows
from xiezhi.rulebook.tables import Column, column_of
from xiezhi.rulebook.types import SemanticTypes
from xiezhi.rulebook.yaml_nodes import Mapping, Node, Scalar, Sequence, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["VALID_FROM", "VALID_TO", "DatedTable", "DatedTables", "DatedTablesError", "Row"]

Row: TypeAlias = dict[str, object]
VALID_FROM, VALID_TO = "valid_from", "valid_to"
_COMPUTED: dict[str, Callable[[], list[Row]]] = {
    "charge_bracket": charge_bracket_rows,
    "charge_rule": charge_rule_rows,
}


class DatedTablesError(XiezhiError):
    """A dated table contradicts its declaration or itself; carries every problem."""


@dataclass(frozen=True)
class DatedTable:
    """One dated table.

    Attributes:
        name: As ``lookup`` names it.
        key: Columns that pick the rows; one row per key, region and day unless ``many``.
        columns: Own columns by name; the two dates, the region and ``entry`` are not among them.
        region: Column with the administrative division a row holds for (null: everywhere), or
            empty.
        many: Whether one key has several rows on one day (brackets of a charge).
        rows: Every row: the key, the columns, ``valid_from``, ``valid_to`` as dates or None, the
            region, and ``entry``: a name of the row that evidence can cite.
        file: Where the table is declared, as messages show it.
    """

    name: str
    title: Title
    about: Title
    key: tuple[str, ...]
    columns: dict[str, Column]
    region: str
    many: bool
    rows: tuple[Row, ...]
    file: str
    valid_from: str = VALID_FROM
    valid_to: str = VALID_TO

    def on(self, day: datetime.date, **key: object) -> list[Row]:
        """Rows of that key in force on that day (for people and tests; ``lookup`` joins)."""
        return [
            row
            for row in self.rows
            if all(row[name] == value for name, value in key.items()) and _holds(row, day)
        ]


class DatedTables:
    """The dated tables by name, each read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loaded: dict[str, DatedTable] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> DatedTables:
        """The tables of the rulebook (shared) or of another folder."""
        return _standard() if folder is None else cls(folder)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of all dated tables, sorted."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.yaml")))

    def __contains__(self, name: str) -> bool:
        """Whether there is a dated table of that name."""
        return name in self.names

    def __getitem__(self, name: str) -> DatedTable:
        """The table of that name.

        Raises:
            KeyError: There is no such table.
            DatedTablesError: Its file is wrong.
        """
        if name not in self._loaded:
            if name not in self.names:
                raise KeyError(name)
            self._loaded[name] = _read(self.folder / f"{name}.yaml")
        return self._loaded[name]


@lru_cache(maxsize=1)
def _standard() -> DatedTables:
    return DatedTables(rulebook_folder() / "terms" / "dated")


def _holds(row: Row, day: datetime.date) -> bool:
    since, until = row[VALID_FROM], row[VALID_TO]
    return (not isinstance(since, datetime.date) or since <= day) and (
        not isinstance(until, datetime.date) or day < until
    )


def _read(path: Path) -> DatedTable:
    problems: list[Problem] = []
    form = Form(read_yaml(path), problems)
    name, title, about = form.text("table"), form.title(), form.title("about")
    key, region = form.texts("key"), form.text("region", "")
    many, computed = form.boolean("many"), form.text("computed", "")
    types = SemanticTypes.load()
    columns = {
        column: column_of(column, child, types, reads=False)
        for column, child in form.children("columns")
    }
    node = form.node("rows")
    form.done()
    if computed:
        rows = _COMPUTED[computed]()
    else:
        rows = _rows(node, (*key, *columns), columns, region, problems)
    own = {column: kind for column, kind in columns.items() if column != region}
    _number(name, key, rows)
    if not many:
        _check_overlap(rows, key, region, problems, shown_path(path))
    if name != path.stem:
        problems.append(Problem(what=f"The table is {name}.", where=shown_path(path)))
    if problems:
        raise DatedTablesError(*problems)
    return DatedTable(name, title, about, key, own, region, many, tuple(rows), shown_path(path))


def _rows(
    node: Node | None,
    names: tuple[str, ...],
    columns: dict[str, Column],
    region: str,
    problems: list[Problem],
) -> list[Row]:
    found: list[Row] = []
    for item in node.items if isinstance(node, Sequence) else ():
        if not isinstance(item, Mapping):
            problems.append(Problem(what="A row names its columns.", where=str(item.place)))
            continue
        row: Row = dict.fromkeys((*names, *([region] if region else [])))
        row[VALID_FROM] = row[VALID_TO] = None
        for name, value in item.entries.items():
            if name in (VALID_FROM, VALID_TO):
                row[name] = _value(value, "DATE", problems)
            elif name in columns:
                row[name] = _value(value, columns[name].type.storage, problems)
                _check_word(columns[name], row[name], value, problems)
            else:
                problems.append(
                    Problem(what=f"There is no column {name!r}.", where=str(value.place))
                )
        found.append(row)
    if not found:
        problems.append(Problem(what="A dated table needs rows."))
    return found


def _value(node: Node, storage: str, problems: list[Problem]) -> object:
    """A scalar as the column's type stores it."""
    if not isinstance(node, Scalar):
        problems.append(Problem(what="A single value is expected.", where=str(node.place)))
        return None
    if node.value is None:
        return None
    try:
        if storage == "DATE":
            return datetime.date.fromisoformat(node.text)
        if storage.startswith("DECIMAL"):
            return Decimal(node.text)
    except (ValueError, InvalidOperation):
        problems.append(Problem(what=f"{node.text!r} is no {storage}.", where=str(node.place)))
        return None
    wanted: type = {"INTEGER": int, "BIGINT": int, "BOOLEAN": bool}.get(storage, str)
    if wanted is str:
        return node.text
    if type(node.value) is not wanted:
        problems.append(Problem(what=f"{node.text!r} is no {storage}.", where=str(node.place)))
    return node.value


def _check_word(column: Column, value: object, node: Node, problems: list[Problem]) -> None:
    if column.labels is not None and value is not None and value not in column.labels:
        problems.append(
            Problem(what=f"{value!r} is no word of {column.values}.", where=str(node.place))
        )


def _number(name: str, key: tuple[str, ...], rows: list[Row]) -> None:
    """Give every row the name that evidence cites: table, key, first day, count."""
    seen: dict[str, int] = {}
    for row in rows:
        since = row[VALID_FROM]
        day = since.isoformat() if isinstance(since, datetime.date) else "-"
        base = "/".join([name, *(str(row[column]) for column in key), day])
        seen[base] = seen.get(base, 0) + 1
        row["entry"] = base if seen[base] == 1 else f"{base}/{seen[base]}"


def _check_overlap(
    rows: list[Row], key: tuple[str, ...], region: str, problems: list[Problem], file: str
) -> None:
    """Refuse two rows of one key and region on one day, and ends before beginnings."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        names = (*key, region) if region else key
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    for group in groups.values():
        ordered = sorted(group, key=lambda row: str(row[VALID_FROM] or ""))
        for row in ordered:
            if row[VALID_TO] is not None and str(row[VALID_TO]) <= str(row[VALID_FROM] or ""):
                problems.append(Problem(what=f"{row['entry']} ends before it begins.", where=file))
        for i, row in enumerate(ordered[1:]):
            end = ordered[i][VALID_TO]
            if end is None or str(end) > str(row[VALID_FROM] or ""):
                problems.append(
                    Problem(
                        what=f"{row['entry']} begins while an earlier row still holds.",
                        where=file,
                        cure="Close the earlier row: valid_to is the first day it no longer holds.",
                        code="dated-overlap",
                    )
                )
