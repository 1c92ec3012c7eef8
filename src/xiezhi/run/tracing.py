"""From handles to origins: evidence rows that cite where they came from, for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.evidence.canonical import column_texts
from xiezhi.evidence.tables import LINKS, with_semantic_types
from xiezhi.run.offering import fetch_origins

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.engine.base import Session
    from xiezhi.model.compiled import Compiled, InputPlan
    from xiezhi.run.execute import Traced
    from xiezhi.shelf.catalogue import Version

__all__ = ["Evidence", "trace"]

_HANDLE = "_row"
_BETWEEN = "/"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence rows with their origins.

    Attributes:
        links: ``_clue`` (number), ``input``, ``_row`` (origin), ``step``, ``role``.
        rows: By input: ``_row`` (origin), declared columns, companions that the data have.
    """

    links: pa.Table
    rows: dict[str, pa.Table]


def trace(
    session: Session, compiled: Compiled, versions: Mapping[str, Version], traced: Traced
) -> Evidence:
    """Replace handles by origins in rows and links."""
    rows: dict[str, pa.Table] = {}
    links: list[pa.Table] = []
    plans = {plan.name: plan for plan in compiled.inputs}
    for name, table in traced.rows.items():
        version = versions[name]
        cited = _unique(table)
        origins = _origin_texts(session, name, version, cited)
        rows[name] = _typed(_with_origin(cited, origins), plans[name], version)
        mine = traced.links.filter(pc.equal(traced.links.column("input"), name))
        places = pc.index_in(mine.column(_HANDLE), cited.column(_HANDLE))
        index = mine.column_names.index(_HANDLE)
        links.append(mine.set_column(index, _HANDLE, origins.take(places)))
    return Evidence(_distinct(links), rows)


def _unique(table: pa.Table) -> pa.Table:
    """Each row once: a row may be evidence of many clues, on many ways."""
    handles = table.column(_HANDLE)
    firsts = pc.index_in(pc.unique(handles), handles)
    return table if len(firsts) == len(table) else table.take(firsts)


def _origin_texts(session: Session, name: str, version: Version, cited: pa.Table) -> pa.Array:
    """The origin of each cited row as text: ``d7/1``; a key that two rows share is told apart."""
    handles = cited.column(_HANDLE)
    if not version.origin:
        return pc.binary_join_element_wise(name, handles.cast(pa.string()), _BETWEEN)
    there = set(cited.column_names) - {_HANDLE}
    if set(version.origin) <= there:
        parts = [cited.column(column) for column in version.origin]
    else:
        found = fetch_origins(session, name, version, handles)
        found = found.take(pc.index_in(handles, found.column(_HANDLE)))
        parts = [found.column(f"_origin_{n}") for n in range(len(version.origin))]
    texts = [column_texts(part) for part in parts]
    joined = pc.binary_join_element_wise(
        *texts, _BETWEEN, null_handling="replace", null_replacement=""
    )
    joined = joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined
    return _told_apart(joined, handles)


def _told_apart(origins: pa.Array, handles: pa.ChunkedArray) -> pa.Array:
    counts = pc.value_counts(origins)
    doubled = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    if not len(doubled):
        return origins
    numbered = pc.binary_join_element_wise(origins, handles.cast(pa.string()), "@")
    chosen = pc.if_else(pc.is_in(origins, doubled), numbered, origins)
    return chosen.combine_chunks() if isinstance(chosen, pa.ChunkedArray) else chosen


def _with_origin(cited: pa.Table, origins: pa.Array) -> pa.Table:
    index = cited.column_names.index(_HANDLE)
    rest = cited.remove_column(index)
    return rest.add_column(0, pa.field(_HANDLE, pa.string()), origins)


def _typed(rows: pa.Table, plan: InputPlan, version: Version) -> pa.Table:
    """Only columns that the data have, each with its semantic type."""
    absent = [column.name for column in plan.companions if column.name not in version.schema.names]
    types = {column.name: column.type.name for column in (*plan.columns, *plan.companions)}
    kept = rows.drop_columns([name for name in absent if name in rows.column_names])
    return with_semantic_types(kept, types)


def _distinct(links: list[pa.Table]) -> pa.Table:
    names = ["_clue", *LINKS.names[1:]]
    if not links:
        kinds = [pa.int64(), *LINKS.types[1:]]
        return pa.schema(list(zip(names, kinds, strict=True))).empty_table()
    together = pa.concat_tables([table.select(names) for table in links])
    return together.group_by(names).aggregate([]).select(names)
