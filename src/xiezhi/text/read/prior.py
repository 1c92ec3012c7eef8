"""Earlier convictions, administrative sanctions, drug treatment and decisions not to prosecute.

A record opens with the words of a decision and takes in what follows it up to the next one: the
term, probation, fine and release. Its date, charge and authority are those that stand before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.money import Money
from xiezhi.kernel.term import Term
from xiezhi.rulebook.charges import Charges
from xiezhi.text.charge_list import charges_in
from xiezhi.text.dating import Moment, moments
from xiezhi.text.facts import Document, Fact, Parties, Row, put
from xiezhi.text.pattern import load
from xiezhi.text.roster import stretches
from xiezhi.text.view import View

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from xiezhi.kernel.span import Span
    from xiezhi.text.facts import Party

__all__ = ["read"]

_KINDS = {
    "conviction": "conviction",
    "exempted": "conviction",
    "sanction": "administrative_sanction",
    "drug": "drug_treatment",
    "nonprosecution": "non_prosecution",
}
_REACH = 140
_ENDS_WITHIN = 60


@dataclass(slots=True)
class _Record:
    """One earlier matter while it is being read; places are the view's.

    Attributes:
        kind: As in the table.
        low: Where the words before the decision begin.
        at: Where the decision's words begin.
        end: Where they end.
        high: Where the next record's words begin.
        dates: The dates of the decision, several where several decisions are told together.
        release: The words of a release, when one is told.
    """

    kind: str
    word: str
    low: int
    at: int
    end: int
    high: int = 0
    dates: list[Moment] = field(default_factory=list)
    release: re.Match[str] | None = None


def read(document: Document, parties: Parties) -> list[Row]:
    """The rows of ``judgment_prior``.

    Args:
        document: The document with its parts.
        parties: Its parties; only the accused have rows.
    """
    rows: dict[int, list[Row]] = {}
    for stretch in stretches(document, parties):
        if len(stretch.parties) == 1:
            own = rows.setdefault(stretch.parties[0].ordinal, [])
            own.extend(_told_in(stretch.view, stretch.start, stretch.end))
    for party, view, start in _findings(document, parties):
        own = rows.setdefault(party.ordinal, [])
        for row in _told_in(view, start, len(view.text)):
            _add(own, row)
    found: list[Row] = []
    for ordinal in sorted(rows):
        for number, row in enumerate(rows[ordinal], 1):
            found.append({"ordinal": ordinal, "prior_ordinal": number, **row})
    return found


def _told_in(view: View, start: int, end: int) -> Iterator[Row]:
    """The records that a stretch of one party tells."""
    told = moments(view.text, start, end)
    for record in _records(view.text, start, end, told):
        yield from _rows(view, record, told)


def _findings(document: Document, parties: Parties) -> Iterator[tuple[Party, View, int]]:
    """Sentences of the court's findings that tell an accused's record, from his name on."""
    part, clean = document.parts.facts, document.clean
    if part is None:
        return
    accused = [party for party in parties if party.accused and party.kind == "person"]
    done = part.start
    for at in _told_at(clean, part):
        if at < done:
            continue
        begin = max(clean.rfind("。", part.start, at) + 1, part.start)
        stop = clean.find("。", at, part.end)
        done = stop if stop >= 0 else part.end
        view = View.of(clean, begin, done)
        named = {p.name: view.text.rfind(p.name, 0, at - begin) for p in accused}
        name, place = max(named.items(), key=lambda item: item[1], default=("", -1))
        if place >= 0 and _alone(view.text, place, name, named):
            owner = next(party for party in accused if party.name == name)
            yield owner, view, place


def _told_at(clean: str, part: Span) -> list[int]:
    """Where the findings hold words of an earlier record."""
    places: set[int] = set()
    for words in load("prior").words["told"]:
        at = clean.find(words, part.start, part.end)
        while at >= 0:
            places.add(at)
            at = clean.find(words, at + len(words), part.end)
    return sorted(places)


def _alone(text: str, place: int, name: str, named: dict[str, int]) -> bool:
    """Whether a sentence is about one accused only, and about nobody of a longer name."""
    others = [other for other, at in named.items() if at >= 0 and other != name]
    longer = any(name in other and text.startswith(other, place) for other in others)
    called = text[max(0, place - 3) : place] == "被告人" or place == 0
    return called and not longer and not any(o in text[place + len(name) :] for o in others)


def _add(own: list[Row], row: Row) -> None:
    """Add a record of the findings, or its release to the head's record of the same day."""
    if row["kind"] != "conviction" or "decided_date" not in row or "months" not in row:
        return
    for known in own:
        if known.get("decided_date") == row["decided_date"]:
            if "release_kind" not in known:
                known.update({key: v for key, v in row.items() if key.startswith("release_")})
            return
        same_end = known.get("release_date") is not None
        if same_end and known["release_date"] == row.get("release_date"):
            return
    own.append(row)


