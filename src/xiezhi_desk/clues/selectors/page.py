"""Everything one clue's page needs, in few queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import (
    Attachment,
    Clue,
    Document,
    EvidenceRow,
    Note,
    Sighting,
)
from xiezhi_desk.clues.records.evidence import INPUT, ROW
from xiezhi_desk.clues.selectors.judged import flags_for, with_decision
from xiezhi_desk.library.showing import Proved, Shown, WholeDocument, shown, whole_document
from xiezhi_desk.runs.store import folder_of

if TYPE_CHECKING:
    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["Evidence", "evidence_of", "find", "same_organ", "shown_clue", "shown_document"]

NEIGHBOURS = 8
"""How many other clues on the same organ's duty a page names; the list shows all."""


@dataclass(frozen=True)
class Evidence:
    """What the desk keeps of a clue's proof.

    Attributes:
        sighting: The run whose words are shown: the last that said something new.
        rows: Evidence rows with step and role, in the bundle's order.
        documents: Packs of the documents they cite; None after disposal.
    """

    sighting: Sighting
    rows: tuple[Proved, ...]
    documents: dict[str, dict[str, Any] | None]

    @property
    def disposed(self) -> bool:
        """Whether the rows behind the clue were disposed of at the end of their term."""
        return self.sighting.said is None or any(row.said is None for row in self.rows)


def find(access: PersonAccess, number: str) -> Clue | None:
    """A clue the person may see; None when there is none of that number for them.

    What its page asks first (``judged``, notes, attachments) is read along with it.
    """
    return (
        with_decision(visible(access))
        .select_related("office", "department", "assignee", "matter", "batch", "latest__bundle")
        .annotate(
            flag_notes=Exists(Note.objects.filter(clue=OuterRef("pk"))),
            flag_files=Exists(Attachment.objects.filter(clue=OuterRef("pk"))),
            **flags_for(access),
        )
        .filter(number=number)
        .first()
    )


def evidence_of(clue: Clue) -> Evidence | None:
    """The proof of a clue; None when no run's words are kept."""
    sighting = clue.latest
    if sighting is None or (sighting.said is None and sighting.kind in {"same", "gone"}):
        sighting = (
            clue.sightings.select_related("bundle")
            .filter(kind__in=(Sighting.Kind.NEW, Sighting.Kind.CHANGED))
            .order_by("-at", "-pk")
            .first()
        )
    if sighting is None:
        return None
    links: list[tuple[str, str, str, str]] = sighting.links or []
    named = {row[:ROW] for _, row, _, _ in links}
    kept = EvidenceRow.objects.filter(bundle=sighting.bundle_id, row__in=named)
    there = {(one.input, one.row): one for one in kept} if named else {}
    rows, cited = [], set()
    for name, row, step, role in links:
        one = there.get((name[:INPUT], row[:ROW]))
        rows.append(Proved(name, row, step, role, one.said if one else None))
        cited.add(one.doc_id if one else "")
    documents = Document.objects.filter(bundle=sighting.bundle_id, doc_id__in=cited - {""})
    packs = dict(documents.values_list("doc_id", "said")) if cited - {""} else {}
    return Evidence(sighting, tuple(rows), packs)


def shown_clue(evidence: Evidence, *, masked: bool) -> Shown | None:
    """The clue told whole; None once its data were disposed of.

    Raises:
        DoorError: The bundle is no longer in the store, or spoilt.
    """
    if evidence.sighting.said is None:
        return None
    folder = folder_of(evidence.sighting.bundle.folder)
    said = evidence.sighting.said
    return shown(folder, said, evidence.rows, evidence.documents, masked=masked)


def shown_document(evidence: Evidence, doc_id: str, *, masked: bool) -> WholeDocument | None:
    """A document with the clue's places marked; None when the clue does not cite it.

    Raises:
        DoorError: The bundle is no longer in the store, or spoilt.
    """
    pack = evidence.documents.get(doc_id)
    if pack is None or evidence.sighting.said is None:
        return None
    folder = folder_of(evidence.sighting.bundle.folder)
    said = evidence.sighting.said
    return whole_document(folder, said, evidence.rows, (doc_id, pack), masked=masked)


def same_organ(access: PersonAccess, clue: Clue) -> tuple[list[Clue], bool]:
    """Other clues on the same organ's duty that the person may see: the first few, whether more.

    About the organ and its duty, never about the person affected.
    """
    others = visible(access).filter(organ=clue.organ, act=clue.act).exclude(pk=clue.pk)
    some = list(others.order_by("-worth", "-id")[: NEIGHBOURS + 1])
    return some[:NEIGHBOURS], len(some) > NEIGHBOURS
