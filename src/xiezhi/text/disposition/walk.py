"""One walk over an operative part, shared by the readers of sentences, counts and items."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.text import pattern
from xiezhi.text.disposition.clause import Clause, clauses
from xiezhi.text.disposition.dates import PrintedTerm, printed_terms
from xiezhi.text.disposition.executed import Executed, execute
from xiezhi.text.disposition.layout import Layout, lay_out
from xiezhi.text.disposition.notes import Notes, read_notes
from xiezhi.text.disposition.orders import Order, orders
from xiezhi.text.disposition.outcome import Result, assign
from xiezhi.text.disposition.remarks import Remark, own_words, remarks
from xiezhi.text.disposition.statement import Statement, statements
from xiezhi.text.disposition.subject import Roster
from xiezhi.text.disposition.upheld import charges_kept, left_standing
from xiezhi.text.facts import NOTHING, Fact

if TYPE_CHECKING:
    import re

    from xiezhi.kernel.span import Span
    from xiezhi.text.facts import Document, Parties, Party

__all__ = ["Decided", "Disposition", "Revoked", "walk"]


@dataclass(frozen=True, slots=True)
class Revoked:
    """Earlier probation or parole revoked by this operative part.

    Attributes:
        kind: ``probation_revoked`` or ``parole_revoked``.
        ordinals: The accused concerned.
        span: The words that revoke it.
    """

    kind: str
    ordinals: tuple[int, ...]
    span: Span


@dataclass(slots=True)
class Decided:
    """All that is decided about one accused.

    Attributes:
        result: The statements about the party.
        executed: The sentence that is executed.
        term: The printed term; None when none is printed.
        notes: Payment and credit.
        prohibition: Length of a prohibition order in months.
        occupation_ban: Length of an occupation ban in months.
        term_abstained: Why a printed term was not taken, when one was not.
    """

    result: Result
    executed: Executed
    term: PrintedTerm | None = None
    notes: Notes = field(default_factory=Notes)
    term_abstained: str | None = None
    prohibition: Fact[int] = NOTHING
    occupation_ban: Fact[int] = NOTHING


@dataclass(frozen=True, slots=True)
class Disposition:
    """An operative part, walked.

    Attributes:
        layout: Its items.
        roster: The accused of the head.
        statements: What it decides, in order.
        clauses: The clauses of the items that decide themselves.
        decided: By ordinal of the accused.
        revoked: Earlier probation and parole revoked.
    """

    layout: Layout
    roster: Roster
    statements: tuple[Statement, ...]
    clauses: tuple[Clause, ...]
    decided: dict[int, Decided]
    revoked: tuple[Revoked, ...]


def walk(document: Document, parties: Parties) -> Disposition | None:
    """Walk the operative part of a criminal judgment; None for every other document."""
    span = document.parts.disposition
    if span is None or not document.kind.convicts:
        return None
    first = document.kind.instance == "first"
    layout = lay_out(document.clean, span)
    roster = Roster(parties)
    found = statements(layout, roster, first_instance=first)
    results = assign(roster, found)
    decided = {ordinal: Decided(result, execute(result)) for ordinal, result in results.items()}
    _give_terms(decided, printed_terms(layout, roster), (layout, roster, found))
    told = remarks(layout, roster)
    for one in decided.values():
        if not one.result.statements and not first:
            one.executed = _standing(layout, roster, one)
        elif not first and one.executed.outcome.value == "convicted" and not one.executed.charges:
            one.executed.charges = charges_kept(layout, roster, one.result.party)
        _take_notes(one, layout, told, alone=len(roster) == 1)
    parted = clauses(layout)
    _give_orders(decided, orders(layout, parted, roster))
    revoked = _revoked(layout, parted, roster, decided) if first else ()
    return Disposition(layout, roster, tuple(found), parted, decided, revoked)


def _give_orders(decided: dict[int, Decided], found: list[Order]) -> None:
    """Prohibitions to the accused they name."""
    for order in found:
        for ordinal in order.ordinals:
            one = decided[ordinal]
            if not one.result.statements:
                continue
            if order.occupation:
                one.occupation_ban = order.months
            elif order.in_probation:
                one.prohibition = one.executed.penalty.probation_months
            else:
                one.prohibition = order.months


def _revoked(
    layout: Layout, parted: tuple[Clause, ...], roster: Roster, decided: dict[int, Decided]
) -> tuple[Revoked, ...]:
    """Earlier probation or parole revoked, with the accused concerned."""
    made: list[Revoked] = []
    if "撤" not in layout.view.text:
        return ()
    for clause in parted:
        found = _revocation(clause.text)
        if found is None:
            continue
        named = [party for _, _, name in roster.hits(clause.text) for party in roster.named(name)]
        named = named or _stated_in(clause, decided)
        if not named and len(roster) == 1:
            named = list(roster.accused)
        kind = "parole_revoked" if found["kind"] == "假释" else "probation_revoked"
        low, high = found.span()
        made.append(
            Revoked(
                kind,
                tuple(sorted({party.ordinal for party in named})),
                layout.view.span(clause.start + low, clause.start + high),
            )
        )
    return tuple(made)


def _revocation(text: str) -> re.Match[str] | None:
    """The first revocation of a clause that is not only threatened."""
    patterns = pattern.load("sentence")
    for found in patterns["revoked"].finditer(text):
        if not patterns["warned"].search(text, 0, found.start()):
            return found
    return None


def _stated_in(clause: Clause, decided: dict[int, Decided]) -> list[Party]:
    """The accused in whose statement a clause stands."""
    return [
        one.result.party
        for one in decided.values()
        if any(own.region.covers(clause.span) for own in one.result.statements)
    ]


def _standing(layout: Layout, roster: Roster, one: Decided) -> Executed:
    """The outcome of an accused about whom nothing is stated anew."""
    outcome = left_standing(layout, roster, one.result.party)
    executed = Executed(outcome, abstained=outcome.abstained)
    if outcome.value is not None:
        executed.penalty.kind = Fact("none", outcome.span)
    return executed


def _give_terms(
    decided: dict[int, Decided],
    terms: list[PrintedTerm],
    disposition: tuple[Layout, Roster, list[Statement]],
) -> None:
    """Each printed term to the accused it names, else to those of the statement it stands in."""
    layout, roster, found = disposition
    given: dict[int, list[PrintedTerm]] = {}
    told: dict[int, list[int]] = {}
    for ordinal, one in decided.items():
        for statement in one.result.statements:
            told.setdefault(id(statement), []).append(ordinal)
    for term in terms:
        about = _about(layout, found, term)
        if about is None:
            continue
        named = [party.ordinal for name in term.names for party in roster.named(name)]
        concerned = [ordinal for ordinal in named if decided[ordinal].result.statements]
        if named and not concerned:
            continue
        named = concerned
        holders = told.get(id(about), [])
        own = [ordinal for ordinal in holders if ordinal in named]
        for ordinal in own or named or holders:
            given.setdefault(ordinal, []).append(term)
    for ordinal, own_terms in given.items():
        _take_term(decided[ordinal], own_terms)


def _about(layout: Layout, found: list[Statement], term: PrintedTerm) -> Statement | None:
    """The statement a term stands in or behind; None inside what quotes another decision."""
    before = bisect_right(found, term.at, key=_start) - 1
    if before < 0:
        return None
    statement = found[before]
    if term.at < statement.region.end:
        return statement
    for item in layout.items:
        place = layout.view.span(item.start, item.end)
        if place.start <= term.at < place.end and item.kind not in ("own", "rejected"):
            return None
    return statement


def _start(statement: Statement) -> int:
    return statement.region.start


def _take_term(one: Decided, terms: list[PrintedTerm]) -> None:
    """The one term printed for an accused; unsure when two differ."""
    if one.executed.penalty.probation_months.value is not None and not any(
        term.sure for term in terms
    ):
        return
    kind = one.executed.penalty.kind.value
    terms = [term for term in terms if term.kind in ("", kind)] or terms
    terms = [term for term in terms if term.starts is not NOTHING] or terms
    sure = [term for term in terms if term.sure] or terms
    if any(term.in_pieces for term in terms):
        one.term_abstained = "the term is printed in pieces"
        return
    distinct = {(term.starts.value, term.ends.value, term.ends_text) for term in sure}
    if len(distinct) == 1:
        one.term = sure[0]
    else:
        one.term_abstained = "several terms are printed"


def _take_notes(one: Decided, layout: Layout, told: list[Remark], *, alone: bool) -> None:
    if not one.result.statements or one.result.shared:
        return
    fined = one.executed.penalty.fine.value is not None
    region = one.result.statements[-1].region
    place = layout.view.index(region.start), layout.view.index(region.end)
    words = own_words(layout, told, one.result.party.ordinal, place, alone=alone)
    one.notes = read_notes(words, 0, len(words.text), fined=fined)
