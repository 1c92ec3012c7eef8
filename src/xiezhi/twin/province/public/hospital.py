"""Stays in hospital and what the health fund paid for them.

Supervision point: A-49. 社会保险法 30: what somebody else has to answer for is not for the fund.
When it has paid all the same, it takes the money back. Whose own fault it was, or where nobody can
be found to answer, the fund pays rightly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.columns import blank, dates, flags, joined, money, pick
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.public.roads import Accidents
    from xiezhi.twin.province.world import World

__all__ = ["Bills", "add_bills", "hospital_books"]

_YUAN = 100
_ILLNESSES = (
    "肺炎",
    "冠心病",
    "胆囊结石",
    "2型糖尿病",
    "腰椎间盘突出",
    "高血压病3级",
    "急性阑尾炎",
)
_INJURIES = ("软组织挫伤", "肋骨骨折", "股骨骨折", "颅脑损伤")
_CAUSES = ("交通事故", "自行摔伤")
BENEFITS = ("inpatient", "outpatient", "special_disease", "advance")
_DEATH = 4
_STAYS_A_YEAR = 0.055
_LIFE = 100_000  # days; more than anybody lives
_LONGEST = 60  # days; more than anybody lies in bed after an accident


@dataclass(frozen=True)
class Bills:
    """One row per settlement.

    Attributes:
        series: Letters before its number.
        person, admitted, left: Who, and first and last day of the stay.
        what, cause: Places in the diagnoses and in the causes, the latter -1 where none is given.
        total, paid, back: Cents of the bill, paid by the fund, recovered by it.
        benefit: Place in `BENEFITS`.
        settled, returned, appraised: Days.
        doctor, imaging: Number of the doctor; whether pictures were taken.
    """

    series: str
    person: Ints
    admitted: Ints
    left: Ints
    what: pa.Array
    cause: Ints
    total: Ints
    paid: Ints
    back: Ints
    benefit: Ints
    settled: Ints
    returned: Ints
    appraised: Ints
    doctor: Ints
    imaging: Bools

    def numbers(self) -> pa.Array:
        """Their numbers."""
        return joined(self.series, zero_filled(np.arange(len(self.person)) + 1, 10))


def _doctors(doctor: Ints) -> pa.Array:
    """Names of the doctors, of whom every hospital has the same hundred and twenty."""
    surnames = pick(list("周吴郑王冯陈褚卫蒋沈韩杨"), doctor % 12)
    return joined(surnames, pick(list("明芳华磊敏军静伟丽涛"), doctor // 12 % 10))


def add_bills(world: World, ledger: Ledger, bills: Bills) -> None:
    """Rows of ``medical_settlement``."""
    person = bills.person
    county = world.people.county[person]
    back = (bills.back > 0) & (bills.returned <= world.as_of)
    ledger.add(
        "medical_settlement",
        {
            "settle_no": bills.numbers(),
            "agency": world.places.office("health_insurance", county),
            "division": world.places.division(county),
            **world.people.who(person),
            "hospital": world.places.office("hospital", county),
            "doctor": _doctors(bills.doctor),
            "admit_date": dates(bills.admitted),
            "discharge_date": dates(bills.left),
            "diagnosis": bills.what,
            "injury_cause": pick(_CAUSES, bills.cause),
            "total_cost": money(bills.total),
            "fund_paid": money(bills.paid),
            "settle_date": dates(bills.settled),
            "benefit_kind": pick(BENEFITS, bills.benefit),
            "appraisal_date": dates(bills.appraised),
            "imaging": flags(bills.imaging),
            "recovered": money(bills.back, back),
            "recovered_date": dates(np.where(back, bills.returned, NEVER)),
        },
    )


def hospital_books(
    world: World, ledger: Ledger, draw: Draw, rates: Rates, accidents: Accidents
) -> None:
    """Ordinary stays, and those after accidents with the truth of A-49."""
    add_bills(world, ledger, _ordinary(draw("ordinary"), world, accidents))
    _after_accidents(world, ledger, draw("accidents"), rates, accidents)


def _ordinary(draw: Draw, world: World, accidents: Accidents) -> Bills:
    """Illnesses of everybody, more of the old."""
    people, now = world.people, world.as_of
    years = (now - world.since) / 365.25
    weight = np.clip((now - people.birth) / 365.25, 5, 80)
    n = int(people.count * _STAYS_A_YEAR * years)
    person = draw.weigh(weight, n)
    begun = np.maximum(people.birth[person] + 1, world.since)
    day = begun + draw.whole(0, np.maximum(now - begun - 1, 0), n)
    stay = draw.low(3, 25, n)
    keep = (day + stay < np.minimum(people.death[person], now - 1)) & (begun < now)
    keep &= ~_hurt_then(accidents, person, day, day + stay)
    person, day, stay = person[keep], day[keep], stay[keep]
    n = len(person)
    total = np.round(draw.spread(7_500.0, 0.7, n)).astype(np.int64) * _YUAN
    return Bills(
        "ZY",
        person,
        day,
        day + stay,
        pick(_ILLNESSES, draw.whole(0, len(_ILLNESSES) - 1, n)),
        np.full(n, -1),
        total,
        total * 6 // 10,
        np.zeros(n, np.int64),
        np.zeros(n, np.int64),
        day + stay,
        np.full(n, NEVER),
        np.full(n, NEVER),
        draw.whole(0, 119, n),
        draw.odds(0.7, n),
    )


def _hurt_then(accidents: Accidents, person: Ints, first: Ints, last: Ints) -> Bools:
    """Whether somebody lies in bed hurt: nobody falls ill or has an accident in there."""
    row = np.flatnonzero((accidents.injury >= 2) & (accidents.injury < _DEATH))
    whole = np.sort(accidents.hurt[row] * _LIFE + accidents.day[row])
    before = np.searchsorted(whole, person * _LIFE + first - _LONGEST, "left")
    after = np.searchsorted(whole, person * _LIFE + last, "right")
    hurt: Bools = after > before
    return hurt


def _after_accidents(
    world: World, ledger: Ledger, draw: Draw, rates: Rates, accidents: Accidents
) -> None:
    """Whoever was hurt goes to hospital; who pays depends on whose fault it was."""
    now, people = world.as_of, world.people
    row = np.flatnonzero((accidents.injury >= 2) & (accidents.injury < _DEATH))
    stay = draw.low(6, 50, len(row))
    soon = draw.odds(0.3, len(row)) * 1
    out = accidents.day[row] + soon + stay
    keep = (out < now - 2) & (people.death[accidents.hurt[row]] > out)
    row, stay, soon, out = row[keep], stay[keep], soon[keep], out[keep]
    n, share = len(row), accidents.share[row]
    other = ~accidents.alone[row] & (share != 4)
    nobody = accidents.found[row] > out
    conduct = rates.of("A-49").conduct(draw, n)
    planted = other & ~nobody & (conduct == PLANTED)
    repaid = other & ~nobody & (conduct == LOOK_ALIKE)
    own = ~other
    advance = other & nobody
    covered = planted | repaid | own | advance
    total = np.round(draw.spread(16_000.0, 0.8, n)).astype(np.int64) * _YUAN
    paid = np.where(covered, total * 6 // 10, 0)
    returned = np.where(repaid, out + draw.whole(60, 300, n), NEVER)
    returned = np.where(returned <= now, returned, NEVER)
    bills = Bills(
        "SG",
        accidents.hurt[row],
        accidents.day[row] + soon,
        out,
        pick(_INJURIES, np.where(accidents.injury[row] == 2, row % 2, 2 + row % 2)),
        np.where(planted & draw.odds(0.6, n), 1, 0),
        total,
        paid,
        np.where(returned < NEVER, paid, 0),
        np.where(advance, 3, 0),
        out,
        returned,
        np.full(n, NEVER),
        draw.whole(0, 119, n),
        np.ones(n, bool),
    )
    add_bills(world, ledger, bills)
    # an advance is claimed back within the year after it is known from whom
    known = advance & (accidents.found[row] < NEVER)
    late = known & (accidents.found[row] + 365 < now)
    ledger.judge(
        "A-49",
        organ=world.places.office("health_insurance", people.county[bills.person]),
        subject={
            "settle_no": bills.numbers(),
            "citizen_id": people.id_of(bills.person),
            "accident_no": blank(accidents.numbers(row), np.ones(n, bool)),
        },
        violated=planted | late | (repaid & (returned >= NEVER)),
        planted=planted,
        because="应由第三人负担的医疗费由医保基金支付，未追回",
        guise=np.select(
            [repaid, advance, own & accidents.alone[row], own, other],
            [1, 2, 3, 4, 5],
            0,
        ),
        guises={
            1: "基金支付部分已全额追回",
            2: "肇事逃逸，基金依法先行支付，尚不知责任人",
            3: "单方事故，伤者自负其责",
            4: "伤者负全部责任",
            5: "由第三人支付，基金未支付",
        },
        pending=known & ~late,
        amount=paid,
    )
