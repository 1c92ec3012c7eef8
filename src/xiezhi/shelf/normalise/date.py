"""Days: ISO, dots, slashes and eight digits all at once; the rest each distinct text once.

A number that counts days, as spreadsheets do, is a day only where the cell is typed as a number or
the mapping says that the column is so. 至今 ends nothing: it is no day yet.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.date import FIRST_YEAR, LAST_YEAR, PartialDate
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.shelf.ingest.raw import CellKind
from xiezhi.shelf.ingest.strings import layout, matrix, with_blanks
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import GUARDS, bare, parsed
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals
from xiezhi.shelf.normalise.reasons import RefusedCellError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from xiezhi.shelf.ingest.raw import RawColumn
    from xiezhi.shelf.ingest.strings import Bytes, Layout, Mask, Places

    Days = npt.NDArray[np.int32]

__all__ = ["OPEN_END", "all_iso", "dates", "days_array", "of_serial", "parse_day", "vector_days"]

OPEN_END = frozenset(
    ("至今", "现在", "今", "长期", "长期有效", "永久", "永久有效", "无固定期限", "无期限", "今后")
)
_NONE = -(2**31)
_EPOCH = date(1970, 1, 1)
_SERIAL_ZERO = date(1899, 12, 30)
_FROM_1904 = 1462
_FIRST_SERIAL, _LAST_SERIAL = 61, 109574  # 1900-03-01, before which spreadsheets disagree; 2199
_CLOCK = re.compile(r"(.+?)(?:T|\s+)([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)(?:Z)?\Z")
_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?\Z")
_TURNED = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})\Z")
_CHARACTERS = "^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]$"
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.0+)?\Z")


def dates(column: RawColumn, reading: Reading) -> Normal:
    """Days of a column; what names no day of the calendar is refused."""
    import numpy as np

    rows = len(column.cells)
    refusals = Refusals(rows)
    kind = column.cells.type
    if pa.types.is_date32(kind):
        return _checked(column.cells, refusals)
    if pa.types.is_timestamp(kind) or pa.types.is_date64(kind):
        return _checked(_day_of(column.cells), refusals)
    days = np.full(rows, _NONE, np.int32)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        _from_numbers(column.cells, days, refusals, reading)
    elif pa.types.is_string(kind):
        _from_texts(column, reading, days, refusals)
    elif not pa.types.is_null(kind):
        refusals.add(pc.is_valid(column.cells).to_numpy(zero_copy_only=False), reasons.WRONG_KIND)
    return refusals.normal(days_array(days))


def days_array(days: Days) -> pa.Array:
    """Days since 1970 as an Arrow column; the least number stands for null."""
    import numpy as np

    none = days == _NONE
    bits = pa.py_buffer(np.packbits(~none, bitorder="little")) if none.any() else None
    return pa.Array.from_buffers(pa.date32(), len(days), [bits, pa.py_buffer(days)])


def _day_of(stamps: pa.Array) -> pa.Array:
    if pa.types.is_timestamp(stamps.type) and stamps.type.tz:
        stamps = pc.local_timestamp(stamps)
    return pc.floor_temporal(stamps, unit="day").cast(pa.date32())


def _checked(days: pa.Array, refusals: Refusals) -> Normal:
    """Days of the calendar that a case can know."""
    import numpy as np

    numbers = pc.fill_null(days.cast(pa.int32()), 0).to_numpy(zero_copy_only=False)
    first, last = _number(date(FIRST_YEAR, 1, 1)), _number(date(LAST_YEAR, 12, 31))
    outside = (numbers < first) | (numbers > last)
    if not outside.any():
        return Normal(days)
    refusals.add(outside, reasons.of_refusal(RefusedValueError("date", "", _OUTSIDE)))
    kept = np.where(outside, _NONE, numbers).astype(np.int32)
    kept[pc.is_null(days).to_numpy(zero_copy_only=False)] = _NONE
    return refusals.normal(days_array(kept))


_OUTSIDE = f"the year lies outside {FIRST_YEAR} … {LAST_YEAR}"


def _from_numbers(cells: pa.Array, days: Days, refusals: Refusals, reading: Reading) -> None:
    """Typed numbers: days counted as spreadsheets do, or eight digits."""
    import numpy as np

    there = pc.is_valid(cells).to_numpy(zero_copy_only=False)
    values = pc.fill_null(cells.cast(pa.float64()), 0).to_numpy(zero_copy_only=False)
    serial = there & (values >= _FIRST_SERIAL) & (values < _LAST_SERIAL + 1)
    offset = (_SERIAL_ZERO - _EPOCH).days + (_FROM_1904 if reading.from_1904 else 0)
    days[serial] = np.floor(values[serial]).astype(np.int32) + offset
    compact = np.flatnonzero(there & ~serial & (values == np.rint(values)) & (values < 1e8))
    whole = values[compact].astype(np.int64)
    found = _calendar(whole // 10000, whole // 100 % 100, whole % 100)
    days[compact] = found
    refusals.add(there & (days == _NONE), reasons.of_refusal(_SHAPELESS))


_SHAPELESS = RefusedValueError("date", "", "it has no date's shape")


def _from_texts(column: RawColumn, reading: Reading, days: Days, refusals: Refusals) -> None:
    import numpy as np

    texts, kinds = column.cells, column.kinds
    these = layout(texts)
    if all_iso(texts, these, days):
        return
    done = vector_days(these, days)
    if done.all():
        return
    rest = np.flatnonzero(~done & (these.lengths > 0))
    if kinds is not None:
        typed = rest[kinds[rest] == CellKind.NUMBER]
        some = pc.cast(texts.take(typed), pa.float64())
        found, part = np.full(len(typed), _NONE, np.int32), Refusals(len(typed))
        _from_numbers(some, found, part, reading)
        days[typed] = found
        refusals.add(typed[~part.open()], reasons.of_refusal(_SHAPELESS))
        refusals.add(kinds == CellKind.FAULT, reasons.CELL_FAULT)
        refusals.add(kinds == CellKind.TRUTH, reasons.WRONG_KIND)
        rest = rest[kinds[rest] <= CellKind.TEXT]

    rest = _tidied(texts, rest, days)

    def parse(text: str) -> date | None:
        return parse_day(text, reading)

    left, values = parsed(texts, rest, parse, refusals)
    days[left] = [_NONE if value is None else _number(value) for value in values]


def _tidied(texts: pa.Array, rest: Places, days: Days) -> Places:
    """Recognises once more without guard signs and 年月日; returns what is still open."""
    import numpy as np

    if not len(rest):
        return rest
    some = pc.utf8_trim(texts.take(pa.array(rest)), GUARDS)
    some = pc.replace_substring_regex(some, _CHARACTERS, r"\1-\2-\3")
    found = np.full(len(rest), _NONE, np.int32)
    done = vector_days(layout(some), found)
    days[rest[done]] = found[done]
    return rest[~done]


def all_iso(texts: pa.Array, these: Layout, days: Days) -> bool:
    """Fills in a column of ``2023-06-14`` and blank cells alone, as ``vector_days`` would.

    Arrow reads these three times as fast, and nothing else of ten signs.
    """
    import numpy as np

    there = these.lengths > 0
    if not np.isin(these.lengths, (0, 10)).all():
        return False
    try:
        read = pc.cast(with_blanks(texts, ~there), pa.date32())
    except pa.ArrowInvalid:
        return False
    found = pc.fill_null(read.cast(pa.int32()), _NONE).to_numpy(zero_copy_only=False)
    first, last = _number(date(FIRST_YEAR, 1, 1)), _number(date(LAST_YEAR, 12, 31))
    if (there & ((found < first) | (found > last))).any():
        return False
    np.copyto(days, found, where=there)
    return True


def vector_days(these: Layout, days: Days) -> Mask:
    """Fills in the days of rows in the common forms; returns which those are."""
    import numpy as np

    done = np.zeros(len(days), bool)
    lengths = these.lengths
    for length, read in ((10, _separated), (8, _eight), (9, _nine), (19, _with_clock)):
        here = lengths == length
        if not here.any():
            continue
        rows: Places | None = None if here.all() else np.flatnonzero(here)
        found = read(matrix(these, rows, length))
        target = slice(None) if rows is None else rows
        days[target] = found
        done[target] = found != _NONE
    return done


def _separated(signs: Bytes) -> Days:
    """``2023-06-14`` with ``-``, ``.`` or ``/``."""
    import numpy as np

    wide = signs.T - 48
    same = signs[:, 4] == signs[:, 7]
    sign = (signs[:, 4] >= 45) & (signs[:, 4] <= 47) & same  # - . /
    digits = np.logical_and.reduce([wide[at] <= 9 for at in (0, 1, 2, 3, 5, 6, 8, 9)])
    found = _calendar(_year(wide), _two(wide, 5), _two(wide, 8))
    return np.where(sign & digits, found, _NONE).astype(np.int32)


def _eight(signs: Bytes) -> Days:
    """``20230614`` or ``2023.6.4``."""
    import numpy as np

    found = _compact(signs)
    left = np.flatnonzero(found == _NONE)
    if len(left):
        found[left] = _separated(_padded(signs[left], (0, 1, 2, 3, 4, -1, 5, 6, -1, 7)))
    return found


def _nine(signs: Bytes) -> Days:
    """``2023.6.14`` or ``2023.12.4``."""
    import numpy as np

    found = _separated(_padded(signs, (0, 1, 2, 3, 4, -1, 5, 6, 7, 8)))
    left = np.flatnonzero(found == _NONE)
    if len(left):
        found[left] = _separated(_padded(signs[left], (0, 1, 2, 3, 4, 5, 6, 7, -1, 8)))
    return found


def _padded(signs: Bytes, places: tuple[int, ...]) -> Bytes:
    """The signs at these places; -1 stands for a nought."""
    import numpy as np

    longer = np.full((len(signs), len(places)), 48, np.uint8)
    for to, at in enumerate(places):
        if at >= 0:
            longer[:, to] = signs[:, at]
    return longer


def _compact(signs: Bytes) -> Days:
    """``20230614``."""
    import numpy as np

    wide = signs.T - 48
    digits = np.logical_and.reduce([row <= 9 for row in wide])
    found = _calendar(_year(wide), _two(wide, 4), _two(wide, 6))
    return np.where(digits, found, _NONE).astype(np.int32)


def _with_clock(signs: Bytes) -> Days:
    """``2023-06-14 10:30:00``: the clock is checked and left out."""
    import numpy as np

    found = _separated(signs[:, :10])
    wide = signs.T - 48
    clock = np.logical_and.reduce([wide[at] <= 9 for at in (11, 12, 14, 15, 17, 18)])
    clock &= (signs[:, 13] == 58) & (signs[:, 16] == 58)
    clock &= (signs[:, 10] == 32) | (signs[:, 10] == 84)
    clock &= (_two(wide, 11) < 24) & (_two(wide, 14) < 60) & (_two(wide, 17) < 60)
    return np.where(clock, found, _NONE).astype(np.int32)


def _year(wide: Bytes) -> npt.NDArray[np.int32]:
    import numpy as np

    parts = wide[:4].astype(np.int32)
    year: npt.NDArray[np.int32] = parts[0] * 1000 + parts[1] * 100 + parts[2] * 10 + parts[3]
    return year


def _two(wide: Bytes, at: int) -> npt.NDArray[np.int32]:
    import numpy as np

    pair: npt.NDArray[np.int32] = wide[at].astype(np.int32) * 10 + wide[at + 1]
    return pair


def _calendar(year: npt.NDArray[Any], month: npt.NDArray[Any], day: npt.NDArray[Any]) -> Days:
    """Days since 1970, the least number where no calendar has the day."""
    import numpy as np

    fits = (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12)
    fits &= (day >= 1) & (day <= 31)
    place = ((year - FIRST_YEAR) * 12 + (month - 1)) * 31 + (day - 1)
    found: Days = _known_days()[np.where(fits, place, 0)]
    return np.where(fits, found, _NONE).astype(np.int32)


@lru_cache(maxsize=1)
def _known_days() -> Days:
    import numpy as np

    table = np.full((LAST_YEAR - FIRST_YEAR + 1) * 12 * 31, _NONE, np.int32)
    day, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    while day <= last:
        table[((day.year - FIRST_YEAR) * 12 + day.month - 1) * 31 + day.day - 1] = _number(day)
        day += timedelta(days=1)
    return table


def _number(day: date) -> int:
    return (day - _EPOCH).days


def of_serial(number: int) -> date:
    """The day a spreadsheet counts so (45091 is 2023-06-14).

    Raises:
        RefusedValueError: Before March 1900, where spreadsheets disagree, or after 2199.
    """
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise RefusedValueError("date", str(number), "it has no date's shape")
    return _SERIAL_ZERO + timedelta(days=number)


def parse_day(text: str, reading: Reading) -> date | None:
    """One day in any form that the kernel or the mapping knows; None for an open end.

    Raises:
        RefusedValueError: It is none.
    """
    clean = bare(text)
    if clean in OPEN_END and reading.open_end:
        return None
    clock = _CLOCK.match(clean)
    if clock and _TIME.match(clock[2]):
        clean = clock[1]
    if reading.order and (turned := _TURNED.match(clean)):
        first, second = int(turned[1]), int(turned[3])
        day, month = (first, second) if reading.order == "dmy" else (second, first)
        return PartialDate(int(turned[4]), month, day).to_date()
    if _NUMBER.match(clean) and len(clean.partition(".")[0]) < 7:
        if reading.serial:
            later = _FROM_1904 if reading.from_1904 else 0
            return of_serial(int(clean.partition(".")[0]) + later)
        if clean.isdigit() and len(clean) == 5:
            raise RefusedCellError("date", reasons.NO_DATE_NUMBER)
    return PartialDate.parse(clean).to_date()
