"""Takes out of raw batches what is no row of the table: blank rows, totals, footers, headers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.shelf.ingest.header import aside_kind
from xiezhi.shelf.ingest.raw import Aside
from xiezhi.shelf.ingest.strings import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    import numpy.typing as npt

    from xiezhi.shelf.ingest.raw import RawBatch

__all__ = ["without_furniture"]

_FIRST_SIGNS = "合总小共累本全填制审复负单经联打导备说注签盖第TtSs"
_SPOKEN = (
    r"(?i)^[\s\x{3000}]*(?:(?:本页|本表|全部)?(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总和|total|subtotal|sum)"
    "|填表|制表|审核|复核|填报|负责人|单位负责人|经办人|联系|打印|导出|备注|说明|注|签字|盖章|第[0-9]+页|共[0-9]+页)"
)
_BLANK = r"^[\s\x{3000}\x{a0}]*$"
_LOOKED_AT = 3


def without_furniture(batches: Iterable[RawBatch], titles: tuple[str, ...]) -> Iterator[RawBatch]:
    """The same batches; blank rows go, and rows that are none of the table's are put aside."""
    for batch in batches:
        yield _cleared(batch, titles)


def _cleared(batch: RawBatch, titles: tuple[str, ...]) -> RawBatch:
    import numpy as np

    blank = _blank_rows(batch)
    suspects = _suspects(batch, titles)
    if not blank.any() and not len(suspects):
        return batch
    keep = ~blank
    aside = []
    for row in suspects:
        if not keep[row]:
            continue
        cells = batch.cells(int(row))
        kind = aside_kind(cells, titles)
        if kind:
            keep[row] = False
            aside.append(Aside(int(batch.rows[row]), kind, cells))
    if keep.all():
        return batch
    return batch.keep(np.flatnonzero(keep), aside)


def _blank_rows(batch: RawBatch) -> npt.NDArray[np.bool_]:
    """Rows of blank cells alone; each column is looked at only where all before were blank."""
    import numpy as np

    blank = np.ones(batch.num_rows, bool)
    rows = np.arange(batch.num_rows)
    for column in batch.columns:
        if not len(rows):
            break
        cells = column.cells if len(rows) == batch.num_rows else column.cells.take(pa.array(rows))
        empty = _blank_cells(cells)
        blank[rows] = empty
        rows = rows[empty]
    return blank


def _blank_cells(cells: pa.Array) -> npt.NDArray[np.bool_]:
    import numpy as np
    import pyarrow.compute as pc

    if not pa.types.is_string(cells.type):
        nulls: npt.NDArray[np.bool_] = pc.is_null(cells).to_numpy(zero_copy_only=False)
        return nulls
    these = layout(cells)
    empty: npt.NDArray[np.bool_] = these.lengths == 0
    first = these.data[these.starts]
    maybe = np.flatnonzero(~empty & ((first <= 32) | (first == 0xE3) | (first == 0xC2)))
    if len(maybe):
        hit = pc.match_substring_regex(cells.take(pa.array(maybe)), _BLANK)
        empty[maybe] = hit.to_numpy(zero_copy_only=False)
    return empty


def _suspects(batch: RawBatch, titles: tuple[str, ...]) -> list[int]:
    """Rows whose first columns hold a word of totals and footers, or a title."""
    import pyarrow.compute as pc

    found: set[int] = set()
    for place, column in enumerate(batch.columns[:_LOOKED_AT]):
        cells = column.cells
        if not pa.types.is_string(cells.type):
            continue
        rows = _beginning_so(cells)
        if len(rows):
            hit = pc.match_substring_regex(cells.take(pa.array(rows)), _SPOKEN)
            found.update(rows[pc.indices_nonzero(hit).to_numpy()].tolist())
        title = titles[place].rpartition("/")[2].partition("#")[0]
        same = pc.fill_null(pc.equal(cells, title), False)  # noqa: FBT003
        if pc.any(same).as_py():
            found.update(pc.indices_nonzero(same).to_pylist())
    return sorted(found)


def _beginning_so(cells: pa.Array) -> npt.NDArray[np.intp]:
    """Rows whose first character may begin a total or a footer; a few operations per row."""
    import numpy as np

    these = layout(cells)
    first = these.data[these.starts].astype(np.uint16)
    wide = (first & 15) << 12 | (these.data[these.starts + 1] & 63).astype(np.uint16) << 6
    wide |= these.data[these.starts + 2] & 63
    signs = np.where(first < 128, first, np.where(first >= 0xE0, wide, 0))
    return np.flatnonzero(_first_signs()[signs] & (these.lengths > 0))


@lru_cache(maxsize=1)
def _first_signs() -> npt.NDArray[np.bool_]:
    import numpy as np

    table = np.zeros(65536, bool)
    table[[ord(sign) for sign in _FIRST_SIGNS + " \t\u3000"]] = True
    return table
