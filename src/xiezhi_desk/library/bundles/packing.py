"""Columns of a bundle as JSON texts, many rows at once: what the desk keeps of them.

A pack leaves nulls out; which columns there are and of which kind is read back from the bundle's
own tables (``library.setting``). Days and decimals are texts, so that a value keeps its kind and
digits. The texts are put together by Arrow, not value by value.
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
    from collections.abc import Iterable, Mapping

__all__ = [
    "codes_of",
    "grouped",
    "joined",
    "json_texts",
    "objects",
    "parsed",
    "sound_objects",
    "whole",
    "wording_code",
]

_BETWEEN = "\x1f"
_ESCAPED = r'["\\\x00-\x1f\x7f]'


def whole(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    """One array, whatever the pieces."""
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts put together row by row; null where one part is null."""
    return whole(pc.binary_join_element_wise(*parts, ""))


def json_texts(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Each value of a column as JSON text; null stays null."""
    column = whole(column)
    kind = column.type
    if pa.types.is_dictionary(kind):
        return json_texts(column.cast(kind.value_type))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _quoted(column)
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return column.cast(pa.string())
    if pa.types.is_decimal(kind) or pa.types.is_date(kind):
        return joined('"', column.cast(pa.string()), '"')
    if pa.types.is_list(kind) and pa.types.is_integer(kind.value_type):
        return joined("[", pc.binary_join(column.cast(pa.list_(pa.string())), ","), "]")
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_finite(column), column, pa.scalar(None, kind))
    return _one_by_one(column)


def _quoted(column: pa.Array) -> pa.Array:
    column = column.cast(pa.string())
    if pc.any(pc.match_substring_regex(column, _ESCAPED)).as_py():
        column = pc.replace_substring(column, "\x00", "")  # PostgreSQL's JSON has no NUL
        texts = [None if one is None else encode_basestring(one) for one in column.to_pylist()]
        return pa.array(texts, pa.string())
    return joined('"', column, '"')


def _one_by_one(column: pa.Array) -> pa.Array:
    """Lists of texts, moments, structures: few, and few that differ."""
    if pa.types.is_list(column.type) and not len(pc.list_flatten(column)):
        return pc.if_else(pc.is_null(column), pa.scalar(None, pa.string()), "[]")
    texts = [
        None if one is None else canonical_json(one).replace("\\u0000", "")
        for one in column.to_pylist()
    ]
    return pa.array(texts, pa.string())


def objects(columns: Mapping[str, pa.Array | pa.ChunkedArray], rows: int) -> pa.Array:
    """``{name: value}`` of every row, nulls left out.

    Args:
        columns: Columns by key.
        rows: How many rows.
    """
    members = [
        joined(f"{encode_basestring(name)}:", json_texts(column), ",").fill_null("")
        for name, column in columns.items()
    ]
    if not members or not rows:
        return pa.array(["{}"] * rows, pa.string())
    return joined("{", pc.ascii_rtrim(joined(*members), ","), "}")


def grouped(
    keys: pa.ChunkedArray, texts: pa.ChunkedArray, between: str
) -> tuple[pa.Array, pa.Array]:
    """Texts of the same key, in their order, joined; keys once."""
    import numpy as np

    known = whole(keys).dictionary_encode()
    places = known.indices.to_numpy(zero_copy_only=False)
    said = whole(texts)
    if len(places) and (np.diff(places) < 0).any():
        said = said.take(pa.array(np.argsort(places, kind="stable")))
    ends = np.cumsum(np.bincount(places, minlength=len(known.dictionary)))
    starts = pa.array(np.concatenate(([0], ends)), pa.int32())
    return known.dictionary, pc.binary_join(pa.ListArray.from_arrays(starts, said), between)


def codes_of(batch: pa.RecordBatch | pa.Table, names: Iterable[str]) -> pa.Array:
    """A short code for the wording of each row: rows that say the same share it.

    Args:
        batch: Rows.
        names: The columns of the wording; texts or lists of texts.
    """
    texts = [_text(batch.column(name)) for name in names]
    told = whole(
        pc.binary_join_element_wise(
            *texts, _BETWEEN, null_handling="replace", null_replacement="\x00"
        )
    )
    known = told.dictionary_encode()
    codes = pa.array([wording_code(one) for one in known.dictionary.to_pylist()], pa.string())
    return codes.take(known.indices)


def _text(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    column = whole(column)
    if pa.types.is_list(column.type):
        return pc.binary_join(column, "\x1e")
    return column.cast(pa.string())


@cache
def wording_code(text: str) -> str:
    """Twelve hexadecimal digits of a wording's SHA-256."""
    return hashlib.sha256(text.encode("utf8")).hexdigest()[:12]


def sound_objects(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A column of JSON objects as it is, made sure of: a stranger's bundle may hold anything.

    Raises:
        ValueError: A text is no JSON object.
    """
    column = whole(column)
    known = column.dictionary_encode()
    sound = [_sound_object(text) for text in known.dictionary.to_pylist()]
    return pa.array(sound, pa.string()).take(known.indices)


def _sound_object(text: str) -> str:
    if text == "{}":
        return text
    plain = json.loads(text)
    if not isinstance(plain, dict):
        message = f"not a JSON object: {text[:40]}"
        raise ValueError(message)
    if "\\u0000" not in text:
        return text
    bare = {name: _bare(value) for name, value in plain.items()}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"))


def _bare(value: Any) -> Any:
    return value.replace("\x00", "") if isinstance(value, str) else value


def parsed(text: str | None) -> Any:
    """A pack as a value; None stays None."""
    return None if text is None else json.loads(text)
