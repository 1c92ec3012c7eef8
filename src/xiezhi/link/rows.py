"""The rows to link, as tables on DuckDB: normalised values, features, keys, frequencies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.link.compare import method_sql
from xiezhi.rulebook.comparisons import comparisons

if TYPE_CHECKING:
    import duckdb

    from xiezhi.link.plan import Comparing

__all__ = ["ID", "SideRows", "prepare_rows"]

ID = "unique_id"
_LEFT, _RIGHT = "_link_a", "_link_b"


@dataclass(frozen=True, slots=True)
class SideRows:
    """Tables on the connection.

    Attributes:
        left, right: Their names; equal when doubles are looked for in one.
        columns: Comparison → its column of normalised values.
        keys: Per key, its columns.
        named: Per key, the columns of the left side as the plan names them.
        frequencies: Column → table with ``<column>`` and ``tf_<column>``.
    """

    left: str
    right: str
    columns: dict[str, str]
    keys: tuple[tuple[str, ...], ...]
    named: tuple[tuple[str, ...], ...]
    frequencies: dict[str, str] = field(default_factory=dict)

    @property
    def one_side(self) -> bool:
        """Whether doubles are looked for in one table."""
        return self.left == self.right

    @property
    def sides(self) -> tuple[str, ...]:
        """The tables, each once."""
        return (self.left,) if self.one_side else (self.left, self.right)

    def drop(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Remove the tables."""
        for name in (*self.sides, *self.frequencies.values()):
            connection.execute(f"drop table if exists {name}")


def prepare_rows(
    left: pa.Table,
    right: pa.Table | None,
    compare: tuple[Comparing, ...],
    block: tuple[tuple[tuple[str, str], ...], ...],
    connection: duckdb.DuckDBPyConnection,
) -> SideRows:
    """Normalise both sides on the connection.

    A key's column that is also compared blocks on the normalised value.
    """
    columns = {one.id: f"c{place}" for place, one in enumerate(compare)}
    compared = {(one.left, one.right): columns[one.id] for one in compare}
    others = list(dict.fromkeys(pair for key in block for pair in key if pair not in compared))
    blocked = {pair: f"b{place}" for place, pair in enumerate(others)}
    known = {**compared, **blocked}
    rows = SideRows(
        _LEFT,
        _LEFT if right is None else _RIGHT,
        columns,
        tuple(tuple(known[pair] for pair in key) for key in block),
        tuple(tuple(pair[0] for pair in key) for key in block),
        {
            columns[one.id]: f"_link_tf_{columns[one.id]}"
            for one in compare
            if comparisons().methods[one.method].levels[0].frequency
        },
    )
    _side(left, 0, rows.left, compare, columns, blocked, connection)
    if right is not None:
        _side(right, 1, rows.right, compare, columns, blocked, connection)
    for one in compare:
        if columns[one.id] in rows.frequencies:
            _frequencies(rows, one, connection)
    return rows


def _side(
    table: pa.Table,
    side: int,
    name: str,
    compare: tuple[Comparing, ...],
    columns: dict[str, str],
    blocked: dict[tuple[str, str], str],
    connection: duckdb.DuckDBPyConnection,
) -> None:
    import numpy as np

    wanted = [(one.left, one.right)[side] for one in compare] + [pair[side] for pair in blocked]
    raw = pa.table(
        {ID: pa.array(np.arange(table.num_rows, dtype=np.int64))}
        | {f"r{place}": table.column(column) for place, column in enumerate(wanted)}
    )
    values: list[str] = []
    features: list[str] = []
    for place, one in enumerate(compare):
        value, further = method_sql(one.method).row_columns(f"r{place}", columns[one.id])
        values.append(f"{value[1]} as {value[0]}")
        features += [f"{sql} as {column}" for column, sql in further]
    for place, column in enumerate(blocked.values(), len(compare)):
        values.append(f"r{place} as {column}")
    connection.register("_link_raw", raw)
    try:
        connection.execute(
            f"create or replace table {name} as select {', '.join(['*', *features])} "
            f"from (select {', '.join([ID, *values])} from _link_raw)"
        )
    finally:
        connection.unregister("_link_raw")


def _frequencies(rows: SideRows, one: Comparing, connection: duckdb.DuckDBPyConnection) -> None:
    """How often each value occurs on both sides; the rulebook's share counts while rows are few."""
    column = rows.columns[one.id]
    known = comparisons()
    usual = known.methods[one.method].levels[0].u
    every = " union all ".join(f"select {column} from {side}" for side in rows.sides)
    connection.execute(
        f"create or replace table {rows.frequencies[column]} as "
        f"select {column}, (count(*) + {known.smoothing}) / "
        f"(sum(count(*)) over () + {known.smoothing / usual:.6f}) as tf_{column} "
        f"from ({every}) where {column} is not null group by {column}"
    )
