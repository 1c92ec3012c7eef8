"""Convictions: one row per accused and charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.text.disposition.name_charge import name_charge
from xiezhi.text.facts import NOTHING, Fact, put

if TYPE_CHECKING:
    from xiezhi.text.disposition.penalty import Penalty
    from xiezhi.text.disposition.walk import Decided, Disposition
    from xiezhi.text.facts import Document, Parties, Row

__all__ = ["read"]


def read(document: Document, parties: Parties, disposition: Disposition | None) -> list[Row]:
    """Rows of ``judgment_count``; none unless the document convicts.

    Args:
        document: The document.
        parties: Its parties (the disposition already knows them).
        disposition: Its operative part, walked; None when it convicts nobody.
    """
    if disposition is None:
        return []
    return [row for decided in disposition.decided.values() for row in _rows(decided)]


def _rows(decided: Decided) -> list[Row]:
    rows: list[Row] = []
    for count in decided.result.counts:
        for charge in count.charges:
            row: Row = {
                "ordinal": decided.result.party.ordinal,
                "count_ordinal": len(rows) + 1,
                "charge": name_charge(charge.text).name,
            }
            put(row, "charge_text", Fact(charge.text, charge.span))
            if len(count.charges) == 1:
                put_penalty(row, count.penalty)
            rows.append(row)
    return rows


def put_penalty(row: Row, penalty: Penalty) -> None:
    """The penalty of one count."""
    for column, fact in (
        ("penalty_kind", penalty.kind),
        ("months", penalty.months),
        ("days", penalty.days),
        ("fine", penalty.fine),
        ("fine_mode", penalty.fine_mode),
        ("confiscation", penalty.confiscation),
        ("political_rights_months", penalty.rights_months),
        ("political_rights_life", penalty.rights_life),
    ):
        if fact is not NOTHING:
            put(row, column, fact)
