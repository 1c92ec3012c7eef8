"""When the offence was committed, as the court's findings tell it.

The days bound the offence from outside: the first is the earliest day that fits any date of the
story, the second the latest. Dates of what came before and after (birth, arrest, appraisal,
compensation, earlier sentences) are none of the story. Findings that only say they are the same as
what was charged, or found below, send the reader there. Statute versions go by these days (刑法12),
so a period that is a little too wide asks more versions to agree and never fewer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xiezhi.kernel.date import PartialDate
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import integer
from xiezhi.text.dating import Moment, moments
from xiezhi.text.facts import NOTHING, Document, Fact, Row, put
from xiezhi.text.pattern import load
from xiezhi.text.view import View

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import date

    from xiezhi.kernel.span import Span

__all__ = ["Offence", "bound_acts", "date_counts", "read"]

_LONGEST = 12_000
_REACH = 60
_ITS_OWN = 8
"""A clause that begins so close behind a date is what happened on it."""
_REFERENCE = 400
"""So far into the findings they say that they are the same as the accusation."""
_SECOND = {"hanzi": "二、", "bracket": "（二）", "digit": "2、", "dot": "2.", "small": "（2）"}
"""What goes on where a way of counting has begun."""
_OLDEST_YEAR = 1980


class Offence(NamedTuple):
    """First and last possible day, and how precisely the coarser of the two is told."""

    first: Fact[date]
    last: Fact[date]
    precision: str | None


def date_counts(counts: list[Row], offence: Offence) -> None:
    """Give every count the days of the offence; none when the document has several charges.

    Which day belongs to which charge is not told apart, so several charges leave it open.
    """
    charges = {row.get("charge") or row.get("charge_text") for row in counts}
    if len(charges) != 1:
        several: Fact[date] = Fact.declined("several charges: days not told apart")
        offence = Offence(several, several, None)
    for row in counts:
        put(row, "offence_from", offence.first)
        put(row, "offence_to", offence.last)
        if offence.precision is not None:
            row["offence_precision"] = offence.precision


def bound_acts(judgment: Row, offence: Offence) -> None:
    """Give the judgment the first and last possible day of all acts together.

    Where several charges are not told apart, no act of any of them lies outside these days.
    """
    put(judgment, "acts_from", offence.first)
    put(judgment, "acts_to", offence.last)


def read(document: Document, judged: date | None) -> Offence:
    """The days between which the offence lies; nothing unless the document convicts.

    Args:
        document: The document with its parts and kind.
        judged: The day of the judgment; a later date is not of the story.
    """
    if not document.kind.convicts:
        return Offence(NOTHING, NOTHING, None)
    view = _story(document)
    if view is None:
        why: Fact[date] = Fact.declined("no findings")
        return Offence(why, why, None)
    told = _days(view, judged)
    if not told and load("offence")["same"].search(view.text, 0, _REFERENCE) is not None:
        view = _alleged(document) or view
        told = _days(view, judged)
    if not told:
        why = Fact.declined("no day of the offence in the findings")
        return Offence(why, why, None)
    first = min(told, key=lambda moment: moment.value.earliest())  # type: ignore[union-attr]
    last = max(told, key=lambda moment: moment.value.latest())  # type: ignore[union-attr]
    assert first.value is not None and last.value is not None  # noqa: S101, PT018 - for the types
    precision = min((first.value.precision, last.value.precision), key=len)
    began, ended = first.value.earliest(), last.value.latest()
    behind = _behind(document, view, judged)
    more: Fact[date] = Fact.declined("further deeds are told behind the evidence of the first")
    return Offence(
        more if any(one < began for one in behind) else Fact(began, _span(view, first)),
        more if any(one > ended for one in behind) else Fact(ended, _span(view, last)),
        precision,
    )


def _behind(document: Document, view: View, judged: date | None) -> list[date]:
    """Days of counted deeds that follow once the evidence of the first has been told."""
    part = document.parts.facts or document.parts.accusation
    if part is None or not view.text:
        return []
    rest = View.of(document.clean, view.span(0, len(view.text)).end, part.end)
    found = []
    for deed in load("offence")["another"].finditer(rest.text):
        days = moments(rest.text, deed.end(), deed.end() + _REACH)
        if days and days[0].value is not None and _of_the_story(rest.text, days[0], judged):
            found.append(days[0].value.latest())
    return found


def _days(view: View, judged: date | None) -> list[Moment]:
    found = []
    for moment in moments(view.text):
        if _of_the_story(view.text, moment, judged):
            found += [moment, *_onward(view.text, moment)]
    return found


def _onward(text: str, moment: Moment) -> Iterator[Moment]:
    """The end of a period, or further days, that follow without their year (1月至9月, 5日、7日)."""
    pattern = load("offence")["onward"]
    before, end = moment.value, moment.end
    while before is not None and (found := pattern.match(text, end)) is not None:
        before, end = _later(found, before), found.end()
        if before is not None:
            yield Moment(found.start(), end, before, stated=False)


def _later(found: re.Match[str], before: PartialDate) -> PartialDate | None:
    """What follows a date in its year, or its month; None when that cannot be."""
    month, day = found["month"], found["day"] or found["only_day"]
    if month is None and before.day is None:
        return None
    try:
        value = PartialDate(
            before.year,
            before.month if month is None else integer(month),
            None if day is None else integer(day),
        )
    except RefusedValueError:
        return None
    return value if value.latest() >= before.earliest() else None


def _alleged(document: Document) -> View | None:
    """What was charged or found below, up to what was asked and answered; None if not told."""
    part = document.parts.accusation
    if part is None:
        return None
    end = min(part.end, part.start + _LONGEST)
    evidence = load("amount")["evidence"].search(document.clean, part.start, end)
    view = View.of(document.clean, part.start, evidence.start() if evidence else end)
    answer = load("offence")["answered"].search(view.text)
    if answer is not None:
        view = View.of(document.clean, part.start, view.span(answer.start(), answer.end()).start)
    return None if _unfinished(view.text) else view


def _unfinished(text: str) -> bool:
    """The deeds are counted and only the first is here: each has its own evidence behind it."""
    for found in load("offence")["begun"].finditer(text):
        following = _SECOND[found.lastgroup or ""]
        if following not in text[found.end() :]:
            return True
    return False


def _story(document: Document) -> View | None:
    """What the court found, up to where the evidence begins; else what was charged."""
    patterns = load("offence")
    part = document.parts.facts or document.parts.accusation
    if part is None:
        return None
    end = min(part.end, part.start + _LONGEST)
    found = patterns["found"].search(document.clean, part.start, end)
    start = found.end() if found else part.start
    evidence = load("amount")["evidence"].search(document.clean, start, end)
    return View.of(document.clean, start, evidence.start() if evidence else end)


def _of_the_story(text: str, moment: Moment, judged: date | None) -> bool:
    value = moment.value
    if value is None or value.year < _OLDEST_YEAR:
        return False
    if judged is not None and value.earliest() > judged:
        return False
    stop = min(
        (at for at in (text.find(mark, moment.end) for mark in "。；") if at >= 0),
        default=len(text),
    )
    following = min(stop, moment.end + _REACH)
    result = load("offence")["result"].search(text, moment.end + _ITS_OWN, following)
    if result is not None:
        following = result.start()
    return load("offence")["aside"].search(text, moment.end, following) is None


def _span(view: View, moment: Moment) -> Span:
    return view.span(moment.start, moment.end)
