"""Cells that hold several values: parted, normalised as one column, and put together again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.shelf.ingest.raw import RawColumn
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import is_nothing, plain_texts
from xiezhi.shelf.normalise.normal import Normal, Refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["many", "parts_of"]

_BETWEEN = re.compile(r"[;；,，、|\n\r]+")


def parts_of(text: str) -> tuple[str, ...]:
    """The values of a cell, between ``;`` ``,`` ``、`` ``|`` and line ends."""
    return tuple(part.strip() for part in _BETWEEN.split(text) if part.strip())


def many(
    column: RawColumn,
    normalise: Callable[[RawColumn], Normal],
    kind: pa.DataType,
    part: Callable[[str], Sequence[str]] = parts_of,
) -> Normal:
    """A list per row; a row of which one value is refused is refused."""
    import numpy as np

    texts = plain_texts(column).to_pylist()
    refusals = Refusals(len(texts))
    pieces: list[str] = []
    ends = np.zeros(len(texts) + 1, np.int32)
    blank = np.ones(len(texts), bool)
    for row, text in enumerate(texts):
        if text is not None and not is_nothing(text):
            blank[row] = False
            try:
                pieces.extend(part(text))
            except RefusedValueError as refused:
                refusals.add(np.array([row]), reasons.of_refusal(refused))
                blank[row] = True
        ends[row + 1] = len(pieces)
    inner = normalise(RawColumn(pa.array(pieces, pa.string())))
    for place in np.flatnonzero(inner.refused) if inner.refused is not None else ():
        row = int(np.searchsorted(ends, place, side="right")) - 1
        reason = inner.reason(int(place))
        if reason is not None:
            refusals.add(np.array([row]), reason)
            blank[row] = True
    lists = pa.ListArray.from_arrays(pa.array(ends), inner.values.cast(kind), mask=pa.array(blank))
    return refusals.normal(lists.cast(pa.list_(pa.field("element", kind))))
