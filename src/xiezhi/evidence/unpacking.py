"""Rows of a bundle's tables as records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from xiezhi.evidence.records import (
    Ask,
    Clue,
    EvidenceDocument,
    EvidenceRow,
    Highlight,
    Passage,
    Reason,
)
from xiezhi.evidence.tables import VALUE_PREFIX
from xiezhi.kernel.span import Span
from xiezhi.rulebook.form import Title

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FROM", "SPAN", "clue_of", "document_of", "reason_of", "row_of", "spans_of"]

SPAN, FROM = "_span", "_from"
"""Suffixes of the companions that say where a value stands."""


def reason_of(row: dict[str, Any]) -> Reason:
    """A row of ``reasons.parquet``."""
    return Reason(
        clue=row["clue"],
        kind=row["kind"],
        name=row["name"],
        step=row["step"],
        condition=row["condition"],
        title=Title(row["title_zh"], row["title_en"]),
        values=json.loads(row["values"]),
        points=row["points"],
    )


def clue_of(row: dict[str, Any], types: Mapping[str, str], amounts: str = "money") -> Clue:
    """A row of ``clues.parquet``; ``types`` by value column, ``amounts`` of the amount."""
    fixed = {name: row[name] for name in _CLUE_SCALARS}
    return Clue(
        id=row["clue"],
        title=Title(row["title_zh"], row["title_en"]),
        remedy=tuple(row["remedy"]),
        law=tuple(row["law"]),
        flags=tuple(row["flags"]),
        unchecked=tuple(Title(**one) for one in json.loads(row["unchecked"])),
        checklist=tuple(
            Ask(Title(**one["ask"]), one["kind"], one["excludes_when"])
            for one in json.loads(row["checklist"])
        ),
        values={name: row[VALUE_PREFIX + name] for name in types},
        types=types,
        amount_type=amounts,
        **fixed,
    )


_CLUE_SCALARS = (
    "matter",
    "key",
    "organ",
    "act",
    "affected_kind",
    "affected",
    "amount",
    "occurred",
    "expires",
    "grade",
    "suppression",
    "evidence",
)


def row_of(
    name: str, row: dict[str, Any], types: Mapping[str, str], companions: set[str]
) -> EvidenceRow:
    """A row of ``rows/<input>.parquet``."""
    spans = {
        column.removesuffix(SPAN): Span(*row[column])
        for column in companions
        if column.endswith(SPAN) and row[column]
    }
    passages = {
        column.removesuffix(FROM): spans_of(row[column])
        for column in companions
        if column.endswith(FROM) and row[column]
    }
    values = {
        column: value
        for column, value in row.items()
        if column != "_row" and column not in companions
    }
    return EvidenceRow(name, row["_row"], values, types, spans, passages)


def spans_of(passages: str) -> tuple[Span, ...]:
    """The spans in a ``_from`` companion, ``812-816 900-904``; pieces of another form are left."""
    found = []
    for piece in passages.split():
        start, dash, end = piece.partition("-")
        if dash and start.isdecimal() and end.isdecimal():
            found.append(Span(int(start), int(end)))
    return tuple(found)


def document_of(row: dict[str, Any]) -> EvidenceDocument:
    """A row of ``documents.parquet``."""
    return EvidenceDocument(
        doc_id=row["doc_id"],
        mode=row["mode"],
        sha256=row["sha256"],
        length=row["length"],
        text=row["text"],
        passages=tuple(Passage(**passage) for passage in row["passages"]),
        highlights=tuple(
            Highlight(Span(one["start"], one["end"]), one["input"], one["_row"], one["column"])
            for one in row["highlights"]
        ),
    )
