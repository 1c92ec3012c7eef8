"""Places that people gather in or that may burn: schools, hospitals, estates, stations, stores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.columns import joined, pick
from xiezhi.twin.province.lives.work import TRADES
from xiezhi.twin.province.numbers import company_codes
from xiezhi.twin.province.work import addresses

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.world import World

__all__ = ["SITE_KINDS", "Sites", "sites_of"]

SITE_KINDS = (
    "school",
    "hospital",
    "care_home",
    "mall",
    "station",
    "scenic",
    "residence",
    "fuel_station",
    "hazardous",
    "factory",
)
_INSTITUTIONS = (
    # kind of site, how names end, weight
    (0, "小学", 20.0),
    (0, "中学", 12.0),
    (0, "幼儿园", 16.0),
    (1, "卫生院", 10.0),
    (1, "医院", 4.0),
    (2, "养老院", 6.0),
    (3, "购物中心", 5.0),
    (4, "汽车客运站", 3.0),
    (5, "旅游景区管理处", 2.0),
)
_OF_TRADE = {"property": 6, "fuel": 7, "chemicals": 8, "mining": 8, "metal": 9, "electronics": 9}
_PEOPLE_PER_INSTITUTION = 1_500
_EXPLOSIVE = (7, 8)


@dataclass(frozen=True)
class Sites:
    """One row per site; each has a unit of its own.

    Attributes:
        firm: Place of the firm, -1 for a public institution.
        names, codes, addresses: Of the unit.
        county: Where.
        kind: Place in `SITE_KINDS`.
        since, closed: First day; day of closing, ``NEVER`` while it is used.
    """

    firm: Ints
    names: pa.Array
    codes: pa.Array
    addresses: pa.Array
    county: Ints
    kind: Ints
    since: Ints
    closed: Ints

    @property
    def count(self) -> int:
        """How many."""
        return len(self.county)

    @property
    def explosive(self) -> Bools:
        """Where things may explode or burn."""
        return np.isin(self.kind, _EXPLOSIVE)

    def named(
        self, places: Ints, name: str = "org_name", code: str = "uscc"
    ) -> dict[str, pa.Array]:
        """Name and code of the site of each row under the column names given."""
        return {name: pick(self.names, places), code: pick(self.codes, places)}

    def codes_of(self, places: Ints) -> pa.Array:
        """Credit codes of the site of each row."""
        return pick(self.codes, places)


def sites_of(draw: Draw, world: World) -> Sites:
    """Public institutions, and the firms whose trade makes them a site."""
    n = max(world.people.count // _PEOPLE_PER_INSTITUTION, 18)
    what = draw.weigh([weight for *_, weight in _INSTITUTIONS], n)
    what[: len(_INSTITUTIONS)] = np.arange(len(_INSTITUTIONS))
    county = draw.whole(0, world.places.count - 1, n)
    opened = world.as_of - draw.whole(300, 9_000, n)
    shuts = draw.odds(0.05, n)
    shut = np.where(shuts, world.as_of - draw.whole(20, 250, n), NEVER)
    regions = np.array([int(code) for code in world.places.codes])[county]
    names = joined(
        pick(world.places.counties, county),
        "第",
        pa.array(np.arange(n) + 1).cast(pa.string()),
        pick([ending for _, ending, _ in _INSTITUTIONS], what),
    )
    firm = _firms(world)
    firms = world.firms
    return Sites(
        np.concatenate([np.full(n, -1), firm]),
        _both(names, firms.names.take(pa.array(firm))),
        _both(company_codes(regions, np.arange(n) + 1, "12"), firms.codes.take(pa.array(firm))),
        _both(
            addresses(draw("addresses"), world.places, county), firms.addresses.take(pa.array(firm))
        ),
        np.concatenate([county, firms.county[firm]]),
        np.concatenate([np.array([kind for kind, *_ in _INSTITUTIONS])[what], _kinds(world, firm)]),
        np.concatenate([opened, firms.registered[firm]]),
        np.concatenate([shut, firms.closed[firm]]),
    )


def _firms(world: World) -> Ints:
    """Firms of such trades that work or that have properly ended; the undead are left out."""
    chosen = world.firms.of_trade(*_OF_TRADE)
    kept: Ints = chosen[np.isin(world.firms.state[chosen], (0, 3))]
    return kept


def _kinds(world: World, firm: Ints) -> Ints:
    table = np.array([_OF_TRADE.get(key, 0) for key, *_ in TRADES])
    kinds: Ints = table[world.firms.trade[firm]]
    return kinds


def _both(first: pa.Array, second: pa.Array) -> pa.Array:
    return pa.concat_arrays([first.cast(pa.string()), second.cast(pa.string())])
