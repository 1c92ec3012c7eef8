"""A whole document with the places marked that prove a clue, for the page's reading pane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xiezhi.report.cutting import marked
from xiezhi.report.masking import Masker
from xiezhi_desk.library.problems import door
from xiezhi_desk.library.setting import setting_of
from xiezhi_desk.library.showing.proof import Proved, proof_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from xiezhi.report import content

__all__ = ["WholeDocument", "whole_document"]


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """What the bundle holds of a document.

    Attributes:
        mode: ``full``, ``passages`` or ``none``: how it was taken along.
        sha256: Of the whole text.
        length: Its code points.
        stretches: The text, or its passages, as runs; each run says what it proves.
    """

    doc_id: str
    mode: str
    sha256: str
    length: int | None
    stretches: tuple[content.Passage, ...]


def whole_document(
    folder: Path | str,
    said: dict[str, Any],
    rows: Iterable[Proved],
    document: tuple[str, dict[str, Any]],
    *,
    masked: bool = True,
    names: Mapping[str, Iterable[str]] | None = None,
) -> WholeDocument:
    """A document with one clue's places marked.

    Args:
        folder: The bundle.
        said: The clue's pack.
        rows: The clue's evidence rows.
        document: ``doc_id`` and pack.
        masked: As for ``shown``.
        names: As for ``shown``.

    Raises:
        DoorError: The bundle is no longer there, or spoilt.
    """
    setting, (doc_id, pack) = setting_of(folder), document
    with door(setting.bundle.folder):
        proof = proof_of(setting, said, rows, {doc_id: pack}, names)
        read = proof.documents[doc_id]
        masker = Masker(open_=not masked)
        marks = setting.part.marks(setting.clue(said), proof).get(doc_id, {})
        stretches = marked(read, marks, masker, proof.names.get(doc_id, ()))
    return WholeDocument(doc_id, read.mode, read.sha256 or "", read.length, stretches)
