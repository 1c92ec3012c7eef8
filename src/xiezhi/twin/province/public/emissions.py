"""What firms blow into the air and let into the water, and the tax on it, quarter by quarter.

Supervision point: A-53. 环境保护税法 2, 4, 12, 16-18: whoever discharges what is taxed straight
into the environment hands in a return within 15 days after the quarter. Free are what goes to a
treatment plant, what the law exempts, and what is on no list of taxed pollutants.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np, runs
from xiezhi.twin.province.calendar import month_end, month_of, month_start, next_workday
from xiezhi.twin.province.columns import dates, decimals, flags, joined, money, pick
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["Sources", "emission_books", "sources_of"]

_FACTORS = ("air", "water", "solid", "dust", "untaxed")
_LABELS = ("大气污染物", "水污染物", "固体废物", "施工扬尘", "非应税污染物")
_WEIGHTS = (40, 30, 8, 6, 16)
_CENTS = (120, 140, 25, 120, 0)
"""Tax in cents a kilogram, roughly."""
_BEGUN = 48 * 12  # the tax is levied since January 2018


@dataclass(frozen=True)
class Sources:
    """One row per firm and pollutant.

    Attributes:
        firm, factor: Whose; place in the factors.
        first, last: First month of the first and of the last quarter.
        usual: Kilograms in an ordinary quarter.
        to_plant, exempt: Why no tax is owed.
        silent_from, silent_to: First months of the quarters that are not declared, on purpose.
        tardy: Declares late as a rule.
    """

    firm: Ints
    factor: Ints
    first: Ints
    last: Ints
    usual: Ints
    to_plant: Bools
    exempt: Bools
    silent_from: Ints
    silent_to: Ints
    tardy: Bools

    @property
    def taxed(self) -> Bools:
        """Where tax is owed."""
        owed: Bools = ~self.to_plant & ~self.exempt & (self.factor < len(_FACTORS) - 1)
        return owed


def sources_of(draw: Draw, rates: Rates, world: World) -> Sources:
    """Firms of dirty trades with one or two pollutants each, while they exist."""
    firms, now = world.firms, world.as_of
    dirty = firms.of_trade("chemicals", "metal", "mining", "electronics", "clothes")
    dirty = dirty[np.isin(firms.state[dirty], (0, 3)) & draw.odds(0.6, len(dirty))]
    owner, number = runs(np.where(draw.odds(0.4, len(dirty)), 2, 1))
    firm, n = dirty[owner], len(owner)
    factor = draw.weigh(_WEIGHTS, len(dirty))[owner]
    factor = np.where(number == 1, (factor + 1 + draw.whole(0, 2, n)) % len(_FACTORS), factor)
    books = max(int(month_of(np.array([world.since]))[0]), _BEGUN)
    first = np.maximum(month_of(firms.registered[firm]) // 3 * 3 + 3, books)
    ended = (month_of(np.minimum(firms.closed[firm], now + 1))) // 3 * 3 - 3
    # one return for all pollutants: the firm is silent, not the chimney
    conduct = rates.of("A-53").conduct(draw, len(dirty))[owner]
    kind = draw.odds(0.5, len(dirty))[owner]
    begins = first + 3 * (draw.shares(len(dirty))[owner] * ((ended - first) // 3 + 1)).astype(int)
    silent = (conduct == PLANTED) & (ended >= first)
    return Sources(
        firm,
        factor,
        first,
        ended,
        np.round(draw.spread(1_500.0, 1.0, n)).astype(np.int64) + 20,
        (factor == 1) & draw.odds(0.35, n),
        (conduct == LOOK_ALIKE) & kind,
        np.where(silent, begins, NEVER),
        begins + 3 * draw.low(0, 7, len(dirty))[owner],
        (conduct == LOOK_ALIKE) & ~kind,
    )


@dataclass(frozen=True)
class _Returns:
    """One row per firm and quarter; a return speaks of all its pollutants.

    Attributes:
        firm, month: Whose, and the first month of the quarter.
        until, told: Last day for the return, and the day on which it was made.
        planted: Not made on purpose.
        of: For each pollutant and quarter, the place of its return.
    """

    firm: Ints
    month: Ints
    until: Ints
    told: Ints
    planted: Bools
    of: Ints


def emission_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``polluter`` and the environmental tax in ``tax_payment``, with the truth of A-53."""
    sources = sources_of(draw("sources"), rates, world)
    row, step = runs((sources.last - sources.first) // 3 + 1)
    month = sources.first[row] + 3 * step
    kilos = np.maximum((sources.usual[row] * draw.spread(1.0, 0.2, len(row))).astype(np.int64), 5)
    returns = _returns(draw("returns"), world, sources, row, month)
    _discharged(world, ledger, sources, row, month, kilos)
    _levied(world, ledger, sources, row, kilos, returns)
    _judge(world, ledger, sources, row, kilos, returns)


def _returns(draw: Draw, world: World, sources: Sources, row: Ints, month: Ints) -> _Returns:
    """Made in time as a rule; late by some; not at all by the silent and, rarely, by chance."""
    key, first, of = np.unique(
        sources.firm[row] * 4_096 + month, return_index=True, return_inverse=True
    )
    source, month, n = row[first], month[first], len(key)
    until = next_workday(month_end(month + 2) + 15)
    silent = (month >= sources.silent_from[source]) & (month <= sources.silent_to[source])
    late = sources.tardy[source] & draw.odds(0.4, n)
    told = until - draw.whole(0, 12, n) + np.where(late, draw.whole(13, 80, n), 0)
    told = np.where(silent | draw.odds(0.0015, n) | (told > world.as_of), NEVER, told)
    return _Returns(sources.firm[source], month, until, told, silent, of)


def _judge(
    world: World, ledger: Ledger, sources: Sources, row: Ints, kilos: Ints, returns: _Returns
) -> None:
    n, now = len(returns.firm), world.as_of
    tax = np.bincount(
        returns.of, kilos * np.array(_CENTS)[sources.factor[row]] * sources.taxed[row], n
    ).astype(np.int64)
    owed = np.bincount(returns.of, sources.taxed[row], n) > 0
    plant = np.bincount(returns.of, sources.to_plant[row], n) > 0
    exempt = np.bincount(returns.of, sources.exempt[row], n) > 0
    free = np.where(exempt, 3, np.where(plant, 2, 1))
    late = owed & (returns.told < NEVER) & (returns.told > returns.until)
    missing = owed & (returns.told >= NEVER)
    ledger.judge(
        "A-53",
        organ=world.places.office("tax", world.firms.county[returns.firm]),
        subject={
            "uscc": world.firms.code_of(returns.firm),
            "permit_no": _permits(world, returns.firm),
            "period_from": dates(month_start(returns.month)),
        },
        violated=missing & (returns.until < now),
        planted=returns.planted,
        because="排放应税污染物，该季度未申报缴纳环境保护税",
        guise=np.where(owed, late * 4, np.where(returns.month % 12 == 0, free, 0)),
        guises={
            1: "非应税污染物",
            2: "排入污水集中处理场所",
            3: "依法免税",
            4: "逾期申报，已加收滞纳金",
        },
        pending=missing & (returns.until >= now),
        amount=tax,
    )


def _permits(world: World, firm: Ints) -> pa.Array:
    return joined(world.firms.code_of(firm), "001P")


def _discharged(
    world: World, ledger: Ledger, sources: Sources, row: Ints, month: Ints, kilos: Ints
) -> None:
    firm = sources.firm[row]
    county = world.firms.county[firm]
    ledger.add(
        "polluter",
        {
            "permit_no": _permits(world, firm),
            "agency": world.places.office("environment", county),
            "division": world.places.division(county),
            **world.firms.named(firm),
            "factor": pick(_FACTORS, sources.factor[row]),
            "emission": decimals(kilos * 10_000),
            "period_from": dates(month_start(month)),
            "period_to": dates(month_end(month + 2)),
            "to_plant": flags(sources.to_plant[row]),
            "exempt": flags(sources.exempt[row]),
        },
    )


def _levied(
    world: World, ledger: Ledger, sources: Sources, row: Ints, kilos: Ints, returns: _Returns
) -> None:
    rows = np.flatnonzero((returns.told[returns.of] < NEVER) & sources.taxed[row])
    row, kilos, of = row[rows], kilos[rows], returns.of[rows]
    month, told, firm = returns.month[of], returns.told[of], returns.firm[of]
    county = world.firms.county[firm]
    tax = kilos * np.array(_CENTS)[sources.factor[row]]
    over = np.maximum(told - returns.until[of], 0)
    ledger.add(
        "tax_payment",
        {
            "receipt_no": joined("HB", zero_filled(np.arange(len(rows)) + 1, 10)),
            "agency": world.places.office("tax", county),
            "division": world.places.division(county),
            **world.firms.named(firm, "name"),
            "tax_kind": pick(("environmental",), np.zeros(len(rows), np.int64)),
            "tax_item": pick(_LABELS, sources.factor[row]),
            "period_from": dates(month_start(month)),
            "period_to": dates(month_end(month + 2)),
            "declared_quantity": decimals(kilos * 10_000),
            "amount": money(tax),
            "late_fee": money(tax * over // 2_000, over > 0),
            "paid_date": dates(told),
        },
    )
