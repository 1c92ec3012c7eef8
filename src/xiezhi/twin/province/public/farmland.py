"""Land taken for building without leave, and the tax on taking farmland.

Supervision point: A-52. 耕地占用税法 2, 12: whoever builds on farmland, garden, wood, grass or
water for breeding owes the tax, with or without leave; not for barns and the like that serve
farming, nor on land that is no farmland. What was given back fit for planting within the year is
free. The land office finds it, the tax office has to levy it; they exchange their lists every
quarter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, counted, np, runs
from xiezhi.twin.province.calendar import year_of
from xiezhi.twin.province.columns import blank, dates, decimals, flags, joined, money, pick
from xiezhi.twin.province.numbers import document_numbers, serials, zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["Takings", "farmland_books", "takings_of"]

_CLASSES = (
    # class, how often, cents of tax a square metre
    ("farmland", 45, 2_500),
    ("basic_farmland", 10, 3_750),
    ("garden", 9, 1_800),
    ("forest", 11, 1_500),
    ("grass", 5, 1_500),
    ("aquaculture", 4, 1_800),
    ("facility", 8, 0),
    ("construction", 5, 0),
    ("unused", 3, 0),
)
_QUARTER = 92


@dataclass(frozen=True)
class Takings:
    """One row per case.

    Attributes:
        firm, person: Who took it: place of the firm or of the person, the other -1.
        county, parcels: Where, and how many parcels.
        taken, decided: Day of taking and of the land office's decision.
        restored: Day on which it was fit for planting again.
        paid: Day on which the tax was paid.
        land: Place in the classes.
        area: Hundredths of a square metre of each parcel.
        planted: Nobody told the tax office, on purpose.
    """

    firm: Ints
    person: Ints
    county: Ints
    parcels: Ints
    taken: Ints
    decided: Ints
    restored: Ints
    paid: Ints
    land: Ints
    area: Ints
    planted: Bools

    @property
    def rate(self) -> Ints:
        """Cents of tax a square metre, 0 where none is owed."""
        rates: Ints = np.array([cents for *_, cents in _CLASSES])[self.land]
        return rates

    @property
    def freed(self) -> Bools:
        """Given back within the year."""
        return self.restored - self.taken <= 365

    @property
    def owed(self) -> Ints:
        """Cents of tax on each parcel."""
        owed: Ints = np.where(self.freed, 0, self.area * self.rate // 100)
        return owed


def takings_of(draw: Draw, rates: Rates, world: World) -> Takings:
    """Who built on what, was found out, gave it back or paid."""
    now = world.as_of
    firm, person = _takers(draw("takers"), world)
    n = len(firm)
    county = np.where(firm >= 0, world.firms.county[firm], world.people.county[person])
    taken = now - draw.whole(60, now - world.since - 10, n)
    conduct = rates.of("A-52").conduct(draw, n)
    gives_back = (conduct == LOOK_ALIKE) & (taken + 400 < now)
    found = np.where(gives_back, draw.whole(20, 60, n), draw.low(30, 700, n))
    decided = np.minimum(taken + found, now - 2)
    slow = draw.odds(0.05, n) & (taken + 700 < now)  # gives it back, but too late to be free
    restored = np.where(gives_back, taken + draw.whole(150, 330, n), NEVER)
    restored = np.where(slow & ~gives_back, taken + draw.whole(450, 690, n), restored)
    planted = (conduct == PLANTED) & (decided + 200 < now)
    lag = np.where(draw.odds(0.02, n), draw.whole(200, 1_500, n), draw.low(6, 80, n))
    own = draw.odds(0.06, n)  # declared by itself within the month
    paid = np.where(own, taken + draw.whole(5, 29, n), decided + lag)
    land = draw.weigh([often for _, often, _ in _CLASSES], n)
    area = np.round(draw.spread(900.0, 0.9, n)).astype(np.int64) * 100
    takings = Takings(
        firm,
        person,
        county,
        np.where(draw.odds(0.12, n), 2, 1),
        taken,
        decided,
        restored,
        np.where(planted, NEVER, paid),
        land,
        area,
        planted,
    )
    takings.paid[(takings.owed == 0) | (takings.paid > now)] = NEVER
    return takings


def _takers(draw: Draw, world: World) -> tuple[Ints, Ints]:
    """Firms that build and farm, and grown people; each is found out once."""
    n = max(world.people.count // 300, 40)
    firms, people = world.firms, world.people
    able = firms.of_trade("farming", "building", "metal", "logistics", "chemicals", "mining")
    able = draw("firms").some(able[firms.state[able] == 0], n // 2)
    grown = people.alive(world.as_of) & (people.birth < world.as_of - 30 * 366)
    who = draw("people").some(np.flatnonzero(grown), n - n // 2)
    none = np.full(len(able), -1), np.full(len(who), -1)
    return np.concatenate([able, none[1]]), np.concatenate([none[0], who])


def farmland_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``land_violation`` and the tax on farmland in ``tax_payment``, with the truth of A-52."""
    takings, now = takings_of(draw, rates, world), world.as_of
    case, _ = runs(takings.parcels)
    county = takings.county[case]
    numbers = document_numbers(
        world.places.office("land", takings.county),
        "罚字",
        takings.decided,
        serials(len(takings.county), takings.county, year_of(takings.decided)),
    ).take(pa.array(case))
    parcels = joined(world.places.division(county), "TB", zero_filled(counted(county) + 1, 6))
    named = _party(world, takings, case)
    ledger.add(
        "land_violation",
        {
            "doc_no": numbers,
            "parcel_no": parcels,
            "agency": world.places.office("land", county),
            "division": world.places.division(county),
            "party": named[0],
            "party_id": named[1],
            "party_uscc": named[2],
            "area": decimals(takings.area[case] * 100),
            "land_class": pick([name for name, *_ in _CLASSES], takings.land[case]),
            "occupied_date": dates(takings.taken[case]),
            "decision_date": dates(takings.decided[case]),
            "approved": flags((takings.paid[case] < NEVER) & (case % 3 == 0)),
            "restored_date": dates(takings.restored[case], now),
        },
    )
    _levied(world, ledger, takings, case, named)
    unpaid = (takings.owed[case] > 0) & (takings.paid[case] > now)
    old = takings.decided[case] + _QUARTER < now
    ledger.judge(
        "A-52",
        organ=world.places.office("tax", county),
        subject={
            "doc_no": numbers,
            "parcel_no": parcels,
            "uscc": named[2],
            "citizen_id": named[1],
        },
        violated=unpaid & old,
        planted=takings.planted[case],
        because="占用农用地建设，未征收耕地占用税",
        guise=np.where(takings.freed[case], 1, (takings.rate[case] == 0) * 2),
        guises={1: "一年内恢复种植条件", 2: "不属应税农用地或者直接为农业生产服务的设施"},
        pending=unpaid & ~old,
        amount=takings.owed[case],
    )


