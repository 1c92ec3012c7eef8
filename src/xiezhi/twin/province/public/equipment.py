"""Lifts, boilers, cranes: registered, inspected when it is time, or forgotten.

Supervision point: A-61. 特种设备安全法 40: whoever uses a device asks for the inspection a month
before the last one runs out; a device that was not inspected must not go on running. The market
office has to see to it. A device whose day has only just passed waits for the inspector, who comes
within the month; what is laid up, scrapped or gone needs none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import plus_months, year_of
from xiezhi.twin.province.columns import dates, joined, pick
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.public.sites import SITE_KINDS
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.public.sites import Sites
    from xiezhi.twin.province.world import World

__all__ = ["Devices", "devices_of", "equipment_books"]

_KINDS = (
    # kind, first digits of its code, months between inspections
    ("lift", "3110", 12),
    ("boiler", "1100", 12),
    ("vessel", "2100", 36),
    ("crane", "4110", 24),
    ("vehicle", "5110", 12),
    ("amusement", "6110", 12),
)
_AT = (
    # how often which kind stands at a site of each kind
    (8, 2, 0, 0, 0, 0),
    (9, 2, 3, 0, 0, 0),
    (8, 1, 0, 0, 0, 0),
    (10, 1, 0, 0, 0, 1),
    (10, 0, 0, 0, 1, 0),
    (3, 0, 0, 0, 2, 6),
    (10, 0, 0, 0, 0, 0),
    (0, 0, 4, 0, 0, 0),
    (0, 4, 9, 1, 3, 0),
    (2, 2, 3, 5, 5, 0),
)
_STATES = ("in_use", "suspended", "scrapped", "cancelled", "moved")
_WAIT = 30
"""Days within which the inspector comes to whoever asked in time."""


@dataclass(frozen=True)
class Devices:
    """One row per device.

    Attributes:
        site, kind: Where it stands; place in the kinds.
        registered: First day.
        tested, due: Day of the last inspection, and the day until which it holds.
        entered: The day until which it holds according to the register.
        state, since: Place in the states, and since when; ``NEVER`` for in use.
        planted: Left without inspection on purpose.
    """

    site: Ints
    kind: Ints
    registered: Ints
    tested: Ints
    due: Ints
    entered: Ints
    state: Ints
    since: Ints
    planted: Bools

    def overdue(self, now: int) -> Ints:
        """Days that a device in use runs without a valid inspection; none or fewer: it is fine."""
        days: Ints = np.where(self.state == 0, now - self.due, 0)
        return days


def devices_of(draw: Draw, rates: Rates, world: World, sites: Sites) -> Devices:
    """Every device with the inspection it is in."""
    now = world.as_of
    used = np.flatnonzero(sites.since < now - 60)
    n = max(world.people.count // 55, 3 * len(used))
    site = used[draw.whole(0, len(used) - 1, n)]
    odds = np.cumsum(np.array(_AT, np.float64), axis=1)[sites.kind[site]]
    kind = (draw.shares(n)[:, None] * odds[:, -1:] >= odds).sum(axis=1)
    months = np.array([every for *_, every in _KINDS])[kind]
    conduct = rates.of("A-61").conduct(draw, n)
    stops = np.minimum(sites.closed[site], now)  # with its site a device stops too
    # the cycle it was in: the day on which it ran out, and how long the unit then waited
    ran_out = stops - draw.whole(0, 30 * months - 45, n)
    waits = np.where(draw.odds(0.02, n), draw.whole(40, 500, n), -draw.whole(0, 40, n))
    planted = (conduct == PLANTED) & (sites.closed[site] > now)
    waits = np.where(planted, NEVER, waits)
    ran_out = np.where(planted, now - draw.whole(60, 900, n), ran_out)
    came = ran_out + waits <= stops
    tested = np.where(came, ran_out + waits, plus_months(ran_out, -months))
    due = np.where(came, plus_months(tested, months), ran_out)
    registered = np.minimum(sites.since[site] + draw.whole(0, 900, n), tested)
    since, state = _ends(draw("ends"), conduct, sites.closed[site], due, now)
    due = np.where(state > 0, np.minimum(due, since + draw.whole(1, 300, n)), due)
    tested = np.where(state > 0, plus_months(due, -months), tested)
    registered = np.minimum(registered, tested)
    # the certificate was issued, but the register still shows the day before
    slow = (conduct == LOOK_ALIKE) & (state == 0) & (tested > now - 300) & (tested < now - 5)
    slow &= registered < plus_months(tested, -months)
    entered = np.where(slow, tested + draw.whole(1, 12, n), due)
    return Devices(site, kind, registered, tested, due, entered, state, since, planted)


def _ends(draw: Draw, conduct: Ints, closed: Ints, due: Ints, now: int) -> tuple[Ints, Ints]:
    """When a device ceased to run, and as what: laid up, scrapped, struck off, moved away."""
    n = len(conduct)
    chosen = (conduct == LOOK_ALIKE) & draw.odds(0.6, n)
    since = np.where(chosen, now - draw.whole(30, 1_200, n), NEVER)
    state = np.where(chosen, draw.whole(1, 4, n), 0)
    gone = closed <= now
    state = np.where(gone, 3, state)
    return np.where(gone, closed, since), state


def equipment_books(world: World, ledger: Ledger, draw: Draw, rates: Rates, sites: Sites) -> None:
    """``special_equipment`` with the truth of A-61."""
    devices, now = devices_of(draw, rates, world, sites), world.as_of
    n = len(devices.site)
    county = sites.county[devices.site]
    codes = joined(
        pick([digits for _, digits, _ in _KINDS], devices.kind),
        world.places.division(county),
        pa.array(year_of(devices.registered)).cast(pa.string()),
        zero_filled(np.arange(n) + 1, 6),
    )
    ledger.add(
        "special_equipment",
        {
            "equipment_code": codes,
            "agency": world.places.office("market", county),
            "division": world.places.division(county),
            "kind": pick([kind for kind, *_ in _KINDS], devices.kind),
            **sites.named(devices.site, "user"),
            "address": pick(sites.addresses, devices.site),
            "site_kind": pick(SITE_KINDS, sites.kind[devices.site]),
            "registered_date": dates(devices.registered),
            "last_test": dates(devices.tested),
            "next_due": dates(devices.entered),
            "status": pick(_STATES, devices.state),
            "status_date": dates(devices.since, now),
        },
    )
    days = devices.overdue(now)
    stale = (devices.state == 0) & (devices.entered < now) & (devices.due >= now)
    ended = (devices.state > 0) & (devices.due < now)
    ledger.judge(
        "A-61",
        organ=world.places.office("market", county),
        subject={"equipment_code": codes, "uscc": sites.codes_of(devices.site)},
        violated=days > _WAIT,
        planted=devices.planted,
        because="检验有效期已过，未经检验仍在使用",
        guise=np.where(stale, 2, ended * 1),
        guises={1: "已停用、报废、注销或者迁出", 2: "已经检验，登记的下次检验日期尚未更新"},
        pending=(days > 0) & (days <= _WAIT),
    )
