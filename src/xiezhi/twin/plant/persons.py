"""Errors about repeaters, procedure, minors, citations and notices."""

from dataclasses import replace
from datetime import date

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Bench, Case, Citation
from xiezhi.twin.offences import DETENTION, FIXED
from xiezhi.twin.people import citizen_number
from xiezhi.twin.plant.card import Card, Change, sentence_of, target
from xiezhi.twin.plant.terms import ONE_COUNT, PROPERTY, VIOLENCE
from xiezhi.twin.wish import Wish


def _found_recidivist(chance: Chance, case: Case) -> None:
    found = target(case).circumstances
    if "prior_record" in found:
        found.remove("prior_record")
    found.insert(0, "recidivist")
    sentence_of(case).probation_months = 0


def _overlooked(chance: Chance, case: Case) -> None:
    """The court forgets the earlier probation and sentences as if there were none."""
    person = target(case)
    sentence = person.sentence
    sentence.merged_prior, sentence.revokes = None, ""
    sentence.penalty = replace(person.counts[0].penalty)
    sentence.fine = person.counts[0].fine


def _alone(chance: Chance, case: Case) -> None:
    case.bench = Bench([case.bench.members[-1]], case.bench.clerk)
    case.bench.members = [("审判员", case.bench.members[0][1])]


def _two_judges(chance: Chance, case: Case) -> None:
    case.bench.members = case.bench.members[:2]


def _fast(chance: Chance, case: Case) -> None:
    case.procedure, case.procedure_stated = "fast_track", True
    _alone(chance, case)


def _ordinary_alone(chance: Chance, case: Case) -> None:
    case.procedure, case.procedure_stated = "ordinary", True
    _alone(chance, case)


def _opened(chance: Chance, case: Case) -> None:
    case.open_trial = True


def _undefended(chance: Chance, case: Case) -> None:
    target(case).defender = ""


def _without(*articles: str) -> Change:
    def spoil(chance: Chance, case: Case) -> None:
        case.cited = [citation for citation in case.cited if citation.article not in articles]

    return spoil


def _without_charge(chance: Chance, case: Case) -> None:
    count = target(case).counts[0]
    place = chance.pick(("52", "64", "67"))
    case.cited = [c for c in case.cited if c.article != count.offence.article]
    case.cited = case.cited or [Citation(place)]


def _forgotten(chance: Chance, case: Case) -> None:
    target(case).answered = False
    ordinal = target(case).ordinal
    case.items = [item for item in case.items if item.ordinals != [ordinal]]


def _appeal(*days: int) -> Change:
    def spoil(chance: Chance, case: Case) -> None:
        case.appeal_days = chance.pick(days)

    return spoil


def _shown(chance: Chance, case: Case) -> None:
    person = target(case)
    person.citizen_id = citizen_number(chance, person.birth, person.sex)
    person.id_style, person.shows_birth = "plain", True


def _repeater(prior: str) -> Wish:
    return Wish(
        charges=PROPERTY,
        bracket=0,
        counts=1,
        kind=FIXED,
        months=(8, 30),
        probation=False,
        prior=prior,
    )


_OWN = Wish(counts=1, prior="none")
PERSONS: tuple[Card, ...] = (
    *(
        Card("CR-22", _repeater(prior), _found_recidivist)
        for prior in ("long_ago", "detention", "probation_served", "juvenile", "negligent")
    ),
    Card(
        "CR-22",
        Wish(
            charges=("危险驾驶罪",),
            kind=DETENTION,
            months=(1, 6),
            probation=False,
            prior="recidivist",
        ),
        _found_recidivist,
    ),
    Card("CR-24", _repeater("probation_running"), _overlooked),
    Card(
        "CR-24",
        Wish(charges=("危险驾驶罪",), kind=DETENTION, months=(1, 6), prior="probation_running"),
        _overlooked,
    ),
    Card(
        "CR-33",
        replace(
            ONE_COUNT,
            charges=PROPERTY[:3],
            bracket=1,
            kind=FIXED,
            months=(42, 84),
            mitigate=False,
            procedure="summary",
        ),
        written=_alone,
        whole=True,
    ),
    Card(
        "CR-33",
        replace(
            ONE_COUNT,
            charges=PROPERTY[:3],
            bracket=1,
            kind=FIXED,
            months=(42, 60),
            mitigate=False,
            procedure="ordinary",
            after=date(2019, 1, 1),
        ),
        written=_fast,
        whole=True,
    ),
    Card(
        "CR-33",
        Wish(procedure="ordinary", charges=VIOLENCE, bracket=0),
        written=_two_judges,
        whole=True,
    ),
    Card(
        "CR-33",
        Wish(procedure="ordinary", charges=PROPERTY, bracket=0),
        written=_ordinary_alone,
        whole=True,
    ),
    Card(
        "CR-35",
        replace(_OWN, charges=PROPERTY + VIOLENCE, bracket=0, youth="trial"),
        written=_opened,
    ),
    Card(
        "CR-35",
        replace(_OWN, charges=PROPERTY + VIOLENCE, bracket=0, youth="trial"),
        written=_undefended,
    ),
    Card(
        "CR-37",
        replace(ONE_COUNT, charges=("盗窃罪", "故意伤害罪", "诈骗罪")),
        written=_without_charge,
    ),
    Card("CR-37", _repeater("recidivist"), written=_without("65")),
    Card(
        "CR-37",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, circumstance="voluntary_surrender"),
        written=_without("67"),
    ),
    Card(
        "CR-37",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, kind=FIXED, months=(8, 30), probation=True),
        written=_without("72", "73"),
    ),
    Card("CR-37", Wish(counts=2, kind=FIXED, months=(8, 20), prior="none"), written=_without("69")),
    Card("CR-38", Wish(charges=PROPERTY + VIOLENCE, bracket=0, defendants=3), written=_forgotten),
    Card("CR-40", written=_appeal(5, 15), whole=True),
    Card("CR-40", Wish(charges=("危险驾驶罪",)), written=_appeal(7, 15, 30), whole=True),
    Card("ID-UNMASKED", Wish(youth="adult"), written=_shown),
)
