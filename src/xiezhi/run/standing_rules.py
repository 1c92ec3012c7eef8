"""The rulebook of this installation as the language asks for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from xiezhi.model.rules import DatedTable, column_type
from xiezhi.rulebook.dated import DatedTables
from xiezhi.rulebook.law import Law
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.tables import Tables
from xiezhi.rulebook.types import SemanticTypes
from xiezhi.rulebook.yaml_nodes import plain, read_yaml

if TYPE_CHECKING:
    from xiezhi.rulebook.tables import Table

__all__ = ["StandingRules"]


class StandingRules:
    """Types, standard tables, dated tables, law and remedies; each read when first asked for."""

    @cached_property
    def types(self) -> SemanticTypes:
        """Semantic types."""
        return SemanticTypes.load()

    def table(self, name: str) -> Table | None:
        """A standard table; None when there is none."""
        tables = Tables.load()
        return tables[name] if name in tables else None  # noqa: SIM401 - no mapping

    def table_names(self) -> tuple[str, ...]:
        """Names of all standard tables."""
        return Tables.load().names

    def dated(self, name: str) -> DatedTable | None:
        """A dated table; None when there is none."""
        tables = DatedTables.load()
        if name not in tables:
            return None
        table = tables[name]
        columns = {column: column_type(kind) for column, kind in table.columns.items()}
        return DatedTable(
            table.name, columns, table.valid_from, table.valid_to, table.region, table.many
        )

    def dated_names(self) -> tuple[str, ...]:
        """Names of all dated tables."""
        return DatedTables.load().names

    def cites(self, cite: str) -> bool:
        """Whether a citation resolves."""
        return Law.load().knows(cite)

    def remedy(self, word: str) -> bool:
        """Whether a remedy is known, by its id or its Chinese wording."""
        return word in self.remedies or any(word == title for title in self.remedies.values())

    @cached_property
    def remedies(self) -> dict[str, str]:
        """Chinese wording by id."""
        path = rulebook_folder() / "terms" / "remedies.yaml"
        if not path.is_file():
            return {}
        entries = plain(read_yaml(path))
        if isinstance(entries, dict) and isinstance(entries.get("remedies"), dict):
            entries = entries["remedies"]
        found: dict[str, str] = {}
        for word, entry in entries.items() if isinstance(entries, dict) else ():
            title = entry.get("title", entry) if isinstance(entry, dict) else entry
            found[word] = str(title.get("zh", word)) if isinstance(title, dict) else str(title)
        return found
