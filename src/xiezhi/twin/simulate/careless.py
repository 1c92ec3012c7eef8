"""Carelessness of courts and clerks: small accidents that nobody planted.

Each accident is described by what a hand does (a digit typed wrong, an article left out, a
limit not looked up), never by the rule it may break; most of them break none.
"""

from dataclasses import replace

from xiezhi.twin.chance import Chance
from xiezhi.twin.days import plus_months
from xiezhi.twin.history import Case, Defendant
from xiezhi.twin.offences import CONTROL, DETENTION, FIXED

_GRAFT = {"382", "383", "385", "386"}


def careless_sentence(chance: Chance, case: Case) -> None:
    """Accidents while the sentence is made."""
    for person in case.defendants:
        if person.unit or person.sentence.outcome != "convicted":
            continue
        _rounds_probation(chance, person)
        _forgets_rights(chance, person)
        _mistypes_fine(chance, person)
        _overlooks_probation(chance, person)
        _calls_recidivist(chance, person)
        _guesses_total(chance, person)
        _doubles_term(chance, person)
        if person.sentence.penalty.kind == CONTROL and chance.odds(0.04):
            person.sentence.credit_ratio = 1


def careless_writing(chance: Chance, case: Case) -> None:
    """Accidents while the judgment is typed."""
    # Graft is cited by several articles, of which each alone may do.
    single = [citation for citation in case.cited if citation.article not in _GRAFT]
    if chance.odds(0.025) and len(single) > 2:
        case.cited.remove(chance.pick(single))
    for person in case.defendants:
        _mistypes_end(chance, person)
        if person.id_style == "masked" and chance.odds(0.04):
            person.id_style = "plain"
        if person.sentence.fine_days and chance.odds(0.012):
            person.sentence.fine_days = 30 * chance.whole(3, 6)
    if chance.odds(0.006):
        case.appeal_days = chance.pick((5, 10, 15))
    if chance.odds(0.008) and len(case.bench.members) > 1:
        case.bench.members.pop()
    if case.items and chance.odds(0.02):
        case.items.pop(0)
    if not case.open_trial and chance.odds(0.05):
        case.open_trial = True
    if len(case.defendants) > 4 and chance.odds(0.03):
        case.defendants[-1].answered = False


def _rounds_probation(chance: Chance, person: Defendant) -> None:
    sentence = person.sentence
    if sentence.probation_months and chance.odds(0.025):
        habits = (6, 8, 10, 12, 12, 24, 36, 60) if sentence.penalty.kind == FIXED else (1, 3, 6, 12)
        sentence.probation_months = chance.pick(habits)


def _forgets_rights(chance: Chance, person: Defendant) -> None:
    count = person.counts[0]
    if (count.rights_life or count.rights_months) and chance.odds(0.04):
        sentence = person.sentence
        sentence.rights_life, sentence.rights_months = False, 0
        for count in person.counts:
            count.rights_life, count.rights_months = False, 0


def _mistypes_fine(chance: Chance, person: Defendant) -> None:
    count, sentence = person.counts[0], person.sentence
    if not count.fine or sentence.fine is None or not chance.odds(0.012):
        return
    typed = count.fine // 10 if chance.odds(0.6) else count.fine * 10
    if len(person.counts) == 1:
        count.fine = sentence.fine = typed
    elif chance.odds(0.5):
        count.fine = typed
    else:
        sentence.fine += 1000 * chance.whole(1, 9)


def _overlooks_probation(chance: Chance, person: Defendant) -> None:
    sentence = person.sentence
    if sentence.merged_prior is None or len(person.counts) > 1 or not chance.odds(0.12):
        return
    count = person.counts[0]
    sentence.merged_prior, sentence.revokes = None, ""
    sentence.penalty = replace(count.penalty)
    sentence.fine = count.fine


def _calls_recidivist(chance: Chance, person: Defendant) -> None:
    convicted = any(prior.kind == "conviction" for prior in person.priors)
    if convicted and not person.recidivist and chance.odds(0.05):
        person.circumstances.append("recidivist")


def _guesses_total(chance: Chance, person: Defendant) -> None:
    penalty = person.sentence.penalty
    if len(person.counts) > 1 and penalty.kind == FIXED and chance.odds(0.015):
        penalty.months += chance.pick((-6, -3, 3, 6))


def _doubles_term(chance: Chance, person: Defendant) -> None:
    if len(person.counts) > 1 or person.sentence.merged_prior or not chance.odds(0.006):
        return
    count, penalty = person.counts[0], person.sentence.penalty
    if penalty.kind in {FIXED, DETENTION, CONTROL}:
        months = penalty.months * 2 if chance.odds(0.5) else max(1, penalty.months // 2)
        count.penalty.months = penalty.months = months


def _mistypes_end(chance: Chance, person: Defendant) -> None:
    sentence = person.sentence
    if sentence.ends is None or not chance.odds(0.012):
        return
    sentence.ends = plus_months(sentence.ends, chance.pick((12, -12, 1, -1, 120)))
