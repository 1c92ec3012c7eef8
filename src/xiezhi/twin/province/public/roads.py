"""Accidents on the road: who drove, who was hurt, who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.columns import blank, dates, flags, joined, pick, wholes
from xiezhi.twin.province.crime.charges import marked
from xiezhi.twin.province.crime.police import harm_of
from xiezhi.twin.province.numbers import zero_filled

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["Accidents", "accidents_of", "road_books"]

_LIABILITIES = ("full", "main", "equal", "secondary", "none", "undetermined")
_OPPOSITE = np.array([4, 3, 2, 1, 0, 5])
_MODES = ("mediated", "agreed", "court", "criminal", "other")
_INJURIES = ("未受伤", "轻微伤", "轻伤", "重伤", "死亡")
_DEATH = 4
_PEOPLE_PER_ACCIDENT = 70


@dataclass(frozen=True)
class Accidents:
    """One row per accident; the driver answers to somebody else, or hurts nobody but himself.

    Attributes:
        driver, hurt: The persons; the same in an accident of one alone.
        county, day: Where and when.
        share: Place in the liabilities of what the driver answers for.
        injury: 1 to 4 for the person hurt: trifling to dead.
        fled: The driver got away.
        found: Day on which it was known who the driver is; ``NEVER`` when it never was.
        mode: How it was settled.
    """

    driver: Ints
    hurt: Ints
    county: Ints
    day: Ints
    share: Ints
    injury: Ints
    fled: Bools
    found: Ints
    mode: Ints

    @property
    def count(self) -> int:
        """How many."""
        return len(self.day)

    @property
    def alone(self) -> Bools:
        """Nobody else had a part in it."""
        lonely: Bools = self.driver == self.hurt
        return lonely

    def numbers(self, places: Ints) -> pa.Array:
        """Numbers of the accidents of each row."""
        return joined("340", zero_filled(places + 1, 11))


def accidents_of(draw: Draw, world: World) -> Accidents:
    """Ordinary accidents, and those that became criminal cases."""
    people, now, cases = world.people, world.as_of, world.cases
    n = max(people.count // _PEOPLE_PER_ACCIDENT, 60)
    grown = np.flatnonzero((people.age(now) >= 20) & (people.age(now) < 75) & people.alive(now))
    day = np.sort(now - draw.whole(3, now - world.since - 1, n))
    driver = grown[draw.whole(0, len(grown) - 1, n)]
    # everybody is hurt once at most, so that stays in hospital can be told apart
    hurt = draw("hurt").some(grown, n)
    n = len(hurt)
    driver, day = driver[:n], day[:n]
    hurt = hurt[np.argsort(draw.shares(n))]
    single = draw.odds(0.2, n)
    share = np.where(single, 0, draw.weigh((52, 22, 14, 4, 2, 6), n))
    fled = ~single & (share < 2) & draw.odds(0.25, n)
    share = np.where(fled, 0, share)
    found = np.where(draw.odds(0.7, n), day + draw.low(2, 250, n), NEVER)
    crime = np.flatnonzero(
        marked("road", cases.crime) & (world.victims >= 0) & (cases.filed <= now)
    )
    m = len(crime)
    return Accidents(
        np.concatenate([np.where(single, hurt, driver), cases.person[crime]]),
        np.concatenate([hurt, world.victims[crime]]),
        np.concatenate([people.county[hurt], cases.county[crime]]),
        np.concatenate([day, cases.done[crime]]),
        np.concatenate([share, np.where(crime % 4 == 0, 1, 0)]),
        np.concatenate([draw.weigh((45, 35, 20), n) + 1, harm_of(cases)[crime]]),
        np.concatenate([fled, np.zeros(m, bool)]),
        np.concatenate(
            [np.where(fled, np.where(found <= now, found, NEVER), day), cases.done[crime]]
        ),
        np.concatenate([draw.weigh((45, 35, 20), n), np.full(m, 3)]),
    )


def road_books(world: World, ledger: Ledger, accidents: Accidents) -> None:
    """``traffic_accident``: the driver first, then the person hurt."""
    n = accidents.count
    other = np.flatnonzero(~accidents.alone)
    row = np.concatenate([np.arange(n), other])
    second = np.concatenate([np.zeros(n, bool), np.ones(len(other), bool)])
    order = np.lexsort((second, row))
    row, second = row[order], second[order]
    person = np.where(second, accidents.hurt[row], accidents.driver[row])
    known = second | (accidents.found[row] < NEVER)
    share = np.where(second, _OPPOSITE[accidents.share[row]], accidents.share[row])
    hurt = second | accidents.alone[row]
    county = accidents.county[row]
    ledger.add(
        "traffic_accident",
        {
            "accident_no": accidents.numbers(row),
            "ordinal": wholes(second + 1),
            "agency": world.places.office("traffic_police", county),
            "division": world.places.division(county),
            "name": blank(world.people.name_of(person), known),
            "citizen_id": blank(world.people.id_of(person), known),
            "accident_date": dates(accidents.day[row]),
            "liability": pick(_LIABILITIES, share),
            "injury": pick(_INJURIES, np.where(hurt, accidents.injury[row], 0)),
            "settle_mode": pick(_MODES, accidents.mode[row]),
            "hit_and_run": flags(accidents.fled[row]),
            "solved_date": dates(
                np.where(accidents.fled[row], accidents.found[row], NEVER), world.as_of
            ),
        },
    )
