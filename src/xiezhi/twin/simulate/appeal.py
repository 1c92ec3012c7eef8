"""What a higher court, or the same court in a retrial, makes of a judgment."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

from xiezhi.twin.chance import Chance
from xiezhi.twin.days import lawful_end
from xiezhi.twin.history import Case, Defendant
from xiezhi.twin.people import Names
from xiezhi.twin.places import court_above
from xiezhi.twin.simulate.sentencing import lawful_probation
from xiezhi.twin.simulate.trial import cite, number_of, seat_bench

_SERVED = {"fixed_term", "criminal_detention"}


def review(chance: Chance, below: Case, instance: str) -> Case:
    """A judgment that changes an earlier one.

    Args:
        chance: Choices.
        below: The judgment under review; it is not changed.
        instance: ``second`` or ``retrial``.

    Returns:
        The case of the reviewing court. ``changed`` names the defendants who get a new sentence;
        it names all when the court below is set aside as a whole.
    """
    case = deepcopy(below)
    case.below, case.instance = below, instance
    names = Names(chance)
    if instance == "second":
        case.court = court_above(below.court)
    later = below.judged + timedelta(days=chance.whole(45, 160 if instance == "second" else 700))
    while later.weekday() >= 5:
        later += timedelta(days=1)
    case.judged, case.hearing = later, later - timedelta(days=chance.whole(3, 30))
    case.filed = below.judged + timedelta(days=12)
    case.hearing_stated = False
    case.heard = instance == "retrial" or chance.odds(0.5)
    kind = "终" if instance == "second" else "再"
    case.number, case.number_key = number_of(chance, case.court, later.year, kind)
    case.bench = seat_bench(chance, names, "second", single=False, grave=False, judged=later)
    case.procedure, case.procedure_stated = "ordinary", False
    case.manner = chance.weigh({"partly": 55, "anew": 45})
    appellants = [p for p in case.defendants if not p.unit and p.sentence.outcome == "convicted"]
    chosen = chance.some(appellants, chance.weigh({1: 70, 2: 30})) or case.defendants[:1]
    for person in case.defendants:
        person.answered = True
        person.appellant = person in chosen and instance == "second"
        if person in chosen:
            change(chance, person)
        person.sentence.fine_days = 0
    whole = case.manner == "anew"
    case.changed = [p.ordinal for p in (case.defendants if whole else chosen)]
    gone = [[p.ordinal] for p in case.defendants if p.sentence.outcome == "acquitted"]
    case.items = [item for item in case.items if item.ordinals not in gone]
    case.cited = cite(chance, case)
    return case


def change(chance: Chance, person: Defendant) -> None:
    """Gives one defendant a milder lawful sentence, or acquits."""
    sentence, count = person.sentence, person.counts[0] if person.counts else None
    if count is None or sentence.outcome != "convicted":
        return
    if chance.odds(0.05):
        _acquit(person)
        return
    simple = len(person.counts) == 1 and sentence.penalty.kind in _SERVED
    least = max(count.bracket.low, 6) if sentence.penalty.kind == "fixed_term" else 1
    if person.mitigated:
        least = 6
    merged = sentence.merged_prior is not None
    if not simple or merged or sentence.penalty.months <= least:
        if sentence.fine and sentence.fine >= 4000 and len(person.counts) == 1 and not merged:
            count.fine = sentence.fine = sentence.fine // 2000 * 1000
        return
    months = max(least, sentence.penalty.months * chance.pick((60, 70, 80)) // 100)
    count.penalty, sentence.penalty = replace(count.penalty), replace(sentence.penalty)
    count.penalty.months = sentence.penalty.months = months
    count.penalty.days = sentence.penalty.days = 0
    if sentence.probation_months:
        sentence.probation_months = lawful_probation(chance, sentence.penalty)
    elif sentence.starts is not None:
        sentence.ends = lawful_end(sentence.starts, months, 0, sentence.credit_days)


def _acquit(person: Defendant) -> None:
    person.sentence = type(person.sentence)(outcome="acquitted")
    person.counts, person.circumstances = [], []
    person.mitigated = False
