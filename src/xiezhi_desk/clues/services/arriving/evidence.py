"""The evidence of new and changed clues: source rows and documents, once a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi_desk.clues.records import Document, EvidenceRow
from xiezhi_desk.clues.records.evidence import DOC, INPUT, ROW
from xiezhi_desk.clues.services.columns import cut
from xiezhi_desk.clues.services.loading import Behind, Table, ahead, fetch

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from xiezhi_desk.library.bundles import OpenBundle
    from xiezhi_desk.runs.records import Bundle

__all__ = ["keep"]

_BATCH = 5000
_KEPT = (
    "SELECT c.key FROM clues_clue c JOIN clues_sighting s ON s.clue_id = c.id"
    " WHERE +s.bundle_id = %s AND s.kind IN ('new', 'changed') AND c.key {among}"
)
# The plus keeps SQLite from reading every sighting of the bundle for each batch.


def keep(bundle: Bundle, opened: OpenBundle, behind: Behind, *, whole: bool) -> None:
    """Keep the evidence of the clues this bundle brought or changed.

    Args:
        bundle: Its sightings are written.
        opened: The same bundle.
        behind: Writes.
        whole: Every clue is new or changed, so every row is needed; else only the rows that a
            link of one of those names.
    """
    needed = None if whole else _needed(bundle, opened)
    docs = _rows(bundle, opened, needed, behind)
    _documents(bundle, opened, docs if needed is not None else None)


def _needed(bundle: Bundle, opened: OpenBundle) -> set[tuple[str, str]]:
    needed: set[tuple[str, str]] = set()
    for links in ahead(opened.links(batch=_BATCH)):
        mine = _kept(bundle, (link.clue for link in links))
        needed.update((link.input, link.row) for link in links if link.clue in mine)
    return needed


def _kept(bundle: Bundle, clues: Iterable[str]) -> set[str]:
    """Those of the clues whose evidence is kept."""
    return {key for (key,) in fetch(_KEPT, (bundle.pk,), set(clues))}


def _rows(
    bundle: Bundle, opened: OpenBundle, needed: set[tuple[str, str]] | None, behind: Behind
) -> set[str]:
    """Write the rows; the documents that the needed ones are from."""
    table = Table(EvidenceRow, ("bundle", "input", "row", "doc_id", "said"))
    docs: set[str] = set()
    for rows in ahead(opened.row_tables(batch=_BATCH)):
        kept = rows if needed is None else _among(rows, needed)
        names = (("input", INPUT), ("row", ROW), ("doc_id", DOC))
        texts = [cut(kept.column(name), length) for name, length in names]
        behind.put(table, [bundle.pk, *texts, kept.column("said_text")])
        behind.start()
        if needed is not None:
            docs.update(filter(None, kept.column("doc_id").to_pylist()))
    behind.settle()
    return docs


def _among(rows: pa.RecordBatch, needed: set[tuple[str, str]]) -> pa.RecordBatch:
    import pyarrow as pa

    named = zip(rows.column("input").to_pylist(), rows.column("row").to_pylist(), strict=True)
    return rows.filter(pa.array([one in needed for one in named], pa.bool_()))


def _documents(bundle: Bundle, opened: OpenBundle, needed: set[str] | None) -> None:
    table = Table(Document, ("bundle", "doc_id", "said"))
    for documents in ahead(opened.documents()):
        table.write(
            (bundle.pk, one.doc_id[:DOC], one.said_text)
            for one in documents
            if needed is None or one.doc_id in needed
        )
