"""Several catalogues as one: facts read from judgments beside the tables of a shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.shelf.catalogue import Reading, bound_to, missing_table

if TYPE_CHECKING:
    from xiezhi.shelf.catalogue import Catalogue, Version

__all__ = ["Together"]


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
