"""Numbers that pass their checks and belong to nobody: citizens, companies, files, cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.twin.province.arrays import Bools, Ints, counted, np
from xiezhi.twin.province.calendar import date_of, year_of
from xiezhi.twin.province.columns import joined, pick

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw

__all__ = [
    "case_numbers",
    "citizen_numbers",
    "company_codes",
    "document_numbers",
    "phones",
    "serials",
    "vehicle_numbers",
    "zero_filled",
]

_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_SIGNS = np.frombuffer(b"10X98765432", np.uint8)
_ZERO = ord("0")
_CODE_SIGNS = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)
_CODE_WEIGHTS = np.array([pow(3, place, 31) for place in range(17)])
_OLD_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
_OLD_SIGNS = np.frombuffer(b"0123456789X0", np.uint8)


def citizen_numbers(regions: Ints, birth: Ints, male: Bools) -> pa.Array:
    """Citizen numbers (GB 11643), no two alike.

    Args:
        regions: Six digits of the place of first registration.
        birth: Days of birth.
        male: Sex; the seventeenth digit is odd for men.

    Raises:
        ValueError: More than 319 of one sex were born on one day in one place.
    """
    # no register begins at nought; a number that ends in noughts looks as if it lost digits
    before = 1 + (birth * 31 + regions * 17) % 180
    order = 2 * (before + counted(regions, birth, male.astype(np.int64))) + male
    if len(order) and order.max() > 999:
        raise ValueError("too many births on one day in one place")
    text = np.empty((len(birth), 18), np.uint8)
    _write(text[:, 0:6], regions)
    _write(text[:, 6:14], _calendar_digits(birth))
    _write(text[:, 14:17], order)
    digits = text[:, :17].astype(np.int64) - _ZERO
    text[:, 17] = _SIGNS[digits @ _WEIGHTS % 11]
    return _texts(text)


def company_codes(regions: Ints, serial: Ints, kind: str = "91") -> pa.Array:
    """Unified social credit codes (GB 32100) with a valid old code (GB 11714) inside.

    Args:
        regions: Six digits of the registering office's place.
        serial: A number of its own for each, below 10 million.
        kind: The first two signs: 91 company, 92 individual business, 12 public institution.
    """
    text = np.empty((len(serial), 18), np.uint8)
    text[:, :2] = np.frombuffer(kind.encode(), np.uint8)
    _write(text[:, 2:8], regions)
    text[:, 8:10] = np.frombuffer(b"MA", np.uint8)
    spread = serial * 7919 % 1_000_003 + serial // 1_000_003 * 1_000_003  # not in a row
    _write(text[:, 10:16], spread % 1_000_000)
    text[:, 9] = _CODE_SIGNS[10 + spread // 1_000_000]
    text[:, 16] = _OLD_SIGNS[11 - _values36(text[:, 8:16]) @ _OLD_WEIGHTS % 11]
    text[:, 17] = _CODE_SIGNS[-(_values31(text[:, :17]) @ _CODE_WEIGHTS) % 31]
    return _texts(text)


def serials(count: int, *groups: Ints, start: int = 1) -> Ints:
    """Numbers from ``start`` within each group, in the order of the rows."""
    return counted(*groups) + start if groups else np.arange(count) + start


def case_numbers(court: pa.Array, days: Ints, kind: str, serial: Ints) -> pa.Array:
    """（2023）皖9101刑初7号.

    Args:
        court: Court codes.
        days: Days of filing, of which the year is taken.
        kind: Type code.
        serial: Numbers within court, year and kind.
    """
    return joined("（", _years(days), "）", court, kind, _show(serial), "号")


def document_numbers(head: pa.Array, word: str, days: Ints, serial: Ints) -> pa.Array:
    """栖陂县 + 市监罚 + 〔2023〕7号."""
    return joined(head, word, "〔", _years(days), "〕", _show(serial), "号")


def phones(draw: Draw, count: int) -> pa.Array:
    """Mobile numbers of a block that no carrier has been given."""
    return joined("154", zero_filled(draw.whole(0, 99_999_999, count), 8))


def zero_filled(numbers: Ints, width: int) -> pa.Array:
    """Whole numbers with leading zeros."""
    text = np.empty((len(numbers), width), np.uint8)
    _write(text, numbers)
    return _texts(text)


def vehicle_numbers(draw: Draw, count: int) -> tuple[pa.Array, pa.Array]:
    """Plates of a letter that is not given out, and vehicle numbers with a right check sign."""
    serial = np.arange(count)
    letters = pick([chr(65 + place) for place in range(8)], serial // 10_000 % 8)
    plates = joined("皖Z", letters, zero_filled(serial % 10_000, 4))
    signs = b"ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    values = {sign: int(sign) for sign in "0123456789"}
    values |= dict(zip("ABCDEFGH", range(1, 9), strict=True))
    values |= dict(zip("JKLMN", range(1, 6), strict=True)) | {"P": 7, "R": 9}
    values |= dict(zip("STUVWXYZ", range(2, 10), strict=True))
    table = np.zeros(128, np.int64)
    for sign, value in values.items():
        table[ord(sign)] = value
    text = np.frombuffer(signs, np.uint8)[
        draw.whole(0, len(signs) - 1, 17 * count).reshape(count, 17)
    ]
    text[:, 0] = ord("L")
    _write(text[:, 11:17], serial)
    text[:, 8] = _ZERO
    weights = np.array([8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2])
    text[:, 8] = np.frombuffer(b"0123456789X", np.uint8)[table[text] @ weights % 11]
    return plates, _texts(text)


def _years(days: Ints) -> pa.Array:
    return _show(year_of(days))


def _show(numbers: Ints) -> pa.Array:
    return pc.cast(pa.array(numbers), pa.string())


def _calendar_digits(days: Ints) -> Ints:
    # 36,500 different days at most, whatever the number of people
    unique, places = np.unique(days, return_inverse=True)
    shown = np.array([int(date_of(day).strftime("%Y%m%d")) for day in unique], np.int64)
    return shown[places]


def _write(target: np.ndarray[tuple[int, int], np.dtype[np.uint8]], numbers: Ints) -> None:
    rest = numbers.copy()
    for place in range(target.shape[1] - 1, -1, -1):
        target[:, place] = _ZERO + rest % 10
        rest //= 10


def _texts(signs: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> pa.Array:
    count, width = signs.shape
    offsets = pa.py_buffer((np.arange(count + 1, dtype=np.int32) * width).tobytes())
    return pa.Array.from_buffers(
        pa.string(), count, [None, offsets, pa.py_buffer(np.ascontiguousarray(signs).tobytes())]
    )


def _values36(signs: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> Ints:
    values = signs.astype(np.int64)
    return np.where(values >= ord("A"), values - ord("A") + 10, values - _ZERO)


def _values31(signs: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> Ints:
    table = np.zeros(128, np.int64)
    table[_CODE_SIGNS] = np.arange(31)
    return table[signs]
