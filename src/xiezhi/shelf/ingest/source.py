"""What an agency delivered, opened: a file, a folder, an archive or a database as sheets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.shelf.ingest.csv import csv_sheet
from xiezhi.shelf.ingest.sums import sha256_of

if TYPE_CHECKING:
    from xiezhi.shelf.ingest.sheet import Sheet

__all__ = ["Source"]


@dataclass(frozen=True)
class Source:
    """A delivery.

    Attributes:
        name: What was opened.
        sheets: Its sheets; never empty.
    """

    name: str
    sheets: tuple[Sheet, ...]

    @classmethod
    def open(cls, path: str | Path) -> Source:
        """Find out what a delivery is and open it."""
        path = Path(path)
        return cls(path.name, (csv_sheet(path, sha256=sha256_of(path)),))
