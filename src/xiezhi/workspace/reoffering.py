"""Take corrected rows of a delivery back onto the shelf, each under its own ``_row``."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.correction import reoffer
from xiezhi.shelf.mapping.mapping import Mapping
from xiezhi.shelf.store import DeliveredFile

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.shelf.register import Written
    from xiezhi.shelf.store import Snapshot
    from xiezhi.workspace.shelf import Shelf

__all__ = ["Reoffered", "reoffer_batch", "table_of_batch"]


class Reoffered(NamedTuple):
    """What became of corrected rows.

    Attributes:
        snapshot: The version they made.
        rows_in: Rows with a correction.
        rows_kept: Rows now on the shelf.
        rows_refused: Rows still refused; they stay in quarantine with those not corrected.
        cells_refused: Cells of kept rows still refused.
    """

    snapshot: Snapshot
    rows_in: int
    rows_kept: int
    rows_refused: int
    cells_refused: int


def table_of_batch(shelf: Shelf, batch: int) -> str:
    """The table a delivery went into.

    Raises:
        XiezhiError: No table of the shelf holds that delivery.
    """
    for table in shelf.store.tables:
        if batch in shelf.store.snapshot(table).batches:
            return table
    raise XiezhiError(
        Problem(
            what=f"No table holds delivery {batch}.",
            where=str(shelf.folder),
            cure="See `xiezhi shelf history TABLE`.",
            code="shelf-no-batch",
        )
    )


def reoffer_batch(shelf: Shelf, batch: int, corrections: Path, written: Written) -> Reoffered:
    """Load the corrected rows of one delivery; rows of the same key are replaced by them.

    Args:
        shelf: The shelf.
        batch: The delivery.
        corrections: The exported list with corrections filled in.
        written: Who offers it, and when.

    Raises:
        CorrectionError: The list does not belong to this delivery, or corrects nothing.
        StoreError: The version could not be made; the table is as it was.
    """
    name = table_of_batch(shelf, batch)
    table = Tables.load()[name]
    known = shelf.store.delivery(batch)
    first = shelf.mapping_file(known.provider, name)
    mapping = Mapping.load(first.with_name(known.mapping or first.name))
    quarantine = shelf.quarantine_file(batch)
    again = quarantine.with_suffix(".again.parquet")
    rows = reoffer(quarantine, corrections, mapping, table, again=again)
    delivery = replace(
        known,
        batch=shelf.store.next_batch(),
        files=(DeliveredFile(corrections.name, "", _sum(corrections), 0),),
        loaded=written.at,
        quarantined=0,
        watermark="",  # corrections say nothing of how far a database was read
    )
    snapshot = shelf.store.load(
        table,
        rows,
        mode="upsert",
        delivery=delivery,
        anyway=True,
        counted=lambda one: replace(
            one,
            files=(replace(one.files[0], rows=rows.rows_in),),
            quarantined=rows.rows_quarantined,
        ),
        corrects=batch,
    )
    _keep_rest(quarantine, again, rows.numbers)
    shutil.copyfile(corrections, quarantine.with_suffix(f".corrected{corrections.suffix}"))
    return Reoffered(
        snapshot, rows.rows_in, rows.rows_kept, rows.rows_quarantined, rows.cells_refused
    )


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep_rest(quarantine: Path, again: Path, done: frozenset[int]) -> None:
    """What is still refused takes the place of what was corrected."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    before = pq.read_table(quarantine)
    corrected = pc.is_in(before.column("_row"), pa.array(sorted(done), pa.int64()))
    parts = [before.filter(pc.invert(corrected))]
    if again.is_file():
        parts.append(pq.read_table(again).cast(before.schema))
        again.unlink()
    partial = quarantine.with_suffix(".partial")
    pq.write_table(pa.concat_tables(parts), partial)
    partial.replace(quarantine)