def _records(text: str, start: int, end: int, told: tuple[Moment, ...]) -> list[_Record]:
    """The records of one stretch, in their order."""
    patterns = load("prior")
    records: list[_Record] = []
    low = start
    for match in patterns["act"].finditer(text, start, end):
        word = next(name for name in (*_KINDS, "release", "total") if match[name] is not None)
        last = records[-1] if records else None
        if word == "release":
            if last is not None and last.kind == "conviction" and last.release is None:
                last.release = match
                last.high = match.end()
        elif last is not None and _goes_on(text, last, word, match):
            last.high = max(last.high, match.end())
        elif word != "total" or _told_anew(text, last, match):
            low = _boundary(text, last.high if last else low, match.start())
            present = patterns["present"].search(text, low, match.start()) is not None
            ended = text[match.end() : match.end() + _ENDS_WITHIN]
            if not present or (word == "conviction" and patterns["served"].search(ended)):
                kind = _KINDS.get(word, "conviction")
                record = _Record(kind, word, low, match.start(), match.end(), match.end())
                record.dates = _dates(text, record, told)
                records.append(record)
    for number, record in enumerate(records):
        last_one = number + 1 == len(records)
        record.high = end if last_one else records[number + 1].low
    return records


def _boundary(text: str, low: int, at: int) -> int:
    """Where the words about the decision at ``at`` begin, after what belongs to the one before."""
    found = load("prior")["next"].search(text, low, at)
    low = found.start() if found is not None else low
    return max(low, text.rfind("。", low, at))


def _goes_on(text: str, last: _Record, word: str, match: re.Match[str]) -> bool:
    """Whether the words only add to the record before: 决定执行, 并处罚款, a second count."""
    between = text[last.high : match.start()]
    dated = load("prior")["year"].search(between) is not None
    if "。" in between or (word != "total" and dated):
        return False
    if word == "total":
        return last.kind == "conviction" and not _told_anew(text, last, match)
    if _KINDS[word] != last.kind:
        return False
    return (
        not any(mark in between for mark in ("月", "日被", "；", "又", "再")) and len(between) < 40
    )


def _told_anew(text: str, last: _Record | None, match: re.Match[str]) -> bool:
    """Whether an executed total tells of a further conviction, with a day and a charge."""
    if last is None or last.kind != "conviction":
        return False
    patterns = load("prior")
    begins = _boundary(text, last.high, match.start())
    dated = patterns["year"].search(text, begins, match.start())
    return dated is not None and bool(patterns["charged"].search(text, begins, match.start()))


def _dates(text: str, record: _Record, told: tuple[Moment, ...]) -> list[Moment]:
    """The date before the decision; all of a list of dates (于…、…被行政拘留)."""
    before = [moment for moment in told if record.low <= moment.start and moment.end <= record.at]
    if not before or record.at - before[-1].end > _REACH:
        return []
    dates = [before[-1]]
    for moment in reversed(before[:-1]):
        if text[moment.end : dates[0].start] not in ("、", "和", "及", "，"):
            break
        dates.insert(0, moment)
    return dates


def _rows(view: View, record: _Record, told: tuple[Moment, ...]) -> Iterator[Row]:
    """One row for each date of the record."""
    several = len(record.dates) > 1
    dates: list[Moment | None] = [*record.dates] or [None]
    for moment in dates:
        row: Row = {}
        put(row, "kind", Fact(record.kind, view.span(record.at, record.end)))
        _put_date(row, "decided", view, moment)
        _put_before(row, view, record)
        if not several or record.kind != "conviction":
            _put_after(row, view, record)
            _put_release(row, view, record, told)
        yield row


def _put_date(row: Row, column: str, view: View, moment: Moment | None) -> None:
    if moment is None:
        return
    if moment.value is None:
        put(row, f"{column}_date", Fact[object].declined("date cannot be told"))
        return
    span = view.span(moment.start, moment.end)
    put(row, f"{column}_date", Fact(moment.value.earliest(), span))
    row[f"{column}_precision"] = moment.value.precision


def _put_before(row: Row, view: View, record: _Record) -> None:
    """Charge and authority, which stand before the decision's words."""
    patterns = load("prior")
    authority = _last(patterns["authority"], view.text, record.low, record.end)
    if authority is not None:
        put(row, "authority", Fact(authority["authority"], view.span(*authority.span("authority"))))
    if record.kind not in ("conviction", "non_prosecution"):
        return
    charge = _last(patterns["charged"], view.text, record.low, record.at)
    if charge is not None:
        put(row, "charge", _charge(charge["charge"], view.span(*charge.span("charge"))))


