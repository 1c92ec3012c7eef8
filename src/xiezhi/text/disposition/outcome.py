"""What holds for each accused after the operative part: statements put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiezhi.kernel.span import Span
    from xiezhi.text.disposition.penalty import Penalty
    from xiezhi.text.disposition.statement import Count, Statement
    from xiezhi.text.disposition.subject import Roster
    from xiezhi.text.facts import Party

__all__ = ["Result", "assign"]


@dataclass(slots=True)
class Result:
    """What the operative part says about one accused.

    Attributes:
        party: The accused.
        statements: The statements about the party, in order.
        shared: Whether one of them is about several accused at once.
        abstained: Why nothing was read, when nothing was.
    """

    party: Party
    statements: list[Statement] = field(default_factory=list)
    shared: bool = False
    abstained: str | None = None

    @property
    def counts(self) -> list[Count]:
        """All counts of the party in order."""
        return [count for statement in self.statements for count in statement.counts]

    @property
    def total(self) -> Penalty | None:
        """The last total stated for the party."""
        totals = [statement.total for statement in self.statements if statement.total]
        return totals[-1] if totals else None

    @property
    def verdict(self) -> tuple[str, Span] | None:
        """The verdict when nothing is punished."""
        if any(not count.penalty.empty for count in self.counts):
            return None
        verdicts = [statement.verdict for statement in self.statements if statement.verdict]
        return verdicts[-1] if verdicts else None


def assign(roster: Roster, statements: list[Statement]) -> dict[int, Result]:
    """Results by the ordinal of the accused; every accused has one, perhaps without statement."""
    results = {party.ordinal: Result(party) for party in roster.accused}
    unresolved: list[Statement] = []
    turn: dict[str, int] = {}
    for statement in statements:
        if not statement.names:
            unresolved.append(statement)
            continue
        parties = _parties(roster, statement, turn, statements)
        for party in parties:
            results[party.ordinal].statements.append(statement)
            results[party.ordinal].shared |= len(parties) > 1
    _by_elimination(roster, results, unresolved)
    return results


def _parties(
    roster: Roster, statement: Statement, turn: dict[str, int], statements: list[Statement]
) -> list[Party]:
    """The accused a statement is about; namesakes take turns when all of them get one."""
    found: list[Party] = []
    for name in statement.names:
        namesakes = roster.named(name)
        if len(namesakes) == 1:
            found.append(namesakes[0])
            continue
        stated = sum(name in other.names for other in statements)
        if stated == len(namesakes):
            found.append(namesakes[turn.get(name, 0)])
            turn[name] = turn.get(name, 0) + 1
    return list({party.ordinal: party for party in found}.values())


def _by_elimination(
    roster: Roster, results: dict[int, Result], unresolved: list[Statement]
) -> None:
    """Subjects that are no names of the head: misprints, or the only one left.

    A party that two different subjects could mean gets neither.
    """
    by_name: dict[str, list[Statement]] = {}
    for statement in unresolved:
        by_name.setdefault(statement.printed, []).append(statement)
    free = [party for party in roster.accused if not results[party.ordinal].statements]
    meant: dict[int, list[str]] = {}
    for printed in by_name:
        party = roster.nearest(printed, free)
        if party is None and len(free) == 1 and len(by_name) == 1:
            party = free[0]
        if party is not None:
            meant.setdefault(party.ordinal, []).append(printed)
    for ordinal, names in meant.items():
        if len(names) == 1:
            results[ordinal].statements += by_name[names[0]]
