"""What the desk kept of a clue's evidence, as the library's values."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from xiezhi.evidence.records import Link
from xiezhi.report.masking import names_in
from xiezhi.report.part import Proof, case_number_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xiezhi.evidence.records import EvidenceDocument, EvidenceRow
    from xiezhi_desk.library.setting import Setting

__all__ = ["Proved", "names_of", "proof_of"]

Said = dict[str, Any]


class Proved(NamedTuple):
    """An evidence row of a clue as the desk keeps it.

    Attributes:
        said: The row's pack; None after disposal: the row is left out.
    """

    input: str
    row: str
    step: str
    role: str
    said: Said | None


def proof_of(
    setting: Setting,
    said: Said,
    rows: Iterable[Proved],
    documents: Mapping[str, Said | None],
    names: Mapping[str, Iterable[str]] | None = None,
) -> Proof:
    """The proof of one clue.

    Args:
        setting: Its bundle.
        said: The clue's pack.
        rows: Its evidence rows.
        documents: Packs of the documents they cite, by ``doc_id``; None after disposal.
        names: Further names of persons known to stand in a document.
    """
    evidence = tuple(
        (
            Link(said["clue"], one.input, one.row, one.step, one.role),
            setting.row(one.input, one.row, one.said),
        )
        for one in rows
        if one.said is not None
    )
    read = {
        doc_id: setting.document(doc_id, pack)
        for doc_id, pack in documents.items()
        if pack is not None
    }
    known = names_of(read, documents, (row for _, row in evidence))
    for doc_id, more in (names or {}).items():
        known[doc_id] = known.get(doc_id, frozenset()) | frozenset(more)
    return Proof(
        evidence=evidence,
        reasons=setting.reasons(said),
        searched=setting.searched(said),
        documents=read,
        names=known,
        number=case_number_behind(evidence, _numbers(row for _, row in evidence)),
    )


def names_of(
    read: Mapping[str, EvidenceDocument],
    documents: Mapping[str, Said | None],
    rows: Iterable[EvidenceRow],
) -> dict[str, frozenset[str]]:
    """Names of persons by document: of all its rows in the bundle, and of its own text."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for doc_id, pack in documents.items():
        found[doc_id].update((pack or {}).get("names", ()))
    for row in rows:
        doc_id = str(row.values.get("doc_id", ""))
        for column, value in row.values.items():
            if row.types.get(column) == "person_name" and isinstance(value, str):
                found[doc_id].add(value)
    for document in read.values():
        for text in (document.text or "", *(passage.text for passage in document.passages)):
            found[document.doc_id].update(names_in(text))
    return {doc_id: frozenset(names) for doc_id, names in found.items()}


def _numbers(rows: Iterable[EvidenceRow]) -> dict[str, str]:
    """Case number by document."""
    return {
        str(row.values["doc_id"]): value
        for row in rows
        for column, value in row.values.items()
        if row.types.get(column) == "case_number"
        and isinstance(value, str)
        and row.values.get("doc_id")
    }
