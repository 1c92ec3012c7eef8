"""One whole case of first instance, from the crime to the day of judgment."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from xiezhi.twin.chance import Chance
from xiezhi.twin.days import lawful_end
from xiezhi.twin.history import Bench, Case, Count, Court, Defendant
from xiezhi.twin.people import Names
from xiezhi.twin.places import basic_courts, intermediate_courts
from xiezhi.twin.simulate.accused import find_circumstances, give_past, person
from xiezhi.twin.simulate.civil import claim_damages
from xiezhi.twin.simulate.crime import (
    choose_bracket,
    choose_offence,
    commit,
    crime_day,
    single_person,
)
from xiezhi.twin.simulate.custody import Calendar, choose_pattern, days_of_case, hold
from xiezhi.twin.simulate.sentencing import (
    allows_mixed_kinds,
    combined,
    execute,
    sentence_counts,
)
from xiezhi.twin.simulate.trial import (
    choose_procedure,
    cite,
    dispose_of_gains,
    number_of,
    seat_bench,
)
from xiezhi.twin.simulate.units import add_unit
from xiezhi.twin.wish import NO_WISH, Wish

_DEFENDANTS = {1: 66, 2: 16, 3: 8, 4: 5, 5: 2.5, 6: 1.5, 8: 1}
_SERVED = {"fixed_term", "criminal_detention"}


Change = Callable[[Chance, Case], None]


def leave(chance: Chance, case: Case) -> None:
    """The change that changes nothing."""


def simulate(doc_id: str, chance: Chance, wish: Wish = NO_WISH, sentenced: Change = leave) -> Case:
    """A case of first instance whose judgment keeps the law.

    Args:
        doc_id: Identifier of the document to be.
        chance: Choices; the same stream gives the same case.
        wish: What a plant asks of the first defendant.
        sentenced: Called when sentences stand, before custody, dates, bench and citations follow
            from them.

    Returns:
        The case, lawful but for what ``sentenced`` did.
    """
    names = Names(chance)
    style = chance.weigh({"arabic": 88, "han": 4, "comma": 3, "wide_comma": 2, "wan": 3})
    last = crime_day(chance, wish)
    offence = choose_offence(chance, last, wish.charges)
    bracket = choose_bracket(chance, offence, wish.bracket)
    grave = {"life", "death", "death_suspended"} & bracket.kinds and bracket.low >= 120
    court = chance.pick(intermediate_courts() if grave else basic_courts())
    count = commit(chance, offence, bracket, last, court.seat, names, style)
    defendants = _gather(chance, names, court, count, wish, style)
    case = _frame(doc_id, chance, court, defendants, names)
    _sentence_all(chance, defendants, wish)
    if wish.unit or (offence.units and chance.odds(0.25)):
        add_unit(chance, names, case)
    sentenced(chance, case)
    calendar = _keep_and_date(chance, defendants, wish)
    _print_dates(chance, defendants, wish)
    _hear(chance, case, calendar, names, wish)
    case.items = dispose_of_gains(chance, case, style)
    claim_damages(chance, names, case)
    case.cited = cite(chance, case)
    return case


def _gather(
    chance: Chance, names: Names, court: Court, count: Count, wish: Wish, style: str
) -> list[Defendant]:
    number = wish.defendants or chance.weigh(_DEFENDANTS)
    if single_person(count.offence):
        number = 1
    defendants = []
    for ordinal in range(1, number + 1):
        own = wish if ordinal == 1 else NO_WISH
        defendant = person(chance, names, ordinal, count.first_day, own)
        defendant.counts.append(_share_of(chance, count, ordinal))
        give_past(chance, court, defendant, count.first_day, own)
        _further_counts(chance, names, court, defendant, own, style)
        find_circumstances(chance, defendant, joint=number > 1, wish=own)
        defendant.accused = [own_count.charge for own_count in defendant.counts]
        defendants.append(defendant)
    return defendants


def _share_of(chance: Chance, count: Count, ordinal: int) -> Count:
    """A co-defendant's own record of the shared crime."""
    return replace(count, acts=list(count.acts))


