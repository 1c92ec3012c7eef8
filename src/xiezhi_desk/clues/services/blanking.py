"""What was disposed of goes from the desk as well; number, organ, act and history stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from xiezhi_desk.clues.records import Document, EvidenceRow, Sighting
from xiezhi_desk.library import disposal
from xiezhi_desk.runs.store import folder_of

if TYPE_CHECKING:
    from xiezhi_desk.runs.records import Bundle

__all__ = ["blank_bundle"]

STRETCH = 2000


def blank_bundle(bundle: Bundle) -> dict[str, int]:
    """Blank what the desk keeps of the rows a bundle lost; the second time nothing is left to do.

    Args:
        bundle: A bundle of the store whose folder went through a disposal already.

    Returns:
        ``rows``, ``clues`` and ``documents`` that were blanked.

    Raises:
        DoorError: The folder is not there, or spoilt.
    """
    folder = folder_of(bundle.folder)
    left: dict[str, set[str]] = {}
    for name, rows in disposal.rows_left(folder):
        left.setdefault(name, set()).update(rows)
    keys = [key for some in disposal.clues_blanked(folder) for key in some]
    papers = [doc for some in disposal.documents_blanked(folder) for doc in some]
    with transaction.atomic():
        return {
            "rows": _rows(bundle, left),
            "clues": _clues(bundle, keys),
            "documents": _documents(bundle, papers),
        }


def _rows(bundle: Bundle, left: dict[str, set[str]]) -> int:
    held = EvidenceRow.objects.filter(bundle=bundle, said__isnull=False).order_by("pk")
    gone = [
        key
        for key, name, row in held.values_list("pk", "input", "row").iterator(STRETCH)
        if row not in left.get(name, ())
    ]
    for start in range(0, len(gone), STRETCH):
        EvidenceRow.objects.filter(pk__in=gone[start : start + STRETCH]).update(said=None)
    return len(gone)


def _clues(bundle: Bundle, keys: list[str]) -> int:
    done = 0
    for start in range(0, len(keys), STRETCH):
        some = Sighting.objects.filter(
            bundle=bundle, clue__key__in=keys[start : start + STRETCH], said__isnull=False
        )
        for sighting in some:
            said: dict[str, Any] = sighting.said or {}
            blanked = disposal.blank(said)
            if blanked != said:
                Sighting.objects.filter(pk=sighting.pk).update(said=blanked)
                done += 1
    return done


def _documents(bundle: Bundle, papers: list[str]) -> int:
    held = Document.objects.filter(bundle=bundle, said__isnull=False)
    return sum(
        held.filter(doc_id__in=papers[start : start + STRETCH]).update(said=None)
        for start in range(0, len(papers), STRETCH)
    )
