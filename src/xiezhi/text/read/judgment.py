"""The row of the document itself: court, office, number, kind, procedure, panel, dates, parts.

Anything a document does not say is null; what it says in two ways that exclude each other is
declined. Other kinds of document get the same row and ``not_a_judgment`` as their status.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.case_number import CaseNumber
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import integer
from xiezhi.kernel.span import Span
from xiezhi.text.closing import Closing, closing
from xiezhi.text.dating import day_of, moments
from xiezhi.text.entry import heads
from xiezhi.text.facts import Document, Fact, Parties, Row, put
from xiezhi.text.pattern import load
from xiezhi.text.view import View

if TYPE_CHECKING:
    import re
    from datetime import date

__all__ = ["read"]

_PROCEDURES = {"普通": "ordinary", "简易": "summary", "速裁": "fast_track"}
_LONGEST_PROCEDURE = 4000
_LONGEST_HEAD = 1500


def read(document: Document, parties: Parties) -> list[Row]:
    """The one row of ``judgment``.

    Args:
        document: The document with its parts and kind.
        parties: Its parties; a criminal judgment without one accused is not read.
    """
    kind = document.kind
    row: Row = {}
    put(row, "document_kind", Fact(kind.document_kind, kind.document_span))
    put(row, "case_kind", Fact(kind.case_kind, kind.case_span))
    put(row, "instance", Fact(kind.instance, kind.instance_span))
    _put_head(row, document)
    _put_office(row, document)
    trial = _trial(document)
    end = _closing(document)
    if trial is not None:
        if "procuratorate" not in row:
            _put_indicting_office(row, trial)
        _put_dates(row, trial)
        _put_openness(row, trial)
    _put_panel(row, trial, end)
    _put_procedure(row, trial, kind.instance)
    if end is not None:
        _put_end(row, end)
    _put_parts(row, document)
    row["status"], why = _status(document, parties)
    if why is not None:
        row["abstained"] = why
    return [row]


def _status(document: Document, parties: Parties) -> tuple[str, str | None]:
    kind = document.kind
    if kind.abstained is not None and not kind.convicts:
        return "not_a_judgment", kind.abstained
    if not kind.convicts:
        return "not_a_judgment", None
    if document.parts.disposition is None:
        return "abstained", "no operative part"
    if not any(party.accused for party in parties):
        return "abstained", "no accused in the head"
    return "read", None


def _put_parts(row: Row, document: Document) -> None:
    parts = document.parts
    for name in ("head", "facts", "reasoning", "disposition", "tail"):
        span: Span | None = getattr(parts, name)
        if span is not None:
            row[f"{name}_span"] = list(span)


def _put_head(row: Row, document: Document) -> None:
    """Title, court and case number, which stand around the heading."""
    head, kind = document.parts.head, document.kind
    start = head.start if head is not None else 0
    end = min(head.end if head is not None else _LONGEST_HEAD, start + _LONGEST_HEAD)
    heading = kind.document_span
    marks = [span for span in (kind.case_span, heading) if span is not None and heading is not None]
    if heading is None:
        _put_court_line(row, document)
        _put_number(row, document, start, end)
        return
    above = min(span.start for span in marks if span.end <= heading.end)
    _put_court(row, View.of(document.clean, start, max(above, start)), document.clean)
    _put_number(row, document, heading.end, max(end, heading.end))


def _put_court(row: Row, view: View, clean: str) -> None:
    """The name that stands right above the heading, and the title above that."""
    text = view.text
    line = _last_line(view)
    patterns = load("judgment")
    match = patterns["court"].search(text, line)
    if line and (match is None or _torn(text, line, clean)):
        line = 0
        match = patterns["court"].search(text)
    if match is None:
        put(row, "court", Fact[str].declined("no court above the heading"))
        return
    at = match.start("court")
    for title in patterns["titled"].finditer(text, line, match.end("court") - 4):
        at = max(at, title.end())
    end = match.end("court")
    put(row, "court", Fact(text[at:end], view.span(at, end)))
    if at > 4:
        put(row, "title", Fact(text[:at], view.span(0, at)))


def _torn(text: str, line: int, clean: str) -> bool:
    """Whether a blank stands inside the court's name: the document writes it without elsewhere."""
    if load("judgment")["torn"].match(text[line:]) is not None:
        return True
    return line == 1 and text[: line + 4] in clean