def _further_counts(
    chance: Chance, names: Names, court: Court, defendant: Defendant, wish: Wish, style: str
) -> None:
    wanted = wish.counts or chance.weigh({1: 82, 2: 14, 3: 4})
    last = defendant.counts[0].last_day
    while len(defendant.counts) < wanted:
        taken = tuple(count.charge for count in defendant.counts)
        offence = choose_offence(chance, last, (), taken)
        bracket = offence.brackets[0]
        if single_person(offence) or offence.units or bracket.low > 6:
            continue
        if wish.kind not in {"", *bracket.kinds}:
            continue
        if not allows_mixed_kinds(last) and bracket.high == 0:
            continue
        defendant.counts.append(
            commit(chance, offence, bracket, last, court.seat, names, style, acts=1)
        )


def _frame(
    doc_id: str, chance: Chance, court: Court, defendants: list[Defendant], names: Names
) -> Case:
    nothing = date(2000, 1, 1)
    return Case(
        doc_id=doc_id,
        court=court,
        instance="first",
        number="",
        number_key="",
        charge_number="",
        filed=nothing,
        hearing=nothing,
        hearing_stated=chance.odds(0.4),
        filing_stated=chance.odds(0.15),
        judged=nothing,
        procedure="ordinary",
        procedure_stated=True,
        open_trial=True,
        bench=Bench([], ""),
        defendants=defendants,
    )


def _sentence_all(chance: Chance, defendants: list[Defendant], wish: Wish) -> None:
    for defendant in defendants:
        own = wish if defendant.ordinal == 1 else NO_WISH
        if own.outcome == "acquitted" or (
            not own.outcome and own is NO_WISH and chance.odds(0.008)
        ):
            defendant.sentence.outcome = "acquitted"
            defendant.counts, defendant.circumstances = [], []
            continue
        _sentence(chance, defendant, own)


def _sentence(chance: Chance, defendant: Defendant, wish: Wish) -> None:
    youth = "juvenile" in defendant.circumstances
    sentence_counts(chance, defendant, wish, youth=youth)
    mild = {"voluntary_surrender", "accessory"} & set(defendant.circumstances)
    first = defendant.counts[0]
    light = len(defendant.counts) == 1 and first.bracket.low == 6 and not defendant.recidivist
    if wish.outcome == "exempted" or (wish == NO_WISH and light and mild and chance.odds(0.1)):
        for count in defendant.counts:
            count.exempted = True
            count.penalty.kind, count.penalty.months, count.penalty.days = "none", 0, 0
            count.fine, count.fine_alone = None, False
            count.confiscation, count.confiscation_amount, count.rights_months = "none", 0, 0
    _unmix(defendant)
    execute(chance, defendant, wish)
    _revoke(chance, defendant, wish)


def _unmix(defendant: Defendant) -> None:
    """Before November 2015 no rule combined detention with a fixed term: no such mix is made."""
    kinds = {count.penalty.kind for count in defendant.counts}
    late = allows_mixed_kinds(min(count.first_day for count in defendant.counts))
    if len(kinds) > 1 and (not late or not kinds <= _SERVED):
        for count in defendant.counts[1:]:
            if count.penalty.kind not in {"life", "death", "death_suspended"}:
                defendant.counts = defendant.counts[:1]
                break


def _revoke(chance: Chance, defendant: Defendant, wish: Wish) -> None:
    """A crime during an earlier probation revokes it and merges both penalties (刑法 77, 69)."""
    sentence = defendant.sentence
    crime = min(count.first_day for count in defendant.counts)
    for prior in defendant.priors:
        if not prior.probation_months or prior.revoked_before or sentence.outcome != "convicted":
            continue
        over = lawful_end(prior.decided, prior.probation_months, 1)
        if not prior.decided <= crime <= over or sentence.penalty.kind not in _SERVED:
            continue
        sentence.merged_prior, sentence.revokes = prior, "probation"
        sentence.probation_months = 0
        if sentence.penalty.kind == prior.penalty.kind:
            sentence.penalty = combined(chance, [sentence.penalty, prior.penalty])
        else:
            sentence.penalty = replace(prior.penalty)
        if prior.fine:
            sentence.fine = (sentence.fine or 0) + prior.fine


