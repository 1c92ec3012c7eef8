"""The columns of the tables that every bundle has, whatever the model."""

from __future__ import annotations

import pyarrow as pa

__all__ = [
    "CLUES",
    "DOCUMENTS",
    "FIXED_TABLES",
    "LINKS",
    "REASONS",
    "SEARCHED",
    "SEMANTIC_TYPE",
    "VALUE_PREFIX",
    "semantic_type",
    "with_semantic_types",
]

SEMANTIC_TYPE = b"xiezhi.type"
"""Key of the field metadata that names the semantic type of a column."""

VALUE_PREFIX = "value."
"""Columns of the clue step stand in ``clues.parquet`` under this prefix."""

CLUES = pa.schema(
    [
        pa.field("clue", pa.string(), nullable=False),
        pa.field("matter", pa.string(), nullable=False),
        pa.field("key", pa.string(), nullable=False),
        pa.field("organ", pa.string()),
        pa.field("act", pa.string(), nullable=False),
        pa.field("affected_kind", pa.string()),
        pa.field("affected", pa.string()),
        pa.field("amount", pa.decimal128(20, 2)),
        pa.field("occurred", pa.date32()),
        pa.field("expires", pa.date32()),
        pa.field("grade", pa.string(), nullable=False),
        pa.field("title_zh", pa.string(), nullable=False),
        pa.field("title_en", pa.string(), nullable=False),
        pa.field("remedy", pa.list_(pa.string()), nullable=False),
        pa.field("law", pa.list_(pa.string()), nullable=False),
        pa.field("unchecked", pa.string(), nullable=False),
        pa.field("checklist", pa.string(), nullable=False),
        pa.field("flags", pa.list_(pa.string()), nullable=False),
        pa.field("suppression", pa.string()),
        pa.field("evidence", pa.string(), nullable=False),
    ]
)

REASONS = pa.schema(
    [
        pa.field("clue", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("step", pa.string(), nullable=False),
        pa.field("condition", pa.string(), nullable=False),
        pa.field("title_zh", pa.string(), nullable=False),
        pa.field("title_en", pa.string(), nullable=False),
        pa.field("values", pa.string(), nullable=False),
        pa.field("points", pa.decimal128(20, 4)),
    ]
)

LINKS = pa.schema(
    [
        pa.field("clue", pa.string(), nullable=False),
        pa.field("input", pa.string(), nullable=False),
        pa.field("_row", pa.string(), nullable=False),
        pa.field("step", pa.string(), nullable=False),
        pa.field("role", pa.string(), nullable=False),
    ]
)

SEARCHED = pa.schema(
    [
        pa.field("clue", pa.string(), nullable=False),
        pa.field("step", pa.string(), nullable=False),
        pa.field("input", pa.string(), nullable=False),
        pa.field("table", pa.string(), nullable=False),
        pa.field("version", pa.string(), nullable=False),
        pa.field("covers_from", pa.date32()),
        pa.field("covers_to", pa.date32()),
        pa.field("key", pa.string(), nullable=False),
        pa.field("window_from", pa.date32()),
        pa.field("window_to", pa.date32()),
    ]
)

_PASSAGE = pa.struct([pa.field("base", pa.int64()), pa.field("text", pa.string())])
_HIGHLIGHT = pa.struct(
    [
        pa.field("start", pa.int64()),
        pa.field("end", pa.int64()),
        pa.field("input", pa.string()),
        pa.field("_row", pa.string()),
        pa.field("column", pa.string()),
    ]
)

DOCUMENTS = pa.schema(
    [
        pa.field("doc_id", pa.string(), nullable=False),
        pa.field("mode", pa.string(), nullable=False),
        pa.field("sha256", pa.string()),
        pa.field("length", pa.int64()),
        pa.field("text", pa.string()),
        pa.field("passages", pa.list_(_PASSAGE), nullable=False),
        pa.field("highlights", pa.list_(_HIGHLIGHT), nullable=False),
    ]
)

FIXED_TABLES: dict[str, pa.Schema] = {
    "clues": CLUES,
    "reasons": REASONS,
    "links": LINKS,
    "searched": SEARCHED,
    "documents": DOCUMENTS,
}


def semantic_type(field: pa.Field) -> str:
    """The semantic type named in a field's metadata; empty when it names none."""
    metadata = field.metadata or {}
    return str(metadata.get(SEMANTIC_TYPE, b"").decode("utf8"))


def with_semantic_types(table: pa.Table, types: dict[str, str]) -> pa.Table:
    """The table with the semantic type of each column named in ``types`` in its metadata."""
    fields = [
        field.with_metadata({SEMANTIC_TYPE: types[field.name].encode("utf8")})
        if types.get(field.name)
        else field.remove_metadata()
        for field in table.schema
    ]
    return table.cast(pa.schema(fields, metadata=table.schema.metadata))
