"""Fuel stations: what was bought, what went through the pumps, what was declared.

Supervision point: A-54. 税收征收管理法 63: what is sold is declared. Opening stock and what was
bought, less closing stock, has been sold, but for the little that evaporates. What is declared a
month later has been declared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import Bools, Ints, np, runs
from xiezhi.twin.province.calendar import month_of, month_start
from xiezhi.twin.province.columns import dates, decimals, money
from xiezhi.twin.province.public.conduct import conduct_of_few
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["Pumps", "fuel_books", "pumps_of"]

_ONE = 10_000
_CENTS = 660
"""A litre without tax."""


@dataclass(frozen=True)
class Pumps:
    """One row per station.

    Attributes:
        firm: Place of the firm.
        first, last: First and last month of the books.
        usual: Litres sold in an ordinary month.
        hides_from, hides_to: Months in which it declares less than it sold, on purpose.
        part: Of a hundred litres sold it then declares so many.
        shifts: Month whose last days are declared in the month after; -1 for none.
    """

    firm: Ints
    first: Ints
    last: Ints
    usual: Ints
    hides_from: Ints
    hides_to: Ints
    part: Ints
    shifts: Ints


def pumps_of(draw: Draw, rates: Rates, world: World) -> Pumps:
    """The stations that exist, and what they hide."""
    firms = world.firms
    firm = firms.of_trade("fuel")
    firm = firm[np.isin(firms.state[firm], (0, 3))]
    n = len(firm)
    first = np.maximum(month_of(firms.registered[firm]) + 1, world.paid_since)
    last = np.minimum(month_of(firms.closed[firm]) - 1, world.paid_until)
    room = np.maximum(last - first, 0)
    able = (room > 14) & (firms.closed[firm] > world.as_of)
    conduct = conduct_of_few(draw, rates, "A-54", able)
    # whoever hides goes on until somebody comes
    hides = conduct == PLANTED
    begin = np.maximum(last - draw.whole(8, 40, n), first)
    shifts = first + 1 + (draw.shares(n) * np.maximum(room - 2, 1)).astype(np.int64)
    return Pumps(
        firm,
        first,
        last,
        np.round(draw.spread(160_000.0, 0.5, n)).astype(np.int64),
        np.where(hides, begin, 0),
        np.where(hides, last, -1),
        draw.whole(45, 80, n),
        np.where(conduct == LOOK_ALIKE, shifts, -1),
    )


def fuel_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``fuel_station`` with the truth of A-54."""
    pumps = pumps_of(draw("pumps"), rates, world)
    row, step = runs(pumps.last - pumps.first + 1)
    month, n = pumps.first[row] + step, len(row)
    sold = (pumps.usual[row] * draw.spread(1.0, 0.12, n)).astype(np.int64)
    lost = sold * draw.whole(10, 50, n) // 10_000
    stock = (pumps.usual[row] * (30 + draw.whole(0, 30, n)) // 100).astype(np.int64)
    opening = np.where(step > 0, np.roll(stock, 1), pumps.usual[row] // 3)
    bought = np.maximum(sold + lost + stock - opening, 0)
    stock = opening + bought - sold - lost
    opening = np.where(step > 0, np.roll(stock, 1), opening)
    bought = np.maximum(sold + lost + stock - opening, 0)
    stock = opening + bought - sold - lost
    hides = (month >= pumps.hides_from[row]) & (month <= pumps.hides_to[row])
    declared = np.where(hides, sold * pumps.part[row] // 100, sold)
    late = month == pumps.shifts[row]
    moved = np.where(late, sold // 5, 0)
    declared = declared - moved + np.where(step > 0, np.roll(moved, 1), 0)
    county = world.firms.county[pumps.firm[row]]
    ledger.add(
        "fuel_station",
        {
            **world.firms.named(pumps.firm[row]),
            "agency": world.places.office("tax", county),
            "division": world.places.division(county),
            "month": dates(month_start(month)),
            "bought": decimals(bought * _ONE),
            "opening": decimals(opening * _ONE),
            "closing": decimals(stock * _ONE),
            "counter": decimals(sold * _ONE),
            "invoiced": decimals(declared * 7 // 10 * _ONE),
            "declared": decimals(declared * _ONE),
            "declared_sales": money(declared * _CENTS),
        },
    )
    _judge(world, ledger, pumps, np.bincount(row, (sold - declared) * hides, len(pumps.firm)))


def _judge(world: World, ledger: Ledger, pumps: Pumps, hidden: Ints | Bools) -> None:
    """One truth a station: from when to when it hid how much."""
    hides = pumps.hides_to >= 0
    ledger.judge(
        "A-54",
        organ=world.places.office("tax", world.firms.county[pumps.firm]),
        subject={
            "uscc": world.firms.code_of(pumps.firm),
            "month_from": dates(month_start(pumps.hides_from)),
            "month_to": dates(month_start(np.maximum(pumps.hides_to, 0))),
        },
        violated=hides,
        planted=hides,
        because="连续多月申报销量远少于加油机出油量",
        guise=(pumps.shifts >= 0) * 1,
        guises={1: "月末销售次月申报"},
        amount=np.round(hidden).astype(np.int64) * _CENTS * 13 // 100,
    )
