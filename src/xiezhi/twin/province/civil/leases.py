"""Tenants who turn up when a shop is to be sold.

Supervision point: A-31 (a lease that looks made up to hinder the sale).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import Ints, np
from xiezhi.twin.province.calendar import anniversary, year_of
from xiezhi.twin.province.columns import dates, flags, money, pick
from xiezhi.twin.province.numbers import case_numbers, serials
from xiezhi.twin.province.rates import PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["lease_books"]

_YUAN = 100
_MODES = ("lump_sum_cash", "periodic")


def lease_books(
    world: World,
    ledger: Ledger,
    draw: Draw,
    rates: Rates,
    shops: tuple[Ints, Ints, Ints, pa.Array, pa.Array],
) -> None:
    """``tenancy_claim`` with the truth of A-31.

    Args:
        world: What happened.
        ledger: Where it is written.
        draw: Source of chance.
        rates: How often tenants are made up.
        shops: Of every shop to be sold its debt, the day of the notice, the day of the seizure,
            the number of its title and its address.
    """
    debt, notice, seized, titles, places = shops
    now, debts = world.as_of, world.debts
    some = np.flatnonzero(draw.odds(0.35, len(debt)) & (notice + 20 <= now))
    n = len(some)
    fake = rates.of("A-31").conduct(draw, n) == PLANTED
    signed = np.where(
        fake, seized[some] - draw.whole(2, 40, n), seized[some] - draw.whole(900, 2_600, n)
    )
    years = np.where(fake, draw.whole(15, 20, n), draw.whole(3, 5, n))
    claimed = notice[some] + draw.whole(3, 18, n)
    county = debts.county[debt[some]]
    order = np.argsort(claimed, kind="stable")
    serial = np.empty(n, np.int64)
    serial[order] = serials(n, county[order], year_of(claimed[order]))
    code = pick(world.places.court_codes, county)
    numbers = case_numbers(code, claimed, "执异", serial)
    tenant = world.lawyers[draw.whole(0, len(world.lawyers) - 1, n)]
    rows = pa.array(some)
    ledger.add(
        "tenancy_claim",
        {
            "claim_no": numbers,
            "exec_no": debts.numbers.take(pa.array(debt[some])),
            "court": world.places.office("court", county),
            "claim_date": dates(claimed),
            "cert_no": titles.take(rows),
            "address": places.take(rows),
            "tenant": world.people.name_of(tenant),
            "citizen_id": world.people.id_of(tenant),
            "signed_date": dates(signed),
            "lease_from": dates(signed + 5),
            "lease_to": dates(anniversary(signed + 5, years)),
            "rent": money(years * 30_000 * _YUAN),
            "rent_mode": pick(_MODES, (~fake) * 1),
            "registered": flags(~fake),
            "debtor_link": flags(fake),
            "result": pick(("pending", "rejected"), (claimed + 40 < now) * 1),
        },
    )
    ledger.judge(
        "A-31",
        organ=world.places.office("court", county),
        subject={
            "claim_no": numbers,
            "exec_no": debts.numbers.take(pa.array(debt[some])),
        },
        violated=fake,
        planted=fake,
        because="查封前夕签订超长租期、一次性现金支付、未备案的租赁合同",
        guise=(~fake) * 1,
        guises={1: "查封多年前签订并备案，分期付租"},
    )
