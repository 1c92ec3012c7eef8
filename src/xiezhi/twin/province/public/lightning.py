"""Protection against lightning: who has to have it tested, who did.

Supervision point: A-62. 防雷减灾管理办法 19: every year; every half year where things may explode
or burn. A new site was accepted when it was built and is tested when the first stretch is over.
Reports reach the weather office within a month, so that somebody whose day has only just passed may
have been tested all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np, runs
from xiezhi.twin.province.calendar import plus_months
from xiezhi.twin.province.columns import blank, dates, flags, joined, pick
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.public.sites import SITE_KINDS
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.public.sites import Sites
    from xiezhi.twin.province.world import World

__all__ = ["Protection", "lightning_books", "protection_of"]

_NO_DUTY = (6, 9)  # estates and ordinary factories are on no list here
_UPLOAD = 30
_BEFORE = -99_999


@dataclass(frozen=True)
class Protection:
    """One row per site that has the duty.

    Attributes:
        site: Place among the sites.
        months: Months between tests.
        listed, closed: First day on the list; day of closing.
        last: Day of the last test, long past where there was none.
        planted: Not tested on purpose.
        unnumbered: The reports name the unit and not the site.
    """

    site: Ints
    months: Ints
    listed: Ints
    closed: Ints
    last: Ints
    planted: Bools
    unnumbered: Bools

    @property
    def due(self) -> Ints:
        """The day until which the last test, or the acceptance of a new site, holds."""
        due: Ints = plus_months(np.maximum(self.last, self.listed), self.months)
        return due


def protection_of(draw: Draw, rates: Rates, world: World, sites: Sites) -> Protection:
    """Who is tested when: early as a rule, now and then months late, or never."""
    now = world.as_of
    site = np.flatnonzero(~np.isin(sites.kind, _NO_DUTY) & (sites.since < now - 20))
    n = len(site)
    months = np.where(sites.explosive[site], 6, 12)
    listed, closed = sites.since[site], sites.closed[site]
    stops = np.minimum(closed, now)
    conduct = rates.of("A-62").conduct(draw, n)
    ran_out = stops - draw.whole(0, 30 * months - 45, n)
    waits = np.where(draw.odds(0.02, n), draw.whole(40, 300, n), -draw.whole(0, 35, n))
    planted = (conduct == PLANTED) & (closed > now) & (listed < now - 500)
    waits = np.where(planted, NEVER, waits)
    ran_out = np.where(planted, now - draw.whole(60, 500, n), ran_out)
    came = ran_out + waits <= stops
    last = np.where(came, ran_out + waits, plus_months(ran_out, -months))
    never = planted & draw.odds(0.4, n) | (last <= listed)
    last = np.where(never, _BEFORE, last)
    unnumbered = (conduct == LOOK_ALIKE) & (closed > now) & ~never
    return Protection(site, months, listed, closed, last, planted, unnumbered)


def lightning_books(world: World, ledger: Ledger, draw: Draw, rates: Rates, sites: Sites) -> None:
    """``site_list`` and ``lightning_test`` with the truth of A-62."""
    tested, now = protection_of(draw("tests"), rates, world, sites), world.as_of
    numbers = joined("CS", zero_filled(tested.site + 1, 7))
    _list(world, ledger, tested, sites, numbers)
    _reports(world, ledger, draw("reports"), tested, sites, numbers)
    late = now - tested.due
    open_ = tested.closed > now
    seems = np.where(~open_ & (late > 0), 1, np.where(tested.unnumbered & (late <= 0), 2, 0))
    ledger.judge(
        "A-62",
        organ=world.places.office("weather", sites.county[tested.site]),
        subject={"site_no": numbers, "uscc": sites.codes_of(tested.site)},
        violated=open_ & (late > _UPLOAD),
        planted=tested.planted,
        because="超过检测周期未作防雷装置检测",
        guise=seems,
        guises={1: "场所已关闭", 2: "已检测，报告未填场所编号"},
        pending=open_ & (late > 0) & (late <= _UPLOAD),
    )


def _list(
    world: World, ledger: Ledger, tested: Protection, sites: Sites, numbers: pa.Array
) -> None:
    """The sites with this duty, and with another one all that people gather in."""
    others = np.flatnonzero((sites.kind <= 6) & (sites.since < world.as_of))
    for duty, place, no, office in (
        ("lightning", tested.site, numbers, "weather"),
        ("fire", others, joined("XF", zero_filled(others + 1, 7)), "emergency"),
    ):
        county = sites.county[place]
        ledger.add(
            "site_list",
            {
                "duty": pick((duty,), np.zeros(len(place), np.int64)),
                "site_no": no,
                "agency": world.places.office(office, county),
                "division": world.places.division(county),
                **sites.named(place),
                "address": pick(sites.addresses, place),
                "site_kind": pick(SITE_KINDS, sites.kind[place]),
                "explosive": flags(sites.explosive[place]),
                "listed_date": dates(sites.since[place]),
                "closed_date": dates(sites.closed[place], world.as_of),
            },
        )


def _reports(
    world: World,
    ledger: Ledger,
    draw: Draw,
    tested: Protection,
    sites: Sites,
    numbers: pa.Array,
) -> None:
    """Every test back to the first day of the books; what failed was tested again."""
    begin = np.maximum(tested.listed, world.since)
    back = np.where(tested.last > begin, (tested.last - begin) // (30 * tested.months + 8) + 1, 0)
    row, step = runs(back)
    early = np.where(step > 0, draw.whole(0, 12, len(row)), 0)
    day = plus_months(tested.last[row], -step * tested.months[row]) - early
    keep = day > begin[row]
    row, day = row[keep], day[keep]
    failed = np.flatnonzero(draw.odds(0.03, len(row)))
    row = np.concatenate([row, row[failed]])
    day = np.concatenate([day, day[failed] - 12])
    result = np.concatenate([np.zeros(len(day) - len(failed), np.int64), np.ones(len(failed))])
    order = np.lexsort((day, row))
    row, day, result = row[order], day[order], result[order].astype(np.int64)
    place = tested.site[row]
    county = sites.county[place]
    ledger.add(
        "lightning_test",
        {
            "report_no": joined("FL", zero_filled(np.arange(len(row)) + 1, 9)),
            "agency": world.places.office("weather", county),
            "division": world.places.division(county),
            **sites.named(place),
            "site_no": blank(numbers.take(pa.array(row)), ~tested.unnumbered[row]),
            "site_kind": pick(SITE_KINDS, sites.kind[place]),
            "test_date": dates(day),
            "result": pick(("passed", "failed"), result),
            "tester": joined(pick(world.places.cities, county), "防雷检测中心"),
        },
    )