def _put_court_line(row: Row, document: Document) -> None:
    """The court of a document without a heading, where its name opens one of the first lines."""
    view = View.of(document.clean, 0, min(len(document.clean), 300))
    starts = [0, *(place for place, _ in view.cuts)][:6]
    for start, end in zip(starts, [*starts[1:], len(view.text)], strict=True):
        match = load("judgment")["court_line"].match(view.text[start:end])
        if match is not None:
            span = view.span(start, start + match.end("court"))
            put(row, "court", Fact(match["court"], span))
            return
    put(row, "court", Fact[str].declined("no heading"))


def _last_line(view: View) -> int:
    """Where the last line begins; lines of one or two characters are letters set apart."""
    places = [0, *(place for place, _ in view.cuts), len(view.text)]
    for start, end in zip(reversed(places[:-1]), reversed(places[1:]), strict=True):
        if end - start > 4:
            return start
    return 0


def _put_number(row: Row, document: Document, start: int, end: int) -> None:
    view = View.of(document.clean, start, end)
    patterns = load("judgment")
    match = patterns["number"].search(view.text) or patterns["number_loose"].search(view.text)
    if match is None:
        put(row, "case_number", Fact[str].declined("no case number in the head"))
        return
    span = view.span(*match.span("number"))
    printed = "".join(document.text[span.start : span.end].split())
    put(row, "case_number", Fact(printed, span))
    try:
        row["case_number_key"] = CaseNumber.parse(
            match["number"].removesuffix(match["sub"] or "")
        ).key
    except RefusedValueError as refused:
        row["case_number_abstained"] = refused.why


def _put_office(row: Row, document: Document) -> None:
    part = document.parts.parties
    if part is None:
        return
    found = heads(document.clean, part.start, part.end)
    offices = [entry for entry in found.entries if "机关" in entry.role and "检察" in entry.name]
    first = next((entry for entry in offices if "公诉" in entry.role), None) or next(
        iter(offices), None
    )
    if first is not None:
        name = load("entry")["abbreviated"].sub("", first.name)
        put(row, "procuratorate", Fact(name, found.view.span(first.name_start, first.name_end)))


def _put_indicting_office(row: Row, trial: View) -> None:
    """The office named by the sentence of the indictment, where the head lists none."""
    match = load("judgment")["office"].match(trial.text)
    if match is not None:
        put(row, "procuratorate", Fact(match["office"], trial.span(*match.span("office"))))


def _trial(document: Document) -> View | None:
    """What the court says about its proceedings."""
    parts = document.parts
    start = parts.procedure.start if parts.procedure else parts.parties and parts.parties.end
    if start is None:
        return None
    stops = [part.start for part in (parts.accusation, parts.facts, parts.reasoning) if part]
    end = parts.procedure.end if parts.procedure else min(stops, default=start)
    return View.of(document.clean, start, max(start, min(end, start + _LONGEST_PROCEDURE)))


def _closing(document: Document) -> Closing | None:
    tail, clean = document.parts.tail, document.clean
    if tail is not None:
        return closing(clean, tail.start, tail.end)
    clerk = clean.rfind("书记员")
    return closing(clean, max(0, clerk - 400), clerk) if clerk >= 0 else None


def _put_dates(row: Row, trial: View) -> None:
    """When the case was taken up and first heard."""
    patterns = load("judgment")
    filed = patterns.first("filed", trial.text)
    heard = patterns.first("heard", trial.text)
    if filed is None and heard is None:
        return
    days = {found.start: (found.end, day_of(found)) for found in moments(trial.text)}
    if filed is not None:
        group = "same" if filed["same"] is not None else "day"
        _put_day(row, "filed_date", trial, filed, group, days)
    if heard is not None:
        group = "day" if heard["day"] is not None else "also"
        _put_day(row, "hearing_date", trial, heard, group, days)


def _put_day(
    row: Row,
    column: str,
    trial: View,
    match: re.Match[str],
    group: str,
    days: dict[int, tuple[int, date | None]],
) -> None:
    start = match.start(group)
    end, day = days.get(start, (match.end(group), None))
    if day is None:
        put(row, column, Fact[object].declined("date is not complete"))
    else:
        put(row, column, Fact(day, trial.span(start, end)))


def _put_openness(row: Row, trial: View) -> None:
    patterns = load("judgment")
    closed = patterns["closed"].search(trial.text)
    opened = patterns["open"].search(trial.text)
    if closed is not None and opened is not None:
        put(row, "open_trial", Fact[bool].declined("both open and closed hearings"))
    elif closed is not None:
        put(row, "open_trial", Fact(value=False, span=trial.span(*closed.span())))
    elif opened is not None:
        put(row, "open_trial", Fact(value=True, span=trial.span(*opened.span())))


