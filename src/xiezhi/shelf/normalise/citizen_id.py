"""Identity numbers: all rows' check signs at once; fifteen digits become eighteen.

Numbers that a spreadsheet has kept as numbers have lost digits: they are refused and never mended.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.citizen_id import CitizenId
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.shelf.ingest.strings import layout, matrix, with_blanks
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import GUARDS, bare, code_texts, parsed, patched
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals
from xiezhi.shelf.normalise.reasons import RefusedCellError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from xiezhi.shelf.ingest.raw import RawColumn
    from xiezhi.shelf.ingest.strings import Bytes, Places

__all__ = ["citizen_ids", "verdicts"]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1)
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}\Z")
_FINE, _SHAPE, _PROVINCE, _YEAR, _DAY, _SIGN = range(6)
_REASONS = {
    _PROVINCE: "its first two digits are no province",
    _YEAR: "its year of birth is impossible",
    _DAY: "no calendar has its birth date",
    _SIGN: "its check sign is wrong",
}


def citizen_ids(column: RawColumn, reading: Reading) -> Normal:
    """Identity numbers of 18 signs; masked ones are kept and marked as masked."""
    import numpy as np

    refusals = Refusals(len(column.cells))
    texts = code_texts(column, refusals)
    # what was a number in its cell is told already and proves nothing of texts
    spelt = refusals.open().copy()
    these = layout(texts)
    long = these.lengths == 18
    rows = None if long.all() else np.flatnonzero(long)
    found = verdicts(matrix(these, rows, 18))
    if rows is None and not found.any():
        return Normal(texts)
    fine = np.zeros(len(texts), bool)
    fine[slice(None) if rows is None else rows] = found == _FINE
    rest = np.flatnonzero(~fine & refusals.open() & (these.lengths > 0))
    texts, masked, kept = _second_look(texts, rest, refusals)
    fine[kept] = True
    _suspect(texts, fine, spelt, refusals)
    return refusals.normal(with_blanks(texts, ~fine | ~refusals.open()), masked)


def verdicts(signs: Bytes) -> npt.NDArray[np.uint8]:
    """For each row of 18 bytes 0 when it is an identity number, else what is wrong with it."""
    import numpy as np

    if not len(signs):
        return np.zeros(0, np.uint8)
    digits = signs - 48
    last = signs[:, 17] == 88
    digits[last, 17] = 10
    wrong = np.zeros(len(signs), np.uint8)
    strange = None
    if digits[:, :17].max() > 9 or (digits[:, 17] > 10).any():
        strange = (digits[:, :17] > 9).any(1) | (digits[:, 17] > 10)
        strange |= (digits[:, 17] == 10) & ~last
    elif (digits[:, 17][~last] > 9).any():
        strange = (digits[:, 17] > 9) & ~last
    # In whole numbers: for floats a library would start threads of its own, which wait busily.
    total = digits.astype(np.uint16) @ np.array(_WEIGHTS, np.uint16)
    wrong[total % 11 != 1] = _SIGN
    year = _four(digits, 6)
    day = _four(digits, 10)
    days = _days_of_year()[np.clip(day, 0, 9999)]
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    wrong[(days == 0) | ((days == 2) & ~leap) | (year == 0)] = _DAY
    wrong[(wrong != _DAY) & ((year < 1800) | (year > 2199))] = _YEAR
    place = np.minimum(digits[:, 0], 9) * 10 + np.minimum(digits[:, 1], 9)
    wrong[~_provinces()[place]] = _PROVINCE
    if strange is not None:
        wrong[strange] = _SHAPE
    return wrong


def _four(digits: Bytes, at: int) -> npt.NDArray[np.int16]:
    """Four digits from a place on as a number; nonsense where they are none."""
    import numpy as np

    parts = digits[:, at : at + 4].T.astype(np.int16)
    number: npt.NDArray[np.int16] = parts[0] * 1000 + parts[1] * 100 + parts[2] * 10 + parts[3]
    return number


@lru_cache(maxsize=1)
def _days_of_year() -> npt.NDArray[np.uint8]:
    """By month × 100 + day: 0 no such day, 1 every year, 2 in leap years."""
    import numpy as np

    days = np.zeros(10000, np.uint8)
    for month, length in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1):
        days[month * 100 + 1 : month * 100 + length + 1] = 1
    days[229] = 2
    return days


@lru_cache(maxsize=1)
def _provinces() -> npt.NDArray[np.bool_]:
    import numpy as np

    known = np.zeros(100, bool)
    known[[*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55)]] = True
    known[[*range(61, 66), 71, 81, 82, 83, 91]] = True
    return known


def _second_look(
    texts: pa.Array, rest: Places, refusals: Refusals
) -> tuple[pa.Array, npt.NDArray[np.bool_] | None, Places]:
    """What is no clean number of 18: tidied, upgraded from 15, or parsed one by one."""
    import numpy as np

    if not len(rest):
        return texts, None, rest
    some = pc.ascii_upper(pc.utf8_trim(texts.take(pa.array(rest)), GUARDS))
    these = layout(some)
    kept: list[Places] = []
    open_rows = np.ones(len(rest), bool)
    for places, signs in _candidates(these):
        found = verdicts(signs)
        good = places[found == _FINE]
        for code, why in _REASONS.items():
            bad = places[found == code]
            refusals.add(rest[bad], reasons.of_refusal(RefusedValueError("citizen_id", "", why)))
            open_rows[bad] = False
        open_rows[good] = False
        texts = patched(texts, rest[good], _strings(signs[found == _FINE]))
        kept.append(rest[good])
    masked = np.zeros(len(texts), bool)
    left, values = parsed(texts, rest[open_rows], _parse, refusals)
    texts = patched(texts, left, [None if value is None else value.number for value in values])
    hidden = np.array([value is not None and value.masked for value in values], bool)
    masked[left[hidden]] = True
    kept.append(left[np.array([value is not None for value in values], bool)])
    return texts, masked if hidden.any() else None, np.sort(np.concatenate(kept))


def _candidates(these: Any) -> list[tuple[Places, Bytes]]:
    """Rows of 18 signs as they are, rows of 15 digits with century and check sign."""
    import numpy as np

    found = []
    long = np.flatnonzero(these.lengths == 18)
    if len(long):
        found.append((long, matrix(these, long, 18)))
    short = np.flatnonzero(these.lengths == 15)
    if len(short):
        signs = matrix(these, short, 15)
        digits = ((signs - 48) <= 9).all(1)
        if digits.any():
            found.append((short[digits], _upgraded(signs[digits])))
    return found


def _upgraded(signs: Bytes) -> Bytes:
    import numpy as np

    longer = np.empty((len(signs), 18), np.uint8)
    longer[:, :6], longer[:, 8:17] = signs[:, :6], signs[:, 6:]
    over_hundred = (signs[:, 12] == 57) & (signs[:, 13] == 57) & (signs[:, 14] >= 54)
    longer[:, 6] = 49
    longer[:, 7] = np.where(over_hundred, 56, 57)
    total = (longer[:, :17] - 48).astype(np.uint16) @ np.array(_WEIGHTS[:17], np.uint16)
    longer[:, 17] = np.frombuffer(b"10X98765432", np.uint8)[total % 11]
    return longer


def _strings(signs: Bytes) -> list[str]:
    whole = signs.tobytes().decode("ascii")
    return [whole[at : at + 18] for at in range(0, len(whole), 18)]


def _parse(text: str) -> CitizenId:
    clean = bare(text)
    if _SCIENTIFIC.match(clean):
        raise RefusedCellError("citizen_id", reasons.SCIENTIFIC)
    return CitizenId.parse(clean)


def _suspect(
    texts: pa.Array,
    fine: npt.NDArray[np.bool_],
    spelt: npt.NDArray[np.bool_],
    refusals: Refusals,
) -> None:
    """Texts on 000 beside other texts on 000 that fail: a rounded number passes once in eleven."""
    import numpy as np

    rounded = pc.fill_null(pc.ends_with(texts, "000"), False).to_numpy(zero_copy_only=False)  # noqa: FBT003
    refused = spelt & ~refusals.open()
    if (rounded & refused & (layout(texts).lengths >= 15)).any():
        refusals.add(np.flatnonzero(rounded & fine & ~refused), reasons.ROUNDED)
