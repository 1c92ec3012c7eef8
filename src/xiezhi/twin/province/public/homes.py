"""Homes that people own, and what else is in the land register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, Reals, np
from xiezhi.twin.province.calendar import year_of
from xiezhi.twin.province.columns import dates, decimals, joined, pick
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.work import addresses

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["DWELLING", "USES", "Titles", "home_books", "titles_of"]

USES = ("dwelling", "commercial", "parking", "office")
DWELLING = 0
_OLD = 6_500


@dataclass(frozen=True)
class Titles:
    """One row per owner of a title.

    Attributes:
        person, title: Whose; number of the title, from 0, the same for people who share it.
        use: Place in `USES`.
        area: Square metres of the whole.
        share: Part that belongs to the owner.
        entered, ended: First day in the register; day on which it was sold, ``NEVER`` if kept.
    """

    person: Ints
    title: Ints
    use: Ints
    area: Ints
    share: Reals
    entered: Ints
    ended: Ints

    def lodges(self, now: int) -> Bools:
        """Which rows give their owner a home today, more than a corner of an inherited one."""
        roomy: Bools = (self.use == DWELLING) & (self.ended > now) & (self.share * self.area >= 15)
        return roomy

    def with_more(self, other: Titles) -> Titles:
        """These and the others, whose titles are other titles."""
        shift = int(self.title.max(initial=-1)) + 1
        return Titles(
            np.concatenate([self.person, other.person]),
            np.concatenate([self.title, other.title + shift]),
            np.concatenate([self.use, other.use]),
            np.concatenate([self.area, other.area]),
            np.concatenate([self.share, other.share]),
            np.concatenate([self.entered, other.entered]),
            np.concatenate([self.ended, other.ended]),
        )


def titles_of(draw: Draw, world: World) -> Titles:
    """A third of the grown people own a home, alone or half of it; some own a shop or a space."""
    people, now = world.people, world.as_of
    grown = (people.birth < now - 26 * 366) & draw.odds(0.3, people.count)
    man, woman, wed = world.couples[:3]
    married = draw.odds(0.25, len(man))
    who = np.flatnonzero(grown & (people.death > now - _OLD))
    single_day = now - draw.whole(20, _OLD, len(who))
    single_day = np.minimum(np.maximum(single_day, people.turns(24)[who]), people.death[who] - 60)
    bought = wed + draw.low(30, 4_000, len(wed))
    ends = np.minimum(people.death[man], people.death[woman])
    pair = np.flatnonzero(married & (bought < np.minimum(ends, now) - 60) & (bought > now - _OLD))
    pair_day = bought[pair]
    n, m = len(who), len(pair)
    title = np.concatenate([np.arange(n), n + np.arange(m), n + np.arange(m)])
    use = np.where(draw.odds(0.12, n + m), draw.whole(1, 3, n + m), DWELLING)[title]
    entered = np.concatenate([single_day, pair_day])[title]
    sold = entered + draw.whole(400, 5_000, n + m)[title]
    ended = np.where(draw.odds(0.15, n + m)[title] & (sold < now), sold, NEVER)
    return Titles(
        np.concatenate([who, man[pair], woman[pair]]),
        title,
        use,
        draw.whole(60, 145, n + m)[title],
        np.where(title < n, 1.0, 0.5),
        entered,
        ended,
    )


def home_books(world: World, ledger: Ledger, draw: Draw, titles: Titles) -> None:
    """``real_estate``."""
    person = titles.person
    first = np.unique(titles.title, return_index=True)[1]
    county = world.people.county[person[first]][titles.title]
    where = addresses(draw, world.places, world.people.county[person[first]])
    ledger.add(
        "real_estate",
        {
            "cert_no": joined(
                "皖(",
                pa.array(year_of(titles.entered)).cast(pa.string()),
                ")",
                pick(world.places.counties, county),
                "不动产权第",
                zero_filled(titles.title + 1, 7),
                "号",
            ),
            **world.people.who(person, "owner"),
            "registrar": world.places.office("registry", county),
            "address": where.take(pa.array(titles.title)),
            "area": decimals(titles.area * 10_000),
            "use": pick(USES, titles.use),
            "share": pa.array(titles.share),
            "reg_date": dates(titles.entered),
            "cancel_date": dates(titles.ended, world.as_of),
        },
    )
