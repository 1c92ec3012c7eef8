"""One raw batch as rows of a standard table, and what of it is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.shelf.ingest.raw import RawColumn
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.fingerprint import fingerprints
from xiezhi.shelf.normalise.normal import Normal, Reading
from xiezhi.shelf.normalise.repeats import Marks
from xiezhi.shelf.normalise.types import normalise_column
from xiezhi.shelf.normalise.word import labels_folded
from xiezhi.shelf.origin import BATCH_SHIFT, ROW, SHEET_SHIFT
from xiezhi.shelf.quarantine import ASIDE, CELL, Refused
from xiezhi.shelf.standard_schema import standard_schema

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from xiezhi.rulebook.tables import Column, Table
    from xiezhi.shelf.ingest.raw import RawBatch
    from xiezhi.shelf.ingest.sheet import Sheet
    from xiezhi.shelf.mapping.mapping import Mapping
    from xiezhi.shelf.quarantine import Reason

__all__ = ["Plan", "Prepared", "prepare", "reading_of"]


@dataclass(frozen=True, slots=True)
class Take:
    """One column of the table: where its cells are in the sheet and how they are read.

    Attributes:
        column: The column.
        place: Place of the title in the sheet; None when a constant is taken.
        source: The title.
        reading: How cells are read.
        required: A refused or empty cell keeps the row out.
        key: It belongs to the key, where a masked number cannot stand.
        constant: The value for every row; None when there is none.
    """

    column: Column
    place: int | None
    source: str
    reading: Reading
    required: bool
    key: bool
    constant: pa.Scalar | None = None


@dataclass(frozen=True)
class Plan:
    """How the rows of one sheet are prepared.

    Attributes:
        table: The standard table.
        schema: As it is stored.
        sheet: The sheet.
        origin: ``_row`` of row 0 of the sheet.
        takes: Its mapped columns and constants, in the table's order.
        shared: Places from which several columns take the cells that are theirs.
    """

    table: Table
    schema: pa.Schema
    sheet: Sheet
    origin: int
    takes: tuple[Take, ...]
    shared: frozenset[int]

    @classmethod
    def of(cls, table: Table, mapping: Mapping, sheet: Sheet, batch: int, ordinal: int) -> Plan:
        """The plan for one sheet; titles that the sheet lacks give null."""
        takes = []
        for name, column in table.columns.items():
            key = name in table.key
            required = key or not column.nullable
            mapped = mapping.of(name)
            if mapped is not None and mapped.source in sheet.titles:
                place = sheet.titles.index(mapped.source)
                reading = replace(reading_of(mapping, column), from_1904=sheet.dates_from_1904)
                takes.append(Take(column, place, mapped.source, reading, required, key))
            elif name in mapping.constants:
                value = _constant(mapping, column)
                takes.append(Take(column, None, "", Reading(), required, key, value))
        places = [take.place for take in takes if take.place is not None and not take.reading.part]
        shared = frozenset(place for place in places if places.count(place) > 1)
        origin = batch << BATCH_SHIFT | ordinal << SHEET_SHIFT
        return cls(table, standard_schema(table), sheet, origin, tuple(takes), shared)

    @property
    def columns(self) -> frozenset[str]:
        """Columns that the sheet or a constant fills."""
        return frozenset(take.column.name for take in self.takes)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch as rows of the table.

    Attributes:
        batch: Rows that may be loaded.
        marks: Their fingerprints.
        rows_in: Rows of the table that the raw batch held, those broken included.
        refused: What was refused.
    """

    batch: pa.RecordBatch
    marks: Marks
    rows_in: int
    refused: list[Refused]
    plan: Plan


def reading_of(mapping: Mapping, column: Column) -> Reading:
    """How the mapping reads the cells of a column."""
    mapped = mapping.of(column.name)
    labels = None
    if column.labels is not None:
        spoken = {title.zh: word for word, title in column.labels.items()}
        english = {title.en: word for word, title in column.labels.items()}
        words = {word: word for word in column.labels}
        labels = labels_folded({**words, **english, **spoken})
    if mapped is None:
        return Reading(labels=labels)
    return Reading(
        unit=mapped.unit,
        order=mapped.order,
        serial=mapped.serial,
        words=mapped.words,
        labels=labels,
        open_end=column.nullable,
        part=mapped.part,
    )


def _constant(mapping: Mapping, column: Column) -> pa.Scalar:
    """The constant as a value of the column.

    Raises:
        MappingError: It is none.
    """
    from xiezhi.kernel.errors import Problem
    from xiezhi.shelf.mapping.mapping import MappingError

    text = mapping.constants[column.name]
    normal = normalise_column(
        RawColumn(pa.array([text], pa.string())), column, reading_of(mapping, column)
    )
    reason = normal.reason(0)
    if reason is not None:
        raise MappingError(
            Problem(
                what=f"The constant for {column.name} is no {column.type.name}.",
                where=text,
                why=reason.en,
                cure="Correct it in the mapping.",
                code="mapping-constant",
            )
        )
    return normal.values[0]


def prepare(plan: Plan, raw: RawBatch) -> Prepared:
    """Normalise a raw batch; rows whose required cells are refused are left out."""
    import numpy as np

    normals = _normals(plan, raw)
    out = np.zeros(raw.num_rows, bool)
    refused: list[Refused] = _broken(plan, raw) + _aside(plan, raw)
    for take, normal in zip(plan.takes, normals, strict=True):
        out |= _kept_out(take, normal, raw.num_rows)
    refused += _refused_cells(plan, raw, normals, out)
    keep = None if not out.any() else np.flatnonzero(~out)
    batch = _record_batch(plan, raw, normals, keep)
    return Prepared(batch, _marks(plan, batch), raw.num_rows + len(raw.broken), refused, plan)


