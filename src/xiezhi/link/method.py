"""A method of comparison in SQL: what is computed per row, and when two rows reach a level."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MethodSql"]


@dataclass(frozen=True, slots=True)
class MethodSql:
    """How values of one comparison are compared on DuckDB.

    Features are columns of each row, ``{x}`` stands for the raw value, ``{c}`` for the name of the
    first feature. Conditions speak of ``{c}_l`` and ``{c}_r`` (and ``{c}_<suffix>_l`` …).

    Attributes:
        value: The normalised value; null is unknown.
        features: (suffix, SQL) of further columns, over the normalised value ``{c}``.
        levels: (word, condition) from the closest agreement down.
    """

    value: str
    levels: tuple[tuple[str, str], ...]
    features: tuple[tuple[str, str], ...] = ()

    def row_columns(
        self, raw: str, column: str
    ) -> tuple[tuple[str, str], tuple[tuple[str, str], ...]]:
        """The value's column, then further features, each as (name, SQL)."""
        value = (column, self.value.replace("{x}", raw))
        further = tuple(
            (f"{column}_{suffix}", sql.replace("{c}", column)) for suffix, sql in self.features
        )
        return value, further

    def conditions(self, column: str) -> tuple[tuple[str, str], ...]:
        """The levels with their conditions over a pair of rows."""
        return tuple((word, sql.replace("{c}", column)) for word, sql in self.levels)
