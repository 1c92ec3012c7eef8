"""Cells of any kind as text, and text led through a recogniser, then through a parser.

The order is the same for every type: what the fast recogniser takes as it stands; what it takes
once blanks and guard signs are gone; the rest, each distinct text once, through the kernel.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.shelf.ingest.raw import CellKind, number_text
from xiezhi.shelf.normalise import reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

    from xiezhi.shelf.ingest.raw import RawColumn
    from xiezhi.shelf.ingest.strings import Places
    from xiezhi.shelf.normalise.normal import Refusals
    from xiezhi.shelf.quarantine import Reason

__all__ = ["GUARDS", "bare", "code_texts", "is_nothing", "parsed", "patched", "plain_texts"]

LARGEST_EXACT = 1e15
"""A spreadsheet keeps fifteen digits; from here on a number's last digits are invented."""

GUARDS = " \t\r\n\v\f\u3000\u00a0\u200b\u2060\ufeff'`‘’′"
"""Signs around a value that only keep a spreadsheet from changing it, or show nothing."""

_NOTHING = frozenset(
    ("", "-", "--", "—", "——", "－", "/", "\\", "无", "暂无", "空", "未知", "不详")
)
_NOTHING |= {"不详", "null", "none", "nan", "nat", "n/a", "#n/a", "\\n", "(null)", "<null>"}
_INNER = re.compile(r"[\s\u200b\u2060\ufeff\u00a0]+")
_FORMULA_TEXT = re.compile(r'="?([^"]*)"?\Z')


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value: blank, ``-``, 无, NULL."""
    return bare(text).lower() in _NOTHING


def bare(text: str) -> str:
    """The text without guard signs around it (``'110…``, ``="110…"``, a trailing tab)."""
    if text.startswith("=") and (match := _FORMULA_TEXT.match(text)):
        text = match[1]
    return text.strip(GUARDS)


def code_texts(column: RawColumn, refusals: Refusals) -> pa.Array:
    """Cells of a column of codes as text; what a spreadsheet has spoilt is refused.

    Numbers below 10^15 are exact and become their digits; from there on digits are lost.
    """
    import numpy as np

    cells, kinds = column.cells, column.kinds
    if pa.types.is_string(cells.type):
        if kinds is not None:
            numbers = kinds == CellKind.NUMBER
            long = pc.utf8_length(cells).to_numpy(zero_copy_only=False) >= 16
            refusals.add(numbers & np.nan_to_num(long).astype(bool), reasons.DIGITS_LOST)
            refusals.add(kinds == CellKind.FAULT, reasons.CELL_FAULT)
            refusals.add((kinds == CellKind.DAY) | (kinds == CellKind.TRUTH), reasons.WRONG_KIND)
        return cells
    if pa.types.is_floating(cells.type):
        values = pc.fill_null(cells, 0).to_numpy(zero_copy_only=False)
        refusals.add(np.abs(values) >= LARGEST_EXACT, reasons.DIGITS_LOST)
        return _number_texts(cells, values)
    if pa.types.is_integer(cells.type) or pa.types.is_large_string(cells.type):
        return cells.cast(pa.string())
    if pa.types.is_decimal(cells.type):
        whole = cells.type.scale == 0
        return cells.cast(pa.string()) if whole else plain_texts(column)
    if not pa.types.is_null(cells.type):
        refusals.add(pc.is_valid(cells).to_numpy(zero_copy_only=False), reasons.WRONG_KIND)
    return pa.nulls(len(cells), pa.string())


def plain_texts(column: RawColumn) -> pa.Array:
    """Cells of any kind as a person sees them."""
    cells = column.cells
    if pa.types.is_string(cells.type):
        return cells
    if pa.types.is_floating(cells.type):
        return _number_texts(cells, pc.fill_null(cells, 0).to_numpy(zero_copy_only=False))
    if pa.types.is_date(cells.type) or pa.types.is_integer(cells.type):
        return cells.cast(pa.string())
    if pa.types.is_boolean(cells.type):
        return pc.if_else(cells, "TRUE", "FALSE")
    if pa.types.is_decimal(cells.type):
        return pa.array([_decimal_text(value) for value in cells.to_pylist()], pa.string())
    if pa.types.is_large_string(cells.type):
        return cells.cast(pa.string())
    if pa.types.is_null(cells.type):
        return pa.nulls(len(cells), pa.string())
    return pa.array(
        [None if value is None else str(value) for value in cells.to_pylist()], pa.string()
    )


def _number_texts(cells: pa.Array, values: np.ndarray[Any, Any]) -> pa.Array:
    import numpy as np

    if bool(np.all(np.isfinite(values) & (values == np.rint(values)) & (np.abs(values) < 2**62))):
        texts = pa.array(values.astype(np.int64)).cast(pa.string())
        return pc.if_else(pc.is_valid(cells), texts, None) if cells.null_count else texts
    listed = [None if value is None else number_text(value) for value in cells.to_pylist()]
    return pa.array(listed, pa.string())


def _decimal_text(value: Any) -> str | None:
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parsed(
    texts: pa.Array,
    rows: Places,
    parse: Callable[[str], Any],
    refusals: Refusals,
) -> tuple[Places, list[Any]]:
    """The rows that nothing faster recognised, each distinct text parsed once.

    Args:
        texts: The whole column.
        rows: The places left over.
        parse: Gives the value, or None for a cell that says there is none.
        refusals: Takes rows that the parser refuses.

    Returns:
        Places and values of the rows that it took.

    Raises:
        RefusedValueError: Never; refused rows are gathered.
    """
    import numpy as np

    if not len(rows):
        return rows, []
    encoded = texts.take(pa.array(rows)).fill_null("").dictionary_encode()
    places = encoded.indices.to_numpy(zero_copy_only=False)
    taken: list[Any] = []
    refused: dict[Reason, list[int]] = {}
    for number, text in enumerate(encoded.dictionary.to_pylist()):
        try:
            taken.append(None if is_nothing(text) else parse(text))
        except RefusedValueError as error:
            taken.append(None)
            refused.setdefault(reasons.of_refusal(error), []).append(number)
    fine = np.ones(len(rows), bool)
    for reason, numbers in refused.items():
        mine = np.isin(places, numbers)
        refusals.add(rows[mine], reason)
        fine &= ~mine
    return rows[fine], [taken[place] for place in places[fine]]


def patched(texts: pa.Array, rows: Places, values: Sequence[str | None] | pa.Array) -> pa.Array:
    """The column with other text in these rows, ascending."""
    import numpy as np

    if not len(rows):
        return texts
    mask = np.zeros(len(texts), bool)
    mask[rows] = True
    if not isinstance(values, pa.Array):
        values = pa.array(values, pa.string())
    return pc.replace_with_mask(texts, pa.array(mask), values)


def squeezed(text: str) -> str:
    """The text without blanks anywhere."""
    return _INNER.sub("", text)
