"""One sheet of a delivery: titles, and rows in batches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.shelf.ingest.furniture import without_furniture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xiezhi.shelf.ingest.raw import RawBatch
    from xiezhi.shelf.ingest.sums import Sum

__all__ = ["BATCH_ROWS", "Sheet"]

BATCH_ROWS = 65536
"""Rows of a batch: small enough for the caches of a processor, large enough to hide Python."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, a text file, a table of a database.

    Attributes:
        file: Name of the file as delivered, without its folder.
        name: Name of the sheet; empty where the format has none.
        titles: One per column, all different.
        read: Starts a pass over the raw rows, given how many at once.
        known_sum: Sum of a query's text and its rows' place, of documents together; of a file
            it is ``summed``.
        summed: Sum of the file's bytes, which may still be under way.
        rows: How many there may be, for a progress bar and for sizing; None when nobody knows.
        header: Last row of the header, from 1; 0 when the source has none.
        above: What stands above the header: the list's title, its unit, a mark of secrecy.
        typed: Cells have types of their own.
        dates_from_1904: Bare numbers for days count from 1904, as old Macintosh workbooks do.
        remarks: What a person should know of how it was read.
    """

    file: str
    name: str
    titles: tuple[str, ...]
    read: Callable[[int], Iterator[RawBatch]]
    known_sum: str = ""
    summed: Sum | None = field(default=None, compare=False)
    rows: int | None = None
    header: int = 0
    above: tuple[str, ...] = ()
    typed: bool = False
    dates_from_1904: bool = False
    remarks: list[str] = field(default_factory=list, compare=False)

    def batches(self, size: int = BATCH_ROWS) -> Iterator[RawBatch]:
        """Rows of the table: blank rows gone, totals, footers and further headers put aside.

        Raises:
            IngestError: The file is spoilt further down.
        """
        return without_furniture(self.read(size), self.titles)

    @property
    def sha256(self) -> str:
        """Sum of what was delivered, in hexadecimal; of a large file, waits until it is there."""
        return self.known_sum if self.summed is None else self.summed.sha256

    def check(self) -> None:
        """To be called when the rows have been read.

        Raises:
            IngestError: The file is no longer the one that was opened.
        """
        if self.summed is not None:
            self.summed.check(self.file)

    def place(self) -> str:
        """File and sheet as messages name them."""
        return f"{self.file} · {self.name}" if self.name else self.file
