"""Python values, row by row, as typed columns of a batch."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from xiezhi.shelf.ingest.raw import CellKind, RawColumn, cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["column_of"]

_FAULTS = frozenset(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))


def column_of(values: Sequence[Any]) -> RawColumn:
    """One column of cells; one Arrow type where all are of a kind, else text with kinds.

    Blank cells are None or empty text. Numbers keep the type they have, so that a number where a
    code should be is seen as what it is.
    """
    kinds = set(map(type, values))
    if kinds <= {str}:
        return RawColumn(pa.array(values, pa.string()))
    plain = kinds - {type(None)}
    if str in plain and not any(value for value in values if type(value) is str):
        values = [None if value == "" else value for value in values]
        plain -= {str}
    if plain <= {str}:
        return RawColumn(pa.array(values, pa.string()))
    if plain == {float} or plain == {int, float}:
        return RawColumn(pa.array(values, pa.float64(), from_pandas=True))
    if plain == {int}:
        return _whole(values)
    if plain == {bool}:
        return RawColumn(pa.array(values, pa.bool_()))
    if plain == {Decimal}:
        return _exact(values)
    if plain == {datetime.date}:
        return RawColumn(pa.array(values, pa.date32()))
    if plain <= {datetime.date, datetime.datetime}:
        return RawColumn(pa.array(list(map(_moment, values)), pa.timestamp("us")))
    return _mixed(values)


def _whole(values: Sequence[Any]) -> RawColumn:
    try:
        return RawColumn(pa.array(values, pa.int64()))
    except (OverflowError, pa.ArrowInvalid):
        return RawColumn(pa.array([None if one is None else str(one) for one in values]))


def _exact(values: Sequence[Any]) -> RawColumn:
    try:
        return RawColumn(pa.array(values))
    except pa.ArrowException:
        return RawColumn(pa.array([None if one is None else f"{one:f}" for one in values]))


def _moment(value: Any) -> datetime.datetime | None:
    if value is None or isinstance(value, datetime.datetime):
        return None if value is None else value.replace(tzinfo=None)
    return datetime.datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a local day


def _mixed(values: Sequence[Any]) -> RawColumn:
    """Cells of several kinds as their text; the kinds stand beside it.

    Most columns are text with few other cells in between, so text is left alone.
    """
    import numpy as np

    kinds = np.zeros(len(values), np.uint8)
    texts = list(values)
    for row in [row for row, value in enumerate(values) if type(value) is not str]:
        kinds[row], texts[row] = _kind(values[row]), _text(values[row])
    if not _FAULTS.isdisjoint(texts):
        for row, text in enumerate(texts):
            if text in _FAULTS:
                kinds[row] = CellKind.FAULT
    return RawColumn(pa.array(texts, pa.string()), kinds)


def _kind(value: Any) -> CellKind:
    if isinstance(value, bool):
        return CellKind.TRUTH
    if isinstance(value, int):  # whole numbers are exact; only binary fractions lose digits
        return CellKind.NUMBER if abs(value) < 10**15 else CellKind.TEXT
    if isinstance(value, float):
        return CellKind.NUMBER
    if isinstance(value, datetime.date):
        return CellKind.DAY
    return CellKind.TEXT


def _text(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return cell_text(value)
