"""The relief fund pays for victims of accidents and takes it back from whoever is to answer.

Supervision point: A-51. 道路交通事故社会救助基金管理办法: whoever manages the fund claims what it
advanced, before the claim is barred (民法典 188). A careful manager asks every year; whoever is
known and was not asked for a year has been let off. Where the driver is not known, or left nothing,
there is nobody to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import anniversary
from xiezhi.twin.province.columns import blank, dates, joined, money, pick
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.public.roads import Accidents
    from xiezhi.twin.province.world import World

__all__ = ["Advances", "advances_of", "relief_books"]

_YUAN = 100
_STATES = ("outstanding", "claiming", "recovered", "unknown_liable", "written_off")
_DEATH = 4


@dataclass(frozen=True)
class Advances:
    """One row per advance.

    Attributes:
        accident: Place of the accident.
        day: Day of the payment.
        amount, back: Cents paid, and recovered so far.
        asked: Day of the last demand; ``NEVER`` when nobody was asked.
        state: Place in the states.
        known: Day on which there was both a claim and somebody to ask.
        planted: Let off on purpose.
    """

    accident: Ints
    day: Ints
    amount: Ints
    back: Ints
    asked: Ints
    state: Ints
    known: Ints
    planted: Bools

    def let_off(self, now: int) -> tuple[Bools, Bools]:
        """Whether a known debtor has been let off, and whether there is still time to ask."""
        owed = (self.back < self.amount) & (self.state < 2) & (self.known <= now)
        last = np.where(self.asked <= now, self.asked, np.minimum(self.known, now))
        idle = anniversary(last, 1) < now
        return owed & idle, owed & ~idle & (self.asked > now)


def advances_of(draw: Draw, rates: Rates, world: World, accidents: Accidents) -> Advances:
    """For those whom a driver fled from, and for some whose driver could not pay."""
    now, people = world.as_of, world.people
    grave = (accidents.injury >= 2) & ~accidents.alone & (accidents.share < 2)
    chosen = grave & (accidents.fled | draw.odds(0.25, accidents.count))
    row = np.flatnonzero(chosen & (accidents.day + 40 < now))
    n = len(row)
    day = accidents.day[row] + draw.whole(3, 30, n)
    amount = draw.whole(8, 90, n) * 1_000 * _YUAN
    known = np.where(accidents.found[row] < NEVER, np.maximum(day, accidents.found[row]), NEVER)
    conduct = rates.of("A-51").conduct(draw, n)
    manner = draw.odds(0.6, n)
    bad = (conduct == PLANTED) & (known + 600 < now)
    lapsed = bad & ~manner & (known + 1_500 < now)
    asked = known + draw.whole(15, 300, n)
    asked = np.where(bad & ~lapsed, NEVER, asked)
    again = (np.maximum(now - asked, 0) // 330) * 330
    asked = np.where((known < NEVER) & ~lapsed & (asked <= now), asked + again, asked)
    asked = np.where(asked <= now, asked, NEVER)
    pays = (asked < NEVER) & ~lapsed & draw.odds(0.5, n)
    part = np.where(pays & draw.odds(0.3, n), 40, 100)
    back = np.where(pays, amount * part // 100, 0)
    back = np.where(lapsed & draw.odds(0.3, n), amount // 5, back)
    died = (people.death[accidents.driver[row]] <= now) | (conduct == LOOK_ALIKE) & manner
    off = died & ~bad & (back < amount) & (known < NEVER)
    state = np.select([known >= NEVER, off, back >= amount, asked < NEVER], [3, 4, 2, 1], 0)
    return Advances(row, day, amount, back, asked, state, known, bad)


def relief_books(
    world: World, ledger: Ledger, draw: Draw, rates: Rates, accidents: Accidents
) -> None:
    """``relief_advance`` with the truth of A-51."""
    advances, now = advances_of(draw, rates, world, accidents), world.as_of
    row, people = advances.accident, world.people
    county = accidents.county[row]
    numbers = joined("JZ", zero_filled(np.arange(len(row)) + 1, 8))
    known = advances.known < NEVER
    driver = accidents.driver[row]
    ledger.add(
        "relief_advance",
        {
            "advance_no": numbers,
            "agency": world.places.office("relief_fund", county),
            "division": world.places.division(county),
            "accident_no": accidents.numbers(row),
            **people.who(accidents.hurt[row], "victim", "victim_id"),
            "liable": blank(people.name_of(driver), known),
            "liable_id": blank(people.id_of(driver), known),
            "kind": pick(("rescue", "funeral"), (accidents.injury[row] == _DEATH) * 1),
            "amount": money(advances.amount),
            "advance_date": dates(advances.day),
            "recovered": money(advances.back),
            "claimed_date": dates(advances.asked, now),
            "status": pick(_STATES, advances.state),
        },
    )
    let_off, waits = advances.let_off(now)
    ledger.judge(
        "A-51",
        organ=world.places.office("relief_fund", county),
        subject={
            "advance_no": numbers,
            "accident_no": accidents.numbers(row),
            "citizen_id": blank(people.id_of(driver), known),
        },
        violated=let_off,
        planted=advances.planted,
        because="垫付后未向责任人追偿",
        guise=np.select(
            [advances.state == 3, advances.state == 4, advances.state == 2, advances.state == 1],
            [1, 2, 3, 4],
            0,
        ),
        guises={1: "责任人不明", 2: "责任人死亡无遗产，已核销", 3: "已全额追回", 4: "追偿中"},
        pending=waits,
        amount=advances.amount - advances.back,
    )
