"""From counts and a total to the one sentence that is executed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from xiezhi.kernel.term import PenaltyKind
from xiezhi.text.disposition.penalty import Penalty
from xiezhi.text.facts import Fact

if TYPE_CHECKING:
    from xiezhi.text.disposition.charge import Charge
    from xiezhi.text.disposition.outcome import Result
    from xiezhi.text.disposition.statement import Count

__all__ = ["Executed", "execute"]

T = TypeVar("T")

_FINE_ALONE = PenaltyKind.FINE_ALONE.value
_NONE = PenaltyKind.NONE.value


@dataclass(slots=True)
class Executed:
    """What is executed against one accused.

    Attributes:
        outcome: ``convicted``, ``exempted``, ``acquitted`` …; abstained when nothing is told.
        charges: Charges convicted of, in order, as printed.
        penalty: The executed penalty.
        abstained: Why the sentence was not read, when it was not.
    """

    outcome: Fact[str]
    charges: tuple[Charge, ...] = ()
    penalty: Penalty = field(default_factory=Penalty)
    abstained: str | None = None


def execute(result: Result) -> Executed:
    """Put the statements about one accused together."""
    if not result.statements:
        return Executed(Fact(), abstained=result.abstained or "no statement about this party")
    verdict = result.verdict
    if verdict is not None:
        none = Penalty(kind=Fact(_NONE, verdict[1]))
        return Executed(Fact(*verdict), penalty=none)
    counts = result.counts
    charges = tuple(charge for count in counts for charge in count.charges)
    total = result.total
    if total is not None and not total.empty:
        penalty, why = _with_counts(total, counts), None
    else:
        penalty, why = _without_total(result, counts)
    if result.shared:
        penalty, why = _shared(result, penalty, why)
    return _told(result, charges, penalty, why)


def _told(
    result: Result, charges: tuple[Charge, ...], penalty: Penalty, why: str | None
) -> Executed:
    """The outcome that a penalty means."""
    where = charges[0].span if charges else result.statements[0].span
    if penalty.kind.value is None and why is None:
        why = "no penalty stated"
    if penalty.months.abstained and why is None:
        why = f"term: {penalty.months.abstained}"
    if penalty.kind.value == _NONE:
        return Executed(Fact("exempted", penalty.kind.span or where), charges, penalty, why)
    if not charges and penalty.empty:
        return Executed(Fact(), charges, penalty, why)
    return Executed(Fact("convicted", where), charges, penalty, why)


def _with_counts(total: Penalty, counts: list[Count]) -> Penalty:
    """The total, with what it leaves to the counts: a fine, a right lost, property taken."""
    penalties = [count.penalty for count in counts]
    kind = total.kind
    if kind.value == _FINE_ALONE and any(_timed(penalty) for penalty in penalties):
        kind = Fact.declined("the total names a fine only")
    fine = total.fine
    if not _stated(fine) and total.confiscation.value != "all":
        fine = _added([penalty.fine for penalty in penalties])
    return replace(
        total,
        kind=kind,
        fine=fine,
        confiscation=_only(total.confiscation, [p.confiscation for p in penalties]),
        confiscation_amount=total.confiscation_amount
        if _stated(total.confiscation)
        else _only(Fact(), [p.confiscation_amount for p in penalties]),
        rights_months=total.rights_months
        if total.rights_life.value
        else _only(total.rights_months, [p.rights_months for p in penalties]),
        rights_life=_only(total.rights_life, [p.rights_life for p in penalties])
        if not _stated(total.rights_months)
        else total.rights_life,
    )


def _timed(penalty: Penalty) -> bool:
    return penalty.kind.value not in (None, _NONE, _FINE_ALONE)


def _stated(fact: Fact[T]) -> bool:
    return fact.value is not None or fact.abstained is not None


def _only(own: Fact[T], others: list[Fact[T]]) -> Fact[T]:
    """The total's own value, else the one all counts agree on; unsure when they differ."""
    if _stated(own):
        return own
    stated = [fact for fact in others if _stated(fact)]
    if not stated:
        return own
    if len({fact.value for fact in stated}) == 1:
        return stated[0]
    return Fact.declined("counts differ and the total is silent")


def _added(fines: list[Fact[Decimal]]) -> Fact[Decimal]:
    """The sum of the counts' fines, when every one was read."""
    stated = [fine for fine in fines if _stated(fine)]
    if not stated:
        return Fact()
    if len(stated) == 1:
        return stated[0]
    if any(fine.value is None for fine in stated):
        return Fact.declined("a count's fine was not readable")
    total = sum((fine.value for fine in stated if fine.value is not None), Decimal(0))
    return Fact.from_spans(total, [fine.span for fine in stated if fine.span is not None])


def _without_total(result: Result, counts: list[Count]) -> tuple[Penalty, str | None]:
    """The one count's penalty; several penalties without a total are not added up."""
    if any(statement.merged for statement in result.statements):
        return Penalty(), "an earlier sentence is merged and no total is stated"
    penalties = [count.penalty for count in counts if not count.penalty.empty]
    if not penalties:
        return Penalty(), "no penalty stated"
    punished = [penalty for penalty in penalties if penalty.kind.value != _NONE]
    if not punished:
        return penalties[0], None
    if len(punished) == 1 or _repeated(counts):
        return punished[0], None
    if all(penalty.kind.value == _FINE_ALONE for penalty in punished):
        fine = _added([penalty.fine for penalty in punished])
        return replace(punished[0], fine=fine), None
    return Penalty(), "several counts and no total"


def _shared(result: Result, penalty: Penalty, why: str | None) -> tuple[Penalty, str | None]:
    """What is stated for several accused at once is each one's own only if the text says so."""
    shared = [
        statement
        for statement in result.statements
        if len(statement.names) > 1
        and (statement.total or any(not count.penalty.empty for count in statement.counts))
    ]
    if all(statement.several for statement in shared):
        return penalty, why
    if _stated(penalty.fine):
        penalty = replace(penalty, fine=Fact.declined("one fine for several accused"))
    return penalty, why


def _repeated(counts: list[Count]) -> bool:
    """Whether one and the same conviction is printed several times over."""
    told = {
        (
            tuple(charge.text for charge in count.charges),
            count.penalty.kind.value,
            count.penalty.months.value,
            count.penalty.days.value,
            count.penalty.fine.value,
            count.penalty.probation_months.value,
        )
        for count in counts
    }
    return len(told) == 1
