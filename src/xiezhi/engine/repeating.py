"""What is run again on other rows: statements read once, rows exchanged behind their name.

Reading and planning a statement cost several times what it takes to run it on a handful of rows.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa
    from duckdb import Statement

__all__ = ["Parsed", "Rows"]

_MOST_READ = 512


class Rows:
    """A table registered once whose rows may be exchanged: each look at it asks for them."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_schema__(self) -> object:
        """Its columns, as the engine asks for them."""
        return self.table.schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Its rows as they are now, as the engine asks for them."""
        return self.table.__arrow_c_stream__(requested_schema)


class Parsed:
    """The texts of a session that were run before, those run last, read once.

    Only the reading is kept. A plan is made anew each time: kept as a prepared statement it may
    answer from the rows that were there when it was made.
    """

    def __init__(self) -> None:
        self._read: OrderedDict[str, Sequence[str | Statement]] = OrderedDict()

    def of(self, sql: str, read: Callable[[str], Sequence[Statement]]) -> Sequence[str | Statement]:
        """The statements of a text, one after the other.

        Args:
            sql: The text.
            read: The engine's parser.
        """
        known = self._read.get(sql)
        if known is None:
            known = self._read[sql] = (sql,)  # most are run once: they are not worth keeping
        elif isinstance(known[0], str):
            known = self._read[sql] = tuple(read(sql))
        self._read.move_to_end(sql)
        while len(self._read) > _MOST_READ:
            self._read.popitem(last=False)
        return known
