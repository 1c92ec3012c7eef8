"""Passages of a document around its evidence, cut by code point."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from xiezhi.kernel.span import Span
from xiezhi.report.content import Passage, Piece
from xiezhi.rulebook.form import Title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xiezhi.evidence.records import EvidenceDocument
    from xiezhi.report.masking import Masker

__all__ = ["Mark", "cut", "marked"]

_AROUND = 48
_FURTHER = 40
_APART = 90
_STOP = re.compile(r"[。；\n]")

Mark = tuple[Span, Title]
"""A place that states evidence and what it states."""


def cut(
    document: EvidenceDocument,
    marks: Mapping[Mark, bool],
    masker: Masker,
    names: Iterable[str] = (),
) -> tuple[Passage, ...]:
    """The stretches of a document that show its evidence, in the document's order.

    Args:
        document: With its whole text, with passages, or with none.
        marks: Places in the whole document and whether the clue turns on them; those whose text
            was not taken along are left out.
        masker: Covers names and numbers in the text.
        names: Names known to belong to persons of the document.

    Returns:
        Passages that begin and end at a sentence where one is near; empty without text.
    """
    known = tuple(names)
    wanted = sorted(marks, key=lambda mark: mark[0])
    found: list[Passage] = []
    for base, text in _stretches(document):
        whole = Span(base, base + len(text))
        inside = [(span.shifted(-base), title) for span, title in wanted if whole.covers(span)]
        if not inside:
            continue
        covered, masked = masker.text(text, known, search=not known)
        turning = [mark[0].shifted(-base) for mark in wanted if marks[mark]]
        first = _windows(text, [span for span, _ in inside if span in turning])
        # What only says whose and where gets a window of its own, unless it stands in one already.
        others = [span for span, _ in inside if not any(window.covers(span) for window in first)]
        for window, telling in _both(first, _windows(text, others)):
            pieces = _pieces(covered, window, inside, masked)
            place = (document.doc_id, window.start + base, window.end + base, document.length)
            found.append(Passage(*place, pieces, telling=telling))
    return tuple(found)


def marked(
    document: EvidenceDocument,
    marks: Mapping[Mark, bool],
    masker: Masker,
    names: Iterable[str] = (),
) -> tuple[Passage, ...]:
    """Every stretch of a document that was taken along, whole, with the same marks as ``cut``."""
    known = tuple(names)
    found: list[Passage] = []
    for base, text in _stretches(document):
        whole = Span(base, base + len(text))
        inside = [
            (span.shifted(-base), title)
            for span, title in sorted(marks, key=lambda mark: mark[0])
            if whole.covers(span)
        ]
        covered, masked = masker.text(text, known, search=not known)
        pieces = _pieces(covered, Span(0, len(text)), inside, masked)
        found.append(Passage(document.doc_id, whole.start, whole.end, document.length, pieces))
    return tuple(found)


def _stretches(document: EvidenceDocument) -> list[tuple[int, str]]:
    """Where each text that was taken along begins, and the text."""
    if document.mode == "full" and document.text is not None:
        return [(0, document.text)]
    return [(passage.base, passage.text) for passage in document.passages]


def _both(first: list[Span], others: list[Span]) -> Iterator[tuple[Span, bool]]:
    """All windows in order; those in ``first`` are telling."""
    named = [(window, True) for window in first] + [(window, False) for window in others]
    yield from sorted(named, key=lambda pair: pair[0])


def _windows(text: str, spans: Sequence[Span]) -> list[Span]:
    windows: list[Span] = []
    for span in spans:
        start, end = _begin(text, span.start), _finish(text, span.end)
        if windows and start - windows[-1].end <= _APART:
            windows[-1] = Span(windows[-1].start, max(windows[-1].end, end))
        else:
            windows.append(Span(start, end))
    return windows


def _begin(text: str, place: int) -> int:
    """Where a sentence begins, at least a little and at most a little more before ``place``."""
    near = max(0, place - _AROUND)
    stops = [found.end() for found in _STOP.finditer(text, max(0, near - _FURTHER), place)]
    if not stops:
        return near
    before = [stop for stop in stops if stop <= near]
    return before[-1] if before else stops[0]


def _finish(text: str, place: int) -> int:
    near = min(len(text), place + _AROUND)
    found = _STOP.search(text, near, near + _FURTHER) if near < len(text) else None
    return found.end() if found else near


def _pieces(
    text: str, window: Span, marks: Sequence[Mark], masked: Sequence[Span]
) -> tuple[Piece, ...]:
    """The window as runs that are alike: the same mark or none, covered or not."""
    inside = [
        (mark, title)
        for mark, title in marks
        if mark.end > window.start and mark.start < window.end
    ]
    edges = {window.start, window.end}
    for span in (*(mark for mark, _ in inside), *masked):
        edges |= {edge for edge in span if window.start < edge < window.end}
    ordered = sorted(edges)
    pieces = []
    for start, end in itertools.pairwise(ordered):
        here = Span(start, end)
        titles = [title for mark, title in inside if mark.covers(here)]
        pieces.append(
            Piece(
                text[start:end],
                _joined(titles) if titles else None,
                masked=any(span.covers(here) for span in masked),
            )
        )
    return tuple(pieces)


def _joined(titles: Sequence[Title]) -> Title:
    """Several columns may stand at one place: each is named once."""
    unique = list(dict.fromkeys(titles))
    return Title("、".join(title.zh for title in unique), ", ".join(title.en for title in unique))
