"""Months as their first day, and moments: ``202306``, ``2023年6月``, ``2023-06-14 10:30``."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.date import PartialDate
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import fold
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import bare, parsed, plain_texts
from xiezhi.shelf.normalise.date import dates, parse_day
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from xiezhi.shelf.ingest.raw import RawColumn

__all__ = ["datetimes", "months_of_year"]

_MONTH = re.compile(r"([0-9]{4})(?:[-./年])?([0-9]{1,2})月?(?:份)?")
_MOMENT = re.compile(
    r"(.{8,12}?)[T\s]*(?:(?<![0-9])|(?<=[0-9]{8})|(?<=\s))([0-9]{1,2})[:：时点]([0-9]{1,2})(?:[:：分]([0-9]{1,2})?秒?)?(?:\.[0-9]+)?Z?"
)
_COMPACT = re.compile(r"([0-9]{8})([0-9]{2})([0-9]{2})([0-9]{2})?")


def months_of_year(column: RawColumn, reading: Reading) -> Normal:
    """The first day of each month; a whole day gives its month."""
    kind = column.cells.type
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        whole = dates(column, reading)
        return Normal(_first_days(whole.values), whole.codes, whole.reasons)
    refusals = Refusals(len(column.cells))
    texts = plain_texts(column)
    rows = _there(texts)
    typed = column.kinds is not None or not pa.types.is_string(kind)

    def parse(text: str) -> date | None:
        return _month(text, reading, typed=typed)

    left, values = parsed(texts, rows, parse, refusals)
    return refusals.normal(_filled(len(texts), left, values, pa.date32()))


def _month(text: str, reading: Reading, *, typed: bool) -> date | None:
    clean = fold(bare(text))
    match = _MONTH.fullmatch(clean)
    if match and (len(match[2]) == 2 or not clean.isdigit()):
        return PartialDate(int(match[1]), int(match[2])).earliest()
    if typed and clean.isdigit() and len(clean) == 5:
        reading = replace(reading, serial=True)
    try:
        day = parse_day(text, reading)
    except RefusedValueError:
        partial = PartialDate.parse(bare(text))
        if partial.month is None:
            raise RefusedValueError("month", text, "its precision is Y only") from None
        day = partial.earliest()
    return None if day is None else day.replace(day=1)


def datetimes(column: RawColumn, reading: Reading) -> Normal:
    """Moments; a bare day is its first moment."""
    kind = column.cells.type
    target = pa.timestamp("us")
    if pa.types.is_timestamp(kind):
        cells = pc.local_timestamp(column.cells) if kind.tz else column.cells
        return Normal(cells.cast(target, safe=False))
    if pa.types.is_date(kind):
        return Normal(column.cells.cast(target))
    refusals = Refusals(len(column.cells))
    if not pa.types.is_string(kind):
        refusals.add(pc.is_valid(column.cells).to_numpy(zero_copy_only=False), reasons.WRONG_KIND)
        return refusals.normal(pa.nulls(len(column.cells), target))
    left, values = parsed(
        column.cells, _there(column.cells), lambda text: _moment(text, reading), refusals
    )
    return refusals.normal(_filled(len(column.cells), left, values, target))


def _moment(text: str, reading: Reading) -> datetime | None:
    clean = bare(text)
    match = _COMPACT.fullmatch(clean) or _MOMENT.fullmatch(clean)
    day = parse_day(match[1].strip() if match else clean, reading)
    if day is None:
        return None
    hour, minute, second = (
        [*(int(p) for p in match.groups()[1:] if p), 0, 0][:3] if match else [0] * 3
    )
    try:
        return datetime.combine(day, time(hour, minute, second))
    except ValueError:
        raise RefusedValueError("datetime", text, "no day has that time") from None


def _there(texts: pa.Array) -> npt.NDArray[np.intp]:
    import numpy as np

    there = pc.fill_null(pc.greater(pc.binary_length(texts), 0), False)  # noqa: FBT003
    return np.flatnonzero(there.to_numpy(zero_copy_only=False))


def _first_days(days: pa.Array) -> pa.Array:
    return pc.floor_temporal(days, unit="month").cast(pa.date32())


def _filled(
    rows: int, places: npt.NDArray[np.intp], values: list[object], kind: pa.DataType
) -> pa.Array:
    import numpy as np

    if not len(places):
        return pa.nulls(rows, kind)
    found = pa.array(values, kind)
    index = np.full(rows, -1, np.int64)
    index[places] = np.arange(len(places))
    return found.take(pa.array(index, mask=index < 0))
