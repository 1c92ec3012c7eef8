"""Who rents public housing, with whom, and what happens to the household."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import month_of
from xiezhi.twin.province.public.homes import DWELLING, Titles
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.world import World

__all__ = ["MOVING", "Leases", "leases_of"]

MOVING = 90
"""Days that a household without a title any more has for moving out."""
_PEOPLE_PER_LEASE = 70
_HALF_YEAR = 6


@dataclass(frozen=True)
class Leases:
    """One row per lease.

    Attributes:
        tenant: Who.
        start, left: First day; day of moving out, ``NEVER`` while it is kept.
        lease: For each occupant, the place of the lease.
        occupant, relation: The occupants: who, and 0 spouse, 1 child, 2 parent.
        housed: Day on which somebody of the household came to own a home.
        alone: Day of the tenant's death where nobody is left to live there.
        widowed: The tenant is dead, and the household lives on there.
        empty: First whole month without anybody, up to now.
        away_from, away_to: Months without anybody that are over.
        behind: Months of rent owed.
        frugal: Uses next to nothing.
        planted: The office let it go on purpose.
        guise: 1 to 6 for what only seems to be a reason.
    """

    tenant: Ints
    start: Ints
    left: Ints
    lease: Ints
    occupant: Ints
    relation: Ints
    housed: Ints
    alone: Ints
    widowed: Bools
    empty: Ints
    away_from: Ints
    away_to: Ints
    behind: Ints
    frugal: Bools
    planted: Bools
    guise: Ints

    @property
    def count(self) -> int:
        """How many leases."""
        return len(self.tenant)

    def must_go(self, now: int, month: int) -> tuple[Bools, Bools]:
        """公共租赁住房管理办法 27, 29, 31: whose title has ended, and whose is about to.

        Half a year without anybody, half a year of rent owed, a home of one's own, or nobody of
        the household left.

        Args:
            now: The present.
            month: The last month that has been metered.

        Returns:
            Kept though the title ended; kept in the time for moving out.
        """
        here = self.left > now
        gone = np.minimum(self.housed, self.alone)
        over = (gone + MOVING < now) | (month - self.empty + 1 >= _HALF_YEAR)
        over |= self.behind >= _HALF_YEAR
        return here & over, here & ~over & (gone <= now)


def leases_of(draw: Draw, rates: Rates, world: World, titles: Titles) -> tuple[Leases, Titles]:
    """Households without a home that were given one for rent, and the homes they got later."""
    people, now = world.people, world.as_of
    tenant, start = _tenants(draw("tenants"), world, titles)
    lease, occupant, relation = _occupants(draw("occupants"), world, tenant, start, titles)
    n = len(tenant)
    conduct = rates.of("A-56").conduct(draw, n)
    manner = draw.whole(0, 2, n)
    bought = _bought(draw("bought"), world, tenant, start, conduct, manner)
    titles = titles.with_more(bought)
    housed = _housed(titles, np.arange(n), tenant, start, now)
    others = _housed(titles, lease, occupant, start, now)
    np.minimum.at(housed, lease, others)
    last = np.zeros(n, np.int64)  # death of the longest-lived occupant
    np.maximum.at(last, lease, people.death[occupant])
    death = people.death[tenant]
    alone = np.where(death <= now, np.where(last < NEVER, np.maximum(death, last), NEVER), NEVER)
    planted = conduct == PLANTED
    # moves out when told to, or of its own accord
    gone = np.minimum(housed, alone)
    left = np.where(planted, NEVER, gone + draw.whole(10, MOVING - 10, n))
    leaves = draw.odds(0.1, n)
    left = np.minimum(left, np.where(leaves, start + draw.whole(200, 2_000, n), NEVER))
    left = np.where(left <= now, left, NEVER)
    single = np.bincount(lease, minlength=n) == 0
    empty, away = _empty(draw("empty"), world, tenant, single, alone)
    idle = planted & (gone >= NEVER) & (manner == 0)
    paid = world.paid_until
    room = paid - month_of(start)
    span = np.where(idle, draw.low(7, 24, n), draw.whole(2, 4, n))
    short = (conduct == LOOK_ALIKE) & (manner == 0) & (gone >= NEVER)
    stands = (idle | short) & (room > span)
    empty = np.where(stands, np.minimum(paid - span + 1, empty), empty)
    behind = np.where(draw.odds(0.1, n), draw.whole(1, 3, n), 0)
    owes = planted & (gone >= NEVER) & (manner > 0)
    behind = np.where(owes, draw.low(7, 20, n), behind)
    behind = np.minimum(behind, np.maximum(room - 2, 0))
    frugal = (conduct == LOOK_ALIKE) & (manner == 1)
    widowed = (death <= now) & (alone > now)
    guise = np.select(
        [left <= now, widowed, short & stands, away[0] < NEVER, frugal, behind > 0],
        [(gone <= now) * 1, 2, 3, 4, 5, 6],
        0,
    )
    cornered = (conduct == LOOK_ALIKE) & (manner == 2)
    guise = np.where((guise == 0) & cornered, 7, guise)
    # who owes or is away by chance has not been planted
    planted = planted & ((gone <= now) | stands | (owes & (behind >= _HALF_YEAR)))
    return Leases(
        tenant,
        start,
        left,
        lease,
        occupant,
        relation,
        housed,
        alone,
        widowed,
        empty,
        *away,
        behind,
        frugal,
        planted,
        guise,
    ), titles


def _tenants(draw: Draw, world: World, titles: Titles) -> tuple[Ints, Ints]:
    """Grown people who owned no home when the lease began; a few went to prison later."""
    people, now = world.people, world.as_of
    n = max(people.count // _PEOPLE_PER_LEASE, 40)
    grown = (people.birth < now - 28 * 366) & (people.death > now - 800)
    locked = np.unique(world.stays.person[world.stays.start <= now])
    chosen = draw.some(locked[grown[locked]], n // 15)
    grown[chosen] = False
    who = np.sort(np.concatenate([chosen, draw.some(np.flatnonzero(grown), n - len(chosen))]))
    start = now - draw.whole(400, 2_500, len(who))
    start = np.minimum(start, people.death[who] - 60)
    homeless = _first_home(titles, people.count)[who] > start
    return who[homeless], start[homeless]


def _first_home(titles: Titles, count: int) -> Ints:
    """The day on which each person first owned any home at all."""
    first = np.full(count, NEVER)
    homes = titles.use == DWELLING
    np.minimum.at(first, titles.person[homes], titles.entered[homes])
    return first


def _occupants(
    draw: Draw, world: World, tenant: Ints, start: Ints, titles: Titles
) -> tuple[Ints, Ints, Ints]:
    """The spouse of some, a child or a parent of others; the rest lives alone."""
    people, n = world.people, len(tenant)
    man, woman, wed = world.couples[:3]
    spouse, since = np.full(people.count, -1), np.full(people.count, NEVER)
    spouse[man], spouse[woman] = woman, man
    since[man] = since[woman] = wed
    taken = np.zeros(people.count, bool)
    taken[tenant] = True
    first = _first_home(titles, people.count)
    fits = (spouse[tenant] >= 0) & (since[tenant] < start) & ~taken[spouse[tenant]]
    fits &= (people.death[spouse[tenant]] > start) & (first[spouse[tenant]] > start)
    weds = np.flatnonzero(fits & draw.odds(0.7, n))
    kin = np.flatnonzero(draw.odds(0.3, n))
    able = np.flatnonzero((first >= NEVER) & ~taken & (people.death >= NEVER))
    able = able[(people.age(world.as_of)[able] < 20) | (people.age(world.as_of)[able] > 66)]
    able = able[people.birth[able] < world.as_of - 9 * 366]
    whom = draw.some(able, len(kin))
    kin = kin[: len(whom)]
    child = people.age(world.as_of)[whom] < 20
    return (
        np.concatenate([weds, kin]),
        np.concatenate([spouse[tenant[weds]], whom]),
        np.concatenate([np.zeros(len(weds), np.int64), np.where(child, 1, 2)]),
    )


def _bought(
    draw: Draw, world: World, tenant: Ints, start: Ints, conduct: Ints, manner: Ints
) -> Titles:
    """What tenants got during the lease: homes, an eighth of an old house, a shop, a space."""
    now = world.as_of
    home = draw.odds(0.08, len(tenant))
    home |= (conduct == PLANTED) & (manner == 2)
    corner = (conduct == LOOK_ALIKE) & (manner == 2) & ~home
    alive = world.people.death[tenant] > now
    row = np.flatnonzero((home | corner) & (start + 300 < now) & alive)
    n = len(row)
    share = corner[row] & draw.odds(0.5, n)
    day = start[row] + draw.whole(60, np.maximum(now - start[row] - 5, 61), n)
    day = np.where(home[row] & (conduct[row] == PLANTED), np.minimum(day, now - 200), day)
    return Titles(
        tenant[row],
        np.arange(n),
        np.where(corner[row] & ~share, 1 + row % 2, DWELLING),
        np.where(share, draw.whole(50, 90, n), draw.whole(65, 130, n)),
        np.where(share, 0.125, 1.0),
        day,
        np.full(n, NEVER),
    )


def _housed(titles: Titles, lease: Ints, who: Ints, start: Ints, now: int) -> Ints:
    """For each person the day of the first home since the lease began that is still theirs."""
    rows = titles.lodges(now) & (titles.entered <= now)
    order = np.lexsort((titles.entered[rows], titles.person[rows]))
    person, entered = titles.person[rows][order], titles.entered[rows][order]
    place = np.searchsorted(person, who, "left")
    place = np.minimum(place, max(len(person) - 1, 0))
    hit = person[place] == who
    return np.where(hit, np.maximum(entered[place], start[lease]), NEVER)


def _empty(
    draw: Draw, world: World, tenant: Ints, single: Bools, alone: Ints
) -> tuple[Ints, tuple[Ints, Ints]]:
    """First month without anybody until now, and a spell without anybody that is over."""
    stays, now, n = world.stays, world.as_of, len(tenant)
    empty = np.where(alone <= now, month_of(np.minimum(alone, now)) + 1, NEVER)
    away = np.full(n, NEVER), np.full(n, NEVER)
    place = np.searchsorted(tenant, stays.person)
    place = np.minimum(place, n - 1)
    hit = np.flatnonzero((tenant[place] == stays.person) & (stays.start <= now) & single[place])
    row = place[hit]
    first = month_of(stays.start[hit] - 1) + 1
    last = month_of(np.minimum(stays.end[hit], NEVER - 1) + 1) - 1
    lasts = stays.end[hit] > now
    empty[row[lasts]] = np.minimum(empty[row[lasts]], first[lasts])
    away[0][row[~lasts]], away[1][row[~lasts]] = first[~lasts], last[~lasts]
    return empty, away
