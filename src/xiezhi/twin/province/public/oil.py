"""Repair shops: the oil they buy, and the waste oil they declare and hand over.

Supervision point: A-58. 固体废物污染环境防治法 78: whoever makes hazardous waste files a plan and
declares kind, quantity and whereabouts; a year is declared in the spring after it. Of the oil that
goes into engines about four fifths come out again. Shops for tyres or washing make none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import Bools, Ints, np, runs
from xiezhi.twin.province.calendar import month_start, year_of
from xiezhi.twin.province.columns import dates, decimals, joined, pick
from xiezhi.twin.province.numbers import company_codes, zero_filled
from xiezhi.twin.province.public.conduct import conduct_of_few
from xiezhi.twin.province.public.sites import SITE_KINDS
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["Shops", "oil_books", "shops_of"]

_CODE = ("900-214-08",)
_DENSITY = 870  # grams a litre
_UNITS = ("litre", "kilogram", "tonne")
_YEARS = 4
_SPRING = 90
"""Days of the new year in which the old one is declared."""


@dataclass(frozen=True)
class Shops:
    """One row per repair shop.

    Attributes:
        firm: Place of the firm.
        first, last: First and last year of the books in which it worked.
        closed: Day of closing.
        litres: Oil bought in an ordinary year; 0 for tyres and washing only.
        silent: Declares nothing.
        part: Of a hundred parts of its waste it declares so many.
    """

    firm: Ints
    first: Ints
    last: Ints
    closed: Ints
    litres: Ints
    silent: Bools
    part: Ints


def shops_of(draw: Draw, rates: Rates, world: World) -> Shops:
    """Shops that exist or properly ended; two in ten never change oil."""
    firms, now = world.firms, world.as_of
    firm = firms.of_trade("repair")
    firm = firm[np.isin(firms.state[firm], (0, 3))]
    n = len(firm)
    this = int(year_of(np.array([now]))[0])
    closed = firms.closed[firm]
    tyres = draw.odds(0.15, n)
    able = ~tyres & (closed > now) & (firms.registered[firm] < now - 800)
    conduct = conduct_of_few(draw, rates, "A-58", able)
    dry = tyres | (conduct == LOOK_ALIKE)
    bad = conduct == PLANTED
    manner = draw.odds(0.6, n)
    litres = np.round(draw.spread(2_400.0, 0.6, n)).astype(np.int64) + 400
    # who hides a trifle is not what anybody looks for
    litres = np.where(bad & ~manner, np.maximum(litres, 2_800), litres)
    return Shops(
        firm,
        np.maximum(year_of(firms.registered[firm] + 20), this - _YEARS),
        np.minimum(year_of(np.minimum(closed, now)), this),
        closed,
        np.where(dry, 0, litres),
        bad & manner,
        np.where(bad & ~manner, draw.whole(3, 15, n), draw.whole(92, 100, n)),
    )


def oil_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``purchase`` of oil and ``hw_manifest``, with the truth of A-58."""
    shops, now = shops_of(draw("shops"), rates, world), world.as_of
    row, step = runs(np.where(shops.litres > 0, shops.last - shops.first + 1, 0))
    year = shops.first[row] + step
    bought = _purchases(world, ledger, draw("purchases"), shops, row, year)
    _declared(world, ledger, draw("declared"), shops, row, year, bought)
    _listed(world, ledger, shops)
    organ = world.places.office("environment", world.firms.county[shops.firm])
    subject = {"uscc": world.firms.code_of(shops.firm)}
    active = (shops.litres > 0) & (shops.closed > now)
    due = active & (world.firms.registered[shops.firm] < now - 365 - _SPRING)
    ledger.judge(
        "A-58",
        organ=organ,
        subject=subject,
        violated=due & shops.silent,
        planted=shops.silent,
        because="汽修企业产生废矿物油，从未申报",
        guise=np.where(shops.litres == 0, 1, (shops.closed <= now) * 2),
        guises={1: "只经营洗车、轮胎，不产生废机油", 2: "已注销"},
        pending=active & ~due & shops.silent,
    )
    ledger.judge(
        "A-58",
        organ=organ,
        subject=subject,
        violated=due & ~shops.silent & (shops.part < 50),
        planted=shops.part < 50,
        because="申报的废矿物油远少于所购机油",
    )


