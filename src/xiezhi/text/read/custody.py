"""Custody and bail before the judgment, as the head tells it, one interval after the other.

An interval begins on the day the measure was carried out; it ends where the next one begins or a
release is dated, and is open when neither is stated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.text.dating import Moment, day_of, moments
from xiezhi.text.facts import Document, Fact, Parties, Row, put
from xiezhi.text.pattern import load
from xiezhi.text.roster import Stretch, stretches

if TYPE_CHECKING:
    from datetime import date

    from xiezhi.kernel.span import Span

__all__ = ["read"]

_KINDS = {
    "held": "detention",
    "kept": "detention",
    "approval": "arrest",
    "decision": "arrest",
    "carried": "arrest",
}
_ENDS = frozenset({"release", "lifted"})
_SENTENCE = re.compile("[。；]")
_FARTHEST = 110
_EARLIER = ("曾", "判处", "因犯", "前科")
"""Without one of these a sentence tells of no earlier case."""


@dataclass(slots=True)
class _Event:
    """A measure, its day, and where both stand."""

    kind: str
    word: str
    start: int
    end: int
    moment: Moment | None
    span: Span
    day_span: Span | None

    @property
    def day(self) -> date | None:
        """The day, when it is a whole one."""
        return day_of(self.moment) if self.moment is not None else None


def read(document: Document, parties: Parties) -> list[Row]:
    """The rows of ``judgment_custody``.

    Args:
        document: The document with its parts.
        parties: Its parties; only the accused have rows.
    """
    events: dict[int, list[_Event]] = {}
    for stretch in stretches(document, parties):
        found = _events(stretch)
        for party in stretch.parties:
            events.setdefault(party.ordinal, []).extend(found)
    rows: list[Row] = []
    for ordinal in sorted(events):
        rows.extend(_rows(ordinal, _settled(events[ordinal])))
    return rows


def _events(stretch: Stretch) -> list[_Event]:
    """The measures of one stretch that belong to the present case."""
    text, view = stretch.view.text, stretch.view
    patterns = load("custody")
    found = list(patterns["measure"].finditer(text, stretch.start, stretch.end))
    if not found:
        return []
    dates = moments(text, stretch.start, stretch.end)
    events: list[_Event] = []
    for match in found:
        word = match.lastgroup or ""
        if _earlier(text, stretch.start, match.start()):
            continue
        if word == "carried" and not (events and events[-1].word in ("approval", "decision")):
            continue
        moment = _date_of(text, match.start(), dates, events)
        if word in ("held", "kept") and moment is None:
            continue
        events.append(
            _Event(
                kind=_KINDS.get(word, word),
                word=word,
                start=match.start(word),
                end=match.end(),
                moment=moment,
                span=view.span(*match.span(word)),
                day_span=view.span(moment.start, moment.end) if moment is not None else None,
            )
        )
    return _of_this_case(text, events)


def _sentence_start(text: str, low: int, at: int) -> int:
    return max(low, text.rfind("。", low, at) + 1, text.rfind("；", low, at) + 1)


def _earlier(text: str, low: int, at: int) -> bool:
    """Whether the measure belongs to an earlier case told in the same sentence."""
    start = _sentence_start(text, low, at)
    before = text[start:at]
    patterns = load("custody")
    if any(words in before for words in _EARLIER):
        past = list(patterns["earlier"].finditer(before))
        if past and patterns["present"].search(before, past[-1].end()) is None:
            return True
    stop = _SENTENCE.search(text, at)
    end = stop.start() if stop is not None else len(text)
    if text.find("判处", at, end) < 0:
        return False
    convicted = patterns["convicted_after"].search(text, at, end)
    return convicted is not None and "本案" not in text[start : convicted.start()]


def _date_of(text: str, at: int, dates: tuple[Moment, ...], events: list[_Event]) -> Moment | None:
    """The date a measure at ``at`` took place: the last one before it in its sentence."""
    moment = next((moment for moment in reversed(dates) if moment.end <= at), None)
    if moment is None or at - moment.end > _FARTHEST:
        return None
    if _SENTENCE.search(text, moment.end, at):
        return None
    if events and events[-1].start > moment.end:
        between = text[events[-1].end : at]
        if len(between) > 24 or load("custody")["undated"].search(between):
            return None
    return moment


def _of_this_case(text: str, events: list[_Event]) -> list[_Event]:
    """Without administrative detentions that no measure of this case follows."""
    kept: list[_Event] = []
    for number, event in enumerate(events):
        if event.kind == "administrative":
            start = _sentence_start(text, 0, event.start)
            follows = (
                number + 1 < len(events)
                and _sentence_start(text, 0, events[number + 1].start) == start
            )
            if not follows and load("custody")["present"].search(text, start, event.start) is None:
                continue
        kept.append(event)
    return kept


def _in_order(events: list[_Event]) -> list[_Event]:
    """With a taking into custody that is told in brackets behind the detention moved before it."""
    ordered = list(events)
    for number in range(1, len(ordered)):
        former, latter = ordered[number - 1], ordered[number]
        told_late = latter.word in ("held", "kept")
        if told_late and latter.day and former.day and latter.day < former.day:
            ordered[number - 1], ordered[number] = latter, former
    return ordered


def _settled(events: list[_Event]) -> list[_Event]:
    """Without decisions and approvals that were then carried out."""
    settled: list[_Event] = []
    events = _in_order(events)
    for number, event in enumerate(events):
        follows = events[number + 1] if number + 1 < len(events) else None
        if follows is not None and follows.kind == event.kind:
            carried = event.word in ("approval", "decision") or event.day == follows.day
            if carried and event.kind not in _ENDS:
                continue
        settled.append(event)
    return settled


def _rows(ordinal: int, events: list[_Event]) -> list[Row]:
    rows: list[Row] = []
    for number, event in enumerate(events):
        if event.kind in _ENDS:
            continue
        row: Row = {"ordinal": ordinal, "custody_ordinal": len(rows) + 1}
        put(row, "kind", Fact(event.kind, event.span))
        if event.word == "approval":
            put(row, "from", Fact[object].declined("only the approval is dated"))
        elif event.day is None:
            put(row, "from", Fact[object].declined("no whole date"))
        else:
            put(row, "from", Fact(event.day, event.day_span))
        follows = events[number + 1] if number + 1 < len(events) else None
        if follows is not None and follows.day is not None and follows.word != "approval":
            put(row, "to", _end(event, follows))
        rows.append(row)
    return rows


def _end(event: _Event, follows: _Event) -> Fact[date]:
    """The day on which the next measure or the release took the interval's place."""
    day = follows.day
    if day is None or (event.day is not None and day < event.day):
        return Fact.declined("the next date is earlier")
    return Fact(day, follows.day_span)
