"""Asks a provider to correct what it delivered: the row must be there, and one provider's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.correction import row_of
from xiezhi.shelf.origin import ROW, unpack
from xiezhi.shelf.sharing.application import SharingError
from xiezhi.shelf.sharing.correcting import CorrectionRequest

if TYPE_CHECKING:
    from xiezhi.shelf.register import Written
    from xiezhi.workspace.shelf import Shelf

__all__ = ["ask_correction"]


def ask_correction(
    shelf: Shelf,
    table: str,
    written: Written,
    wrong: str,
    *,
    row: str = "",
    column: str = "",
    right: str = "",
    provider: str = "",
) -> CorrectionRequest:
    """Put a request down; its clock of ten working days begins.

    Args:
        shelf: The shelf.
        table: The table.
        written: Who asks, when.
        wrong: What is inaccurate or incomplete.
        row: The row, ``B3-S1-R145``; empty when the whole table is meant.
        column: The column; empty when the row as a whole is meant.
        right: What it should be, if that is known.
        provider: Who delivered; needed only where no row tells it and several did.

    Raises:
        SharingError: Nothing is said to be wrong, or there is no such table, row, column or
            provider.
        StoreError: The table is not on the shelf.
    """
    if not wrong.strip():
        raise _refused(table, "It is not said what is wrong.", "", "Say it: --wrong.", "said")
    if column and column not in shelf.store.version(table).schema.names:
        cure = "See the table's columns with `xiezhi shelf show`."
        raise _refused(table, f"The table has no column {column}.", "", cure, "column")
    number = row_of(row) if row else None
    if row and (number is None or not _is_there(shelf, table, number)):
        cure = "Take the mark from the clue or from `xiezhi shelf diff`: B3-S1-R145."
        raise _refused(table, f"There is no row {row} in its present version.", "", cure, "row")
    deliveries = [shelf.store.delivery(one) for one in shelf.store.snapshot(table).batches]
    known = list(dict.fromkeys(one.provider for one in deliveries))
    if number is not None:
        provider = shelf.store.delivery(unpack(number).batch).provider
    elif not provider and len(known) == 1:
        provider = known[0]
    if provider not in known:
        why = f"it was delivered by {'、'.join(known)}"
        raise _refused(table, "The provider is not clear.", why, "Name it: --provider.", "provider")
    request = CorrectionRequest(
        id="",
        table=table,
        provider=provider,
        wrong=wrong.strip(),
        asked=written.day,
        by=written.by,
        row=number,
        column=column,
        right=right.strip(),
    )
    return shelf.register.ask_correction(request, written)


def _is_there(shelf: Shelf, table: str, number: int) -> bool:
    import pyarrow.parquet as pq

    wanted = [(ROW, "=", number)]
    return any(
        pq.read_table(path, columns=[ROW], filters=wanted).num_rows
        for path in shelf.store.version(table).files
    )


def _refused(table: str, what: str, why: str, cure: str, code: str) -> SharingError:
    return SharingError(
        Problem(what=what, where=table, why=why, cure=cure, code=f"correcting-{code}")
    )
