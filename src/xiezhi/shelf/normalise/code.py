"""Numbers of papers, things and accounts: blanks go, widths and brackets become one kind.

Nothing in such a number can be checked, so only what a spreadsheet has done to it is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.shelf.ingest.strings import Signs, layout, with_blanks
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import bare, code_texts, parsed, patched, squeezed
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals
from xiezhi.shelf.normalise.reasons import RefusedCellError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from xiezhi.shelf.ingest.raw import RawColumn

__all__ = ["codes", "doc_numbers", "phones", "plates", "vins"]

_SCIENTIFIC = re.compile(r"-?[0-9](?:\.[0-9]+)?[eE]\+[0-9]{1,2}\Z")
_KEPT_WIDE = "（）［］，；：！？"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_WIDE}
_YEAR = re.compile(r"[\[(（【［〔﹝]([0-9]{4})年?[\])）】］〕﹞]")
_PLATE = re.compile(
    "[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新]"
    "[A-HJ-NP-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳试超]"
)
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_PHONE = re.compile(r"\+?[0-9()*/;,、转\-]{5,40}")
_BLANK = " \t\n\r'`=+\u00a0\u3000\u200b\u2060\ufeff" + "".join(map(chr, _WIDE))
_BRACKETS = "[(（【［﹝"


@lru_cache(maxsize=2)
def _signs(more: str) -> Signs:
    return Signs(_BLANK + more)


def codes(column: RawColumn, reading: Reading) -> Normal:
    """Codes that follow no rule: certificate, file, equipment, account numbers."""
    return _tidied(column, _signs(""), _code)


def doc_numbers(column: RawColumn, reading: Reading) -> Normal:
    """Numbers of documents, the year in 〔〕: 某环罚[2031]5号 → 某环罚〔2031〕5号."""
    return _tidied(column, _signs(_BRACKETS), _doc_number)


def plates(column: RawColumn, reading: Reading) -> Normal:
    """Number plates, upper case."""
    return _tidied(column, None, _plate)


def vins(column: RawColumn, reading: Reading) -> Normal:
    """Vehicle identification numbers, upper case."""
    return _tidied(column, None, _vin)


def phones(column: RawColumn, reading: Reading) -> Normal:
    """Telephone numbers without blanks."""
    return _tidied(column, None, _phone)


def _tidied(column: RawColumn, signs: Signs | None, parse: Callable[[str], str]) -> Normal:
    """Only rows with one of the signs are parsed; with no signs given, all rows are."""
    import numpy as np

    refusals = Refusals(len(column.cells))
    texts = code_texts(column, refusals)
    these = layout(texts)
    rows = np.flatnonzero(these.lengths > 0) if signs is None else signs.rows(these)
    rows = rows[refusals.open()[rows]]
    left, values = parsed(texts, rows, parse, refusals)
    texts = patched(texts, left, values)
    blank = (layout(texts).lengths == 0) | _says_nothing(texts)
    return refusals.normal(with_blanks(texts, blank | ~refusals.open()))


def _says_nothing(texts: pa.Array) -> np.ndarray[Any, Any]:
    nothing = pc.is_in(
        texts, pa.array(["-", "--", "—", "——", "/", "\\", "无", "\\N", "NULL", "null"])
    )
    found: np.ndarray[Any, Any] = nothing.to_numpy(zero_copy_only=False)
    return found


def _code(text: str) -> str:
    clean = squeezed(bare(text).translate(_WIDE))
    if _SCIENTIFIC.match(clean):
        raise RefusedCellError("code", reasons.SCIENTIFIC)
    return clean


def _doc_number(text: str) -> str:
    return _YEAR.sub(r"〔\1〕", _code(text))


@lru_cache(maxsize=65536)
def _plate(text: str) -> str:
    clean = re.sub("[·.•-]", "", _code(text)).upper()
    if not _PLATE.fullmatch(clean):
        raise RefusedValueError("plate", text, "it has no number plate's shape")
    return clean


def _vin(text: str) -> str:
    clean = _code(text).upper()
    if not _VIN.fullmatch(clean):
        raise RefusedValueError("vin", text, "it is not 17 signs (I, O and Q are not among them)")
    return clean


def _phone(text: str) -> str:
    clean = _code(text)
    if not _PHONE.fullmatch(clean):
        raise RefusedValueError("phone", text, "it has no telephone number's shape")
    return clean
