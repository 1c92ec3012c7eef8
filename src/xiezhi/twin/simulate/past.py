"""The past of a defendant: earlier convictions, sanctions and drug treatment."""

from datetime import date, timedelta

from xiezhi.twin.chance import Chance
from xiezhi.twin.days import plus_months, plus_years
from xiezhi.twin.history import Court, Defendant, Penalty, Prior

_INTENTIONAL = (
    "盗窃罪",
    "故意伤害罪",
    "诈骗罪",
    "贩卖毒品罪",
    "寻衅滋事罪",
    "抢夺罪",
    "开设赌场罪",
)
_SANCTIONS = (
    ("因吸食毒品", "行政拘留十五日"),
    ("因盗窃", "行政拘留十日"),
    ("因殴打他人", "行政拘留五日，并处罚款二百元"),
    ("因赌博", "行政拘留七日，并处罚款五百元"),
    ("因饮酒后驾驶机动车", "罚款一千元，暂扣机动车驾驶证六个月"),
)
STORIES = (
    "recidivist",
    "recidivist_edge",
    "long_ago",
    "detention",
    "probation_served",
    "probation_running",
    "probation_over",
    "juvenile",
    "negligent",
    "sanction",
    "treatment",
)


def past_of(chance: Chance, court: Court, crime: date, story: str, birth: date) -> list[Prior]:
    """The earlier convictions and sanctions that a story needs.

    Args:
        chance: Choices.
        court: The court of the present case; earlier judgments come from its city.
        crime: First day of the present crime.
        story: One of ``STORIES`` or empty for none.
        birth: Date of birth, so that nobody is convicted as a child by accident.

    Returns:
        Priors in order of time.
    """
    if not story:
        return []
    teller = {
        "recidivist": _recidivist,
        "recidivist_edge": _recidivist_edge,
        "long_ago": _long_ago,
        "detention": _detention,
        "probation_served": _probation_served,
        "probation_running": _probation_running,
        "probation_over": _probation_served,
        "juvenile": _juvenile,
        "negligent": _negligent,
        "sanction": _sanction,
        "treatment": _treatment,
    }[story]
    priors = teller(chance, court, crime, birth)
    return sorted(priors, key=lambda prior: prior.decided)


def _conviction(
    chance: Chance, court: Court, decided: date, months: int, charge: str, kind: str = "fixed_term"
) -> Prior:
    serial = chance.whole(11, 620)
    number = f"（{decided.year}）{court.old_code}刑初字第{serial}号"
    if decided.year >= 2016:
        number = f"（{decided.year}）{court.code}刑初{serial}号"
    fine = 0 if charge == "故意伤害罪" else chance.whole(2000, 9000, 1000)
    return Prior(
        "conviction",
        court.name,
        decided,
        charge,
        Penalty(kind, months),
        fine=fine if charge not in {"寻衅滋事罪", "交通肇事罪"} else 0,
        case_number=number,
    )


def _released(chance: Chance, court: Court, released: date, months: int) -> Prior:
    served = plus_months(released, -months)
    decided = served + timedelta(days=chance.whole(60, 150))
    prior = _conviction(chance, court, min(decided, released), months, chance.pick(_INTENTIONAL))
    prior.released = released
    prior.release_kind = "served"
    return prior


def _recidivist(chance: Chance, court: Court, crime: date, birth: date) -> list[Prior]:
    released = crime - timedelta(days=chance.whole(40, 1700))
    return [_released(chance, court, released, chance.whole(8, 48))]


def _recidivist_edge(chance: Chance, court: Court, crime: date, birth: date) -> list[Prior]:
    released = plus_years(crime, -5) + timedelta(days=chance.whole(0, 4))
    return [_released(chance, court, released, chance.whole(8, 36))]


def _long_ago(chance: Chance, court: Court, crime: date, birth: date) -> list[Prior]:
    released = plus_years(crime, -5) - timedelta(days=chance.whole(20, 1500))
    return [_released(chance, court, released, chance.whole(8, 36))]


def _detention(chance: Chance, court: Court, crime: date, birth: date) -> list[Prior]:
    released = crime - timedelta(days=chance.whole(60, 1300))
    prior = _released(chance, court, released, chance.whole(2, 6))
    prior.penalty.kind = "criminal_detention"
    return [prior]


def _probation(chance: Chance, court: Court, decided: date, probation: int) -> Prior:
    prior = _conviction(
        chance, court, decided, chance.whole(6, min(probation, 24)), chance.pick(_INTENTIONAL)
    )
    prior.probation_months = probation
    return prior


def _probation_served(chance: Chance, court: Court, crime: date, birth: date) -> list[Prior]:
    probation = 12 * chance.whole(1, 3)
    over = crime - timedelta(days=chance.whole(60, 900))
    return [_probation(chance, court, plus_months(over, -probation), probation)]


def _probation_running(chance: Chance, court: Court, crime: date, birth: date) -> list[Prior]:
    # At least 40 days inside at both ends: the day of effect follows the judgment by some days.
    probation = 12 * chance.whole(1, 4)
    whole = (crime - plus_months(crime, -probation)).days
    decided = crime - timedelta(days=chance.whole(40, whole - 40))
    return [_probation(chance, court, decided, probation)]


def _juvenile(chance: Chance, court: Court, crime: date, birth: date) -> list[Prior]:
    released = crime - timedelta(days=chance.whole(100, 1500))
    prior = _released(chance, court, released, chance.whole(8, 18))
    prior.under_age = True
    return [prior]


def _negligent(chance: Chance, court: Court, crime: date, birth: date) -> list[Prior]:
    prior = _recidivist(chance, court, crime, birth)[0]
    prior.charge, prior.negligent, prior.fine = "交通肇事罪", True, 0
    return [prior]


def _sanction(chance: Chance, court: Court, crime: date, birth: date) -> list[Prior]:
    priors = []
    for _ in range(chance.weigh({1: 70, 2: 30})):
        why, what = chance.pick(_SANCTIONS)
        decided = crime - timedelta(days=chance.whole(60, 2400))
        priors.append(Prior("administrative_sanction", court.police, decided, why, sanction=what))
    return priors


def _treatment(chance: Chance, court: Court, crime: date, birth: date) -> list[Prior]:
    decided = crime - timedelta(days=chance.whole(300, 2400))
    what = chance.pick(("强制隔离戒毒二年", "社区戒毒三年"))
    return [Prior("drug_treatment", court.police, decided, "因吸食毒品", sanction=what)]


def qualifies(prior: Prior, crime: date, defendant: Defendant) -> bool:
    """Whether a prior grounds recidivism for an intentional crime (刑法 65(1))."""
    return (
        prior.kind == "conviction"
        and prior.penalty.kind in {"fixed_term", "life"}
        and not prior.probation_months
        and not prior.negligent
        and not prior.under_age
        and prior.released is not None
        and prior.released <= crime <= plus_years(prior.released, 5)
    )
