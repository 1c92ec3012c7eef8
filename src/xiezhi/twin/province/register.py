"""The register of the people and of the dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, np
from xiezhi.twin.province.columns import dates, joined, pick
from xiezhi.twin.province.numbers import zero_filled

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["death_books", "population_books"]


def population_books(world: World, ledger: Ledger) -> None:
    """``population``: everybody registered in the province, the dead of these years included."""
    people = world.people
    n = people.count
    gone = np.where(people.death < NEVER, people.death + 5 + np.arange(n) % 50, NEVER)
    codes = np.where(world.moved_out, world.places.count, people.county)
    ledger.add(
        "population",
        {
            "citizen_id": people.ids,
            "name": people.names,
            "sex": pick(("female", "male"), people.male * 1),
            "birth_date": dates(people.birth),
            "division": pick((*world.places.codes, "339102"), codes),
            "cancel_date": dates(gone, world.as_of),
        },
    )


def death_books(world: World, ledger: Ledger, draw: Draw) -> None:
    """``death_record``: every death by cremation, many by the household register too."""
    people = world.people
    dead = np.flatnonzero(people.death <= world.as_of)
    doubled = dead[draw.odds(0.4, len(dead))]
    who = np.concatenate([dead, doubled])
    source = np.concatenate([np.zeros(len(dead), np.int64), np.ones(len(doubled), np.int64)])
    day = people.death[who]
    burnt = np.where(source == 0, day + 1 + who % 3, NEVER)
    ledger.add(
        "death_record",
        {
            "source": pick(("cremation", "household"), source),
            "record_no": joined(pick(("HH", "GA"), source), zero_filled(who + 1, 9)),
            **people.who(who),
            "death_date": dates(day),
            "cremation_date": dates(burnt, world.as_of),
        },
    )
