"""Online judicial sales.

Supervision points: A-26 (procedure of the sale), A-27 (pointless sale, money not distributed).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import year_of
from xiezhi.twin.province.columns import (
    blank,
    dates,
    decimals,
    joined,
    moments,
    money,
    pick,
    wholes,
)
from xiezhi.twin.province.lives.suits import party_columns
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates
from xiezhi.twin.province.work import addresses

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["sale_books"]

_YUAN, _GRAY = 100, 200
_COSTS = 600 * _YUAN
_KINDS = ("real_estate", "vehicle", "movable", "equity")
_TEN = 36_000  # ten in the morning, in seconds


@dataclass(frozen=True)
class _Sales:
    """Rounds of sale, a row each; ``manner`` is how the procedure was broken, 0 not at all."""

    debt: Ints
    kind: Ints
    value: Ints
    notice: Ints
    start: Ints
    hours: Ints
    reserve: Ints
    manner: Ints
    failed: Bools
    sell_off: Bools
    round: Ints
    failed_on: Ints
    before: Ints

    @property
    def over(self) -> Ints:
        """The day on which bidding ends; it begins at ten in the morning."""
        return (self.start * 24 + 10 + self.hours) // 24


def sale_books(
    world: World, ledger: Ledger, draw: Draw, rates: Rates
) -> tuple[Ints, Ints, Ints, pa.Array, pa.Array]:
    """``auction``: first rounds and second rounds, with the truth of A-26 and A-27.

    Returns:
        Of every shop to be sold its debt, the day of the notice, the day of the seizure, the
        number of its title and its address.
    """
    debts, now = world.debts, world.as_of
    begun = np.flatnonzero((debts.opened + 260 < now) & (debts.mode > 0))
    debt = draw.some(begun, len(begun) // 4)
    first = _first_round(draw("first"), rates, debt, debts.opened[debt])
    second = _second_round(draw("second"), rates, first, now)
    sales = _Sales(
        *(
            np.concatenate([getattr(first, one.name), getattr(second, one.name)])
            for one in fields(_Sales)
        )
    )
    return _write(world, ledger, draw("books"), rates, sales)


def _first_round(draw: Draw, rates: Rates, debt: Ints, opened: Ints) -> _Sales:
    """法释〔2016〕18号 10, 12, 20: 15 or 30 days of notice, 70 per cent, 24 hours."""
    n = len(debt)
    kind = draw.weigh((55, 22, 15, 8), n)
    value = np.round(draw.spread(400_000.0, 0.8, n)).astype(np.int64) * _YUAN
    value = np.where(kind == 0, value, value // 5) // (100 * _YUAN) * (100 * _YUAN)
    failed = draw.odds(0.4, n)
    conduct = rates.of("A-26").conduct(draw, n)
    sell_off = (conduct == LOOK_ALIKE) & ~failed
    manner = np.where(conduct == PLANTED, draw.whole(1, 3, n), 0)
    right = np.isin(kind, (0, 3))
    days = np.where(right, draw.whole(30, 40, n), draw.whole(15, 22, n))
    short = np.where(right, draw.whole(10, 25, n), draw.whole(4, 11, n))
    days = np.where(manner == 1, short, np.where(sell_off, 16, days))
    share = np.where(manner == 2, draw.whole(40, 62, n), draw.whole(70, 100, n))
    reserve = -(-value * share // 100)
    hours = np.where(manner == 3, draw.whole(4, 12, n), np.where(sell_off, 24 * 60, 24))
    notice = opened + draw.whole(40, 90, n)
    never = np.full(n, NEVER)
    one = np.ones(n, np.int64)
    return _Sales(
        debt,
        kind,
        value,
        notice,
        notice + days,
        hours,
        reserve,
        manner,
        failed,
        sell_off,
        one,
        never,
        one,
    )


def _second_round(draw: Draw, rates: Rates, first: _Sales, now: int) -> _Sales:
    """法释〔2016〕18号 26: again within 30 days, 7 or 15 days of notice, a fifth less at most."""
    again = np.flatnonzero(first.failed)
    n = len(again)
    wrong = rates.of("A-26").conduct(draw, n) == PLANTED
    manner = np.where(wrong, np.where(draw.odds(0.5, n), 4, 5), 0)
    right = np.isin(first.kind[again], (0, 3))
    days = np.where(right, draw.whole(15, 20, n), draw.whole(7, 12, n))
    cut = np.where(manner == 5, draw.whole(26, 45, n), draw.whole(5, 20, n))
    reserve = -(-first.reserve[again] * (100 - cut) // 100)
    ended = first.over[again]
    notice = ended + np.where(manner == 4, draw.whole(45, 80, n), draw.whole(2, 7, n))
    keep = notice <= now
    rows, zero = again[keep], np.zeros(int(keep.sum()), bool)
    return _Sales(
        first.debt[rows],
        first.kind[rows],
        first.value[rows],
        notice[keep],
        (notice + days)[keep],
        np.full(len(rows), 24),
        reserve[keep],
        manner[keep],
        zero,
        zero,
        np.full(len(rows), 2),
        ended[keep],
        first.reserve[rows],
    )


def _write(
    world: World, ledger: Ledger, draw: Draw, rates: Rates, sales: _Sales
) -> tuple[Ints, Ints, Ints, pa.Array, pa.Array]:
    debts, now, n = world.debts, world.as_of, len(sales.debt)
    over = sales.over
    sold = ~sales.failed & (over <= now)
    result = np.where(over > now, 2, np.where(sales.failed, 1, 0))
    price = sales.reserve * draw.whole(100, 130, n) // 100 // _YUAN * _YUAN
    numbers = joined("PM", zero_filled(np.arange(n) + 1, 10))
    paid, out, lag = _proceeds(draw, rates, over, sold, now)
    prior, told, vain = _prior(draw, rates, sales, now)
    court = world.places.office("court", debts.county[sales.debt])
    cases = debts.numbers.take(pa.array(sales.debt))
    again = sales.round == 2
    shop = sales.kind == 0
    # both rounds sell the same thing
    own = np.searchsorted(np.unique(sales.debt), sales.debt)
    titles = joined(
        "皖（",
        zero_filled(year_of(debts.opened[sales.debt] - 1_500), 4),
        "）",
        pick(world.places.counties, debts.county[sales.debt]),
        "不动产权第8",
        zero_filled(own + 1, 7),
        "号",
    )
    unique = addresses(draw, world.places, debts.county[np.unique(sales.debt)])
    places = unique.take(pa.array(own))
    ledger.add(
        "auction",
        {
            "object_id": numbers,
            "court": court,
            "exec_no": cases,
            "item": pick(("商铺一间", "小型汽车一辆", "机器设备一批", "股权一宗"), sales.kind),
            "asset_kind": pick(_KINDS, sales.kind),
            "cert_no": blank(titles, shop),
            "address": places,
            "mode": pick(("auction", "sell_off"), sales.sell_off * 1),
            "price_basis": pick(("appraisal", "online_inquiry"), draw.whole(0, 1, n)),
            "appraisal": money(sales.value),
            "reserve": money(sales.reserve),
            "notice_date": dates(sales.notice),
            "start": moments(sales.start, np.full(n, _TEN)),
            "end": moments(over, (10 + sales.hours) % 24 * 3_600),
            "round": wholes(sales.round),
            "prev_reserve": money(sales.before, again),
            "failed_date": dates(sales.failed_on),
            "result": pick(("sold", "failed", "pending"), result),
            "price": money(price, sold),
            "paid_date": dates(paid, now),
            "distributed_date": dates(out, now),
            "prior_claims": money(prior),
            "costs": money(np.full(n, _COSTS)),
            "surplus_notice_date": dates(told),
        },
    )
    subject = {"object_id": numbers, "exec_no": cases}
    ledger.judge(
        "A-26",
        organ=court,
        subject=subject,
        violated=sales.manner > 0,
        planted=sales.manner > 0,
        because="公告期、起拍价、降价幅度、竞价时间或者再次拍卖期限不合规定",
        guise=sales.sell_off * 1,
        guises={1: "系网络司法变卖，期间规定不同"},
    )
    empty = (prior + _COSTS >= sales.reserve) & (told >= NEVER)
    idle = (paid <= now) & (out > now)
    old = paid + 60 < now
    ledger.judge(
        "A-27",
        organ=court,
        subject=subject,
        violated=empty | (idle & old),
        planted=vain | lag,
        because="无益拍卖未通知申请执行人，或者案款逾期未分配",
        guise=((told < NEVER) & ~empty) * 1,
        guises={1: "已通知申请执行人，其同意拍卖"},
        pending=idle & ~old & ~empty,
    )
    return _titles(world, ledger, sales, prior, titles, places)


def _titles(
    world: World,
    ledger: Ledger,
    sales: _Sales,
    prior: Ints,
    titles: pa.Array,
    places: pa.Array,
) -> tuple[Ints, Ints, Ints, pa.Array, pa.Array]:
    """Entries of ``real_estate`` for the shops that are to be sold."""
    rows = np.flatnonzero((sales.kind == 0) & (sales.round == 1))
    debt, chosen = sales.debt[rows], pa.array(rows)
    county = world.debts.county[debt]
    seized = world.debts.opened[debt] + 12
    held = prior[rows]
    ledger.add(
        "real_estate",
        {
            "cert_no": titles.take(chosen),
            **party_columns(
                world.people, world.firms, world.debts.debtor[debt], "owner", "citizen_id", "uscc"
            ),
            "registrar": world.places.office("registry", county),
            "address": places.take(chosen),
            "area": decimals((40 + rows % 160) * 10_000),
            "use": pick(("commercial",), np.zeros(len(rows), np.int64)),
            "share": pa.array(np.ones(len(rows))),
            "reg_date": dates(seized - 1_512),
            "mortgage": money(held, held > 0),
            "mortgagee": pick(("霁泊农村商业银行",), np.zeros(len(rows), np.int64), held > 0),
            "mortgage_date": dates(np.where(held > 0, seized - 1_200, NEVER)),
            "seized_by": world.places.office("court", county),
            "seized_date": dates(seized),
            "seized_until": dates(seized + 1_095),
        },
    )
    return debt, sales.notice[rows], seized, titles.take(chosen), places.take(chosen)


def _proceeds(
    draw: Draw, rates: Rates, over: Ints, sold: Bools, now: int
) -> tuple[Ints, Ints, Bools]:
    """Days of payment and distribution, and where the money was kept back."""
    n = len(over)
    conduct = rates.of("A-27").conduct(draw("money"), n)
    paid = np.where(sold, over + draw.whole(3, 12, n), NEVER)
    lag: Bools = (conduct == PLANTED) & (paid + _GRAY < now)
    out = np.where(sold & ~lag, paid + draw.whole(5, 25, n), NEVER)
    return paid, out, lag


def _prior(draw: Draw, rates: Rates, sales: _Sales, now: int) -> tuple[Ints, Ints, Bools]:
    """Claims that go first, the day the applicant was told, and pointless sales."""
    n, house = len(sales.kind), sales.kind == 0
    conduct = rates.of("A-27").conduct(draw("prior"), n)
    burdened = house & draw.odds(0.4, n)
    prior = np.where(burdened, sales.reserve * draw.whole(10, 60, n) // 100, 0)
    auction = house & ~sales.sell_off  # 拍卖变卖规定 6 speaks of auctions
    vain: Bools = auction & (conduct == PLANTED) & (sales.notice <= now)
    agreed = auction & (conduct == LOOK_ALIKE)
    prior = np.where(vain | agreed, sales.reserve * 12 // 10, prior)
    # a small house is worth less than its sale costs only when it is meant to be
    prior = np.where(vain | agreed, prior, np.minimum(prior, sales.reserve - 2 * _COSTS))
    return np.maximum(prior, 0), np.where(agreed, sales.notice - 10, NEVER), vain
