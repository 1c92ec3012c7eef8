"""Unified social credit codes: all rows' check signs at once.

Codes of the old kinds (nine signs, fifteen digits) do not hold what the new one says of its owner's
kind and place, so they are refused and named rather than filled up.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.uscc import OrganisationCode, RegistrationNumber, Uscc
from xiezhi.shelf.ingest.strings import layout, matrix, with_blanks
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import GUARDS, bare, code_texts, parsed, patched
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals
from xiezhi.shelf.normalise.reasons import RefusedCellError
from xiezhi.shelf.quarantine import Reason

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from xiezhi.shelf.ingest.raw import RawColumn
    from xiezhi.shelf.ingest.strings import Bytes, Mask

__all__ = ["OLD_CODE", "sound", "usccs"]

OLD_CODE = Reason(
    "uscc-old-code",
    "it is a code of the kind used before 2015; look the credit code up in the register",
    "是组织机构代码或者注册号（旧码），请查出统一社会信用代码",
)
_SIGNS = b"0123456789ABCDEFGHJKLMNPQRTUWXY"
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}\Z")


def usccs(column: RawColumn, reading: Reading) -> Normal:
    """Credit codes of 18 signs, upper case."""
    import numpy as np

    refusals = Refusals(len(column.cells))
    texts = code_texts(column, refusals)
    these = layout(texts)
    long = these.lengths == 18
    rows = None if long.all() else np.flatnonzero(long)
    good = sound(matrix(these, rows, 18))
    if rows is None and good.all():
        return Normal(texts)
    fine = np.zeros(len(texts), bool)
    fine[slice(None) if rows is None else rows] = good
    rest = np.flatnonzero(~fine & refusals.open() & (these.lengths > 0))
    if len(rest):
        tidy = pc.ascii_upper(pc.utf8_trim(texts.take(rest), GUARDS))
        again = layout(tidy)
        long_now = np.flatnonzero(again.lengths == 18)
        now = long_now[sound(matrix(again, long_now, 18))]
        texts = patched(texts, rest[now], tidy.take(now).to_pylist())
        fine[rest[now]] = True
        left, values = parsed(texts, np.delete(rest, now), _parse, refusals)
        texts = patched(texts, left, values)
        fine[left] = [value is not None for value in values]
    return refusals.normal(with_blanks(texts, ~fine | ~refusals.open()))


def sound(signs: Bytes) -> Mask:
    """For each row of 18 bytes whether it is a credit code."""
    import numpy as np

    values = _values()[signs]
    # In whole numbers: for floats a library would start threads of its own, which wait busily.
    weights = np.array([*(pow(3, place, 31) for place in range(17)), 1], np.uint32)
    fine: Mask = values.astype(np.uint32) @ weights % 31 == 0
    fine &= (values < 100).all(1) & (values[:, 2:8] < 10).all(1)
    fine &= _begins()[values[:, 0]]
    return fine


@lru_cache(maxsize=1)
def _begins() -> npt.NDArray[np.bool_]:
    """Values that the first sign may have: 1 to 9, A, N, Y."""
    import numpy as np

    table = np.zeros(256, bool)
    table[[*range(1, 10), *(_SIGNS.index(sign) for sign in (b"A", b"N", b"Y"))]] = True
    return table


@lru_cache(maxsize=1)
def _values() -> npt.NDArray[np.uint8]:
    """Value of each byte as a sign of a code; 200 for those that are none."""
    import numpy as np

    table = np.full(256, 200, np.uint8)
    for value, sign in enumerate(_SIGNS):
        table[sign] = value
    return table


def _parse(text: str) -> str:
    clean = bare(text)
    if _SCIENTIFIC.match(clean):
        raise RefusedCellError("uscc", reasons.SCIENTIFIC)
    try:
        return Uscc.parse(clean).text
    except RefusedValueError:
        if _is_old(clean):
            raise RefusedCellError("uscc", OLD_CODE) from None
        raise


def _is_old(text: str) -> bool:
    for kind in (OrganisationCode, RegistrationNumber):
        try:
            kind.parse(text)
        except RefusedValueError:
            continue
        return True
    return False
