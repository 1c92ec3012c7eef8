"""Quality of a table on a shelf: checked against its contract and its history, report kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.shelf.quality.checking import Known, check_quality
from xiezhi.shelf.quality.page import ROWS_FILE, write_report
from xiezhi.shelf.quarantine import ROW_KINDS
from xiezhi.shelf.shelf_catalogue import ShelfCatalogue

if TYPE_CHECKING:
    from datetime import date

    from xiezhi.engine.base import Limits
    from xiezhi.shelf.quality.finding import QualityReport
    from xiezhi.shelf.store import Delivery
    from xiezhi.workspace.shelf import Shelf

__all__ = ["measure"]


def measure(
    shelf: Shelf, table: str, day: date, limits: Limits | None = None, at: int | None = None
) -> QualityReport:
    """Check a version of a table and keep report and failing rows beside it.

    Args:
        shelf: The shelf.
        table: The table.
        day: The day of the check.
        limits: What the engine may use.
        at: The version; None is the current one.

    Raises:
        CatalogueError: There is no such table or version.
        OSError: The report cannot be written.
    """
    catalogue = ShelfCatalogue(shelf.store, at={} if at is None else {table: at})
    version = catalogue.version(table)
    folder = shelf.quality_folder(table, version.name)
    known = _known(shelf, table, int(version.name))
    report = check_quality(
        version, DuckDBEngine(), day, catalogue, known, folder / ROWS_FILE, limits
    )
    write_report(report, folder)
    return report


def _known(shelf: Shelf, table: str, snapshot: int) -> Known:
    history = {one.id: one for one in shelf.store.history(table)}
    one = history[snapshot]
    before = history.get(one.parent) if one.parent is not None else None
    asked = shelf.register.last_asked(table) if one.current else None
    deliveries = [shelf.store.delivery(batch) for batch in one.batches]
    contracts = [shelf.register.contract(d.contract_id) for d in deliveries if d.contract_id]
    return Known(
        rows_before=None if before is None else before.rows,
        frequency=contracts[-1].frequency if contracts else "",
        refused=sum(_still_refused(shelf, delivery) for delivery in deliveries),
        asked=None if asked is None else asked.day,
    )


def _still_refused(shelf: Shelf, delivery: Delivery) -> int:
    """Rows of a delivery that are in quarantine now: those given back corrected are not.

    A delivery of corrections has no list of its own, what it left refused stays in the first one's.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if not delivery.quarantined:
        return 0
    path = shelf.quarantine_file(delivery.batch)
    if not path.is_file():
        return 0
    held = pq.read_table(path, columns=["_row", "kind"])
    rows = held.filter(pc.is_in(held.column("kind"), pa.array(ROW_KINDS))).column("_row")
    return int(pc.count_distinct(rows).as_py())
