"""The standard tables: what agencies may hand over, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.rulebook.tables import Tables
from xiezhi_desk.library.problems import Title

if TYPE_CHECKING:
    from xiezhi.rulebook.tables import Table

__all__ = ["StandardColumn", "StandardTable", "standard_table", "standard_tables"]


@dataclass(frozen=True, slots=True)
class StandardColumn:
    """A column of a standard table; ``required`` must have a value in every row."""

    name: str
    title: Title
    kind: Title
    required: bool
    key: bool
    sensitivity: str
    about: Title


@dataclass(frozen=True, slots=True)
class StandardTable:
    """A table that agencies hand over."""

    name: str
    title: Title
    grain: Title
    owner: Title
    sensitivity: str
    columns: tuple[StandardColumn, ...]


def standard_tables() -> tuple[StandardTable, ...]:
    """Every table that an agency may hand over, by owner and name."""
    tables = Tables.load()
    supplied = (tables[name] for name in tables.names)
    found = [standard_table(one) for one in supplied if one.origin == "supplied"]
    return tuple(sorted(found, key=lambda one: (one.owner.zh, one.title.zh)))


def standard_table(table: Table) -> StandardTable:
    """A standard table for pages; companions of read columns are left out."""
    nothing = Title("", "")
    return StandardTable(
        table.name,
        table.title,
        table.grain,
        table.owner,
        table.sensitivity,
        tuple(
            StandardColumn(
                one.name,
                one.title,
                one.type.title,
                not one.nullable,
                one.name in table.key,
                one.sensitivity,
                one.about or nothing,
            )
            for one in table.columns.values()
            if not one.companion_of and not one.name.startswith("_")
        ),
    )
