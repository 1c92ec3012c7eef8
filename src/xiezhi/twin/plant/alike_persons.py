"""Look-alikes about repeaters, procedure, minors, citations and notices."""

from dataclasses import replace
from datetime import date

from xiezhi.twin.chance import Chance
from xiezhi.twin.days import age_on
from xiezhi.twin.history import Case
from xiezhi.twin.offences import DETENTION, FIXED
from xiezhi.twin.people import citizen_number
from xiezhi.twin.plant.card import Card, sentence_of, target
from xiezhi.twin.plant.terms import ONE_COUNT, PROPERTY, VIOLENCE
from xiezhi.twin.wish import Wish


def _repeater(prior: str) -> Wish:
    return Wish(charges=PROPERTY, bracket=0, counts=1, kind=FIXED, months=(8, 30), prior=prior)


def _revoked_before(chance: Chance, case: Case) -> None:
    """The earlier probation was revoked by another ruling before this trial."""
    person = target(case)
    for prior in person.priors:
        prior.revoked_before = bool(prior.probation_months)
    sentence, count = person.sentence, person.counts[0]
    sentence.merged_prior, sentence.revokes = None, ""
    sentence.penalty = replace(count.penalty)
    sentence.fine = count.fine


def _masked(chance: Chance, case: Case) -> None:
    person = target(case)
    person.citizen_id = citizen_number(chance, person.birth, person.sex)
    person.id_style, person.shows_birth = "masked", True


def _account(chance: Chance, case: Case) -> None:
    number = "62" + "".join(str(chance.whole(0, 9)) for _ in range(17))
    case.asides.append(f"涉案款项汇入账号为{number}的银行账户。")
    for person in case.defendants:
        person.id_style = "none"


def _five_judges(chance: Chance, case: Case) -> None:
    members = case.bench.members
    members += [("审判员", "周正衡"), ("审判员", "吴持平")]


def _recidivist(case: Case) -> bool:
    return target(case).recidivist


def _revoked(case: Case) -> bool:
    return sentence_of(case).revokes == "probation"


def _grown_up(case: Case) -> bool:
    person = target(case)
    return age_on(person.birth, case.hearing) >= 18 and "juvenile" in person.circumstances


ALIKE_PERSONS: tuple[Card, ...] = (
    Card(
        "CR-22",
        _repeater("recidivist_edge"),
        reason="the crime falls on the edge of five years",
        fits=_recidivist,
    ),
    Card("CR-22", _repeater("recidivist"), reason="recidivism is grounded", fits=_recidivist),
    Card("CR-24", _repeater("probation_over"), reason="the probation was over before the crime"),
    Card(
        "CR-24",
        _repeater("probation_running"),
        reason="the judgment itself revokes it",
        fits=_revoked,
    ),
    Card(
        "CR-24",
        _repeater("probation_running"),
        _revoked_before,
        reason="another ruling had revoked it",
    ),
    Card(
        "CR-29",
        replace(ONE_COUNT, charges=("危险驾驶罪",), kind=DETENTION, months=(6, 6)),
        reason="exactly six months",
    ),
    Card(
        "CR-29",
        replace(ONE_COUNT, charges=("危险驾驶罪",), kind=DETENTION, months=(1, 1)),
        reason="exactly one month",
    ),
    Card(
        "CR-29",
        replace(
            ONE_COUNT,
            charges=("危险驾驶罪",),
            outcome="exempted",
            circumstance="voluntary_surrender",
        ),
        reason="exempted from punishment",
    ),
    Card(
        "CR-33",
        replace(
            ONE_COUNT,
            charges=PROPERTY[:3],
            bracket=1,
            kind=FIXED,
            months=(36, 36),
            mitigate=False,
            procedure="summary",
            defendants=1,
        ),
        reason="one judge may give exactly three years",
        whole=True,
        fits=lambda case: case.bench.single,
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
        reason="summary procedure with a panel may exceed three years",
        whole=True,
        fits=lambda case: not case.bench.single,
    ),
    Card(
        "CR-33",
        Wish(procedure="ordinary"),
        written=_five_judges,
        reason="a panel of five is allowed",
        whole=True,
        fits=lambda case: len(case.bench.members) == 5,
    ),
    Card(
        "CR-35",
        Wish(charges=PROPERTY + VIOLENCE, bracket=0, counts=1, youth="crime", prior="none"),
        reason="grown up on the day of the hearing",
        fits=_grown_up,
    ),
    Card(
        "CR-35",
        Wish(charges=PROPERTY + VIOLENCE, bracket=0, counts=1, youth="trial", prior="none"),
        reason="a minor tried in camera with a defender",
        fits=lambda case: not case.open_trial,
    ),
    Card(
        "CR-37",
        replace(ONE_COUNT, charges=("受贿罪", "危险驾驶罪", "帮助信息网络犯罪活动罪")),
        reason="the charge's articles are cited among others",
    ),
    Card(
        "CR-38",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, defendants=3, outcome="acquitted"),
        reason="acquitted, which answers the accusation",
    ),
    Card("CR-40", reason="ten days from the second day; other numbers stand near", whole=True),
    Card("ID-UNMASKED", Wish(youth="adult"), written=_masked, reason="the number is masked"),
    Card(
        "ID-UNMASKED",
        Wish(youth="adult", after=date(2014, 1, 1)),
        written=_account,
        reason="the number is a bank account's",
    ),
)
