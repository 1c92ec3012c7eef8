"""Marriages.

Supervision point: A-42 (entries that cannot stand: married twice, too young, after a death).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import age_on
from xiezhi.twin.province.columns import dates, joined, pick
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import Rates

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.people import People
    from xiezhi.twin.province.world import World

__all__ = ["couples_of", "marriage_books"]

_STATES = ("valid", "divorced")
_MAN, _WOMAN = 22, 20  # 民法典 1047


def couples_of(draw: Draw, people: People, as_of: int) -> tuple[Ints, Ints, Ints]:
    """Men, women and the day of their marriage; everybody marries once at most here."""
    marries = draw.odds(0.72, people.count) & (people.birth < as_of - 24 * 366)
    men = np.flatnonzero(marries & people.male)
    women = np.flatnonzero(marries & ~people.male)
    # neighbours of about the same age
    men = men[np.lexsort((people.birth[men], people.county[men]))]
    women = women[np.lexsort((people.birth[women], people.county[women]))]
    count = min(len(men), len(women))
    man, woman = men[:count], women[:count]
    near = np.abs(people.birth[man] - people.birth[woman]) < 15 * 366
    old_enough = np.maximum(people.turns(23)[man], people.turns(21)[woman])
    day = old_enough + draw.low(0, 3_300, count)
    first_death = np.minimum(people.death[man], people.death[woman])
    keep = near & (day < np.minimum(first_death, as_of) - 30)
    return man[keep], woman[keep], day[keep]


def marriage_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``marriage`` with the truth of A-42."""
    people, now = world.people, world.as_of
    man, woman, day = world.couples
    n = len(man)
    divorced = draw.odds(0.14, n)
    end = np.where(divorced, day + draw.whole(300, 6_000, n), NEVER)
    end = np.where(
        end < np.minimum(now, np.minimum(people.death[man], people.death[woman])), end, NEVER
    )
    rare = np.flatnonzero(day > now - 12 * 365)
    usual = int(len(rare) * 4 * Rates().of("A-42").planted * 0.02) + 3
    chosen = draw.some(rare, rates.many("A-42", usual))
    manner = np.arange(len(chosen)) % 3
    _too_young(world, chosen[manner == 1])
    man2, woman2, day2, kind2 = _second(
        draw, world, rates, (man, woman, day, end), chosen[manner != 1]
    )
    state = (end <= now) * 1
    man, woman = np.concatenate([man, man2]), np.concatenate([woman, woman2])
    day = np.concatenate([day, day2])
    end = np.concatenate([end, np.full(len(day2), NEVER)])
    state = np.concatenate([state, np.zeros(len(day2), np.int64)])
    county = people.county[man]
    entry = joined(
        "J", pick(world.places.codes, county), "-", zero_filled(np.arange(len(man)) + 1, 8)
    )
    ledger.add(
        "marriage",
        {
            "entry_no": entry,
            "agency": world.places.office("civil_affairs", county),
            "reg_date": dates(day),
            **people.who(man, "man", "man_id"),
            **people.who(woman, "woman", "woman_id"),
            "status": pick(_STATES, state),
            "end_date": dates(end, now),
        },
    )
    kinds = np.concatenate([np.zeros(n, np.int64), kind2])
    _judge(world, ledger, entry, (man, woman, day, end), kinds)


def _too_young(world: World, rows: Ints) -> None:
    """Moves some registrations to a year before the lawful age."""
    man, woman, day = world.couples
    lawful = np.maximum(
        world.people.turns(_MAN)[man[rows]], world.people.turns(_WOMAN)[woman[rows]]
    )
    day[rows] = lawful - 365


def _second(
    draw: Draw,
    world: World,
    rates: Rates,
    first: tuple[Ints, Ints, Ints, Ints],
    planted: Ints,
) -> tuple[Ints, Ints, Ints, Ints]:
    """Second marriages: while the first stands (1), after a death (2), after a divorce (3)."""
    people, now = world.people, world.as_of
    man, woman, day, end = first
    married = np.zeros(people.count, bool)
    married[man] = married[woman] = True
    single = ~married & ~people.male & (people.birth < now - 26 * 366)
    brides = np.flatnonzero(single & (people.death > now))
    half = len(planted) // 2
    standing = planted[:half][end[planted[:half]] >= NEVER]
    standing = standing[people.death[man[standing]] > now]
    dead = np.flatnonzero(
        (people.death < now - 400) & people.male & (people.birth < now - 30 * 366)
    )
    dead = draw.some(dead[people.death[dead] > world.since], len(planted) - half)
    again = np.flatnonzero((end < now - 500) & (people.death[man] > now))
    again = draw.some(again, int(len(again) * (0.2 + rates.of("A-42").look_alike)))
    wanted = len(standing) + len(dead) + len(again)
    brides = draw.some(brides, wanted)
    grooms = np.concatenate([man[standing], dead, man[again]])[: len(brides)]
    kind = np.concatenate(
        [np.full(len(standing), 1), np.full(len(dead), 2), np.full(len(again), 3)]
    )[: len(brides)]
    when = np.concatenate(
        [
            np.minimum(day[standing] + 700, now - 40),
            people.death[dead] + 200,
            end[again] + 300,
        ]
    )[: len(brides)]
    able = people.turns(21)[brides] < when
    return grooms[able], brides[able], when[able], kind[able]


def _judge(
    world: World,
    ledger: Ledger,
    entry: pa.Array,
    rows: tuple[Ints, Ints, Ints, Ints],
    kinds: Ints,
) -> None:
    people = world.people
    man, woman, day, end = rows
    young = (age_on(people.birth[man], day) < _MAN) | (age_on(people.birth[woman], day) < _WOMAN)
    after_death = (people.death[man] < day) | (people.death[woman] < day)
    twice = _second_of_two(man, day, end) | _second_of_two(woman, day, end)
    ledger.judge(
        "A-42",
        organ=world.places.office("civil_affairs", people.county[man]),
        subject={
            "entry_no": entry,
            "man_id": people.id_of(man),
            "woman_id": people.id_of(woman),
        },
        violated=young | after_death | twice,
        planted=(kinds == 1) | (kinds == 2) | young | twice,
        because="登记时未达法定婚龄、一方已死亡，或者两条有效登记并存",
        guise=(kinds == 3) * 1,
        guises={1: "前一婚姻已离婚"},
    )


def _second_of_two(person: Ints, day: Ints, end: Ints) -> Bools:
    """Whether the person's previous entry still stood on the day of this one."""
    order = np.lexsort((day, person))
    found = np.zeros(len(person), bool)
    same = person[order][1:] == person[order][:-1]
    found[order[1:]] = same & (end[order][:-1] > day[order][1:])
    return found
