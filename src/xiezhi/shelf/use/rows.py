"""The rows of a version that its reader may see, one batch after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.catalogue import CatalogueError
from xiezhi.shelf.quality.share import rows_condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xiezhi.shelf.catalogue import Version

__all__ = ["rows_of"]


def rows_of(version: Version, columns: Sequence[str], size: int = 256) -> Iterator[pa.Table]:
    """Rows in the order of the version's files, with these columns and no more.

    Args:
        version: The version as its reader may see it.
        columns: Columns of it.
        size: Most rows at a time.

    Raises:
        CatalogueError: A file is no longer what was hashed, or cannot be read.
    """
    if version.memory is not None:
        yield _seen(version.memory, version, columns)
        return
    for path in version.files:
        if changed := version.changed_files():
            raise _spoilt(version, changed[0].name, "it changed while it was read")
        try:
            with pq.ParquetFile(path) as file:
                there = [one for one in _needed(version, columns) if one in file.schema_arrow.names]
                for batch in file.iter_batches(batch_size=size, columns=there):
                    yield _seen(pa.Table.from_batches([batch]), version, columns)
        except (OSError, pa.ArrowException) as error:
            raise _spoilt(version, path.name, str(error)[:200]) from error


def _needed(version: Version, columns: Sequence[str]) -> list[str]:
    only = [version.only.column] if version.only is not None else []
    return list(dict.fromkeys([*columns, *only]))


def _seen(rows: pa.Table, version: Version, columns: Sequence[str]) -> pa.Table:
    """The rows of the jurisdiction; a column that the file had not yet is empty."""
    for name in _needed(version, columns):
        if name not in rows.column_names:
            kind = version.schema.field(name).type
            rows = rows.append_column(name, pa.nulls(rows.num_rows, kind))
    if version.only is not None:
        rows = rows.filter(rows_condition(version.only))
    return rows.select(list(columns))


def _spoilt(version: Version, file: str, why: str) -> CatalogueError:
    return CatalogueError(
        Problem(
            what=f"A file of {version.table} is missing or cannot be read.",
            where=file,
            why=why,
            cure="Read again; if it stays so, load the data again or go back to a whole version.",
            code="table-unreadable",
        )
    )
