"""The evidence of new and changed clues: source rows, links and documents, once a bundle."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from xiezhi_desk.clues.records import Document, EvidenceLink, EvidenceRow
from xiezhi_desk.clues.services.loading import Behind, Table, ahead, fetch

if TYPE_CHECKING:
    from xiezhi_desk.library.bundles import LinkRecord, OpenBundle, RowRecord
    from xiezhi_desk.runs.records import Bundle

__all__ = ["keep"]


Told = Callable[[Iterable[str]], dict[str, int]]
"""Sighting by clue key, of those of the keys whose evidence is kept."""


def keep(
    bundle: Bundle,
    opened: OpenBundle,
    known: dict[str, int] | None,
    behind: Behind,
    *,
    whole: bool,
) -> None:
    """Keep the evidence of the clues this bundle brought or changed.

    Args:
        bundle: Its sightings are written.
        opened: The same bundle.
        known: Sighting by key of every clue that is new or changed; None: looked up.
        behind: Writes.
        whole: Every clue is new or changed, so every row is needed; else only the rows that a
            link of one of those names.
    """

    def told(keys: Iterable[str]) -> dict[str, int]:
        return _sightings(bundle, keys) if known is None else known

    needed = None if whole else _needed(opened, told)
    docs = _rows(bundle, opened, needed, behind)
    _links(bundle, opened, told, behind)
    _documents(bundle, opened, docs if needed is not None else None)


_BATCH = 5000
_SIGHTINGS = (
    "SELECT c.key, s.id FROM clues_clue c JOIN clues_sighting s ON s.clue_id = c.id"
    " WHERE +s.bundle_id = %s AND s.kind IN ('new', 'changed') AND c.key {among}"
)
# The plus keeps SQLite from reading every sighting of the bundle for each batch.
_ROWS = "SELECT row, id FROM clues_evidencerow WHERE bundle_id = %s AND input = %s AND row {among}"


def _sightings(bundle: Bundle, clues: Iterable[str]) -> dict[str, int]:
    """Sighting by clue key, of those whose evidence is kept."""
    return dict(fetch(_SIGHTINGS, (bundle.pk,), set(clues)))


def _needed(opened: OpenBundle, told: Told) -> set[tuple[str, str]]:
    needed: set[tuple[str, str]] = set()
    for links in ahead(opened.links(batch=_BATCH)):
        mine = told(link.clue for link in links)
        needed.update((link.input, link.row) for link in links if link.clue in mine)
    return needed


def _rows(
    bundle: Bundle, opened: OpenBundle, needed: set[tuple[str, str]] | None, behind: Behind
) -> set[str]:
    """Write the rows; the documents that the needed ones are from."""
    table = Table(EvidenceRow, ("bundle", "input", "row", "doc_id", "said"))
    docs: set[str] = set()
    key = bundle.pk
    for rows in ahead(opened.rows(batch=_BATCH)):
        kept = rows if needed is None else [one for one in rows if one[:2] in needed]
        behind.put(table, [(key, *_row(one)) for one in kept])
        behind.start()
        if needed is not None:
            docs.update(one.doc_id for one in kept if one.doc_id)
    behind.settle()
    return docs


def _row(one: RowRecord) -> tuple[str, str, str, str]:
    return one.input[:60], one.row[:120], one.doc_id[:80], one.said_text


def _links(bundle: Bundle, opened: OpenBundle, told: Told, behind: Behind) -> None:
    table = Table(EvidenceLink, ("sighting", "row", "step", "role"))
    for links in ahead(opened.links(batch=_BATCH)):
        sightings = told(link.clue for link in links)
        mine = [link for link in links if link.clue in sightings]
        rows = _row_ids(bundle, mine)
        behind.start()
        found = [
            (sightings[link.clue], rows[link.input][link.row], link.step[:60], link.role[:30])
            for link in mine
        ]
        behind.put(table, found)
        behind.settle()
    behind.finish()


def _row_ids(bundle: Bundle, links: list[LinkRecord]) -> dict[str, dict[str, int]]:
    """Ids of evidence rows, by input and row."""
    by_input: dict[str, set[str]] = {}
    for link in links:
        by_input.setdefault(link.input, set()).add(link.row)
    return {name: dict(fetch(_ROWS, (bundle.pk, name), rows)) for name, rows in by_input.items()}


def _documents(bundle: Bundle, opened: OpenBundle, needed: set[str] | None) -> None:
    table = Table(Document, ("bundle", "doc_id", "said"))
    for documents in ahead(opened.documents()):
        table.write(
            (bundle.pk, one.doc_id[:80], one.said_text)
            for one in documents
            if needed is None or one.doc_id in needed
        )
