"""Where a row came from: batch, file × sheet, and the row as a person counts it, in one BIGINT.

``batch << 44 | sheet << 32 | source_row``. The number never changes: sorting, upserts and
rollbacks move a row, its origin stays. A sheet is named by its ordinal within the batch; the
register of deliveries knows which file and sheet that was.
"""

from __future__ import annotations

from dataclasses import dataclass

from xiezhi.kernel.errors import Problem, XiezhiError

__all__ = ["BATCH_SHIFT", "ROW", "SHEET_SHIFT", "Origin", "OriginError", "pack", "unpack"]

ROW = "_row"
"""Name of the column that holds it."""

BATCH_SHIFT, SHEET_SHIFT = 44, 32
_MOST_BATCHES = (1 << 63 - BATCH_SHIFT) - 1
_MOST_SHEETS = (1 << BATCH_SHIFT - SHEET_SHIFT) - 1
_MOST_ROWS = (1 << SHEET_SHIFT) - 1


class OriginError(XiezhiError):
    """A batch, sheet or row lies outside what an origin can number."""

    exit_code = 3


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """One place in one delivery.

    Attributes:
        batch: Number of the batch on this shelf, from 1.
        sheet: Ordinal of the file × sheet within the batch, from 1.
        row: The row as a person counts it in that sheet, from 1, header rows included.
    """

    batch: int
    sheet: int
    row: int

    def show(self, file: str = "", sheet: str = "", lang: str = "zh") -> str:
        """In words: 批次 3 · 执行案件.xls · Sheet1 · 第 145 行.

        Args:
            file: Name of the file; empty shows the ordinal of file × sheet instead.
            sheet: Name of the sheet; empty when the format has none.
            lang: ``zh`` or ``en``.
        """
        chinese = lang == "zh"
        parts = [f"批次 {self.batch}" if chinese else f"batch {self.batch}"]
        if file:
            parts += [file, sheet] if sheet else [file]
        else:
            parts.append(f"第 {self.sheet} 张表" if chinese else f"sheet {self.sheet}")
        parts.append(f"第 {self.row} 行" if chinese else f"row {self.row}")
        return " · ".join(parts)


def pack(batch: int, sheet: int, row: int) -> int:
    """The number of a place.

    Raises:
        OriginError: A part is below 1 or too great to be numbered.
    """
    for name, value, most in (
        ("batch", batch, _MOST_BATCHES),
        ("sheet", sheet, _MOST_SHEETS),
        ("row", row, _MOST_ROWS),
    ):
        if not 1 <= value <= most:
            raise OriginError(
                Problem(
                    what="A row's origin cannot be numbered.",
                    why=f"{name} is {value}; it must be from 1 to {most}",
                    cure="Deliver fewer files at once." if name == "sheet" else "",
                    code="origin-range",
                )
            )
    return batch << BATCH_SHIFT | sheet << SHEET_SHIFT | row


def unpack(number: int) -> Origin:
    """The place of a number; the inverse of ``pack``."""
    return Origin(number >> BATCH_SHIFT, number >> SHEET_SHIFT & _MOST_SHEETS, number & _MOST_ROWS)
