"""One text for a row, whatever engine wrote it: the ground of order, digests and sameness.

A value's canonical text does not know integer widths, decimal scales or the order in which an
engine happened to answer. Rows sort by their canonical text; a digest is taken over the rows so
sorted. Two engines that computed the same facts give the same digest.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "canonical_json",
    "canonical_objects",
    "canonical_rows",
    "canonical_text",
    "column_texts",
    "content_hash",
    "in_canonical_order",
    "json_digest",
    "row_digests",
    "table_digest",
]

_SEPARATOR = "\x1f"
_NULL = "\x00"
_ESCAPED = r'["\\\x00-\x1f]'
_SIGNIFICANT = 12
"""Digits kept of a binary fraction: sums in another order differ beyond them."""


def canonical_text(value: object) -> str | None:
    """The canonical text of one value; None for null.

    Numbers lose trailing zeros and width (``3000.00`` and ``3000`` are one number), days and
    moments are ISO 8601, lists and mappings become JSON.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return _plain_decimal(format(value, "f"))
    if isinstance(value, float):
        return _plain_float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return canonical_json(value)


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces, Chinese as it is; days and decimals as texts."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=canonical_text
    )


def canonical_objects(
    names: Sequence[str], texts: Sequence[Sequence[str | None]], number: int
) -> list[str]:
    """``canonical_json`` of ``{name: text}`` for many rows at once.

    Args:
        names: Keys, sorted.
        texts: Canonical texts of each key, ``number`` long.
        number: How many rows.
    """
    members = [
        [
            f"{canonical_json(name)}:{'null' if text is None else encode_basestring(text)}"
            for text in column
        ]
        for name, column in zip(names, texts, strict=True)
    ]
    if not members:
        return ["{}"] * number
    return [f"{{{','.join(row)}}}" for row in zip(*members, strict=True)]


def canonical_rows(table: pa.Table) -> pa.Array:
    """The canonical text of every row; columns in the order of their names.

    Args:
        table: Any table; column order and row order do not matter to the texts.

    Returns:
        A string array as long as the table.
    """
    names = sorted(table.column_names)
    if not names or not table.num_rows:
        return pa.array([""] * table.num_rows, pa.string())
    columns = [_escaped(column_texts(table.column(name))) for name in names]
    joined = pc.binary_join_element_wise(
        *columns, _SEPARATOR, null_handling="replace", null_replacement=_NULL
    )
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def in_canonical_order(table: pa.Table) -> pa.Table:
    """The table sorted by the canonical text of its rows."""
    if table.num_rows < 2:
        return table
    return table.take(pc.sort_indices(canonical_rows(table)))


def row_digests(table: pa.Table) -> list[str]:
    """SHA-256 of each row's canonical text, in the table's order."""
    return [
        hashlib.sha256(text.encode("utf8")).hexdigest()
        for text in canonical_rows(table).to_pylist()
    ]


def table_digest(name: str, table: pa.Table) -> str:
    """SHA-256 of a table: its name, the names and kinds of its columns, its rows sorted."""
    header = [name, *(f"{field.name}:{_family(field.type)}" for field in _by_name(table.schema))]
    digest = hashlib.sha256(_SEPARATOR.join(header).encode("utf8"))
    rows = canonical_rows(table)
    for text in rows.take(pc.sort_indices(rows)).to_pylist():
        digest.update(b"\n")
        digest.update(text.encode("utf8"))
    return digest.hexdigest()


def json_digest(value: object) -> str:
    """SHA-256 of a JSON value in canonical form."""
    return hashlib.sha256(canonical_json(value).encode("utf8")).hexdigest()


def content_hash(digests: Mapping[str, str]) -> str:
    """One hash for a bundle's content out of the digests of its parts."""
    return json_digest(dict(digests))


def _by_name(schema: pa.Schema) -> Iterable[pa.Field]:
    return sorted(schema, key=lambda field: str(field.name))


def _family(kind: pa.DataType) -> str:
    """The kind of a column as far as engines must agree on it."""
    if pa.types.is_dictionary(kind):
        return _family(kind.value_type)
    if pa.types.is_integer(kind) or pa.types.is_decimal(kind) or pa.types.is_floating(kind):
        return "number"
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == pa.string_view():
        return "text"
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return f"list<{_family(kind.value_type)}>"
    return str(kind)


def column_texts(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """A column's canonical texts (null stays null), vectorised for the kinds that are many."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return column_texts(column.cast(kind.value_type))
    if pa.types.is_string(kind):
        return column
    if pa.types.is_large_string(kind) or kind == pa.string_view() or pa.types.is_null(kind):
        return column.cast(pa.string())
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind) or pa.types.is_date32(kind):
        return column.cast(pa.string())
    if pa.types.is_decimal(kind):
        text = column.cast(pa.string())
        return text if kind.scale <= 0 else _without_trailing_zeros(text)
    if pa.types.is_list(kind) and pa.types.is_integer(kind.value_type):
        return _joined_lists(column, "[", ",", "]")
    if pa.types.is_list(kind) and pa.types.is_string(kind.value_type) and _bare(column):
        return _joined_lists(column, '["', '","', '"]')
    if pa.types.is_list(kind) and not pc.any(pc.greater(pc.list_value_length(column), 0)).as_py():
        return pc.if_else(pc.is_null(column), pa.scalar(None, pa.string()), "[]")
    return pa.array([canonical_text(value) for value in column.to_pylist()], pa.string())


def _without_trailing_zeros(text: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.replace_substring_regex(text, r"(?:(\.[0-9]*[1-9])0+|\.0+)$", r"\1")


def _bare(column: pa.ChunkedArray) -> bool:
    """Whether no text of the lists needs an escape in JSON."""
    return not pc.any(pc.match_substring_regex(pc.list_flatten(column), _ESCAPED)).as_py()


def _joined_lists(column: pa.ChunkedArray, first: str, between: str, last: str) -> pa.ChunkedArray:
    """``[3,5]`` for each list; lists are spans, and there is one for every value read."""
    inner = pc.binary_join(column.cast(pa.list_(pa.string())), between)
    if inner.null_count != column.null_count:  # a null inside a list: the slow way knows it
        plain = [canonical_text(value) for value in column.to_pylist()]
        return pa.chunked_array([pa.array(plain, pa.string())])
    joined = pc.binary_join_element_wise(first, inner, last, "")
    return pc.if_else(pc.equal(pc.list_value_length(column), 0), "[]", joined)


def _escaped(column: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Keep the separators out of the values, so that two rows never share one text."""
    for raw, safe in (("\\", "\\\\"), (_SEPARATOR, "\\u"), (_NULL, "\\0")):
        if pc.any(pc.match_substring(column, raw)).as_py():
            column = pc.replace_substring(column, raw, safe)
    return column


def _plain_decimal(text: str) -> str:
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _plain_float(value: float) -> str:
    if value != value:
        return "nan"
    if value in (float("inf"), float("-inf")):
        return "inf" if value > 0 else "-inf"
    return _plain_decimal(format(Decimal(format(value, f".{_SIGNIFICANT}g")), "f"))
