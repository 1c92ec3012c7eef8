"""How many pairs the keys propose: counted from group sizes before any pair is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from xiezhi.link.rows import SideRows

__all__ = ["BlockCount", "block_counts", "pairs_alike"]


@dataclass(frozen=True, slots=True)
class BlockCount:
    """What one key proposes.

    Attributes:
        key: Columns of the left side.
        pairs: Pairs that agree on it; pairs of several keys are counted with each.
        largest: Pairs of its largest group.
    """

    key: tuple[str, ...]
    pairs: int
    largest: int


def block_counts(rows: SideRows, connection: duckdb.DuckDBPyConnection) -> tuple[BlockCount, ...]:
    """The pairs of every key, exactly."""
    return tuple(
        _count(rows, columns, named, connection)
        for columns, named in zip(rows.keys, rows.named, strict=True)
    )


def pairs_alike(rows: SideRows, column: str, connection: duckdb.DuckDBPyConnection) -> int:
    """Pairs with the same normalised value, whatever else they hold."""
    return _count(rows, (column,), (column,), connection).pairs


def _count(
    rows: SideRows,
    columns: tuple[str, ...],
    named: tuple[str, ...],
    connection: duckdb.DuckDBPyConnection,
) -> BlockCount:
    by = ", ".join(columns)
    groups = f"select {by}, count(*)::hugeint as n from {{}} group by {by}"
    if rows.one_side:
        sizes = f"select n * (n - 1) // 2 as n from ({groups.format(rows.left)}) where " + (
            " and ".join(f"{column} is not null" for column in columns)
        )
    else:
        sizes = (
            f"select a.n * b.n as n from ({groups.format(rows.left)}) as a "
            f"join ({groups.format(rows.right)}) as b using ({by})"
        )
    found = connection.execute(
        f"select coalesce(sum(n), 0), coalesce(max(n), 0) from ({sizes})"
    ).fetchall()[0]
    return BlockCount(named, int(found[0]), int(found[1]))
