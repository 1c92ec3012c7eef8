"""The evidence of new and changed clues: source rows, links and documents, once a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xiezhi_desk.clues.records import Document, EvidenceLink, EvidenceRow, Sighting
from xiezhi_desk.clues.services.loading import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi_desk.library.bundles import LinkRecord, OpenBundle, RowRecord
    from xiezhi_desk.runs.records import Bundle

__all__ = ["keep"]

_TOLD = (Sighting.Kind.NEW, Sighting.Kind.CHANGED)


def keep(bundle: Bundle, opened: OpenBundle, *, whole: bool) -> None:
    """Keep the evidence of the clues this bundle brought or changed.

    Args:
        bundle: Its sightings are written.
        opened: The same bundle.
        whole: Every clue is new or changed, so every row is needed; else only the rows that a
            link of one of those names.
    """
    needed = None if whole else _needed(bundle, opened)
    docs = _rows(bundle, opened, needed)
    _links(bundle, opened)
    _documents(bundle, opened, docs if needed is not None else None)


def _sightings(bundle: Bundle, clues: Iterable[str]) -> dict[str, int]:
    """Sighting by clue key, of those whose evidence is kept."""
    found: Any = (
        Sighting.objects.filter(bundle=bundle, kind__in=_TOLD, clue__key__in=set(clues))
        .order_by()
        .values_list("clue__key", "pk")
    )
    return dict(found)


def _needed(bundle: Bundle, opened: OpenBundle) -> set[tuple[str, str]]:
    needed: set[tuple[str, str]] = set()
    for links in opened.links():
        told = _sightings(bundle, (link.clue for link in links))
        needed.update((link.input, link.row) for link in links if link.clue in told)
    return needed


def _rows(bundle: Bundle, opened: OpenBundle, needed: set[tuple[str, str]] | None) -> set[str]:
    """Write the rows; the documents that the needed ones are from."""
    table = Table(EvidenceRow, ("bundle", "input", "row", "doc_id", "said"))
    docs: set[str] = set()
    for rows in opened.rows():
        kept = rows if needed is None else [one for one in rows if one[:2] in needed]
        table.write((bundle.pk, *_row(one)) for one in kept)
        if needed is not None:
            docs.update(one.doc_id for one in kept if one.doc_id)
    return docs


def _row(one: RowRecord) -> tuple[str, str, str, str]:
    return one.input[:60], one.row[:120], one.doc_id[:80], one.said_text


def _links(bundle: Bundle, opened: OpenBundle) -> None:
    table = Table(EvidenceLink, ("sighting", "row", "step", "role"))
    for links in opened.links():
        told = _sightings(bundle, (link.clue for link in links))
        mine = [link for link in links if link.clue in told]
        rows = _row_ids(bundle, mine)
        table.write(
            (told[link.clue], rows[link.input, link.row], link.step[:60], link.role[:30])
            for link in mine
        )


def _row_ids(bundle: Bundle, links: list[LinkRecord]) -> dict[tuple[str, str], int]:
    by_input: dict[str, set[str]] = {}
    for link in links:
        by_input.setdefault(link.input, set()).add(link.row)
    return {
        (name, row): pk
        for name, rows in by_input.items()
        for row, pk in EvidenceRow.objects.filter(bundle=bundle, input=name, row__in=rows)
        .order_by()
        .values_list("row", "pk")
    }


def _documents(bundle: Bundle, opened: OpenBundle, needed: set[str] | None) -> None:
    table = Table(Document, ("bundle", "doc_id", "said"))
    for documents in opened.documents():
        table.write(
            (bundle.pk, one.doc_id[:80], one.said_text)
            for one in documents
            if needed is None or one.doc_id in needed
        )
