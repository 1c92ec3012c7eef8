"""Lets the world happen: everything that people and offices do, before it is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.administrative.penalties import penalties_of
from xiezhi.twin.province.administrative.shells import shells_of, with_shells
from xiezhi.twin.province.arrays import NEVER, Ints, np
from xiezhi.twin.province.civil.enforcing import civil_debts
from xiezhi.twin.province.civil.suits import lawyers_of, suits_of
from xiezhi.twin.province.crime.correction import corrections_of, notices_of
from xiezhi.twin.province.crime.custody import stays_of
from xiezhi.twin.province.crime.deposits import seizures_of
from xiezhi.twin.province.crime.history import crimes_of
from xiezhi.twin.province.crime.minor import offences_of
from xiezhi.twin.province.crime.police import harm_of
from xiezhi.twin.province.crime.sums import sums_of
from xiezhi.twin.province.draw import Draw
from xiezhi.twin.province.families import couples_of
from xiezhi.twin.province.work import confirmed_of, firms_of, jobs_of, posts_of
from xiezhi.twin.province.world import MONTHS_PAID, World, people_of

if TYPE_CHECKING:
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.people import People
    from xiezhi.twin.province.rates import Rates

__all__ = ["build"]


def build(people: int, seed: int, as_of: int, rates: Rates, months: int = MONTHS_PAID) -> World:
    """The whole world.

    Args:
        people: How many people live or lived in the years of the books.
        seed: The same seed gives the same world.
        as_of: The present, a day.
        rates: How often offices fail.
        months: How many months back the books of monthly payments reach.
    """
    draw = Draw("province", seed)
    places, everybody, since = people_of(draw, people, as_of)
    cases = crimes_of(draw("crime"), rates, everybody, since, as_of)
    victims = _victims(draw("victims"), everybody, cases)
    sums = sums_of(draw("sums"), rates, cases, as_of)
    corrections = corrections_of(draw("correction"), rates, cases, as_of)
    offences = offences_of(draw("offences"), rates, everybody, cases, since, as_of)
    stays = stays_of(cases)
    retires = _retirement(draw("retirement"), everybody)
    firms = firms_of(draw("firms"), rates, places, everybody, cases, as_of)
    shells = shells_of(draw("shells"), rates, firms, cases, as_of)
    firms = with_shells(firms, shells, cases)
    lawyers = lawyers_of(draw("lawyers"), everybody, as_of)
    where = (places, everybody, firms)
    jobs = jobs_of(draw("jobs"), everybody, retires, firms, cases, as_of).without(shells.firm)
    confirmed = confirmed_of(draw("confirmed"), rates, everybody, retires, firms, jobs, as_of)
    suits = suits_of(draw("suits"), where, jobs, confirmed, lawyers, rates, since, as_of)
    debts, suit_of_debt = civil_debts(draw("debts"), rates, suits, places, firms, as_of)
    petty, day = offences.detained
    taken = (np.concatenate([stays.person, petty]), np.concatenate([stays.start, day]))
    return World(
        draw,
        as_of,
        since,
        months,
        places,
        everybody,
        draw("moved").odds(0.004, everybody.count),
        retires,
        cases,
        victims,
        sums,
        corrections,
        offences,
        notices_of(draw("notices"), rates, cases, corrections, taken, as_of),
        seizures_of(draw("seizures"), rates, cases, as_of),
        stays,
        shells,
        firms,
        posts_of(draw("posts"), everybody, firms, cases, as_of),
        jobs,
        couples_of(draw("couples"), everybody, as_of),
        lawyers,
        suits,
        debts,
        suit_of_debt,
        confirmed,
        penalties_of(draw("penalties"), rates, where, since, as_of),
    )


def _retirement(draw: Draw, people: People) -> Ints:
    """Men at 60, women at 50 or 55."""
    return np.where(people.male, 60, np.where(draw.odds(0.4, people.count), 55, 50))


def _victims(draw: Draw, people: People, cases: Cases) -> Ints:
    """Who was hurt; whoever was killed dies on the day of the crime."""
    harm = harm_of(cases)
    rows = np.flatnonzero((harm >= 2) & (cases.done < NEVER))
    offender = np.zeros(people.count, bool)
    offender[cases.person] = True
    free = np.flatnonzero(~offender)
    chosen = free[draw.whole(0, len(free) - 1, len(rows))]
    for _ in range(20):
        absent = (people.birth[chosen] > cases.done[rows]) | (
            people.death[chosen] <= cases.done[rows]
        )
        chosen = np.where(absent, free[draw.whole(0, len(free) - 1, len(rows))], chosen)
    killed = harm[rows] == 4
    # a man dies once: the first crime that kills him keeps him
    order = np.lexsort((cases.done[rows], ~killed))
    _, first = np.unique(chosen[order], return_index=True)
    unique = np.zeros(len(rows), bool)
    unique[order[first]] = True
    lives = (people.birth[chosen] <= cases.done[rows]) & (people.death[chosen] > cases.done[rows])
    people.death[chosen[killed & lives & unique]] = cases.done[rows][killed & lives & unique]
    victims = np.full(cases.count, -1)
    victims[rows] = chosen
    return victims
