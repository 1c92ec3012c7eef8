"""The sentence executed against each accused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xiezhi.text.disposition.name_charge import name_charge
from xiezhi.text.disposition.penalty import Penalty
from xiezhi.text.facts import NOTHING, Fact, put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xiezhi.kernel.span import Span
    from xiezhi.text.disposition.charge import Charge
    from xiezhi.text.disposition.executed import Executed
    from xiezhi.text.disposition.walk import Decided, Disposition
    from xiezhi.text.facts import Document, Parties, Row

__all__ = ["read"]


def read(document: Document, parties: Parties, disposition: Disposition | None) -> list[Row]:
    """Rows of ``judgment_sentence``: one per accused; none unless the document convicts.

    Args:
        document: The document.
        parties: Its parties.
        disposition: Its operative part, walked; None when it convicts nobody.
    """
    if disposition is None:
        return []
    revoked = {
        ordinal: one.span
        for one in disposition.revoked
        if one.kind == "probation_revoked"
        for ordinal in one.ordinals
    }
    return [_row(decided, revoked.get(ordinal)) for ordinal, decided in disposition.decided.items()]


def _row(decided: Decided, revoked: Span | None) -> Row:
    party, executed = decided.result.party, decided.executed
    if revoked is not None and decided.result.total is None and executed.abstained is None:
        why = "an earlier probation is revoked and no total is stated"
        executed = replace(executed, penalty=Penalty(), abstained=why)
    row: Row = {"ordinal": party.ordinal}
    put(row, "name", Fact(party.name, party.name_span))
    put(row, "kind", Fact(party.kind, party.name_span))
    put(row, "outcome", executed.outcome)
    if executed.charges:
        put(row, "charges", _charges(executed.charges))
    elif executed.outcome.value == "convicted":
        row["charges_abstained"] = "no charge stated"
    _put_penalty(row, executed)
    _put_term(row, decided)
    _put_notes(row, decided)
    if revoked is not None:
        put(row, "probation_revoked", Fact(value=True, span=revoked))
        if "merged_with_prior" not in row and decided.result.total is not None:
            put(row, "merged_with_prior", Fact(value=True, span=revoked))
    if executed.abstained:
        row["sentence_abstained"] = executed.abstained
    return row


def _charges(charges: Sequence[Charge]) -> Fact[list[str]]:
    """The charges in the court's own selection; declined when one of them is in no list."""
    named = [name_charge(charge.text) for charge in charges]
    if any(one.name is None for one in named):
        return Fact.declined("not in the list of charges")
    names = list(dict.fromkeys(one.selected for one in named))
    spans = [charge.span for charge in charges]
    return Fact(names, spans[0]) if len(spans) == 1 else Fact.from_spans(names, spans)


def _put_penalty(row: Row, executed: Executed) -> None:
    penalty = executed.penalty
    for column, fact in (
        ("penalty_kind", penalty.kind),
        ("months", penalty.months),
        ("days", penalty.days),
        ("probation_months", penalty.probation_months),
        ("probation_days", penalty.probation_days),
        ("fine", penalty.fine),
        ("confiscation", penalty.confiscation),
        ("confiscation_amount", penalty.confiscation_amount),
        ("political_rights_months", penalty.rights_months),
        ("political_rights_life", penalty.rights_life),
    ):
        if fact is not NOTHING:
            put(row, column, fact)
    if penalty.kind.value is not None:
        where = [penalty.kind.span] if penalty.kind.span else []
        if penalty.confiscation.value is None and penalty.confiscation.abstained is None:
            put(row, "confiscation", Fact.from_spans("none", where))
        if penalty.rights_life.value is None and penalty.rights_months.abstained is None:
            put(row, "political_rights_life", Fact.from_spans(value=False, spans=where))


def _put_term(row: Row, decided: Decided) -> None:
    if decided.term is None:
        if decided.term_abstained:
            row["starts_abstained"] = row["ends_abstained"] = decided.term_abstained
        return
    put(row, "starts", decided.term.starts)
    put(row, "ends", decided.term.ends)
    if decided.term.ends_text is not None:
        row["ends_text"] = decided.term.ends_text


def _put_notes(row: Row, decided: Decided) -> None:
    for column, fact in (
        ("fine_paid", decided.notes.fine_paid),
        ("offset_days", decided.notes.offset_days),
        ("offset_text", decided.notes.offset_text),
        ("custody_ratio", decided.notes.custody_ratio),
        ("residence_ratio", decided.notes.residence_ratio),
        ("prohibition_months", decided.prohibition),
        ("occupation_ban_months", decided.occupation_ban),
    ):
        if fact is not NOTHING:
            put(row, column, fact)
    merged = [one.merged for one in decided.result.statements if one.merged]
    if merged:
        put(row, "merged_with_prior", Fact(value=True, span=merged[0]))
