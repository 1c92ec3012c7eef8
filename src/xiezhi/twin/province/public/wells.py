"""Water from the ground: permits, meters, fees, and the pumps that the power company knows.

Supervision point: A-57. 水法 48: whoever takes water needs a permit, keeps to it and pays; not for
the household, a few animals, or the pond of a village. A permit that ran out is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import Bools, Ints, np, runs
from xiezhi.twin.province.calendar import anniversary, month_end, month_of, month_start, year_of
from xiezhi.twin.province.columns import blank, dates, decimals, joined, money, pick, wholes
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["Wells", "well_books", "wells_of"]

_USES = ("industry", "farming", "service", "special", "household", "village")
_CENTS = np.array([80, 12, 90, 400, 0, 0])
"""Cents a cubic metre."""
_ONE = 10_000
_PEOPLE_PER_WELL = 160
_HOUSEHOLD = 4


@dataclass(frozen=True)
class Wells:
    """One row per well and pump.

    Attributes:
        firm, person: Whose: place of the firm or of the person, the other -1.
        county, use: Where; place in the uses.
        permit: Number of its permit, from 0; -1 for none.
        since, until: First and last day of the permit.
        allowed: Cubic metres a year.
        takes: Of a thousand parts of what is allowed it takes so many.
        pays: Of a hundred parts of what is due it pays so many.
        first: First month in which it was pumped.
        lent: The pump's account belongs to somebody else than the permit.
        early: The office draws up the year before it is over.
        planted: On purpose: 1 takes too much, 2 pays too little, 3 no permit, 4 permit ran out.
    """

    firm: Ints
    person: Ints
    county: Ints
    use: Ints
    permit: Ints
    since: Ints
    until: Ints
    allowed: Ints
    takes: Ints
    pays: Ints
    first: Ints
    lent: Ints
    early: Bools
    planted: Ints

    @property
    def count(self) -> int:
        """How many."""
        return len(self.county)

    @property
    def free(self) -> Bools:
        """Wells that need no permit."""
        needless: Bools = self.use >= _HOUSEHOLD
        return needless


def wells_of(draw: Draw, rates: Rates, world: World) -> Wells:
    """Firms, farmers, households and villages that pump."""
    people, firms, now = world.people, world.firms, world.as_of
    n = max(people.count // _PEOPLE_PER_WELL, 60)
    use = draw.weigh((30, 30, 8, 5, 20, 7), n)
    able = firms.of_trade("metal", "chemicals", "food", "clothes", "mining", "farming", "property")
    able = able[(firms.state[able] == 0) & (firms.registered[able] < now - 1_200)]
    firm = np.full(n, -1)
    trading = np.flatnonzero((use != 1) & (use < _HOUSEHOLD))
    chosen = draw("firms").some(able, len(trading))
    firm[trading[: len(chosen)]] = draw("mixed").some(chosen, len(chosen))
    grown = np.flatnonzero(people.alive(now) & (people.age(now) > 30) & (people.age(now) < 80))
    who = draw("people").some(grown, n)
    use = np.where((firm < 0) & (use < _HOUSEHOLD), 1, use)
    person = np.where(firm < 0, who, -1)
    conduct = rates.of("A-57").conduct(draw, n)
    needs = use < _HOUSEHOLD
    planted = np.where(needs & (conduct == PLANTED), draw.whole(1, 4, n), 0)
    permit = np.where(needs & (planted != 3), np.arange(n), -1)
    # what is planted has lasted: everybody had more than a year to notice
    since = now - draw.whole(np.where(planted == 3, 900, 400), 4_000, n)
    # prolonged every five years
    years = np.maximum(now - since, 0) // 1_825 * 5 + 5
    until = anniversary(since, years) - 1
    until = np.where(planted == 4, now - draw.whole(500, 1_500, n), until)
    since = np.where(planted == 4, until - 1_826, since)
    takes = draw.whole(550, 985, n)
    takes = np.where(planted == 1, draw.whole(1_250, 1_900, n), takes)
    pays = np.where(planted == 2, draw.whole(0, 60, n), 100)
    allowed = np.where(use == 1, draw.whole(8, 60, n), draw.whole(5, 90, n)) * 1_000
    allowed = np.where(planted > 2, np.maximum(allowed, 15_000), allowed)
    allowed = np.where(use >= _HOUSEHOLD, draw.whole(60, 240, n), allowed)
    lent = np.where((conduct == LOOK_ALIKE) & needs, who, -1)
    return Wells(
        firm,
        person,
        np.where(firm >= 0, firms.county[firm], people.county[who]),
        use,
        permit,
        since,
        until,
        allowed,
        takes,
        pays,
        np.maximum(month_of(since) + 1, world.paid_since),
        lent,
        draw.odds(0.08, n),
        planted,
    )


def well_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``water_permit`` and the pumps in ``utility``, with the truth of A-57."""
    wells = wells_of(draw("wells"), rates, world)
    accounts = joined("34J", zero_filled(np.arange(wells.count) + 1, 9))
    _years(world, ledger, draw("years"), wells, accounts)
    _pumps(world, ledger, draw("pumps"), wells, accounts)
    _judge_permits(world, ledger, wells, accounts)


