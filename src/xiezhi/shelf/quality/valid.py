"""Which stored values are none of their type: the tests of the shelf's own normalising."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.shelf.ingest.raw import RawColumn
from xiezhi.shelf.normalise.case_number import case_numbers
from xiezhi.shelf.normalise.citizen_id import citizen_ids
from xiezhi.shelf.normalise.normal import Reading
from xiezhi.shelf.normalise.uscc import usccs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xiezhi.rulebook.tables import Column
    from xiezhi.shelf.normalise.normal import Normal

__all__ = ["invalid"]

_TESTS: Mapping[str, Callable[[RawColumn, Reading], Normal]] = {
    "citizen_id": citizen_ids,
    "uscc": usccs,
    "case_number": case_numbers,
}


def invalid(column: Column, values: pa.Array) -> tuple[pa.Array | None, str]:
    """Rows whose value is none of its type.

    Args:
        column: What the values mean.
        values: As stored; null is never invalid.

    Returns:
        A mask without nulls and what is wrong; None when the type has no test of its own.
    """
    if column.is_list:
        return None, ""
    if column.labels is not None:
        known = pa.array(list(column.labels), pa.string())
        wrong = pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, known)))
        return wrong, f"不在词表 {column.values} / not in the vocabulary"
    test = _TESTS.get(column.type.name)
    if test is None:
        return None, ""
    found = test(RawColumn(values.cast(pa.string())), Reading())
    mask = found.refused
    if mask is None:
        return pa.array([False] * len(values), pa.bool_()), ""
    first = next((one for one in found.reasons), None)
    return pa.array(mask), f"{first.zh} / {first.en}" if first else ""
