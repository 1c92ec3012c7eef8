"""Parquet files: columns as they are typed; lists and structs as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.shelf.ingest.header import unique_titles
from xiezhi.shelf.ingest.problem import WIDEST, refusal, too_wide
from xiezhi.shelf.ingest.raw import RawBatch, RawColumn
from xiezhi.shelf.ingest.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["parquet_sheet"]


def parquet_sheet(path: Path) -> Sheet:
    """The one sheet of a Parquet file.

    Raises:
        IngestError: It cannot be read.
    """
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            names, rows = file.schema_arrow.names, file.metadata.num_rows
    except (pa.ArrowException, OSError) as error:
        raise _broken(path, error) from error
    if len(names) > WIDEST:
        raise too_wide(path.name, len(names))

    def read(size: int) -> Iterator[RawBatch]:
        import numpy as np

        at = 1
        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=size):
                    numbers = np.arange(at, at + batch.num_rows, dtype=np.int64)
                    at += batch.num_rows
                    yield RawBatch(numbers, tuple(map(_column, batch.columns)))
        except (pa.ArrowException, OSError) as error:
            raise _broken(path, error) from error

    return Sheet(path.name, "", unique_titles(names), read, rows=rows, typed=True)


def _broken(path: Path, error: Exception) -> Exception:
    return refusal(
        f"{path.name} is no readable Parquet file.",
        where=path.name,
        why=str(error)[:200],
        cure="Check that the copy is complete.",
        code="ingest-parquet",
    )


def _column(cells: pa.Array) -> RawColumn:
    kind = cells.type
    if pa.types.is_dictionary(kind):
        return _column(cells.dictionary_decode())
    if pa.types.is_large_string(kind) or kind == pa.string_view():
        return RawColumn(cells.cast(pa.string()))
    if pa.types.is_nested(kind):
        return RawColumn(pa.array(map(_said, cells.to_pylist()), pa.string()))
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return RawColumn(pa.array([None if b is None else b.hex() for b in cells.to_pylist()]))
    if kind == pa.float16() or kind == pa.float32():
        return RawColumn(cells.cast(pa.float64()))
    return RawColumn(cells)


def _said(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return ";".join(str(one) for one in value if one is not None)
    return json.dumps(value, ensure_ascii=False, default=str)
