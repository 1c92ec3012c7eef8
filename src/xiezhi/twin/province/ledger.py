"""The books of the province: standard tables written as they grow, and the truth beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xiezhi.rulebook.tables import Tables
from xiezhi.twin.province.arrays import Bools, Ints, np
from xiezhi.twin.province.columns import money

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    from xiezhi.rulebook.tables import Column

__all__ = ["ORIGINS", "TRUTH_COLUMNS", "Ledger"]

ORIGINS = ("planted", "background", "look_alike", "pending")
TRUTH_COLUMNS = ("check", "origin", "organ", "subject", "reason", "amount")
_STORED = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "TIMESTAMP": pa.timestamp("us"),
    "DECIMAL(18,2)": pa.decimal128(18, 2),
    "DECIMAL(18,4)": pa.decimal128(18, 4),
    "DECIMAL(9,4)": pa.decimal128(9, 4),
}
_SHEET = 1 << 44 | 1 << 32  # first batch, first sheet
_ROW_GROUP = 1 << 18


class Ledger:
    """Tables of one province on their way to ``<folder>/<table>.parquet``.

    Args:
        folder: Where the tables go; it must exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, int] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._truth: list[pa.Table] = []

    def __enter__(self) -> Ledger:
        """Open for writing."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every file; the truth is written only when all went well."""
        for writer in self._writers.values():
            writer.close()
        if kind is None:
            pq.write_table(
                self.truth(), self.folder / "truth_violations.parquet", compression="zstd"
            )

    def add(self, name: str, columns: Mapping[str, pa.Array]) -> None:
        """Write rows of a standard table.

        Args:
            name: The standard table.
            columns: Its columns, all equally long; a column left out is null.

        Raises:
            ValueError: A column or a word that the standard table does not have.
        """
        table = Tables.load()[name]
        unknown = set(columns) - set(table.columns)
        if unknown:
            raise ValueError(f"{name} has no column {', '.join(sorted(unknown))}")
        length = len(next(iter(columns.values())))
        first = self.rows.get(name, 0)
        places = np.arange(length) + _SHEET + first + 2  # the header is row 1
        arrays: list[pa.Array] = [pa.array(places)]
        for column in table.columns.values():
            arrays.append(_stored(name, column, columns.get(column.name), length))
        self.rows[name] = first + length
        for begin in range(0, max(length, 1), _ROW_GROUP):
            group = [_compact(array.slice(begin, _ROW_GROUP)) for array in arrays]
            rows = pa.table(group, names=["_row", *table.columns])
            self._writer(name, rows.schema).write_table(rows, row_group_size=_ROW_GROUP)

    def judge(
        self,
        check: str,
        *,
        organ: pa.Array,
        subject: Mapping[str, pa.Array],
        violated: Bools,
        planted: Bools,
        because: str,
        guise: Ints | None = None,
        guises: Mapping[int, str] | None = None,
        pending: Bools | None = None,
        amount: Ints | None = None,
    ) -> None:
        """Write down what is true of occasions on which an organ had a duty.

        Args:
            check: Number in the catalogue of supervision points.
            organ: Who had the duty, a row each.
            subject: Standard columns that name the subject.
            violated: Whether the duty was violated, by the history alone.
            planted: Whether a violation was planted; the others came about by chance.
            because: What is wrong.
            guise: Places in ``guises`` of occasions that only look like a violation; 0 for none.
            guises: Why each guise is innocent.
            pending: Occasions on which the time for acting is not over.
            amount: Cents at stake.
        """
        origin = np.full(len(violated), -1)
        if guise is not None:
            origin[guise > 0] = 2
        if pending is not None:
            origin[pending] = 3
        origin[violated] = np.where(planted[violated], 0, 1)
        rows = np.flatnonzero(origin >= 0)
        if not len(rows):
            return
        chosen = pa.array(rows)
        reasons = np.array(["", *(guises or {}).values()], object)
        why = np.full(len(rows), because, object)
        kinds = origin[rows]
        if guise is not None:
            why[kinds == 2] = reasons[guise[rows][kinds == 2]]
        why[kinds == 3] = "时限未到"
        self._truth.append(
            pa.table(
                {
                    "check": pa.array([check] * len(rows), pa.string()),
                    "origin": pa.array([ORIGINS[kind] for kind in kinds], pa.string()),
                    "organ": _plain(organ.take(chosen)),
                    "subject": _subjects(subject, chosen),
                    "reason": pa.array(list(why), pa.string()),
                    "amount": money(
                        np.zeros(len(rows), np.int64) if amount is None else amount[rows],
                        np.full(len(rows), amount is not None),
                    ),
                }
            )
        )

    def truth(self) -> pa.Table:
        """All rows of truth so far."""
        if self._truth:
            return pa.concat_tables(self._truth)
        kinds = [pa.string()] * 5 + [pa.decimal128(18, 2)]
        return pa.table([pa.array([], kind) for kind in kinds], names=list(TRUTH_COLUMNS))

    def _writer(self, name: str, schema: pa.Schema) -> pq.ParquetWriter:
        if name not in self._writers:
            self._writers[name] = pq.ParquetWriter(
                self.folder / f"{name}.parquet",
                schema,
                compression="zstd",
                compression_level=1,
                # plain strings when read back, whatever they were held as
                store_schema=False,
                use_dictionary=[
                    field.name
                    for field in schema
                    if field.name != "_row" and not pa.types.is_boolean(field.type)
                ],
                column_encoding={"_row": "DELTA_BINARY_PACKED"},
            )
        return self._writers[name]


