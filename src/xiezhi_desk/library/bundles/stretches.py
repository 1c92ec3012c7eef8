"""Clues by stretches of their numbers, so that what is joined to them fits into memory.

Clues stand in no order of their numbers; reasons and links do. Where there are many, the clues are
first parted by stretch into files without a name, which are gone when they are closed.
"""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import ExitStack

    import pyarrow.parquet as pq

__all__ = ["Stretch", "row_groups", "spilled", "within"]

Stretch = tuple[str | None, str | None]
"""First number, and the number before which it ends; None is open."""
_TOGETHER = 2048


def spilled(
    batches: Iterable[pa.RecordBatch], stretches: Sequence[Stretch], stack: ExitStack
) -> list[Iterator[pa.RecordBatch]]:
    """Batches parted by stretch, to be read again stretch by stretch.

    Args:
        batches: Rows with a column ``clue``.
        stretches: Stretches that lie side by side.
        stack: Closes the files.
    """
    files: list[IO[bytes]] = [
        stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        for _ in stretches
    ]
    writers: list[pa.ipc.RecordBatchStreamWriter | None] = [None] * len(stretches)
    for batch in batches:
        for place, stretch in enumerate(stretches):
            part = within(batch, stretch)
            if part.num_rows:
                writer = writers[place] or pa.ipc.new_stream(files[place], batch.schema)
                writers[place] = writer
                writer.write_batch(part)
    for writer in writers:
        if writer is not None:
            writer.close()
    return [_read(file) for file in files]


def _read(file: IO[bytes]) -> Iterator[pa.RecordBatch]:
    if file.tell():
        file.seek(0)
        with pa.ipc.open_stream(file) as stream:
            yield from _gathered(stream)


def _gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Small batches put together until they are as many rows as one that was not parted."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(one.num_rows for one in held) >= _TOGETHER:
            yield _together(held)
            held = []
    if held:
        yield _together(held)


def _together(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    (whole,) = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return whole


def row_groups(file: pq.ParquetFile, stretch: Stretch) -> list[int]:
    """The row groups that may hold clues of a stretch."""
    everything = list(range(file.num_row_groups))
    if stretch == (None, None):
        return everything
    paths = [file.schema.column(at).path for at in range(len(file.schema))]
    place = paths.index("clue")
    heads = [file.metadata.row_group(number).column(place).statistics for number in everything]
    return [number for number in everything if _may_hold(heads[number], stretch)]


def _may_hold(known: pq.Statistics | None, stretch: Stretch) -> bool:
    low, high = stretch
    if known is None or not known.has_min_max:
        return True
    return (low is None or known.max >= low) and (high is None or known.min < high)


def within(part: pa.RecordBatch, stretch: Stretch) -> pa.RecordBatch:
    """The rows of a stretch of clues."""
    low, high = stretch
    if low is not None:
        part = part.filter(pc.greater_equal(part.column("clue"), low))
    if high is not None:
        part = part.filter(pc.less(part.column("clue"), high))
    return part
