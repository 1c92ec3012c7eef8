"""Raw rows: cells as a file holds them, with the number that each row has in that file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

__all__ = ["Aside", "BrokenRow", "CellKind", "RawBatch", "RawColumn", "cell_text"]


class CellKind(IntEnum):
    """What a cell of a workbook is; text files know only text."""

    TEXT = 0
    NUMBER = 1
    DAY = 2
    TRUTH = 3
    FAULT = 4


@dataclass(frozen=True, slots=True)
class RawColumn:
    """One column of a batch.

    Attributes:
        cells: Values; text, or the type the source gives them. Null and empty text are blank.
        kinds: Where cells of several kinds stand under one another: the :class:`CellKind` of each,
            and ``cells`` is their text. None when all cells are of the type of ``cells``.
    """

    cells: pa.Array
    kinds: npt.NDArray[np.uint8] | None = None

    def take(self, rows: npt.NDArray[np.intp]) -> RawColumn:
        """The cells at these places."""
        kinds = None if self.kinds is None else self.kinds[rows]
        return RawColumn(self.cells.take(rows), kinds)

    def text(self, row: int) -> str:
        """What a person sees in one cell."""
        return cell_text(self.cells[row].as_py())


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that could not be parted into the cells of its table.

    Attributes:
        row: Its number in the file.
        text: As it stands.
        cells: How many cells it has.
        expected: How many the table has.
        code: Why it is broken: ``broken-row``, ``no-json``, ``no-text`` …
    """

    row: int
    text: str
    cells: int = 0
    expected: int = 0
    code: str = "broken-row"


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that is none of the table's: a total, a footer, the header once more.

    Attributes:
        row: Its number in the file.
        kind: ``total``, ``footer`` or ``header``.
        cells: What it says.
    """

    row: int
    kind: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Some rows of a sheet.

    Attributes:
        rows: Number of each row in its sheet, as a person counts: from 1, the header included.
        columns: One per title of the sheet.
        broken: Rows in between that have another number of cells.
        aside: Rows in between that are none of the table's.
        damaged: Bytes that are no text were replaced by U+FFFD somewhere in the batch.
    """

    rows: npt.NDArray[np.int64]
    columns: tuple[RawColumn, ...]
    broken: tuple[BrokenRow, ...] = ()
    aside: tuple[Aside, ...] = ()
    damaged: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def num_rows(self) -> int:
        """Rows of the table, without those broken and those aside."""
        return len(self.rows)

    def cells(self, at: int) -> tuple[str, ...]:
        """One row as a person sees it."""
        return tuple(column.text(at) for column in self.columns)

    def keep(self, rows: npt.NDArray[np.intp], aside: Sequence[Aside] = ()) -> RawBatch:
        """The batch with these rows alone, and what was put aside."""
        return RawBatch(
            self.rows[rows],
            tuple(column.take(rows) for column in self.columns),
            self.broken,
            (*self.aside, *aside),
            self.damaged,
            self.notes,
        )


def cell_text(value: Any) -> str:
    """A cell's value as a person sees it: numbers without ``.0``, days as ISO, blank as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def number_text(value: float) -> str:
    """A number of a workbook with the fifteen digits that it shows at most."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    return f"{value:.15g}"
