"""Give an engine exactly the relations that a compiled model may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.engine.base import FileRelation, RelationColumn, TableRelation
from xiezhi.rulebook.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xiezhi.engine.base import Session
    from xiezhi.model.compiled import Compiled, CoveragePlan, InputPlan
    from xiezhi.shelf.catalogue import Version

__all__ = ["coverage_table", "fetch_origins", "offer_inputs", "offered_names"]


_HANDLE = "_row"
_CALENDAR = "_workday"
_COVERAGE = (
    RelationColumn("scope", "VARCHAR"),
    RelationColumn("covers_from", "DATE"),
    RelationColumn("covers_to", "DATE"),
)
_WORKDAYS = (
    RelationColumn("day", "DATE"),
    RelationColumn("workday", "BOOLEAN"),
    RelationColumn("n", "INTEGER"),
)


def offer_inputs(
    session: Session,
    compiled: Compiled,
    versions: Mapping[str, Version],
    workdays: pa.Table | None = None,
    covered: Mapping[str, pa.Table] | None = None,
) -> None:
    """Register inputs, coverage and the calendar, as ``xiezhi.model.compiled`` asks.

    Args:
        session: Where to.
        compiled: The model; its as-of date hides later rows.
        versions: Version by input.
        workdays: The relation ``_workday`` when the model needs it.
        covered: Coverage by relation; None takes what the versions say of themselves.
    """
    for plan in compiled.inputs:
        session.offer(input_relation(plan, versions[plan.name], compiled.as_of))
    for coverage in compiled.coverages:
        if covered is None:
            version = versions[coverage.input]
            scopes = _scopes(session, compiled, coverage, version)
            table = coverage_table(version, coverage.scope_column, scopes)
        else:
            table = covered[coverage.relation]
        session.offer(TableRelation(coverage.relation, table, _COVERAGE))
    if compiled.needs_calendar and workdays is not None:
        session.offer(TableRelation(_CALENDAR, workdays, _WORKDAYS))


def offered_names(compiled: Compiled) -> frozenset[str]:
    """The relations that ``offer_inputs`` and ``prepare`` register."""
    names = [plan.name for plan in compiled.inputs]
    names += [plan.relation for plan in compiled.coverages]
    names += [plan.relation for plan in compiled.prepared]
    return frozenset([*names, _CALENDAR] if compiled.needs_calendar else names)


def input_relation(
    plan: InputPlan, version: Version, as_of: date | None
) -> FileRelation | TableRelation:
    """One input with its declared columns and companions, and nothing else."""
    stored = set(version.schema.names)
    columns = tuple(
        RelationColumn(column.name, column.type.column_type, column.name in stored)
        for column in (*plan.columns, *plan.companions)
    )
    # a row is hidden by its date whether or not the model declares that column
    dated_by = plan.dated_by if plan.dated_by in stored else None
    if version.memory is None:
        return FileRelation(
            plan.name,
            version.files,
            columns,
            _HANDLE,
            dated_by=dated_by,
            as_of=as_of,
            fields=version.fields,
            only=version.only,
        )
    numbered = _numbered(version.memory)
    columns = (*columns, RelationColumn(_HANDLE, "BIGINT"))
    return TableRelation(
        plan.name, numbered, columns, dated_by=dated_by, as_of=as_of, only=version.only
    )


def fetch_origins(
    session: Session, name: str, version: Version, handles: pa.ChunkedArray
) -> pa.Table:
    """The origin columns of some rows of a version.

    Args:
        session: Where the version's files may be read.
        name: The input.
        version: Its version; has origin columns.
        handles: The rows' handles.

    Returns:
        ``_row`` and the origin columns, those renamed ``_origin_0`` …
    """
    wanted = pa.table({_HANDLE: handles})
    if version.memory is not None:
        numbered = _numbered(version.memory)
        found = numbered.take(pc.index_in(handles, numbered.column(_HANDLE)))
        parts = {f"_origin_{n}": version.memory.column(column) for n, column in _origins(version)}
        places = pc.index_in(found.column(_HANDLE), numbered.column(_HANDLE))
        return pa.table(
            {_HANDLE: handles} | {key: column.take(places) for key, column in parts.items()}
        )
    columns = tuple(RelationColumn(column, "VARCHAR") for column in version.origin)
    relation = f"_origin_{name}"
    session.offer(
        FileRelation(
            relation, version.files, columns, "_handle", hidden=True, fields=version.fields
        )
    )
    session.offer(
        TableRelation(f"_cited_{name}", wanted, (RelationColumn(_HANDLE, "BIGINT"),), hidden=True)
    )
    shown = ", ".join(f'"{column}" AS "_origin_{n}"' for n, column in _origins(version))
    return session.fetch(
        f'SELECT "_handle" AS "{_HANDLE}", {shown} FROM "{relation}" '
        f'WHERE "_handle" IN (SELECT "{_HANDLE}" FROM "_cited_{name}")',
        "finding where rows came from",
        hidden=True,
    )


def _origins(version: Version) -> list[tuple[int, str]]:
    return list(enumerate(version.origin))


def _numbered(rows: pa.Table) -> pa.Table:
    """The rows with their place as handle, in place of a text ``_row``."""
    if _HANDLE in rows.column_names:
        rows = rows.drop_columns([_HANDLE])
    return rows.append_column(_HANDLE, pa.array(range(rows.num_rows), pa.int64()))


def coverage_table(version: Version, column: str | None, scopes: tuple[str, ...]) -> pa.Table:
    """What a version covers, as the relation a searching step reads.

    Args:
        version: The version searched.
        column: The column by which the model asks; None asks for the whole table.
        scopes: Values of that column found in the data: a stretch declared for the whole table
            holds for each of them.

    Returns:
        ``scope, covers_from, covers_to``; never covering later than ``data_as_of``; without a
        ``data_as_of`` and a stated last day, the last day is unknown.
    """
    rows: list[tuple[str | None, date | None, date | None]] = []
    for part in version.covered:
        last = _earlier(part.covers_to, version.data_as_of)
        if column is None and part.column is None:
            rows.append((None, part.covers_from, last))
        elif column is not None and part.column == column:
            rows.append((part.value, part.covers_from, last))
        elif column is not None and part.column is None:
            rows += [(scope, part.covers_from, last) for scope in scopes]
    if column is None and not rows:
        rows = [(None, None, None)]
    return pa.table(
        {
            "scope": pa.array([scope for scope, _, _ in rows], pa.string()),
            "covers_from": pa.array([first for _, first, _ in rows], pa.date32()),
            "covers_to": pa.array([last for _, _, last in rows], pa.date32()),
        }
    )


def _scopes(
    session: Session, compiled: Compiled, coverage: CoveragePlan, version: Version
) -> tuple[str, ...]:
    """Every value that a stretch declared for the whole table holds for.

    A court without a single row in the searched table is covered too, so values are taken from
    every declared column of the same meaning.
    """
    if coverage.scope_column is None or all(part.column for part in version.covered):
        return ()
    column = Tables.load()[version.table].columns.get(coverage.scope_column)
    if column is None:
        return ()
    found: set[str] = set()
    for plan in compiled.inputs:
        for own in plan.columns:
            if own.type.name == column.type.name and not own.type.many:
                query = f'SELECT DISTINCT "{own.name}" AS scope FROM "{plan.name}"'
                answer = session.fetch(query, "looking at coverage")
                found |= {str(value) for value in answer.column(0).to_pylist() if value is not None}
    return tuple(sorted(found))


def _earlier(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day is not None]
    return min(days) if days else None
