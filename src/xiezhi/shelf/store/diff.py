"""What changed between two versions of a table: rows added, removed, changed, by key.

Rows of files that both versions share are the same. Of the rest, a row with the same origin and key
is the same row. What remains is paired by key (the first row of a key with the first, where keys
repeat) and compared column by column; the origin itself is no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.shelf.origin import ROW
from xiezhi.shelf.store.columns import stored_schema
from xiezhi.shelf.store.refusal import said_clearly
from xiezhi.shelf.store.stock import one_snapshot
from xiezhi.shelf.store.versions import files_of_version
from xiezhi.shelf.store.workbench import column, read_files, workbench

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyarrow as pa

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.store.stock import Stock
    from xiezhi.shelf.store.workbench import Workbench

__all__ = ["Difference", "difference", "repeated_keys"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second version has that the first has not, and the reverse.

    Attributes:
        added: Rows whose key only the second has.
        removed: Rows whose key only the first has.
        changed: Rows of one key with other values.
        unchanged: Rows of one key with the same values.
        by_column: Changed rows by column.
        rows: The rows themselves, at most as many as were asked for: ``change`` (added, removed,
            changed), the key columns, ``columns`` (names of those that differ), ``before`` and
            ``after`` (all columns, ``_row`` included; null where there is no row).
    """

    added: int
    removed: int
    changed: int
    unchanged: int
    by_column: Mapping[str, int]
    rows: pa.Table


def difference(
    stock: Stock, table: Table, before: int, after: int | None, *, limit: int
) -> Difference:
    """Compare two versions; see ``Store.diff``."""
    stored = stock.need(table.name)
    first, second = one_snapshot(stored, before), one_snapshot(stored, after)
    old = {file.path: file for file in files_of_version(stock, stored, first)}
    new = {file.path: file for file in files_of_version(stock, stored, second)}
    shared = sum(old[path].rows for path in old.keys() & new.keys())
    schema = stored_schema(stored.schema())
    with (
        said_clearly(f"comparing versions of {table.name}"),
        stock.place.draft(table.name) as draft,
        workbench(draft, stock.memory) as bench,
    ):
        _offer(bench, "before", sorted(old.keys() - new.keys()), schema)
        _offer(bench, "after", sorted(new.keys() - old.keys()), schema)
        return _compared(bench, table.key, schema, shared, limit)


def repeated_keys(stock: Stock, table: Table, snapshot: int) -> int:
    """How many rows a version added whose keys stood in the version before it."""
    stored = stock.need(table.name)
    made = one_snapshot(stored, snapshot)
    if made.parent is None or not table.key:
        return 0
    old = {file.path for file in files_of_version(stock, stored, one_snapshot(stored, made.parent))}
    new = {file.path for file in files_of_version(stock, stored, made)} - old
    if not old or not new:
        return 0
    schema = stored_schema(stored.schema())
    same = " AND ".join(f"o.{column(one)} = n.{column(one)}" for one in table.key)
    with (
        said_clearly(f"looking for repeated keys of {table.name}"),
        stock.place.draft(table.name) as draft,
        workbench(draft, stock.memory) as bench,
    ):
        (found,) = bench.ask(
            f"SELECT count(*) FROM {read_files(sorted(new), schema)} n "
            f"SEMI JOIN {read_files(sorted(old), schema)} o ON {same}"
        )
    return int(found[0])


def _offer(bench: Workbench, name: str, files: list[Path], schema: pa.Schema) -> None:
    if files:
        bench.run(f'CREATE VIEW "{name}" AS SELECT * FROM {read_files(files, schema)}')
    else:
        empty = ", ".join(f"NULL AS {column(one)}" for one in schema.names)
        bench.run(f'CREATE VIEW "{name}" AS SELECT {empty} WHERE false')


def _compared(
    bench: Workbench, key: tuple[str, ...], schema: pa.Schema, shared: int, limit: int
) -> Difference:
    values = [name for name in schema.names if name != ROW and name not in key]

    def alike(one: str, other: str) -> str:
        # a corrected row keeps its origin: only one with the same values is the same
        sums = [f"hash({', '.join(f'{of}.{column(name)}' for name in values)})"
                for of in (one, other) if values]  # fmt: skip
        same = _same(key, one, other, ROW)
        return f"{same} AND {' = '.join(sums)}" if sums else same

    moved = bench.ask(f"SELECT count(*) FROM before b SEMI JOIN after a ON {alike('b', 'a')}")[0][0]
    for name, other in (("before", "after"), ("after", "before")):
        bench.run(
            f"CREATE TEMP TABLE {name}_only AS SELECT t.*, row_number() OVER (PARTITION BY "
            f"{', '.join('t.' + column(one) for one in key)} ORDER BY t.{column(ROW)}) AS _n "
            f"FROM {name} t ANTI JOIN {other} o ON {alike('t', 'o')}"
        )
    differ = ", ".join(
        f"CASE WHEN b.{column(name)} IS DISTINCT FROM a.{column(name)} THEN '{name}' END"
        for name in values
    )
    bench.run(
        f"CREATE TEMP TABLE paired AS SELECT b._n IS NOT NULL AS was, a._n IS NOT NULL AS is_now, "
        f"list_filter([{differ or 'NULL'}]::VARCHAR[], lambda one: one IS NOT NULL) AS columns, "
        f"{', '.join(_either(name) for name in key)}, "
        f"b.{column(ROW)} AS _row_before, a.{column(ROW)} AS _row_after, "
        f"{_packed('b', schema)} AS before, {_packed('a', schema)} AS after "
        f"FROM before_only b FULL JOIN after_only a ON {_same(key, 'b', 'a', '_n')}"
    )
    counts = dict(bench.ask(f"SELECT {_KIND}, count(*) FROM paired GROUP BY ALL"))
    by_column = dict(
        bench.ask(
            "SELECT name, count(*) FROM (SELECT unnest(columns) AS name FROM paired "
            "WHERE was AND is_now) GROUP BY name ORDER BY name"
        )
    )
    rows = bench.fetch(
        f"SELECT {_KIND} AS change, {', '.join(map(column, key))}, "
        "CASE WHEN was AND is_now THEN columns END AS columns, "
        "CASE WHEN was THEN before END AS before, CASE WHEN is_now THEN after END AS after "
        f"FROM paired WHERE {_KIND} <> 'unchanged' "
        f"ORDER BY {', '.join(map(column, key))}, change LIMIT {limit}"
    )
    return Difference(
        added=counts.get("added", 0),
        removed=counts.get("removed", 0),
        changed=counts.get("changed", 0),
        unchanged=shared + moved + counts.get("unchanged", 0),
        by_column=by_column,
        rows=rows,
    )


_KIND = (
    "CASE WHEN NOT was THEN 'added' WHEN NOT is_now THEN 'removed' "
    "WHEN len(columns) > 0 THEN 'changed' ELSE 'unchanged' END"
)


def _same(key: tuple[str, ...], one: str, other: str, more: str) -> str:
    """Equal keys, where an empty value equals an empty value, and one column more."""
    names = (*key, more)
    return " AND ".join(
        f"{one}.{column(name)} IS NOT DISTINCT FROM {other}.{column(name)}" for name in names
    )


def _either(name: str) -> str:
    return f"coalesce(b.{column(name)}, a.{column(name)}) AS {column(name)}"


def _packed(alias: str, schema: pa.Schema) -> str:
    return "{" + ", ".join(f"{column(n)}: {alias}.{column(n)}" for n in schema.names) + "}"
