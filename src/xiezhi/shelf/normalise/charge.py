"""Charges led back to the rulebook's names; several in one cell are parted only between names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.rulebook.charges import Charges
from xiezhi.shelf.ingest.strings import layout, with_blanks
from xiezhi.shelf.normalise.cells import bare, parsed, patched, plain_texts
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals

if TYPE_CHECKING:
    from xiezhi.shelf.ingest.raw import RawColumn

__all__ = ["charge_parts", "charges"]

_BETWEEN = re.compile(r"[;；|\n\r,，、/\s和及与]+")


def charges(column: RawColumn, reading: Reading) -> Normal:
    """Names of charges as in the rulebook's list: 盗窃, 盗窃案 and 盗窃罪 are 盗窃罪."""
    import numpy as np

    refusals = Refusals(len(column.cells))
    texts = plain_texts(column)
    left, values = parsed(texts, np.flatnonzero(layout(texts).lengths > 0), _name, refusals)
    texts = patched(texts, left, values)
    taken = np.zeros(len(texts), bool)
    taken[left] = [value is not None for value in values]
    return refusals.normal(with_blanks(texts, ~taken))


@lru_cache(maxsize=4096)
def charge_parts(text: str) -> tuple[str, ...]:
    """The charges of a cell: the longest runs of its parts that are names of the list.

    盗窃罪、诈骗罪 is two; 掩饰、隐瞒犯罪所得、犯罪所得收益罪 is one.

    Raises:
        RefusedValueError: A part belongs to no name.
    """
    clean = bare(text)
    if _found(clean):
        return (clean,)
    seams = [0, *(match.start() for match in _BETWEEN.finditer(clean)), len(clean)]
    parts: list[str] = []
    at = 0
    while at < len(seams) - 1:
        for to in range(len(seams) - 1, at, -1):
            part = _BETWEEN.sub("", clean[seams[at] : seams[at] + 1], count=1)
            part += clean[seams[at] + 1 : seams[to]]
            if _found(part):
                parts.append(part)
                at = to
                break
        else:
            raise RefusedValueError("charge", text, _UNKNOWN)
    return tuple(parts)


_UNKNOWN = "the list of charges does not have it"


def _name(text: str) -> str:
    found = _found(bare(text))
    if found is None:
        raise RefusedValueError("charge", text, _UNKNOWN)
    return found


def _found(text: str) -> str | None:
    book = Charges.load()
    for spelt in (text, text.removesuffix("案")):
        if spelt and (found := book.resolve(spelt) or book.resolve(f"{spelt}罪")):
            return found
    return None
