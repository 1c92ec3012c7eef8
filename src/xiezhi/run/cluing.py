"""From the rows of the clue step to clues: identities, reasons, wording, flags."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.evidence.canonical import canonical_json, canonical_objects, column_texts
from xiezhi.evidence.clue import canonical_keys, clue_ids, matter_ids
from xiezhi.evidence.tables import CLUES, REASONS, VALUE_PREFIX, with_semantic_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xiezhi.evidence.clue import OfficeKey
    from xiezhi.model.adjust import Suppression
    from xiezhi.model.compiled import CluePlan, Compiled, ReasonPlan
    from xiezhi.model.spec import Model

__all__ = ["clue_table", "reason_table"]


def clue_table(
    compiled: Compiled,
    rows: pa.Table,
    office: OfficeKey,
    remedy: tuple[str, ...],
    suppressions: Sequence[Suppression] = (),
) -> pa.Table:
    """``clues.parquet`` without the evidence hashes.

    Args:
        compiled: The model.
        rows: The clue step's rows, with ``_clue``.
        office: The secret behind the ids.
        remedy: Wording of what may follow.
        suppressions: The office's suppressions; expired ones do not hold.

    Returns:
        Fixed columns and ``value.`` columns, in the order of ``rows``.
    """
    model, plan = compiled.model, compiled.clue
    keys = _keys(plan, rows)
    number = rows.num_rows
    because = _suppressed(compiled, rows, suppressions)
    affected = model.clue.affected
    columns: dict[str, pa.Array | pa.ChunkedArray] = {
        "clue": pa.array(clue_ids(office, model.id, keys), pa.string()),
        "matter": pa.array(_matters(model, plan, rows, office), pa.string()),
        "key": pa.array(keys, pa.string()),
        "organ": _text_or_null(rows, plan.organ or model.supervises.from_),
        "act": _same(model.supervises.duty.zh, number),
        "affected_kind": _same(affected.kind if affected else None, number),
        "affected": _text_or_null(rows, plan.affected_name),
        "amount": _or_null(rows, plan.amount, pa.decimal128(20, 2)),
        "occurred": _or_null(rows, plan.occurred, pa.date32()),
        "expires": _or_null(rows, plan.expires, pa.date32()),
        "grade": _same(model.grade, number),
        "title_zh": _same(model.clue.title.zh, number),
        "title_en": _same(model.clue.title.en, number),
        "remedy": pa.array([list(remedy)] * number, pa.list_(pa.string())),
        "law": pa.array([[entry.cite for entry in model.law]] * number, pa.list_(pa.string())),
        "unchecked": _same(_unchecked(model), number),
        "checklist": _same(_checklist(model), number),
        "flags": pa.array(
            [["suppressed"] if reason else [] for reason in because], pa.list_(pa.string())
        ),
        "suppression": pa.array(because, pa.string()),
        "evidence": _same("", number),
    }
    table = pa.table(columns, schema=pa.schema([CLUES.field(name) for name in columns]))
    types = {"amount": plan.amount_type} if ":" in plan.amount_type else {}
    for column in plan.columns:
        if column.name in rows.column_names:
            name = VALUE_PREFIX + column.name
            table = table.append_column(name, rows.column(column.name))
            types[name] = column.type.name
    return with_semantic_types(table, types)


def reason_table(compiled: Compiled, rows: pa.Table, ids: Sequence[str]) -> pa.Table:
    """``reasons.parquet``: the conditions and indicators that each clue met.

    Args:
        compiled: The model.
        rows: The clue step's rows.
        ids: Clue ids in the same order.
    """
    parts = [_reason(reason, compiled.clue, rows, ids) for reason in compiled.clue.reasons]
    return pa.concat_tables(parts) if parts else REASONS.empty_table()


def _reason(reason: ReasonPlan, plan: CluePlan, rows: pa.Table, ids: Sequence[str]) -> pa.Table:
    shown = sorted(name for name in reason.columns if name in rows.column_names)
    columns = [column_texts(rows.column(name)).to_pylist() for name in shown]
    values = canonical_objects(shown, columns, len(ids))
    fired = rows.column(reason.fired).to_pylist() if reason.fired else [True] * len(ids)
    chosen = [place for place, fires in enumerate(fired) if fires]
    number = len(chosen)
    return pa.table(
        {
            "clue": pa.array([ids[place] for place in chosen], pa.string()),
            "kind": _same(_kind(reason), number),
            "name": _same(reason.id, number),
            "step": _same(reason.step, number),
            "condition": _same(reason.text, number),
            "title_zh": _same(reason.title.zh, number),
            "title_en": _same(reason.title.en, number),
            "values": pa.array([values[place] for place in chosen], pa.string()),
            "points": _points(reason, rows, chosen),
        },
        schema=REASONS,
    )


def _kind(reason: ReasonPlan) -> str:
    if reason.weight is not None:
        return "comparison"
    return "condition" if reason.points is None else "indicator"


def _points(reason: ReasonPlan, rows: pa.Table, chosen: list[int]) -> pa.Array:
    """The points of an indicator, or those that a comparison gave each clue by itself."""
    kind = pa.decimal128(20, 4)
    if reason.weight is not None:
        values = rows.column(reason.weight).take(pa.array(chosen, pa.int64())).cast(kind)
        return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    points = None if reason.points is None else Decimal(reason.points)
    return pa.repeat(pa.scalar(points, kind), len(chosen))


def _keys(plan: CluePlan, rows: pa.Table) -> list[str]:
    parts = [("subject", name) for name in plan.subject]
    parts += [("organ", plan.organ)] if plan.organ else []
    parts += [("episode", plan.episode)] if plan.episode else []
    return _canonical(plan, rows, parts)


def _matters(model: Model, plan: CluePlan, rows: pa.Table, office: OfficeKey) -> list[str]:
    """Organ, duty and subject: whatever model found it, it is one matter."""
    parts = [("subject", name) for name in plan.subject]
    parts += [("organ", plan.organ)] if plan.organ else []
    return matter_ids(office, model.supervises.duty.zh, _canonical(plan, rows, parts))


def _canonical(plan: CluePlan, rows: pa.Table, parts: Iterable[tuple[str, str]]) -> list[str]:
    types = {column.name: column.type.name for column in plan.columns}
    named = [(part, types.get(name, "text"), name) for part, name in parts]
    texts = [column_texts(rows.column(name)).to_pylist() for _, _, name in named]
    return canonical_keys([(part, kind) for part, kind, _ in named], texts, rows.num_rows)


def _suppressed(
    compiled: Compiled, rows: pa.Table, suppressions: Sequence[Suppression]
) -> list[str | None]:
    """Why the office does not want to see each clue again; None for those it does."""
    because: list[str | None] = [None] * rows.num_rows
    for suppression in suppressions:
        if not suppression.holds(compiled.as_of):
            continue
        columns = [column_texts(rows.column(name)).to_pylist() for name, _ in suppression.key]
        wanted = tuple(value for _, value in suppression.key)
        for place, values in enumerate(zip(*columns, strict=True)):
            if values == wanted and because[place] is None:
                because[place] = suppression.reason.zh
    return because


def _unchecked(model: Model) -> str:
    return canonical_json([{"zh": one.zh, "en": one.en} for one in model.clue.unchecked])


def _checklist(model: Model) -> str:
    return canonical_json(
        [
            {
                "ask": {"zh": one.ask.zh, "en": one.ask.en},
                "kind": one.kind,
                "excludes_when": one.excludes_when,
            }
            for one in model.clue.checklist
        ]
    )


def _same(value: str | None, number: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, pa.string()), number)


def _or_null(rows: pa.Table, name: str | None, kind: pa.DataType) -> pa.Array | pa.ChunkedArray:
    if name is None or name not in rows.column_names:
        return pa.nulls(rows.num_rows, kind)
    return rows.column(name).cast(kind)


def _text_or_null(rows: pa.Table, name: str | None) -> pa.Array | pa.ChunkedArray:
    if name is None or name not in rows.column_names:
        return pa.nulls(rows.num_rows, pa.string())
    return column_texts(rows.column(name))
