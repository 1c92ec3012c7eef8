"""Literal rows as a catalogue: what stories and mutants run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.shelf.catalogue import Reading, Version, missing_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pyarrow as pa

    from xiezhi.shelf.catalogue import Covered

__all__ = ["MemoryCatalogue"]


class MemoryCatalogue:
    """Tables given as Arrow.

    Args:
        rows: Rows by standard table.
        data_as_of: The day all of them describe.
        covered: Coverage by standard table.
    """

    def __init__(
        self,
        rows: Mapping[str, pa.Table],
        *,
        data_as_of: date | None = None,
        covered: Mapping[str, tuple[Covered, ...]] | None = None,
    ) -> None:
        self._rows = dict(rows)
        self._data_as_of = data_as_of
        self._covered = dict(covered or {})

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables given, sorted."""
        return tuple(sorted(self._rows))

    @property
    def reading(self) -> Reading:
        """Nothing was read."""
        return Reading()

    def version(self, table: str) -> Version:
        """The rows given for a table.

        Raises:
            CatalogueError: None were given.
        """
        if table not in self._rows:
            raise missing_table(table, "the rows given", self.tables)
        rows = self._rows[table]
        return Version(
            table=table,
            name="given",
            hash="",
            rows=rows.num_rows,
            schema=rows.schema,
            memory=rows,
            origin=("_row",) if "_row" in rows.column_names else (),
            data_as_of=self._data_as_of,
            covered=self._covered.get(table, ()),
        )
