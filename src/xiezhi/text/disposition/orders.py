"""Prohibition orders and occupation bans, for whom and how long."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.term import Term
from xiezhi.text import pattern
from xiezhi.text.facts import Fact

if TYPE_CHECKING:
    import re

    from xiezhi.text.disposition.clause import Clause
    from xiezhi.text.disposition.layout import Layout
    from xiezhi.text.disposition.subject import Roster

__all__ = ["Order", "orders"]


@dataclass(frozen=True, slots=True)
class Order:
    """One prohibition.

    Attributes:
        ordinals: The accused it names; all accused of the statement's when it names none.
        occupation: Whether it is an occupation ban (刑法 37-1) rather than a prohibition order.
        months: How long it lasts; no value when it lasts as long as probation or is not stated.
        in_probation: It lasts as long as the probation.
    """

    ordinals: tuple[int, ...]
    occupation: bool
    months: Fact[int] = field(default_factory=Fact)
    in_probation: bool = False


def orders(layout: Layout, clauses: tuple[Clause, ...], roster: Roster) -> list[Order]:
    """Every prohibition of the operative part."""
    made: list[Order] = []
    if "禁止" not in layout.view.text:
        return made
    patterns = pattern.load("order")
    for clause in clauses:
        if "禁止" not in clause.text:
            continue
        found = patterns["prohibition"].search(clause.text)
        if found is None:
            continue
        in_probation = patterns["in_probation"].search(found["text"]) is not None
        occupation = not in_probation and patterns["after_sentence"].search(found["text"])
        made.append(
            Order(
                ordinals=_named(clause.text, roster),
                occupation=bool(occupation),
                months=_months(layout, clause, patterns["length"], found.start()),
                in_probation=in_probation,
            )
        )
    return made


def _named(text: str, roster: Roster) -> tuple[int, ...]:
    named = [party for _, _, name in roster.hits(text) for party in roster.named(name)]
    if not named and len(roster) == 1:
        named = list(roster.accused)
    return tuple(dict.fromkeys(party.ordinal for party in named))


def _months(layout: Layout, clause: Clause, length: re.Pattern[str], start: int) -> Fact[int]:
    """The length that a clause states for its order."""
    found = length.search(clause.text, start)
    if found is None or found.lastgroup is None:
        return Fact()
    group = found.lastgroup
    try:
        term = Term.parse("有期徒刑" + found[group])
    except RefusedValueError:
        return Fact.declined("length not readable")
    low, high = found.span(group)
    return Fact(term.months, layout.view.span(clause.start + low, clause.start + high))
