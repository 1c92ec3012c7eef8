"""Several catalogues as one: facts read from judgments beside the tables of a shelf."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xiezhi.shelf.catalogue import Reading, bound_to, missing_table

if TYPE_CHECKING:
    from xiezhi.shelf.catalogue import Catalogue, Version
    from xiezhi.shelf.facts_folder import FactsFolder
    from xiezhi.shelf.use.access import OfficeCatalogue

__all__ = ["FactsUnderContract", "Together"]


class FactsUnderContract:
    """Facts of the owner; those read from a table of the shelf under that table's contracts.

    Purpose, term and authorisation are those of the day, as if the table itself were read; which
    columns it gave was settled when it was read.

    Args:
        facts: The facts.
        office: The shelf as the reader may read it.
    """

    def __init__(self, facts: FactsFolder, office: OfficeCatalogue) -> None:
        self._facts, self._office = facts, office

    @property
    def tables(self) -> tuple[str, ...]:
        """Standard tables that have a file, sorted."""
        return self._facts.tables

    @property
    def reading(self) -> Reading:
        """How the facts came about."""
        return self._facts.reading

    def version(self, table: str) -> Version:
        """The one version of a table, under the contracts as they stand.

        Raises:
            CatalogueError: It is not there, or its file is spoilt.
            RegisterError: A contract is not of this shelf.
        """
        version = self._facts.version(table)
        if not self._facts.contracts or not self._facts.is_read(table):
            return version
        live = [replace(self._office.agreement(one), columns=()) for one in self._facts.contracts]
        return replace(version, agreement=live[0], further=tuple(live[1:]))

    def for_purpose(self, purpose: str) -> FactsUnderContract:
        """The facts as they may be read for this purpose."""
        return FactsUnderContract(self._facts, self._office.for_purpose(purpose))


class Together:
    """A catalogue whose tables are those of several; the first that has a table gives it.

    Args:
        catalogues: At least one.
    """

    def __init__(self, catalogues: tuple[Catalogue, ...]) -> None:
        self._catalogues = catalogues

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables of any of them, sorted."""
        return tuple(sorted({table for one in self._catalogues for table in one.tables}))

    @property
    def reading(self) -> Reading:
        """How the facts came about: the first that knows."""
        known = (one.reading for one in self._catalogues)
        return next((one for one in known if one.reader), Reading())

    def version(self, table: str) -> Version:
        """The version of the first catalogue that has the table.

        Raises:
            CatalogueError: None has it, or its files are spoilt.
        """
        for one in self._catalogues:
            if table in one.tables:
                return one.version(table)
        raise missing_table(table, "facts and shelf", self.tables)

    def for_purpose(self, purpose: str) -> Together:
        """All of them as they may be read for this purpose."""
        return Together(tuple(bound_to(one, purpose) for one in self._catalogues))