def _stored(name: str, column: Column, values: pa.Array | None, length: int) -> pa.Array:
    inner = column.storage.removesuffix("[]")
    kind = _STORED[inner]
    if column.is_list:
        kind = pa.list_(kind)
    if pa.types.is_string(kind):
        # one form for all row groups of a file
        kind = pa.dictionary(pa.int32(), pa.string())
    if values is None:
        if not column.nullable:
            raise ValueError(f"{name}.{column.name} must not be empty")
        return pa.nulls(length, kind)
    if column.labels is not None and not column.is_list:
        held = values.dictionary if pa.types.is_dictionary(values.type) else pc.unique(values)
        strange = {word for word in held.to_pylist() if word is not None} - set(column.labels)
        if strange:
            raise ValueError(f"{name}.{column.name}: no such word {', '.join(sorted(strange))}")
    if not column.nullable and values.null_count:
        raise ValueError(f"{name}.{column.name} has empty fields")
    if values.type == kind:
        return values
    if pa.types.is_dictionary(kind):
        return values.cast(pa.string()).dictionary_encode()
    return values.cast(kind)


def _compact(values: pa.Array) -> pa.Array:
    """The texts that come in these rows, each once: a row group carries its whole dictionary."""
    if not pa.types.is_dictionary(values.type):
        return values
    held = pc.fill_null(values.indices, -1).to_numpy()
    used, places = np.unique(held, return_inverse=True)
    if len(used) and used[0] < 0:  # the mark of an empty field
        used, places = used[1:], places - 1
    texts = values.dictionary.take(pa.array(used)).dictionary_encode()
    if not len(texts):
        return pa.nulls(len(values), values.type)
    once = texts.indices.to_numpy()[np.maximum(places, 0)]
    indices = pa.array(once.astype(np.int32), pa.int32(), mask=places < 0)
    return pa.DictionaryArray.from_arrays(indices, texts.dictionary)


def _plain(values: pa.Array) -> pa.Array:
    return values.cast(pa.string()) if pa.types.is_dictionary(values.type) else values


def _subjects(subject: Mapping[str, pa.Array], rows: pa.Array) -> pa.Array:
    columns: dict[str, list[Any]] = {
        name: _plain(values.take(rows)).to_pylist() for name, values in subject.items()
    }
    return pa.array(
        [
            json.dumps(dict(zip(columns, values, strict=True)), ensure_ascii=False, default=str)
            for values in zip(*columns.values(), strict=True)
        ],
        pa.string(),
    )
