"""Public housing: leases, rent, and the electricity that shows whether anybody lives there.

Supervision point: A-56 (公共租赁住房管理办法 27, 29, 31: kept though the title to it has ended).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Ints, np, runs
from xiezhi.twin.province.calendar import anniversary, month_of, month_start
from xiezhi.twin.province.columns import dates, decimals, joined, money, pick
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.public.homes import home_books, titles_of
from xiezhi.twin.province.public.tenants import Leases, leases_of
from xiezhi.twin.province.work import addresses

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.rates import Rates
    from xiezhi.twin.province.world import World

__all__ = ["housing_books"]

_YUAN = 100
_RELATIONS = ("spouse", "child", "parent")
_GUISES = {
    1: "已按期腾退",
    2: "承租人死亡，共同居住人仍在居住",
    3: "闲置未满六个月",
    4: "曾在押，现已回来居住",
    5: "用电很少但有人居住",
    6: "欠租未满六个月",
    7: "只有份额很小的继承房产或者非住宅",
}


def housing_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``public_housing``, ``housing_occupant``, ``real_estate`` and electricity; truth of A-56."""
    titles = titles_of(draw("titles"), world)
    leases, titles = leases_of(draw("leases"), rates, world, titles)
    home_books(world, ledger, draw("homes"), titles)
    where = addresses(draw("addresses"), world.places, world.people.county[leases.tenant])
    numbers = joined("GZF", zero_filled(np.arange(leases.count) + 1, 8))
    accounts = joined("34D", zero_filled(np.arange(leases.count) + 1, 9))
    _leases(world, ledger, draw, leases, numbers, accounts, where)
    _meters(world, ledger, draw("meters"), leases, accounts, where)
    kept, moving = leases.must_go(world.as_of, world.paid_until)
    ledger.judge(
        "A-56",
        organ=world.places.office("housing", world.people.county[leases.tenant]),
        subject={"contract_no": numbers, "citizen_id": world.people.id_of(leases.tenant)},
        violated=kept,
        planted=leases.planted,
        because="已有住房、无人居住、死亡后无人承继或者拖欠租金满六个月，仍未腾退",
        guise=leases.guise,
        guises=_GUISES,
        pending=moving,
    )


def _rent(leases: Leases) -> Ints:
    return (180 + leases.tenant % 9 * 40) * _YUAN


def _leases(
    world: World,
    ledger: Ledger,
    draw: Draw,
    leases: Leases,
    numbers: pa.Array,
    accounts: pa.Array,
    where: pa.Array,
) -> None:
    people, now = world.people, world.as_of
    county = people.county[leases.tenant]
    # three years, prolonged while the household stays
    years = (np.minimum(leases.left, now) - leases.start) // 1_095 * 3 + 3
    until = np.minimum(leases.left, now)
    months = month_of(until) - month_of(leases.start) + 1
    due = months * _rent(leases)
    ledger.add(
        "public_housing",
        {
            "contract_no": numbers,
            "agency": world.places.office("housing", county),
            "division": world.places.division(county),
            **people.who(leases.tenant, "tenant"),
            "address": joined(where, "公租房", zero_filled(np.arange(leases.count) % 900 + 101, 4)),
            "area": decimals((36 + leases.tenant % 25) * 10_000),
            "lease_from": dates(leases.start),
            "lease_to": dates(anniversary(leases.start, years) - 1),
            "rent_month": money(_rent(leases)),
            "rent_due": money(due),
            "rent_paid": money(due - leases.behind * _rent(leases)),
            "account_no": accounts,
            "status": pick(("current", "ended"), (leases.left <= now) * 1),
            "left_date": dates(leases.left, now),
        },
    )
    row, who = leases.lease, leases.occupant
    ledger.add(
        "housing_occupant",
        {
            "contract_no": numbers.take(pa.array(row)),
            "agency": world.places.office("housing", county[row]),
            "division": world.places.division(county[row]),
            **people.who(who),
            "relation": pick(_RELATIONS, leases.relation),
        },
    )


def _meters(
    world: World, ledger: Ledger, draw: Draw, leases: Leases, accounts: pa.Array, where: pa.Array
) -> None:
    first = np.maximum(month_of(leases.start), world.paid_since)
    last = np.where(leases.left < NEVER, month_of(leases.left), world.paid_until)
    row, step = runs(last - first + 1)
    month = first[row] + step
    nobody = month >= leases.empty[row]
    nobody |= (month >= leases.away_from[row]) & (month <= leases.away_to[row])
    use = draw.whole(45, 260, len(row))
    use = np.where(leases.frugal[row], draw.whole(3, 9, len(row)), use)
    county = world.people.county[leases.tenant[row]]
    chosen = pa.array(row)
    ledger.add(
        "utility",
        {
            "kind": pick(("electricity",), np.zeros(len(row), np.int64)),
            "account_no": accounts.take(chosen),
            "supplier": world.places.office("grid", county),
            "division": world.places.division(county),
            **world.people.who(leases.tenant[row]),
            "address": where.take(chosen),
            "use_kind": pick(("dwelling",), np.zeros(len(row), np.int64)),
            "month": dates(month_start(month)),
            "usage": decimals(np.where(nobody, 0, use) * 10_000),
        },
    )
