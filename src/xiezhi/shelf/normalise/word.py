"""Words of closed lists, and yes or no: each distinct cell is looked up once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import fold
from xiezhi.shelf.ingest.raw import CellKind
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.cells import bare, is_nothing, parsed, plain_texts
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from xiezhi.shelf.ingest.raw import RawColumn

__all__ = ["TRUTHS", "booleans", "labels_folded", "statuses"]

TRUTHS = {
    **dict.fromkeys(
        ["是", "有", "真", "对", "已", "y", "yes", "true", "t", "1", "√", "✓", "✔", "☑"], True
    ),
    **dict.fromkeys(
        ["否", "没有", "假", "不是", "未", "非", "n", "no", "false", "f", "0", "×", "✗", "✘", "☐"],
        False,
    ),
}
"""What agencies write for yes and no. ``无`` beside ``有`` is no; alone it says nothing."""


def booleans(column: RawColumn, reading: Reading) -> Normal:
    """Yes and no; words that the mapping names go first."""
    cells = column.cells
    if pa.types.is_boolean(cells.type):
        return Normal(cells)
    own = {fold(label).lower(): word == "true" for label, word in reading.words.items()}

    def parse(text: str) -> bool:
        clean = fold(bare(text)).lower()
        found = own.get(clean, TRUTHS.get(clean))
        if found is None and clean in ("无", "零"):
            found = False
        if found is None:
            raise RefusedValueError("bool", text, "it says neither yes nor no")
        return found

    return _looked_up(column, parse, pa.bool_(), keeps_nothing=("无",))


def statuses(column: RawColumn, reading: Reading) -> Normal:
    """Words of a closed vocabulary: the agency's label, or the word itself."""
    labels = reading.labels or {}
    own = labels_folded(reading.words)

    def parse(text: str) -> str:
        clean = _folded(text)
        found = own.get(clean) or labels.get(clean)
        if found is None:
            raise RefusedValueError("status_code", text, "it is no label of the vocabulary")
        return found

    known = tuple(label for label in (*own, *labels) if is_nothing(label))
    return _looked_up(column, parse, pa.string(), keeps_nothing=known)


def labels_folded(labels: dict[str, str]) -> dict[str, str]:
    """Labels as they are compared: no blanks, half width, lower case."""
    return {_folded(label): word for label, word in labels.items()}


def _folded(text: str) -> str:
    bare_text = "".join(bare(text).split()).lower()
    return "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in bare_text)


def _looked_up(
    column: RawColumn,
    parse: Callable[[str], Any],
    kind: pa.DataType,
    *,
    keeps_nothing: tuple[str, ...],
) -> Normal:
    import numpy as np

    refusals = Refusals(len(column.cells))
    if column.kinds is not None:
        refusals.add(column.kinds == CellKind.FAULT, reasons.CELL_FAULT)
    texts = plain_texts(column)
    encoded = texts.fill_null("").dictionary_encode()
    words, part = encoded.dictionary, Refusals(len(encoded.dictionary))
    every = np.arange(len(words))
    spoken = np.array([bare(word) in keeps_nothing for word in words.to_pylist()], bool)
    values: list[Any] = [None] * len(words)
    for place in np.flatnonzero(spoken):
        values[place] = parse(words[int(place)].as_py())
    left, found = parsed(words, every[~spoken], parse, part)
    for place, value in zip(left, found, strict=True):
        values[place] = value
    places = encoded.indices.to_numpy(zero_copy_only=False)
    whole = part.normal(words)
    for number, reason in enumerate(whole.reasons, 1):
        codes = whole.codes
        if codes is not None:
            refusals.add(codes[places] == number, reason)
    taken = pa.array(values, kind).take(encoded.indices)
    refused = refusals.mask
    if refused is not None:
        taken = pc.if_else(pa.array(refused), pa.scalar(None, kind), taken)
    return refusals.normal(taken)
