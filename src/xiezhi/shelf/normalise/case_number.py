"""Case numbers in the one official form, so that those of two agencies are equal as text.

A row already in that form is taken by a pattern narrower than the kernel's; brackets and widths
are mended for all rows at once; the rest goes through the kernel.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.case_number import CaseNumber
from xiezhi.shelf.ingest.strings import layout, with_blanks
from xiezhi.shelf.normalise.cells import GUARDS, bare, code_texts, parsed, patched
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals

if TYPE_CHECKING:
    from xiezhi.shelf.ingest.raw import RawColumn
    from xiezhi.shelf.ingest.strings import Mask

__all__ = ["OFFICIAL", "case_number_keys", "case_numbers"]

_KINDS = (
    "刑初|刑终|刑再|刑申|刑更|刑核|刑监|民初|民终|民再|民申|民特|民监|行初|行终|行再|行申|行审|行赔初"
    "|执|执恢|执保|执异|执复|执监|执协|破|破申|强清|赔初|财保|司惩|司救"
)
OFFICIAL = (
    rf"^（(?:201[6-9]|20[2-9][0-9]|21[0-9][0-9])）[\x{{4e00}}-\x{{9fff}}]{{1,3}}[0-9]{{1,4}}(?:{_KINDS})"
    r"[1-9][0-9]{0,7}号$"
)
"""Numbers of courts with digits in their code; every match is as the kernel would show it."""

_KEY = re.compile(r"[0-9]{4}\|[^|]+\|[^|]+\|[0-9]+\Z")
_BRACKETS = tuple(zip("([〔【［", ")]〕】］", strict=True))


def case_numbers(column: RawColumn, reading: Reading) -> Normal:
    """Case numbers as （2031）某0101刑初7号."""
    import numpy as np

    refusals = Refusals(len(column.cells))
    texts = code_texts(column, refusals)
    fine = _official(texts)
    if fine.all():
        return Normal(texts)
    rest = np.flatnonzero(~fine & (layout(texts).lengths > 0) & refusals.open())
    if len(rest):
        some = _with_brackets(texts.take(pa.array(rest)))
        now = _official(some)
        texts = patched(texts, rest[now], some.filter(pa.array(now)))
        fine[rest[now]] = True
        left, values = parsed(
            texts, rest[~now], lambda text: CaseNumber.parse(bare(text)), refusals
        )
        texts = patched(texts, left, [None if one is None else one.show() for one in values])
        fine[left] = [value is not None for value in values]
    return refusals.normal(with_blanks(texts, ~fine | ~refusals.open()))


def _with_brackets(texts: pa.Array) -> pa.Array:
    """Full-width brackets in place of others; what else a row says is judged afterwards."""
    sample = "".join(texts.slice(0, 64).to_pylist())
    for opening, closing in _BRACKETS:
        if opening in sample:
            texts = pc.replace_substring(texts, opening, "（")
            texts = pc.replace_substring(texts, closing, "）")
    return pc.utf8_trim(texts, GUARDS)


def case_number_keys(column: RawColumn, reading: Reading) -> Normal:
    """Keys of case numbers; a case number in any form gives its key."""
    import numpy as np

    refusals = Refusals(len(column.cells))
    texts = code_texts(column, refusals)
    rest = np.flatnonzero((layout(texts).lengths > 0) & refusals.open())
    left, values = parsed(texts, rest, _key, refusals)
    texts = patched(texts, left, values)
    blank = layout(texts).lengths == 0
    return refusals.normal(with_blanks(texts, blank | ~refusals.open()))


def _key(text: str) -> str:
    clean = bare(text)
    if _KEY.match(clean):
        year, court, kind, serial = clean.split("|")
        return CaseNumber(int(year), court, kind, int(serial)).key
    return CaseNumber.parse(clean).key


def _official(texts: pa.Array) -> Mask:
    found = pc.fill_null(pc.match_substring_regex(texts, OFFICIAL), False)  # noqa: FBT003
    mask: Mask = found.to_numpy(zero_copy_only=False)
    return mask.copy()
