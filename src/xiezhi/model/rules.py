"""What the language asks of a rulebook: types, standard tables, dated tables, law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.rulebook.tables import Table
    from xiezhi.rulebook.types import SemanticTypes
    from xiezhi.sql.types import Type

__all__ = ["DatedTable", "Rules"]


@dataclass(frozen=True, slots=True)
class DatedTable:
    """A table of the rulebook whose rows hold for a half-open range of days ``[from, to)``.

    Attributes:
        columns: Own columns; the dates and the region are not among them.
        valid_from: Column with the first day; null reaches back for ever.
        valid_to: Column with the first day on which the row no longer holds; null is open.
        region: Column with the administrative division a row holds for, null everywhere; empty
            when the table knows no regions.
    """

    name: str
    columns: Mapping[str, Type]
    valid_from: str
    valid_to: str
    region: str = ""


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
        """Whether a remedy is known."""
