"""Columns of a bundle as JSON texts, many rows at once: what the desk keeps of them.

A pack leaves nulls out; which columns there are and of which kind is read back from the bundle's
own tables (``unpacking``). Days and decimals are texts, so that a value keeps its kind and digits.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.evidence.canonical import canonical_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["cleaned", "codes_of", "fragments", "objects", "parsed", "quoted", "wording_code"]

_BETWEEN = "\x1f"


def quoted(text: str | None) -> str:
    """A text as JSON; ``null`` for none."""
    return "null" if text is None else encode_basestring(text)


def fragments(column: pa.Array | pa.ChunkedArray) -> list[str | None]:
    """Each value of a column as JSON text; None for null."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return fragments(column.cast(kind.value_type))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        column = pc.replace_substring(column, "\x00", "")  # PostgreSQL's JSON has no such character
        return [None if one is None else encode_basestring(one) for one in column.to_pylist()]
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return list(column.cast(pa.string()).to_pylist())
    if pa.types.is_decimal(kind) or pa.types.is_date(kind):
        texts = column.cast(pa.string()).to_pylist()
        return [None if one is None else f'"{one}"' for one in texts]
    if _is_span(kind):
        texts = pc.binary_join(column.cast(pa.list_(pa.string())), ",").to_pylist()
        return [None if one is None else f"[{one}]" for one in texts]
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_finite(column), column, pa.scalar(None, kind))
    return [None if one is None else canonical_json(one) for one in column.to_pylist()]


def _is_span(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) and pa.types.is_integer(kind.value_type))


def objects(names: Sequence[str], columns: Sequence[Sequence[str | None]], rows: int) -> list[str]:
    """``{name: value}`` of every row, nulls left out.

    Args:
        names: Keys.
        columns: JSON texts of each key.
        rows: How many rows.
    """
    if not names:
        return ["{}"] * rows
    keyed = [
        [None if one is None else f"{encode_basestring(name)}:{one}" for one in column]
        for name, column in zip(names, columns, strict=True)
    ]
    return ["{" + ",".join(filter(None, row)) + "}" for row in zip(*keyed, strict=True)]


def codes_of(batch: pa.RecordBatch | pa.Table, names: Iterable[str]) -> list[str]:
    """A short code for the wording of each row: rows that say the same share it.

    Args:
        batch: Rows.
        names: The columns of the wording; texts or lists of texts.
    """
    texts = [_text(batch.column(name)) for name in names]
    joined = pc.binary_join_element_wise(
        *texts, _BETWEEN, null_handling="replace", null_replacement="\x00"
    )
    if isinstance(joined, pa.ChunkedArray):
        joined = joined.combine_chunks()
    known = joined.dictionary_encode()
    codes = [wording_code(one) for one in known.dictionary.to_pylist()]
    return [codes[place] for place in known.indices.to_pylist()]


def _text(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    if pa.types.is_list(column.type):
        return pc.binary_join(column, "\x1e")
    return column.cast(pa.string())


@cache
def wording_code(text: str) -> str:
    """Twelve hexadecimal digits of a wording's SHA-256."""
    return hashlib.sha256(text.encode("utf8")).hexdigest()[:12]


def cleaned(text: str) -> str:
    """A JSON text without the character NUL, which PostgreSQL's JSON refuses."""
    if "\\u0000" not in text:
        return text
    plain = json.loads(text)
    bare = {name: _bare(value) for name, value in plain.items()}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"))


def _bare(value: Any) -> Any:
    return value.replace("\x00", "") if isinstance(value, str) else value


def parsed(text: str | None) -> Any:
    """A pack as a value; None stays None."""
    return None if text is None else json.loads(text)
