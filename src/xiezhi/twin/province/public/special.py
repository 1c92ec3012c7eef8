"""Special diseases treated outside hospital, and hospitals that find them in healthy people.

Supervision point: A-50. 医疗保障基金使用监督管理条例 38, 40: who appraises a paralysis after a
stroke has seen the patient in bed, or at least a picture of the brain. A few were treated in other
provinces; a hospital where most were neither in bed nor pictured sells the entitlement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np, runs
from xiezhi.twin.province.calendar import month_of, month_start
from xiezhi.twin.province.columns import pick
from xiezhi.twin.province.public.conduct import conduct_of_few
from xiezhi.twin.province.public.hospital import Bills, add_bills
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["Patients", "patients_of", "special_books"]

_YUAN = 100
_PEOPLE_PER_PATIENT = 250
_MONTHS = 14
_STROKE = ("脑梗死后遗症（偏瘫）", "脑梗死")


@dataclass(frozen=True)
class Patients:
    """One row per entitled person.

    Attributes:
        person, doctor: Who; number of the doctor.
        appraised: Day of the appraisal.
        stay: First day of the stay before it; ``NEVER`` without one.
        pictures: Whether pictures were taken.
        first, last: Months of treatment.
        sold: Appraised without either, on purpose.
    """

    person: Ints
    doctor: Ints
    appraised: Ints
    stay: Ints
    pictures: Bools
    first: Ints
    last: Ints
    sold: Bools


def patients_of(draw: Draw, rates: Rates, world: World) -> Patients:
    """Old people after a stroke; the hospital of each county has two doctors who appraise."""
    people, now = world.people, world.as_of
    n = max(people.count // _PEOPLE_PER_PATIENT, 60)
    old = np.flatnonzero((people.age(now) > 52) & people.alive(now))
    person = draw.some(old, n)
    n = len(person)
    county = people.county[person]
    which = draw.whole(0, 1, n)
    doctor = (county * 2 + which) % 120
    conduct = conduct_of_few(draw, rates, "A-50", np.ones(world.places.count, bool))
    manner = conduct[county]
    appraised = np.maximum(now - draw.whole(60, 1_600, n), world.since + 400)
    sold = (manner == PLANTED) & draw.odds(0.85, n)
    # another sends them to be pictured and not to bed; a few lay in a hospital far away
    outside = (manner == LOOK_ALIKE) & draw.odds(0.7, n)
    away = draw.odds(0.03, n) & ~sold
    stay = np.where(sold | outside | away, NEVER, appraised - draw.whole(40, 300, n))
    first = month_of(appraised) + 1
    last = np.minimum(first + _MONTHS - 1, world.paid_until)
    return Patients(person, doctor, appraised, stay, ~sold & ~away, first, last, sold)


def special_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """Their stays and monthly treatment in ``medical_settlement``, with the truth of A-50."""
    patients = patients_of(draw("patients"), rates, world)
    _stays(world, ledger, draw("stays"), patients)
    _months(world, ledger, draw("months"), patients)
    n = world.places.count
    county = world.people.county[patients.person]
    sold = np.bincount(county, patients.sold, n)
    bare = np.bincount(county, (patients.stay >= NEVER) & patients.pictures, n)
    paid = (patients.last - patients.first + 1) * patients.sold
    ledger.judge(
        "A-50",
        organ=world.places.office("health_insurance", np.arange(n)),
        subject={"hospital": world.places.office("hospital", np.arange(n))},
        violated=sold > 0,
        planted=sold > 0,
        because="多名患者无住院、无影像检查即被鉴定为偏瘫门诊慢特病",
        guise=(bare > 3) * 1,
        guises={1: "患者未住院，但有影像检查"},
        amount=np.bincount(county, paid * 350 * _YUAN, n).astype(np.int64),
    )


def _stays(world: World, ledger: Ledger, draw: Draw, patients: Patients) -> None:
    row = np.flatnonzero(patients.stay < NEVER)
    n, day = len(row), patients.stay[row]
    out = day + draw.low(8, 30, n)
    total = np.round(draw.spread(14_000.0, 0.5, n)).astype(np.int64) * _YUAN
    none, never = np.zeros(n, np.int64), np.full(n, NEVER)
    add_bills(
        world,
        ledger,
        Bills(
            "NZ",
            patients.person[row],
            day,
            out,
            pick(_STROKE, np.ones(n, np.int64)),
            np.full(n, -1),
            total,
            total * 6 // 10,
            none,
            none,
            out,
            never,
            never,
            patients.doctor[row],
            np.ones(n, bool),
        ),
    )


def _months(world: World, ledger: Ledger, draw: Draw, patients: Patients) -> None:
    """A picture before the appraisal where nobody was in bed; then treatment month by month."""
    row, step = runs(patients.last - patients.first + 1)
    month = month_start(patients.first[row] + step)
    seen = np.flatnonzero((patients.stay >= NEVER) & patients.pictures)
    every = np.concatenate([row, seen])
    day = np.concatenate([month + 4 + row % 20, patients.appraised[seen] - 20 - seen % 90])
    before = np.concatenate([np.zeros(len(row), bool), np.ones(len(seen), bool)])
    n = len(every)
    total = draw.whole(320, 700, n) * _YUAN
    none = np.zeros(n, np.int64)
    add_bills(
        world,
        ledger,
        Bills(
            "MT",
            patients.person[every],
            day,
            day,
            pick(_STROKE, np.zeros(n, np.int64)),
            np.full(n, -1),
            total,
            total * 7 // 10,
            none,
            np.where(before, 1, 2),
            day,
            np.full(n, NEVER),
            np.where(before, NEVER, patients.appraised[every]),
            patients.doctor[every],
            before,
        ),
    )
