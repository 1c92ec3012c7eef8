"""Printed terms of an operative part: first day, last day, and whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xiezhi.kernel.date import PartialDate
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.text import pattern
from xiezhi.text.disposition.subject import masked
from xiezhi.text.facts import NOTHING, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xiezhi.text.disposition.layout import Layout
    from xiezhi.text.disposition.subject import Roster

_KINDS = {
    "有期徒刑": "fixed_term",
    "拘役": "criminal_detention",
    "管制": "public_surveillance",
}

_LAST_DAY = "last day"
_ANOTHER = re.compile("犯|被告|上诉人")

__all__ = ["PrintedTerm", "printed_terms"]


@dataclass(frozen=True, slots=True)
class PrintedTerm:
    """One 自 … 起至 … 止.

    Attributes:
        at: Place in the document.
        starts: First day; nothing when only the last is told; abstained when no calendar has it.
        ends: Last day; abstained when no calendar has it.
        ends_text: The last day as printed, when no calendar has it.
        names: Names of the head printed before it in its clause; empty when there are none.
        kind: The penalty whose term it is, where the text says so; else empty.
        in_pieces: The term goes on behind these dates, in another piece.
        sure: Whether 即 or 刑期 says that it is the term.
    """

    at: int
    starts: Fact[date]
    ends: Fact[date]
    ends_text: str | None
    names: tuple[str, ...]
    kind: str
    in_pieces: bool
    sure: bool


def printed_terms(layout: Layout, roster: Roster) -> list[PrintedTerm]:
    """The terms printed in an operative part, in order, others' than the main penalty left out.

    Dates of probation, of political rights or of custody are no term.
    """
    text = layout.view.text
    terms: list[PrintedTerm] = []
    last = 0
    for opened, match in _dates(text):
        start = match.start() - (0 if opened == _LAST_DAY else len(opened))
        low = max(last, *(text.rfind(stop, 0, start) + 1 for stop in "。；（"))
        lead = text[low:start]
        between, last = text[last:start], match.end()
        if _of_an_earlier_sentence(text, low):
            continue
        if opened == _LAST_DAY:
            _take_last_day(terms, layout, match, between, _names(lead, roster))
        elif _is_term(match, opened, masked(lead, roster.hits(lead)), text[last : last + 12]) or (
            not lead and _encloses(text, low, last)
        ):
            terms.append(_term(layout, match, opened, lead, roster))
    return terms


def _dates(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Two dates that may be a term, with the words straight before the first."""
    patterns = pattern.load("period")
    last = 0
    for year in patterns["year"].finditer(text):
        start = year.start()
        if start < last:
            continue
        for name in ("term", "term_without_link", "term_with_credit"):
            match = patterns[name].match(text, start)
            if match is not None:
                last = match.end()
                opened = patterns["opened"].search(text[max(0, start - 8) : start])
                yield opened["opened"] if opened else "", match
                break
        else:
            match = patterns["only_last_day"].match(text, start)
            if match is not None and patterns["last_day"].search(text[max(0, start - 20) : start]):
                last = match.end()
                yield _LAST_DAY, match


def _take_last_day(
    terms: list[PrintedTerm],
    layout: Layout,
    match: re.Match[str],
    between: str,
    names: tuple[str, ...],
) -> None:
    """A last day told apart: it holds for the term before it, or stands alone."""
    if pattern.load("period")["other_term"].search(
        between[max(map(between.rfind, "，。；")) + 1 :]
    ):
        return
    if terms and terms[-1].ends.value is not None and _ANOTHER.search(between) is None:
        ends = _day(layout, match, "to", terms[-1].ends.value)
        if ends.value is not None:
            terms[-1] = replace(terms[-1], ends=ends)
        return
    ends = _day(layout, match, "to", None)
    terms.append(
        PrintedTerm(
            at=layout.view.place(match.start()),
            starts=NOTHING,
            ends=ends,
            ends_text=match["to"] if ends.abstained else None,
            names=names,
            kind="",
            in_pieces=False,
            sure=True,
        )
    )


def _names(lead: str, roster: Roster) -> tuple[str, ...]:
    """The names in the last clause before the dates that has any."""
    for clause in reversed(lead.split("，")):
        names = tuple(dict.fromkeys(name for _, _, name in roster.hits(clause)))
        if names:
            return names
    return ()


def _of_an_earlier_sentence(text: str, low: int) -> bool:
    """Whether the bracket that begins at a place belongs to a sentence of another decision."""
    if text[low - 1 : low] != "（":
        return False
    before = pattern.load("period")["of_an_earlier_sentence"]
    return before.search(text, max(0, low - 120), low) is not None


def _encloses(text: str, low: int, high: int) -> bool:
    """Whether two days fill a bracket behind a penalty."""
    if text[low - 1 : low] != "（" or text[high : high + 1] != "）":
        return False
    before = pattern.load("period")["before_enclosed"]
    return before.search(text, max(0, low - 60), low) is not None


def _is_term(match: re.Match[str], opened: str, lead: str, behind: str) -> bool:
    """Whether the dates are those of an executed term."""
    patterns = pattern.load("period")
    by_rule = opened != "" and _behind_rule(match) and (match["closed"] or behind[:1] in "。；）")
    term = by_rule or opened.startswith(("即", "刑期")) or "刑期" in lead
    told = by_rule or match["begun"] or opened.startswith("即")
    if not match["closed"] and not (term and told):
        return False
    if not match["begun"] and not term:
        return False
    if patterns["not_a_term_after"].match(behind):
        return False
    if not opened.startswith("即") and patterns["not_a_term_before"].search(lead):
        return False
    if any(other["never"] for other in patterns["other_term"].finditer(lead)):
        return "刑期" in (lead + opened)[lead.rfind("权利") + 2 :] and "考验期" not in lead
    clause = lead[lead.rfind("，") + 1 :]
    named = patterns["term_named"].search(clause + opened)
    return not patterns["other_term"].search(clause, named.start() if named else 0)


def _behind_rule(match: re.Match[str]) -> bool:
    start = match.start()
    before = pattern.load("period")["behind_the_rule"]
    return before.search(match.string, max(0, start - 16), start) is not None


def _term(
    layout: Layout, match: re.Match[str], opened: str, lead: str, roster: Roster
) -> PrintedTerm:
    patterns = pattern.load("period")
    starts = _day(layout, match, "from", None)
    ends = _day(layout, match, "to", starts.value)
    behind = layout.view.text[match.end() : match.end() + 24]
    of = patterns["penalty_of_term"].search(lead + opened.rstrip("自从由于"))
    return PrintedTerm(
        at=layout.view.place(match.start()),
        starts=starts,
        ends=ends,
        ends_text=match["to"] if ends.abstained else None,
        names=_names(lead, roster),
        kind=_KINDS[of["kind"]] if of else "",
        in_pieces=patterns["in_pieces"].match(behind) is not None,
        sure=opened.startswith(("即", "刑期")) or "刑期" in lead,
    )


def _day(layout: Layout, match: re.Match[str], group: str, before: date | None) -> Fact[date]:
    """A day as printed; abstained when the calendar does not have it."""
    words = match[group]
    if "月" in words and words[-1] not in "日号":
        words += "日"
    try:
        if words[0] not in "同当次翌" and ("年" in words or "月" not in words):
            day = PartialDate.parse(words).to_date()
        elif before is not None:
            day = PartialDate.of(before).complete(words).to_date()
        else:
            return Fact.declined("no year")
    except RefusedValueError as refused:
        return Fact.declined(f"impossible date: {refused.why}")
    return Fact(day, layout.view.span(*match.span(group)))