def _charge(printed: str, span: Span) -> Fact[str]:
    """The charge; of several a drug offence (刑法 356 turns on it), else the first."""
    names = charges_in(printed)
    if not names:
        return Fact.declined("not in the list of charges")
    drugs = [name for name in names if Charges.load()[name].group == "drugs"]
    return Fact((drugs or names)[0], span)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, start, end), key=lambda m: m.start(), default=None)


def _put_after(row: Row, view: View, record: _Record) -> None:
    """Penalty, probation and fine, or how long a sanction lasts."""
    text, patterns = view.text, load("prior")
    revoked = patterns["revoked"].search(text, record.low, record.high)
    if revoked is not None:
        put(row, "probation_revoked", Fact(value=True, span=view.span(*revoked.span())))
    stop = record.release.start() if record.release is not None else record.high
    if record.kind == "conviction":
        _put_age(row, view, record)
        start = _executed(text, record, stop)
        penalty = patterns["penalty"].search(text, start, stop)
        if record.word == "exempted":
            put(row, "penalty_kind", Fact("none", view.span(record.at, record.end)))
        elif penalty is not None:
            _put_term(row, view, penalty)
        probation = patterns["probation"].search(text, start, stop)
        if probation is not None:
            _put_probation(row, view, probation)
        fine = patterns["fine"].search(text, start, stop)
        if penalty is None and fine is not None and record.word == "conviction":
            put(row, "penalty_kind", Fact("fine_alone", view.span(*fine.span())))
    else:
        fine = patterns["fine"].search(text, record.at, stop)
        length = patterns["length"].match(text[record.end : record.end + 24])
        if length is not None and record.kind != "non_prosecution":
            _put_length(row, view, record.end, length)
    if fine is not None:
        _put_fine(row, view, fine)


def _put_age(row: Row, view: View, record: _Record) -> None:
    """Whether the record tells of a minor's crime; words on the present case do not count."""
    patterns = load("prior")
    present = patterns["present"].search(view.text, record.end, record.high)
    end = present.start() if present is not None else record.high
    told = patterns["under_age"].search(view.text, record.end, end)
    if told is not None:
        put(row, "under_age", Fact(value=True, span=view.span(*told.span())))


def _executed(text: str, record: _Record, stop: int) -> int:
    """Where the executed total begins, if the record states one."""
    total = text.rfind("执行", record.end, stop)
    return (
        total if total >= 0 and text[max(0, total - 2) : total] in ("决定", "合并") else record.at
    )


def _put_term(row: Row, view: View, match: re.Match[str]) -> None:
    span = view.span(*match.span("penalty"))
    try:
        term = Term.parse(match["penalty"])
    except RefusedValueError as refused:
        put(row, "penalty_kind", Fact[str].declined(refused.why))
        return
    put(row, "penalty_kind", Fact(None if term.kind is None else term.kind.value, span))
    if term.months or term.days:
        put(row, "months", Fact(term.months, span))
        put(row, "days", Fact(term.days, span))


def _put_probation(row: Row, view: View, match: re.Match[str]) -> None:
    try:
        term = Term.parse_length(match["length"])
    except RefusedValueError as refused:
        put(row, "probation_months", Fact[int].declined(refused.why))
        return
    put(row, "probation_months", Fact(term.months, view.span(*match.span("length"))))


def _put_length(row: Row, view: View, base: int, match: re.Match[str]) -> None:
    start, end = match.span("length")
    try:
        term = Term.parse_length(match["length"])
    except RefusedValueError as refused:
        put(row, "days", Fact[int].declined(refused.why))
        return
    span = view.span(base + start, base + end)
    put(row, "months", Fact(term.months, span))
    put(row, "days", Fact(term.days, span))


def _put_fine(row: Row, view: View, match: re.Match[str]) -> None:
    try:
        money = Money.parse(match["fine"])
    except RefusedValueError as refused:
        put(row, "fine", Fact[object].declined(refused.why))
        return
    put(row, "fine", Fact(money.amount, view.span(*match.span("fine"))))


def _put_release(row: Row, view: View, record: _Record, told: tuple[Moment, ...]) -> None:
    """How and when the earlier sentence ended."""
    release = record.release
    if release is None:
        return
    text = view.text
    words = text[record.end : release.end()]
    if release["parole"] is not None:
        kind = "parole"
    elif load("prior")["remission"].search(words):
        kind = "remission"
    elif "监外" in release[0] or "保外" in release[0]:
        kind = "temporary"
    else:
        kind = "served" if load("prior")["served"].search(release[0]) else "released"
    put(row, "release_kind", Fact(kind, view.span(*release.span("release"))))
    between = [m for m in told if record.end <= m.start and m.end <= release.end()]
    if between and "。" not in text[between[-1].end : release.end()]:
        _put_date(row, "release", view, between[-1])