def _keep_and_date(chance: Chance, defendants: list[Defendant], wish: Wish) -> Calendar:
    people = []
    for defendant in defendants:
        if not defendant.unit:
            own = wish.custody if defendant.ordinal == 1 else ""
            people.append((defendant, choose_pattern(chance, defendant, own)))
    acts = [count.last_day for defendant in defendants for count in defendant.counts]
    if not acts:
        acts = [crime_day(chance, wish)]
    drunk = any(c.charge == "危险驾驶罪" for d in defendants for c in d.counts)
    calendar = days_of_case(chance, max(acts), people, at_once=drunk or wish.youth == "trial")
    for defendant, pattern in people:
        start, credit = hold(chance, defendant, pattern, calendar)
        sentence = defendant.sentence
        if sentence.penalty.kind in _SERVED and not sentence.probation_months:
            sentence.starts = start
            sentence.credit_days = sentence.credit_due = credit if start else 0
    return calendar


def _print_dates(chance: Chance, defendants: list[Defendant], wish: Wish) -> None:
    """Decides whether first and last day of the terms are printed, and works out the last."""
    printed = wish.dates_printed if wish.dates_printed is not None else chance.odds(0.92)
    stated = chance.odds(0.4)
    for defendant in defendants:
        sentence = defendant.sentence
        if sentence.starts is None or not printed:
            sentence.starts, sentence.credit_days = None, 0
            continue
        sentence.ends = lawful_end(
            sentence.starts, sentence.penalty.months, sentence.penalty.days, sentence.credit_days
        )
        sentence.credit_stated = bool(sentence.credit_days) and stated


def _hear(chance: Chance, case: Case, calendar: Calendar, names: Names, wish: Wish) -> None:
    case.filed, case.hearing, case.judged = calendar.filed, calendar.hearing, calendar.judged
    case.procedure, single = choose_procedure(chance, case.defendants, case.judged, wish.procedure)
    grave = any(
        defendant.sentence.penalty.kind in {"life", "death", "death_suspended"}
        for defendant in case.defendants
    )
    case.bench = seat_bench(chance, names, "first", single=single, grave=grave, judged=case.judged)
    case.procedure_stated = case.procedure != "ordinary" or chance.odds(0.25)
    case.number, case.number_key = number_of(chance, case.court, case.filed.year, "初")
    case.charge_number = (
        f"{case.court.old_code}检{chance.pick(('公诉刑诉', '刑诉', '公刑诉', '诉刑诉'))}"
        f"{chance.pick(('（{}）', '［{}］', '〔{}〕')).format(case.filed.year)}"
        f"{chance.whole(3, 890)}号"
    )
    young = [d for d in case.defendants if not d.unit and _under_18(d.birth, case.hearing)]
    if young:
        case.open_trial, case.hearing_stated = False, True
        for defendant in young:
            defendant.defender = defendant.defender or names.judge()
    terms = [10, 15, 30, 30, 30, 60, 90]
    for defendant in case.defendants:
        sentence = defendant.sentence
        if sentence.fine is not None and chance.odds(0.1):
            sentence.fine_paid = True
    if chance.odds(0.5):
        days = chance.pick(terms)
        for defendant in case.defendants:
            if defendant.sentence.fine is not None and not defendant.sentence.fine_paid:
                defendant.sentence.fine_days = days


def _under_18(birth: date, day: date) -> bool:
    eighteenth = lawful_end(birth, 216, 1)
    return day <= eighteenth
