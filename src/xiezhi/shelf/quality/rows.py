"""Checks over all rows of a table and across tables: keys that repeat, rows that name nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.engine.base import FileRelation, RelationColumn, TableRelation
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.quality.finding import Finding, judged, not_applicable

if TYPE_CHECKING:
    from xiezhi.engine.base import Session
    from xiezhi.rulebook.quality import QualityRules
    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.catalogue import Catalogue, Version
    from xiezhi.shelf.quality.failing import FailingRows

__all__ = ["row_findings"]


def row_findings(
    session: Session,
    version: Version,
    table: Table,
    others: Catalogue,
    rules: QualityRules,
    failing: FailingRows,
) -> list[Finding]:
    """Uniqueness of the key, and whether the rows referred to are there.

    Args:
        session: May read the files of the version and of the tables it refers to.
        version: The version.
        table: Its standard table.
        others: Where the tables it refers to are.
        rules: The thresholds.
        failing: Takes the failing rows.
    """
    _offer(session, "_checked", version, table)
    found = [_unique(session, version, table, rules, failing)]
    for parent, columns in table.refers.items():
        name = "+".join(columns)
        if parent not in others.tables:
            found.append(
                not_applicable("referential", name, f"架上没有 {parent} / {parent} is not here")
            )
            continue
        _offer(session, "_named", others.version(parent), Tables.load()[parent])
        found.append(_referring(session, version, table, parent, columns, rules, failing))
    return found


def _unique(
    session: Session,
    version: Version,
    table: Table,
    rules: QualityRules,
    failing: FailingRows,
) -> Finding:
    name = "+".join(table.key)
    if not set(table.key) <= set(version.schema.names):
        return not_applicable("uniqueness", name, "没有主键列 / no key columns")
    keys = ", ".join(f'"{key}"' for key in table.key)
    same = " AND ".join(f'a."{key}" = b."{key}"' for key in table.key)
    shown = " || '/' || ".join(f'CAST(a."{key}" AS VARCHAR)' for key in table.key)
    found = session.fetch(
        f"SELECT {_origin(version)} AS origin, {shown} AS value FROM _checked a JOIN "
        f"(SELECT {keys} FROM _checked GROUP BY {keys} HAVING count(*) > 1) b ON {same}",
        "looking for keys that repeat",
        hidden=True,
    )
    origins, values = found.column("origin"), found.column("value")
    why = "主键重复 / key repeated"
    failing.add("uniqueness", name, origins.combine_chunks(), values.combine_chunks(), why)
    threshold = rules.threshold("uniqueness", role="key", table=table.name)
    return judged("uniqueness", name, version.rows, found.num_rows, threshold)


def _referring(
    session: Session,
    version: Version,
    table: Table,
    parent: str,
    columns: tuple[str, ...],
    rules: QualityRules,
    failing: FailingRows,
) -> Finding:
    name = "+".join(columns)
    key = Tables.load()[parent].key
    filled = " AND ".join(f'a."{column}" IS NOT NULL' for column in columns)
    same = " AND ".join(
        f'a."{own}" = b."{other}"' for own, other in zip(columns, key, strict=False)
    )
    shown = " || '/' || ".join(f'CAST(a."{column}" AS VARCHAR)' for column in columns)
    counted = session.fetch(
        f"SELECT count(*) AS n FROM _checked a WHERE {filled}", "counting", hidden=True
    )
    lost = session.fetch(
        f"SELECT {_origin(version)} AS origin, {shown} AS value FROM _checked a "
        f"ANTI JOIN _named b ON {same} WHERE {filled}",
        "looking for rows that name nothing",
        hidden=True,
    )
    why = f"在 {parent} 里找不到 / not found in it"
    origins, values = lost.column("origin"), lost.column("value")
    failing.add("referential", name, origins.combine_chunks(), values.combine_chunks(), why)
    threshold = rules.threshold("referential", table=table.name)
    rows = int(counted.column("n")[0].as_py())
    return judged("referential", name, rows, lost.num_rows, threshold, f"→ {parent}")


def _offer(session: Session, name: str, version: Version, table: Table) -> None:
    stored = set(version.schema.names)
    wanted = {column.name: column.storage for column in table.columns.values()}
    wanted |= {one: "VARCHAR" for one in version.origin if one not in wanted}
    columns = tuple(
        RelationColumn(column, storage, column in stored) for column, storage in wanted.items()
    )
    if version.memory is not None:
        there = tuple(column for column in columns if column.present)
        session.offer(TableRelation(name, version.memory, there, hidden=True))
        return
    session.offer(FileRelation(name, version.files, columns, hidden=True, fields=version.fields))


def _origin(version: Version) -> str:
    if not version.origin:
        return "CAST(NULL AS VARCHAR)"
    return " || '/' || ".join(
        f"coalesce(CAST(a.\"{one}\" AS VARCHAR), '')" for one in version.origin
    )
