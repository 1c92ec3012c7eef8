"""Failing rows, all of them, in one Parquet file beside the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FAILING", "FailingRows"]

FAILING = pa.schema(
    [
        ("row", pa.string()),
        ("check", pa.string()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("why", pa.string()),
    ]
)
"""``row`` is the row's origin, as bundles cite it."""


class FailingRows:
    """Writes failing rows as they are found; memory holds one batch at most.

    Args:
        path: The file; None only counts.
    """

    def __init__(self, path: Path | None) -> None:
        self.counts: dict[str, int] = {}
        self._path = path
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> FailingRows:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; without a failing row an empty one is left."""
        if self._path is not None:
            self._open().close()

    def add(
        self, check: str, column: str, origins: pa.Array, values: pa.Array | None, why: str
    ) -> None:
        """Add rows by their origins, with the value that fails."""
        number = len(origins)
        if not number:
            return
        name = f"{check} {column}".rstrip()
        self.counts[name] = self.counts.get(name, 0) + number
        if self._path is None:
            return
        texts = pa.nulls(number, pa.string()) if values is None else _texts(values)
        batch = pa.record_batch(
            [
                origins.cast(pa.string()),
                pa.repeat(pa.scalar(check), number),
                pa.repeat(pa.scalar(column), number),
                texts,
                pa.repeat(pa.scalar(why), number),
            ],
            schema=FAILING,
        )
        self._open().write_batch(batch)

    def _open(self) -> pq.ParquetWriter:
        if self._writer is None:
            if self._path is None:
                raise ValueError("no file was named")
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pq.ParquetWriter(self._path, FAILING, compression="zstd")
        return self._writer


def _texts(values: pa.Array) -> pa.Array:
    if pa.types.is_list(values.type) or pa.types.is_struct(values.type):
        return pa.array([None if v is None else str(v) for v in values.to_pylist()], pa.string())
    return pc.cast(values, pa.string())