def _party(world: World, takings: Takings, case: Ints) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Name, citizen number and credit code of each row's party."""
    firm, person = takings.firm[case], takings.person[case]
    names = pa.concat_arrays([world.firms.names, world.people.names.cast(pa.string())])
    place = np.where(firm >= 0, firm, world.firms.count + person)
    return (
        names.take(pa.array(place)),
        blank(world.people.id_of(np.maximum(person, 0)), person >= 0),
        blank(world.firms.code_of(np.maximum(firm, 0)), firm >= 0),
    )


def _levied(
    world: World,
    ledger: Ledger,
    takings: Takings,
    case: Ints,
    named: tuple[pa.Array, pa.Array, pa.Array],
) -> None:
    rows = np.flatnonzero(takings.paid[case] < NEVER)
    chosen, case = pa.array(rows), case[rows]
    paid, owed, county = takings.paid[case], takings.owed[case], takings.county[case]
    late = np.maximum(paid - takings.taken[case] - 30, 0)
    ledger.add(
        "tax_payment",
        {
            "receipt_no": joined("GZ", zero_filled(rows + 1, 10)),
            "agency": world.places.office("tax", county),
            "division": world.places.division(county),
            "name": named[0].take(chosen),
            "citizen_id": named[1].take(chosen),
            "uscc": named[2].take(chosen),
            "tax_kind": pick(("farmland_occupation",), np.zeros(len(rows), np.int64)),
            "tax_item": pick(("占用耕地", "占用其他农用地"), (takings.land[case] > 1) * 1),
            "period_from": dates(takings.taken[case]),
            "period_to": dates(takings.taken[case]),
            "declared_quantity": decimals(takings.area[case] * 100),
            "amount": money(owed),
            "late_fee": money(owed * late // 2_000, late > 0),
            "paid_date": dates(paid),
        },
    )