def _holder(world: World, firm: Ints, person: Ints) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Name, code and number of a firm or of a person."""
    names = pa.concat_arrays([world.firms.names, world.people.names.cast(pa.string())])
    place = np.where(firm >= 0, firm, world.firms.count + person)
    return (
        names.take(pa.array(place)),
        blank(world.firms.code_of(np.maximum(firm, 0)), firm >= 0),
        blank(world.people.id_of(np.maximum(person, 0)), firm < 0),
    )


def _permits(world: World, wells: Wells, row: Ints) -> pa.Array:
    return joined("D", world.places.division(wells.county[row]), "G", zero_filled(row + 1, 6))


def _shafts(row: Ints) -> pa.Array:
    return joined("J", zero_filled(row + 1, 6))


def _years(world: World, ledger: Ledger, draw: Draw, wells: Wells, accounts: pa.Array) -> None:
    """A row for each year that is over, and what was too much or unpaid in it."""
    now = world.as_of
    this = int(year_of(np.array([now]))[0])
    over = now >= int(month_end(np.array([(this - 1970) * 12 + 11]))[0])
    held = np.flatnonzero(wells.permit >= 0)
    first = np.maximum(year_of(wells.since[held]), int(year_of(np.array([world.since]))[0]))
    last = np.where(wells.early[held] & over, this, this - 1)
    last = np.minimum(last, year_of(wells.until[held]))
    owner, step = runs(last - first + 1)
    row, year = held[owner], first[owner] + step
    metered = wells.allowed[row] * wells.takes[row] // 1_000
    metered = metered * draw.whole(97, 101, len(row)) // 100
    begun = year_of(wells.since[row]) == year
    part_year = np.minimum(metered, wells.allowed[row]) * (12 - month_of(wells.since[row]) % 12)
    metered = np.where(begun, part_year // 13, metered)
    due = metered * _CENTS[wells.use[row]]
    current = year == this
    # the last quarter is paid in January
    part = np.where(current, 75, 100)
    paid = due * np.minimum(wells.pays[row], part) // 100
    end = month_end((year - 1970) * 12 + 11)
    holder = _holder(world, wells.firm[row], wells.person[row])
    organ = world.places.office("water", wells.county[row])
    ledger.add(
        "water_permit",
        {
            "permit_no": _permits(world, wells, row),
            "well_no": _shafts(row),
            "year": wholes(year),
            "year_end": dates(end),
            "agency": organ,
            "division": world.places.division(wells.county[row]),
            "holder": holder[0],
            "uscc": holder[1],
            "citizen_id": holder[2],
            "use_kind": pick(_USES, wells.use[row]),
            "source": pick(("ground",), np.zeros(len(row), np.int64)),
            "valid_from": dates(wells.since[row]),
            "valid_to": dates(wells.until[row]),
            "permitted": decimals(wells.allowed[row] * _ONE),
            "metered": decimals(metered * _ONE),
            "due": money(due),
            "paid": money(paid),
            "account_no": accounts.take(pa.array(row)),
        },
    )
    subject = {
        "permit_no": _permits(world, wells, row),
        "well_no": _shafts(row),
        "year_end": dates(end),
        "uscc": holder[1],
        "citizen_id": holder[2],
    }
    ledger.judge(
        "A-57",
        organ=organ,
        subject=subject,
        violated=(metered > wells.allowed[row]) | ((paid < due) & ~current),
        planted=np.isin(wells.planted[row], (1, 2)),
        because="取水超过许可水量或者少缴水资源税费",
        pending=(paid < due) & current,
        amount=due - paid,
    )


def _pumps(world: World, ledger: Ledger, draw: Draw, wells: Wells, accounts: pa.Array) -> None:
    """Four tenths of a kilowatt-hour a cubic metre; fields are watered from April to September."""
    row, step = runs(world.paid_until - wells.first + 1)
    month = wells.first[row] + step
    summer = (month % 12 >= 3) & (month % 12 <= 8)
    cubic = wells.allowed[row] * wells.takes[row] // 12_000
    cubic = np.where(wells.use[row] == 1, np.where(summer, 2 * cubic, 0), cubic)
    hours = cubic * 4 // 10 * draw.whole(80, 120, len(row)) // 100
    lent = wells.lent[row] >= 0
    firm = np.where(lent, -1, wells.firm[row])
    holder = _holder(world, firm, np.where(lent, wells.lent[row], wells.person[row]))
    county = wells.county[row]
    ledger.add(
        "utility",
        {
            "kind": pick(("electricity",), np.zeros(len(row), np.int64)),
            "account_no": accounts.take(pa.array(row)),
            "supplier": world.places.office("grid", county),
            "division": world.places.division(county),
            "name": holder[0],
            "uscc": holder[1],
            "citizen_id": holder[2],
            "use_kind": pick(("pumping",), np.zeros(len(row), np.int64)),
            "month": dates(month_start(month)),
            "usage": decimals(hours * _ONE),
        },
    )


def _judge_permits(world: World, ledger: Ledger, wells: Wells, accounts: pa.Array) -> None:
    """Who pumps today without a permit that holds today."""
    n, now = wells.count, world.as_of
    every = np.arange(n)
    holder = _holder(world, wells.firm, wells.person)
    none = ~wells.free & (wells.permit < 0)
    ran_out = (wells.permit >= 0) & (wells.until < now)
    ledger.judge(
        "A-57",
        organ=world.places.office("water", wells.county),
        subject={
            "account_no": accounts,
            "permit_no": blank(_permits(world, wells, every), wells.permit >= 0),
            "uscc": holder[1],
            "citizen_id": holder[2],
        },
        violated=none | ran_out,
        planted=wells.planted > 2,
        because="无有效取水许可取用地下水",
        guise=np.where(wells.free, 1, (wells.lent >= 0) * 2),
        guises={
            1: "家庭生活少量取水或者农村集体经济组织水塘",
            2: "有许可证，水泵电表登记在他人名下",
        },
    )
