"""One share of one column, measured on a version: how complete it is, how valid."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import pyarrow.compute as pc
import pyarrow.parquet as pq

from xiezhi.shelf.quality.valid import invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from xiezhi.engine.base import RowFilter
    from xiezhi.rulebook.tables import Column
    from xiezhi.shelf.catalogue import Version

__all__ = ["rows_condition", "share_of"]

_PLACES = Decimal("0.000001")


def share_of(
    version: Version, column: Column, check: Literal["completeness", "validity"]
) -> Decimal | None:
    """The share of rows that have a value, or of values that are valid.

    Args:
        version: The version; only the rows its reader may see count.
        column: One of its columns.
        check: What is measured.

    Returns:
        A share from 0 to 1, rounded down; None when there is nothing to measure.

    Raises:
        OSError: A file cannot be read.
    """
    if check == "completeness":
        rows, missing = _missing(version, column.name)
        return _share(rows, missing)
    values = wrong = 0
    for array in _arrays(version, column.name):
        mask, _ = invalid(column, array)
        if mask is None:
            return None
        values += len(array) - array.null_count
        wrong += int(pc.sum(mask).as_py() or 0)
    return _share(values, wrong)


def rows_condition(only: RowFilter) -> pa.compute.Expression:
    """The rows of a jurisdiction as a condition on a data set."""
    column = pc.field(only.column)
    if not only.prefix:
        return column.isin(list(only.values))
    found = pc.scalar(value=False)
    for value in only.values:
        found = found | pc.starts_with(column, value)
    return found


def _share(rows: int, failed: int) -> Decimal | None:
    if not rows:
        return None
    return (Decimal(rows - failed) / rows).quantize(_PLACES, "ROUND_DOWN")


def _missing(version: Version, name: str) -> tuple[int, int]:
    """Rows, and rows without a value: from what the files say of themselves where they do."""
    if version.memory is None and version.only is None:
        counted = [_stated(path, name) for path in version.files]
        if all(one is not None for one in counted):
            known = [one for one in counted if one is not None]
            return sum(rows for rows, _ in known), sum(nulls for _, nulls in known)
    arrays = list(_arrays(version, name))
    return sum(len(one) for one in arrays), sum(one.null_count for one in arrays)


def _stated(path: object, name: str) -> tuple[int, int] | None:
    metadata = pq.read_metadata(path)
    places = [
        place
        for place in range(metadata.num_columns)
        if metadata.schema.column(place).path.split(".")[0] == name
    ]
    if not places:
        return metadata.num_rows, metadata.num_rows
    if len(places) > 1 or metadata.schema.column(places[0]).max_repetition_level:
        return None  # of lists and structs the parts are counted, not the rows
    missing = 0
    for group in range(metadata.num_row_groups):
        stated = metadata.row_group(group).column(places[0]).statistics
        if stated is None or stated.null_count is None:
            return None
        missing += stated.null_count
    return metadata.num_rows, missing


def _arrays(version: Version, name: str) -> Iterator[pa.Array]:
    import pyarrow.dataset as ds

    if version.memory is not None:
        data = ds.dataset(version.memory)
    else:
        data = ds.dataset([str(path) for path in version.files], schema=version.schema)
    only = rows_condition(version.only) if version.only is not None else None
    for batch in data.to_batches(columns=[name], filter=only):
        if batch.num_rows:
            yield batch.column(0)
