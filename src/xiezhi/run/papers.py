"""The documents that evidence cites: whole, in passages, or not at all; numbers covered."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.engine.base import FileRelation, RelationColumn, TableRelation
from xiezhi.evidence.tables import DOCUMENTS
from xiezhi.evidence.unpacking import FROM, SPAN, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xiezhi.engine.base import Session
    from xiezhi.evidence.records import DocumentMode
    from xiezhi.shelf.catalogue import Version

__all__ = ["DEFAULT_MODES", "cover_numbers", "document_table"]

DEFAULT_MODES: Mapping[str, DocumentMode] = {
    "public": "full",
    "personal": "passages",
    "sensitive_personal": "none",
}
"""How documents are taken along when nobody says, by the model's sensitivity."""

_AROUND = 80
"""Code points of context on each side of a highlight."""
_DIGIT = "[0-9０-９]"
_NUMBER = re.compile(
    rf"(?<!{_DIGIT})({_DIGIT}{{6}})([ \u3000]?{_DIGIT}{{8}}[ \u3000]?|{_DIGIT}{{5}})"
    rf"({_DIGIT}{{3}}[0-9０-９XxＸｘ]|{_DIGIT}{{4}})"
    rf"(?![0-9０-９XxＸｘ])"
)

Place = tuple[int, int, str, str, str]
"""Start, end, input, ``_row``, column."""


@dataclass(frozen=True, slots=True)
class _Paper:
    doc_id: str
    text: str | None
    places: list[Place]


def document_table(
    session: Session,
    rows: Mapping[str, pa.Table],
    documents: Version | None,
    mode: DocumentMode,
) -> pa.Table:
    """``documents.parquet``: each document that evidence cites, once.

    Args:
        session: Where the document table may be read.
        rows: Evidence rows by input, with origins.
        documents: The version of the table ``document``; None when the data have none.
        mode: ``full``, ``passages`` or ``none``.

    Returns:
        One row per document cited; highlights are the places of evidence values.
    """
    places = _places(rows)
    if not places:
        return DOCUMENTS.empty_table()
    if documents is None and not any(places.values()):
        return _bare(sorted(places))
    texts = _texts(session, documents, sorted(places)) if documents is not None else {}
    papers = (
        _Paper(doc_id, texts.get(doc_id), sorted(found)) for doc_id, found in sorted(places.items())
    )
    return pa.Table.from_pylist([_row(paper, mode) for paper in papers], schema=DOCUMENTS)


def _bare(doc_ids: list[str]) -> pa.Table:
    """Documents of which nothing is known but that evidence cites them."""
    number = len(doc_ids)
    nothing = {
        field.name: pa.array([[]] * number, field.type)
        if pa.types.is_list(field.type)
        else pa.nulls(number, field.type)
        for field in DOCUMENTS
    }
    named = {"doc_id": pa.array(doc_ids), "mode": pa.repeat(pa.scalar("none"), number)}
    return pa.table(nothing | named, schema=DOCUMENTS)


def cover_numbers(text: str) -> str:
    """The text with the middle of every identity number covered, as long as it was.

    Offsets stay good: each covered sign becomes one ``*``.
    """
    return _NUMBER.sub(lambda found: found[1] + "*" * len(found[2]) + found[3], text)


def _places(rows: Mapping[str, pa.Table]) -> dict[str, set[Place]]:
    """Where evidence values stand, by document; a row without any still cites its document."""
    places: dict[str, set[Place]] = defaultdict(set)
    for name, table in rows.items():
        if "doc_id" not in table.column_names:
            continue
        docs = table.column("doc_id").to_pylist()
        origins = table.column("_row").to_pylist()
        for doc in docs:
            if doc is not None:
                _ = places[doc]
        for column, spans in _spans(table):
            for doc, origin, found in zip(docs, origins, spans, strict=True):
                for start, end in found:
                    if doc is not None:
                        places[doc].add((start, end, name, origin, column))
    return places


def _spans(table: pa.Table) -> Iterator[tuple[str, list[list[tuple[int, int]]]]]:
    names = set(table.column_names)
    for name in table.column_names:
        if name.endswith(SPAN) and name.removesuffix(SPAN) in names | {"text"}:
            values = table.column(name).to_pylist()
            yield name.removesuffix(SPAN), [[(v[0], v[1])] if v else [] for v in values]
        elif name.endswith(FROM) and name.removesuffix(FROM) in names:
            values = table.column(name).to_pylist()
            yield (
                name.removesuffix(FROM),
                [[(s.start, s.end) for s in spans_of(v or "")] for v in values],
            )


def _texts(session: Session, documents: Version, doc_ids: list[str]) -> dict[str, str]:
    if documents.memory is not None:
        table = documents.memory.select(["doc_id", "text"])
        table = table.filter(pc.is_in(table.column("doc_id"), pa.array(doc_ids, pa.string())))
    else:
        columns = (RelationColumn("doc_id", "VARCHAR"), RelationColumn("text", "VARCHAR"))
        session.offer(
            FileRelation(
                "_documents", documents.files, columns, hidden=True, fields=documents.fields
            )
        )
        cited = pa.table({"doc_id": pa.array(doc_ids, pa.string())})
        session.offer(TableRelation("_cited_documents", cited, columns[:1], hidden=True))
        table = session.fetch(
            "SELECT doc_id, text FROM _documents "
            "WHERE doc_id IN (SELECT doc_id FROM _cited_documents)",
            "taking documents along",
            hidden=True,
        )
    pairs = zip(table.column("doc_id").to_pylist(), table.column("text").to_pylist(), strict=True)
    return dict(pairs)


def _row(paper: _Paper, mode: DocumentMode) -> dict[str, Any]:
    text = paper.text
    taken = mode if text is not None else "none"
    return {
        "doc_id": paper.doc_id,
        "mode": taken,
        "sha256": None if text is None else hashlib.sha256(text.encode("utf8")).hexdigest(),
        "length": None if text is None else len(text),
        "text": text if taken == "full" else None,
        "passages": _passages(text, paper.places) if text and taken == "passages" else [],
        "highlights": [
            dict(zip(("start", "end", "input", "_row", "column"), place, strict=True))
            for place in paper.places
        ],
    }


def _passages(text: str, places: list[Place]) -> list[dict[str, Any]]:
    """Stretches around the places, merged where they meet; cut by code point."""
    covered = cover_numbers(text)  # before cutting: a cut number would not be known as one
    stretches: list[list[int]] = []
    for start, end, *_ in places:
        first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
        if stretches and first <= stretches[-1][1]:
            stretches[-1][1] = max(stretches[-1][1], last)
        elif first < last:
            stretches.append([first, last])
    return [{"base": first, "text": covered[first:last]} for first, last in stretches]