def _normals(plan: Plan, raw: RawBatch) -> list[Normal]:
    normals = []
    for take in plan.takes:
        if take.place is None:
            normals.append(Normal(pa.repeat(take.constant, raw.num_rows)))
            continue
        cells = raw.columns[take.place]
        normals.append(normalise_column(cells, take.column, take.reading, damaged=raw.damaged))
    if plan.shared:
        return _shared(plan, normals)
    return normals


def _shared(plan: Plan, normals: list[Normal]) -> list[Normal]:
    """A cell that one of the columns takes is no other's affair; what none takes is said once."""
    import numpy as np

    for place in plan.shared:
        mine = [at for at, take in enumerate(plan.takes) if take.place == place]
        # Some numbers of units pass as identity numbers and the other way round; the identity
        # number proves more (place, birth date, check sign), so it comes first.
        mine.sort(key=lambda at: plan.takes[at].column.type.name != "citizen_id")
        taken = np.zeros(len(normals[mine[0]].values), bool)
        for at in mine:
            values = normals[at].values
            if taken.any():
                values = pc.if_else(pa.array(taken), pa.scalar(None, values.type), values)
                normals[at] = replace(normals[at], values=values)
            taken |= pc.is_valid(values).to_numpy(zero_copy_only=False)
        for at in mine:
            normal = normals[at]
            if normal.codes is not None:
                codes = np.where(taken, 0, normal.codes).astype(np.int16)
                normals[at] = replace(normal, codes=codes)
            taken[:] = True
    return normals


def _kept_out(take: Take, normal: Normal, rows: int) -> npt.NDArray[np.bool_]:
    """Rows that this column keeps from being loaded."""
    import numpy as np

    out = np.zeros(rows, bool)
    if not take.required:
        return out
    if normal.values.null_count:
        out |= normal.values.is_null().to_numpy(zero_copy_only=False)
    if normal.masked is not None and take.key:
        out |= normal.masked
    return out


def _refused_cells(
    plan: Plan, raw: RawBatch, normals: list[Normal], out: npt.NDArray[np.bool_]
) -> list[Refused]:
    """One entry per refused cell; of rows kept out each reason, of others the cell alone."""
    import numpy as np

    refused: list[Refused] = []
    for take, normal in zip(plan.takes, normals, strict=True):
        bad = _kept_out(take, normal, raw.num_rows)
        if normal.refused is not None:
            bad |= normal.refused
        for row in np.flatnonzero(bad).tolist():
            reason = normal.reason(row) or _why_empty(normal, row)
            kind = "row" if out[row] else CELL
            refused.append(_entry(plan, raw, row, kind, take, reason))
    return sorted(refused, key=lambda one: one.row)


def _why_empty(normal: Normal, row: int) -> Reason:
    hidden = normal.masked is not None and bool(normal.masked[row])
    return reasons.KEY_MASKED if hidden else reasons.EMPTY


def _entry(plan: Plan, raw: RawBatch, row: int, kind: str, take: Take, reason: Reason) -> Refused:
    number = int(raw.rows[row])
    text = "" if take.place is None else raw.columns[take.place].text(row)
    cells = dict(zip(plan.sheet.titles, raw.cells(row), strict=True))
    sheet = plan.sheet
    return Refused(plan.origin + number, sheet.file, sheet.name, number, kind,
                   take.column.name, take.source, text, reason, cells)  # fmt: skip


def _broken(plan: Plan, raw: RawBatch) -> list[Refused]:
    sheet = plan.sheet
    return [
        Refused(plan.origin + row.row, sheet.file, sheet.name, row.row, "broken", "", "", row.text,
                reasons.BROKEN[row.code], {})
        for row in raw.broken
    ]  # fmt: skip


def _aside(plan: Plan, raw: RawBatch) -> list[Refused]:
    sheet = plan.sheet
    return [
        Refused(plan.origin + row.row, sheet.file, sheet.name, row.row, ASIDE, "", "", "",
                reasons.ASIDE[row.kind], dict(zip(sheet.titles, row.cells, strict=False)))
        for row in raw.aside
    ]  # fmt: skip


def _record_batch(
    plan: Plan, raw: RawBatch, normals: list[Normal], keep: npt.NDArray[np.intp] | None
) -> pa.RecordBatch:
    rows = raw.rows if keep is None else raw.rows[keep]
    values = {
        take.column.name: normal.values for take, normal in zip(plan.takes, normals, strict=True)
    }
    arrays = []
    for field in plan.schema:
        if field.name == ROW:
            arrays.append(pa.array(rows + plan.origin))
        elif field.name not in values:
            arrays.append(pa.nulls(len(rows), field.type))
        else:
            array = values[field.name]
            if keep is not None:
                array = array.take(pa.array(keep))
            arrays.append(array if array.type == field.type else array.cast(field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=plan.schema)


def _marks(plan: Plan, batch: pa.RecordBatch) -> Marks:
    names = [take.column.name for take in plan.takes if take.place is not None]
    rest = [batch.column(name) for name in names if name not in plan.table.key]
    keys = fingerprints([batch.column(name) for name in plan.table.key], 1)
    whole = fingerprints(rest, 2, keys)
    return Marks(keys, whole, batch.column(ROW).to_numpy())
