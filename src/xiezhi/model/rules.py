"""What the language asks of a rulebook: types, standard tables, dated tables, law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from xiezhi.rulebook.dated import DatedTables
from xiezhi.rulebook.law import Law
from xiezhi.rulebook.remedies import remedy
from xiezhi.rulebook.tables import Tables
from xiezhi.rulebook.types import SemanticTypes
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.rulebook.tables import Column, Table

__all__ = ["DatedTable", "Rulebook", "Rules", "column_type"]


@dataclass(frozen=True, slots=True)
class DatedTable:
    """A table of the rulebook whose rows hold for a half-open range of days ``[from, to)``.

    Attributes:
        columns: Own columns; the dates and the region are not among them.
        valid_from: Column with the first day; null reaches back for ever.
        valid_to: Column with the first day on which the row no longer holds; null is open.
        region: Column with the administrative division a row holds for, null everywhere; empty
            when the table knows no regions.
        many: Whether a key has several rows on one day.
    """

    name: str
    columns: Mapping[str, Type]
    valid_from: str
    valid_to: str
    region: str = ""
    many: bool = False


class Rules(Protocol):
    """The rulebook as the language sees it."""

    @property
    def types(self) -> SemanticTypes:
        """Semantic types."""

    def table(self, name: str) -> Table | None:
        """A standard table; None when there is none."""

    def table_names(self) -> tuple[str, ...]:
        """Names of all standard tables."""

    def dated(self, name: str) -> DatedTable | None:
        """A dated table; None when there is none."""

    def dated_names(self) -> tuple[str, ...]:
        """Names of all dated tables."""

    def cites(self, cite: str) -> bool:
        """Whether a citation resolves: to its text, or to an entry marked unconfirmed."""

    def remedy(self, word: str) -> bool:
        """Whether a remedy is known, by its name or an alias."""


def column_type(column: Column) -> Type:
    """The type of a standard column as expressions see it."""
    return Type(column.type.name, column.type.storage, column.is_list, values=column.values)


class Rulebook:
    """The rulebook of the project (or parts of another) as the language sees it."""

    def __init__(
        self, types: SemanticTypes, tables: Tables, dated: DatedTables, law: Law | None
    ) -> None:
        self.types = types
        self.tables = tables
        self.dated_tables = dated
        self.law = law

    @classmethod
    def load(cls) -> Rulebook:
        """The rulebook that comes with the library; its files are read when asked for."""
        return cls(SemanticTypes.load(), Tables.load(), DatedTables.load(), Law.load())

    def table(self, name: str) -> Table | None:
        """A standard table; None when there is none."""
        try:
            return self.tables[name]
        except KeyError:
            return None

    def table_names(self) -> tuple[str, ...]:
        """Names of all standard tables."""
        return self.tables.names

    def dated(self, name: str) -> DatedTable | None:
        """A dated table; None when there is none."""
        if name not in self.dated_tables:
            return None
        found = self.dated_tables[name]
        columns = {column: column_type(kind) for column, kind in found.columns.items()}
        return DatedTable(name, columns, found.valid_from, found.valid_to, found.region, found.many)

    def dated_names(self) -> tuple[str, ...]:
        """Names of all dated tables."""
        return self.dated_tables.names

    def cites(self, cite: str) -> bool:
        """Whether a citation resolves: to its text, or to an entry marked unconfirmed."""
        return self.law is not None and self.law.knows(cite)

    def remedy(self, word: str) -> bool:
        """Whether a remedy is known, by its name or an alias."""
        return remedy(word) is not None
