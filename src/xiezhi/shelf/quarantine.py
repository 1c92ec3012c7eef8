"""The quarantine of a delivery: every refused row and cell, with what it says and why.

One Parquet file per batch. A row is refused as a whole when its key or a column that must have a
value is; elsewhere the cell becomes null, the row is kept, and the cell is listed here.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType
    from typing import Self
__all__ = ["ASIDE", "CELL", "ROW_KINDS", "SCHEMA", "Quarantine", "Reason", "Refused"]

CELL, ASIDE = "cell", "aside"
ROW_KINDS = ("row", "broken", "duplicate", "repeated_key")
"""Kinds of entries that keep a whole row from being loaded."""

SCHEMA = pa.schema(
    [
        ("_row", pa.int64()),
        ("file", pa.string()),
        ("sheet", pa.string()),
        ("source_row", pa.int64()),
        ("kind", pa.string()),
        ("column", pa.string()),
        ("source", pa.string()),
        ("raw", pa.string()),
        ("code", pa.string()),
        ("reason", pa.string()),
        ("reason_zh", pa.string()),
        ("cells", pa.string()),
    ]
)
_FLUSH = 20_000


class Reason(NamedTuple):
    """Why a cell is refused.

    Attributes:
        code: Stable kebab-case name.
        en: For people, one clause.
        zh: The same in Chinese.
    """

    code: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Refused:
    """One entry.

    Attributes:
        row: The row's ``_row``.
        file: File as delivered.
        sheet: Its sheet; empty when the format has none.
        source_row: The row as a person counts it.
        kind: ``row``, ``broken``, ``duplicate``, ``repeated_key``: the row was not loaded;
            ``cell``: the row was, the cell is null; ``aside``: it is no row of the table.
        column: Column of the standard table; empty for a whole row.
        source: Title in the file; empty for a whole row.
        raw: What the cell says, or the whole line of a broken row.
        reason: Why.
        cells: Title → cell of the whole row; empty when it cannot be parted.
    """

    row: int
    file: str
    sheet: str
    source_row: int
    kind: str
    column: str
    source: str
    raw: str
    reason: Reason
    cells: dict[str, str]


class Quarantine:
    """Writes the entries of one batch; the file appears when all of it is written.

    Args:
        path: Where the file goes; None writes none and only counts.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._part = None if path is None else path.with_suffix(".part")
        self._rows: list[tuple[Any, ...]] = []
        self._writer: Any = None
        self.counts: Counter[str] = Counter()
        """Entries by kind."""
        self.reasons: Counter[tuple[str, str]] = Counter()
        """Entries by column and reason code."""
        self.told: Counter[tuple[str, Reason]] = Counter()
        """Entries by column and reason in words."""

    def add(self, entries: Iterable[Refused]) -> None:
        """Take entries."""
        for entry in entries:
            self.counts[entry.kind] += 1
            self.reasons[entry.column, entry.reason.code] += 1
            self.told[entry.column, entry.reason] += 1
            cells = json.dumps(entry.cells, ensure_ascii=False) if entry.cells else ""
            reason = entry.reason
            self._rows.append(
                (entry.row, entry.file, entry.sheet, entry.source_row, entry.kind, entry.column,
                 entry.source, entry.raw, reason.code, reason.en, reason.zh, cells)
            )  # fmt: skip
            if len(self._rows) >= _FLUSH:
                self._flush()

    def _flush(self) -> None:
        if self._part is None or not self._rows:
            self._rows.clear()
            return
        import pyarrow.parquet as pq

        if self._writer is None:
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pq.ParquetWriter(self._part, SCHEMA, compression="zstd")
        columns = [pa.array(column, kind) for column, kind in
                   zip(zip(*self._rows, strict=True), SCHEMA.types, strict=True)]  # fmt: skip
        self._writer.write_table(pa.Table.from_arrays(columns, schema=SCHEMA))
        self._rows.clear()

    def __enter__(self) -> Self:
        """Nothing happens before the first entry."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the file, or leave none when the delivery failed."""
        if kind is None:
            self._flush()
        if self._writer is not None:
            self._writer.close()
        if self._part is None or self._path is None:
            return
        if kind is not None:
            self._part.unlink(missing_ok=True)
        elif self._writer is not None:
            self._part.replace(self._path)
