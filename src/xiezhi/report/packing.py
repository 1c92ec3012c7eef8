"""A report as compact data for a browser: an index that lists everything, details in parts.

The browser parses the index at once and a part of the details only when a clue of it is opened,
so ten thousand clues open as fast as ten. What many clues share (articles, questions, columns)
is written once and pointed at.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from xiezhi.report.content import (
        Ask,
        Clue,
        Compared,
        Evidence,
        Funnel,
        Law,
        ModelPart,
        Passage,
        Reason,
        Remedy,
        Report,
    )
    from xiezhi.rulebook.form import Title

__all__ = ["CLUES_A_PART", "pack", "parts", "script_safe"]

CLUES_A_PART = 100

Json = Any


class _Pool:
    """Values met so far; each is packed once and known by its position."""

    def __init__(self) -> None:
        self.packed: list[Json] = []
        self._places: dict[Hashable, int] = {}

    def place(self, value: Hashable, packed: Json) -> int:
        if value not in self._places:
            self._places[value] = len(self.packed)
            self.packed.append(packed)
        return self._places[value]


def script_safe(value: Json) -> str:
    """JSON that may stand inside a ``<script>`` element: no ``<`` is left as it is."""
    dense = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return dense.replace("<", "\\u003c")


def _title(title: Title) -> Json:
    return title.zh if title.zh == title.en else [title.zh, title.en]


def _law(law: Law) -> Json:
    return {
        "cite": law.cite,
        "role": law.role,
        "text": law.text,
        "since": law.since.isoformat() if law.since else None,
        "until": law.until.isoformat() if law.until else None,
        "sure": law.confirmed,
    }


def _remedy(remedy: Remedy) -> Json:
    return [_title(remedy.title), remedy.letter, _title(remedy.note) if remedy.note else ""]


def _ask(ask: Ask) -> Json:
    return [_title(ask.ask), ask.excludes_when]


def _funnel(funnel: Funnel) -> Json:
    return {
        "steps": [
            [s.name, s.verb, s.rows_in, s.rows_out, _title(s.exclusion) if s.exclusion else None]
            for s in funnel.steps
        ],
        "clues": funnel.clues,
        "pending": funnel.pending,
        "unable": funnel.not_checkable,
        "excluded": funnel.excluded,
        "suppressed": funnel.suppressed,
        "near": [list(pair) for pair in funnel.near_misses],
    }


def _model(model: ModelPart) -> Json:
    return {
        "id": model.id,
        "version": model.version,
        "hash": model.hash,
        "title": _title(model.title),
        "line": model.line,
        "point": _title(model.point),
        "organ": _title(model.organ),
        "duty": _title(model.duty),
        "grade": model.grade,
        "status": model.status,
        "law": [_law(law) for law in model.law],
        "remedy": [_remedy(remedy) for remedy in model.remedy],
        "asks": [_ask(ask) for ask in model.checklist],
        "unchecked": [_title(title) for title in model.unchecked],
        "exclusions": [_title(title) for title in model.exclusions],
        "prose": _title(model.prose),
        "funnel": _funnel(model.funnel),
        "run": [list(pair) for pair in model.run],
    }


def _passage(passage: Passage) -> Json:
    pieces = [
        piece.text
        if piece.mark is None and not piece.masked
        else [piece.text, _title(piece.mark) if piece.mark else "", int(piece.masked)]
        for piece in passage.pieces
    ]
    place = [passage.doc_id, passage.start, passage.end, passage.length]
    return [*place, pieces, int(passage.telling)]


def _reason(reason: Reason) -> Json:
    values = [[_title(title), _title(value)] for title, value in reason.values]
    return [_title(reason.title), values, reason.points, int(reason.decides)]


def _compared(compared: Compared) -> Json:
    values = [_title(compared.title), _title(compared.printed), _title(compared.computed)]
    return [*values, int(compared.limit)]


class _Details:
    """Packs clues, sharing what they have in common."""

    def __init__(self) -> None:
        self.laws, self.asks, self.titles = _Pool(), _Pool(), _Pool()
        self.tables, self.remedies = _Pool(), _Pool()

    def clue(self, clue: Clue) -> Json:
        return {
            "r": [_reason(reason) for reason in clue.reasons],
            "c": [_compared(compared) for compared in clue.compared],
            "p": [_passage(passage) for passage in clue.passages],
            "e": [self._evidence(evidence) for evidence in clue.evidence],
            "l": [self.laws.place(law, _law(law)) for law in clue.law],
            "m": [self.remedies.place(remedy, _remedy(remedy)) for remedy in clue.remedy],
            "a": [self.asks.place(ask, _ask(ask)) for ask in clue.checklist],
            "u": [self.titles.place(title, _title(title)) for title in clue.unchecked],
            "s": [self.titles.place(title, _title(title)) for title in clue.searched],
        }

    def _evidence(self, evidence: Evidence) -> Json:
        head = (
            evidence.table,
            evidence.title,
            evidence.version,
            evidence.columns,
            evidence.source,
        )
        packed = [
            evidence.table,
            _title(evidence.title),
            _title(evidence.version),
            [_title(column) for column in evidence.columns],
            _title(evidence.source),
        ]
        rows = [[_title(row), role, *map(_title, cells)] for row, role, cells in evidence.rows]
        return [self.tables.place(head, packed), rows, evidence.more]

    def shared(self) -> Json:
        return {
            "laws": self.laws.packed,
            "asks": self.asks.packed,
            "titles": self.titles.packed,
            "tables": self.tables.packed,
            "remedies": self.remedies.packed,
        }


def pack(report: Report) -> tuple[Json, list[Json]]:
    """The index and the parts of the details, each a JSON value.

    Args:
        report: What to show.

    Returns:
        The index (run, models, one short row a clue, shared values) and lists of
        ``CLUES_A_PART`` details in the order of the index.
    """
    models = {model.id: place for place, model in enumerate(report.models)}
    organs, details = _Pool(), _Details()
    rows, packed = [], []
    for clue in report.clues:
        rows.append(
            [
                clue.id,
                models[clue.model],
                organs.place(clue.organ, clue.organ),
                ("certain", "suspicious", "indicative").index(clue.grade),
                _title(clue.title),
                clue.case_number,
                clue.affected,
                _title(clue.amount),
                clue.occurred,
                clue.expires,
                list(clue.flags),
            ]
        )
        packed.append(details.clue(clue))
    index = {
        "name": report.name,
        "asOf": report.as_of.isoformat() if report.as_of else None,
        "made": report.made.isoformat(timespec="minutes") if report.made else None,
        "facts": [list(pair) for pair in report.facts],
        "reveal": None
        if report.reveal is None
        else {
            "who": report.reveal.who,
            "why": report.reveal.why,
            "when": report.reveal.when.isoformat(timespec="minutes"),
        },
        "reading": {
            "documents": report.reading.documents,
            "status": [list(pair) for pair in report.reading.by_status],
            "kind": [list(pair) for pair in report.reading.by_kind],
            "reader": report.reading.reader,
        },
        "notRun": [list(one) for one in report.not_run],
        "models": [_model(model) for model in report.models],
        "organs": organs.packed,
        "clues": rows,
        "shared": details.shared(),
        "partSize": CLUES_A_PART,
    }
    return index, list(parts(packed))


def parts(packed: list[Json]) -> Iterator[list[Json]]:
    """Cut into lists of ``CLUES_A_PART``."""
    for start in range(0, len(packed), CLUES_A_PART):
        yield packed[start : start + CLUES_A_PART]