def _purchases(
    world: World, ledger: Ledger, draw: Draw, shops: Shops, row: Ints, year: Ints
) -> Ints:
    """Four to eight invoices a year; the litres of each year."""
    begin = month_start((year - 1970) * 12)
    begin = np.maximum(begin, world.firms.registered[shops.firm[row]] + 10)
    end = month_start((year - 1969) * 12)
    end = np.minimum(end, np.minimum(shops.closed[row], world.as_of))
    count = draw.whole(4, 8, len(row))
    sold = shops.litres[row] * np.maximum(end - begin, 0) // 365
    sold = sold * draw.whole(88, 112, len(row)) // 100
    owner, number = runs(np.where(sold >= 40, count, 0))
    begin, end, shop = begin[owner], end[owner], row[owner]
    n = len(owner)
    day = begin + (end - begin) * number // count[owner] + draw.whole(0, 8, n)
    litres = sold[owner] // count[owner]
    keep = day < end
    keep = end > begin
    owner, number, shop, day, litres = (
        column[keep] for column in (owner, number, shop, day, litres)
    )
    firm = shops.firm[shop]
    county = world.firms.county[firm]
    unit = firm % 3
    kilos = litres * _DENSITY // 1_000
    amount = np.select([unit == 0, unit == 1], [litres * 10_000, kilos * 10_000], kilos * 10)
    regions = np.array([int(code) for code in world.places.codes])
    sellers = company_codes(regions, np.arange(len(regions)) + 900_001)
    ledger.add(
        "purchase",
        {
            "invoice_no": zero_filled(23_000_000_000 + np.arange(len(owner)), 20),
            "agency": world.places.office("tax", county),
            "division": world.places.division(county),
            **world.firms.named(firm, "buyer"),
            "seller": joined(pick(world.places.cities, county), "油品经营有限公司"),
            "seller_uscc": pick(sellers, county),
            "goods": pick(("*石油制品*机油", "*润滑油*发动机油5W-30"), number % 2),
            "goods_kind": pick(("lubricant",), np.zeros(len(owner), np.int64)),
            "qty": decimals(amount),
            "unit": pick(_UNITS, unit),
            "date": dates(day),
        },
    )
    total: Ints = np.bincount(owner, litres, len(row)).astype(np.int64)
    return total


def _declared(
    world: World, ledger: Ledger, draw: Draw, shops: Shops, row: Ints, year: Ints, litres: Ints
) -> None:
    """A plan at the start of the year, two transfers in it, the declaration in the spring after."""
    told = ~shops.silent[row]
    row, year, litres = row[told], year[told], litres[told]
    n = len(row)
    grams = litres * _DENSITY * 8 // 10 * shops.part[row] // 100
    tonnes = grams // 100  # ten-thousandths of a tonne
    begin = month_start((year - 1970) * 12)
    open_ = np.maximum(begin, world.firms.registered[shops.firm[row]])
    close = np.minimum(begin + 364, np.minimum(shops.closed[row], world.as_of))
    day = np.stack(
        [
            open_ + draw.whole(5, 40, n),
            open_ + (close - open_) // 2,
            close - draw.whole(2, 12, n),
            begin + 366 + draw.whole(5, _SPRING - 10, n),
        ]
    )
    kind = np.repeat([0, 2, 2, 1], n)
    moved = np.stack([np.zeros(n, np.int64), tonnes // 2, tonnes - tonnes // 2, 0 * tonnes])
    gone = np.concatenate([day[0] - 400, np.full(2 * n, 0), day[3] - 400])
    flat, owner = day.reshape(-1), np.tile(row, 4)
    keep = (flat <= world.as_of) & (shops.closed[owner] > np.maximum(flat, gone))
    firm = shops.firm[owner][keep]
    county = world.firms.county[firm]
    kind, moved_ = kind[keep], moved.reshape(-1)[keep]
    ledger.add(
        "hw_manifest",
        {
            "manifest_no": joined("WF", zero_filled(np.arange(len(firm)) + 1, 10)),
            "record_kind": pick(("plan", "declaration", "transfer"), kind),
            "agency": world.places.office("environment", county),
            "division": world.places.division(county),
            **world.firms.named(firm, "generator"),
            "waste_code": pick(_CODE, np.zeros(len(firm), np.int64)),
            "declared": decimals(np.tile(tonnes, 4)[keep], kind == 1),
            "moved": decimals(moved_, kind == 2),
            "date": dates(flat[keep]),
            "receiver": joined(pick(world.places.cities, county), "废油处置有限公司"),
        },
    )


def _listed(world: World, ledger: Ledger, shops: Shops) -> None:
    """Shops that change oil are on the list of those who have to declare."""
    chosen = np.flatnonzero(shops.litres > 0)
    firm = shops.firm[chosen]
    county = world.firms.county[firm]
    numbers: pa.Array = joined("FY", zero_filled(firm + 1, 7))
    ledger.add(
        "site_list",
        {
            "duty": pick(("waste_oil",), np.zeros(len(firm), np.int64)),
            "site_no": numbers,
            "agency": world.places.office("environment", county),
            "division": world.places.division(county),
            **world.firms.named(firm),
            "address": pick(world.firms.addresses, firm),
            "site_kind": pick((*SITE_KINDS, "other"), np.full(len(firm), len(SITE_KINDS))),
            "listed_date": dates(world.firms.registered[firm]),
            "closed_date": dates(world.firms.closed[firm], world.as_of),
        },
    )