def _put_panel(row: Row, trial: View | None, end: Closing | None) -> None:
    """Single judge or panel: the signatures decide where the text names both or none."""
    said: dict[str, Span] = {}
    if trial is not None:
        for match in load("judgment")["panel"].finditer(trial.text):
            said[match.lastgroup or ""] = trial.span(*match.span())
    signatures = _signatures(end)
    signed = _signed(end, signatures)
    kind: str | None = next(iter(said)) if len(said) == 1 else None
    span = said[kind] if kind is not None else None
    if signed is not None and (kind is None or (kind == "single" and signed[0] == "collegial")):
        kind, span = signed
    if kind is not None:
        put(row, "panel", Fact(kind, span))
    elif said:
        put(row, "panel", Fact[str].declined("both a panel and a single judge"))
    if end is not None and signed is not None:
        lay = next((m for m in signatures if m["assessor"] is not None), None)
        span = end.view.span(*lay.span()) if lay is not None else signed[1]
        put(row, "assessors", Fact(value=lay is not None, span=span))
        put(row, "panel_size", _size(end, signatures))


def _signatures(end: Closing | None) -> list[re.Match[str]]:
    if end is None:
        return []
    return list(load("judgment")["signature"].finditer(end.view.text))


def _size(end: Closing, found: list[re.Match[str]]) -> Fact[int]:
    """How many signed above the date as members of the court; each must be one name."""
    text, patterns = end.view.text, load("judgment")
    below = patterns["below"].search(text, found[0].start())
    close = below.start() if below is not None else len(text)
    above = [match for match in found if match.start() < close]
    stops = [*(match.start() for match in above[1:]), len(text)]
    names: set[str] = set()
    for match, stop in zip(above, stops, strict=True):
        name = patterns["signatory"].match(text[match.end() : stop])
        if name is None:
            return Fact.declined("names under the judgment cannot be told apart")
        names.add(name[0])
    if len(names) < len(above):
        return Fact.declined("one name signed twice")
    return Fact(len(names), end.view.span(above[0].start(), above[-1].end()))


def _signed(end: Closing | None, found: list[re.Match[str]]) -> tuple[str, Span] | None:
    """The panel as the signatures show it."""
    if end is None or not found:
        return None
    span = end.view.span(found[0].start(), found[-1].end())
    alone = len(found) == 1 and found[0]["judge"] is not None
    return ("single" if alone else "collegial"), span


def _put_procedure(row: Row, trial: View | None, instance: str) -> None:
    """The procedure applied last; a panel without a word of another is ordinary."""
    span: Span | None = None
    applied: str | None = None
    if trial is not None and instance in ("first", "other"):
        for match in load("judgment")["procedure"].finditer(trial.text):
            words = (match[name] for name in ("into", "name", "bare", "loose"))
            word = next(word for word in words if word is not None)[:2]
            if match["proposed"] is None and not _of_earlier_court(trial.text, match.start()):
                applied, span = _PROCEDURES[word], trial.span(*match.span())
    if applied is not None:
        put(row, "procedure", Fact(applied, span))
    elif row.get("panel") == "collegial":
        put(row, "procedure", Fact("ordinary", Span(*_pair(row["panel_span"]))))


def _pair(span: object) -> tuple[int, int]:
    start, end = span if isinstance(span, list) else (0, 0)
    return int(start), int(end)


def _of_earlier_court(text: str, at: int) -> bool:
    """Whether the clause is about what a court did before."""
    clause = text[max(text.rfind("。", 0, at), text.rfind("；", 0, at)) + 1 : at]
    return any(word in clause for word in ("原审", "一审法院", "原判", "发回"))


def _put_end(row: Row, end: Closing) -> None:
    """Date of the decision, days for appeal, day of effect."""
    day = end.day
    if day.value is not None:
        put(row, "judged_date", Fact(day.value.to_date(), day.span))
    else:
        put(row, "judged_date", Fact[object].declined(day.abstained or "no date at the end"))
    view, patterns = end.view, load("judgment")
    appeal = patterns["appeal"].search(view.text)
    if appeal is not None:
        put(row, "appeal_days", Fact(integer(appeal["days"]), view.span(*appeal.span("days"))))
    effective = patterns["effective"].search(view.text)
    if effective is not None:
        found = moments(view.text, effective.start("day"))
        value = day_of(found[0]) if found else None
        if value is not None:
            span = view.span(found[0].start, found[0].end)
            put(row, "effective_date", Fact(value, span))
