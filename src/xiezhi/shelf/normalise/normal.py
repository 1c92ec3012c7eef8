"""What normalising a column yields: values, and for each refused cell the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from xiezhi.shelf.ingest.strings import Mask, Places
    from xiezhi.shelf.quarantine import Reason

__all__ = ["Normal", "Reading", "Refusals"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells of one column are to be understood; what a person confirmed in the mapping.

    Attributes:
        unit: Unit of bare numbers (``万元``, ``亩``); empty for the type's own.
        order: Order of day, month and year where it is not year first: ``dmy`` or ``mdy``.
        serial: Bare numbers in text are days counted as spreadsheets count them.
        words: Label in the file → word of the vocabulary, beyond the vocabulary's own labels.
        labels: Label → word of the column's closed vocabulary; None for a free column.
        open_end: 至今 and 长期 say that there is no end yet, and become null.
        from_1904: Numbers for days count from 1904, as old Macintosh workbooks do.
        part: ``start`` or ``end`` of a period written in one cell; empty for the whole cell.
        currency: What sums of money are counted in.
    """

    unit: str = ""
    order: str = ""
    serial: bool = False
    words: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] | None = None
    open_end: bool = False
    part: str = ""
    from_1904: bool = False
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised column.

    Attributes:
        values: In the storage type; null where the cell is blank or refused.
        codes: For each row 0, or the number (from 1) of its reason; None when nothing was refused.
        reasons: The reasons by number.
        masked: Rows whose number hides digits; None when there is none.
    """

    values: pa.Array
    codes: npt.NDArray[np.int16] | None = None
    reasons: tuple[Reason, ...] = ()
    masked: Mask | None = None

    @property
    def refused(self) -> Mask | None:
        """Rows refused; None when there is none."""
        return None if self.codes is None else self.codes > 0

    def reason(self, row: int) -> Reason | None:
        """Why a row was refused; None when it was not."""
        if self.codes is None or not self.codes[row]:
            return None
        return self.reasons[int(self.codes[row]) - 1]


class Refusals:
    """Gathers refused rows and their reasons while a column is normalised.

    Args:
        rows: How many rows the column has.
    """

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._codes: npt.NDArray[np.int16] | None = None
        self._numbers: dict[Reason, int] = {}

    def add(self, rows: Places | Mask, reason: Reason) -> None:
        """Refuse these rows, given by place or as a mask."""
        import numpy as np

        if not (rows.any() if rows.dtype == np.bool_ else len(rows)):
            return
        if self._codes is None:
            self._codes = np.zeros(self._rows, np.int16)
        self._codes[rows] = self._numbers.setdefault(reason, len(self._numbers) + 1)

    @property
    def mask(self) -> Mask | None:
        """Rows refused so far; None when there is none."""
        return None if self._codes is None else self._codes > 0

    def open(self) -> Mask:
        """Rows not refused so far."""
        import numpy as np

        return np.ones(self._rows, bool) if self._codes is None else self._codes == 0

    def normal(self, values: pa.Array, masked: Mask | None = None) -> Normal:
        """The column with what was gathered."""
        return Normal(values, self._codes, tuple(self._numbers), masked)
