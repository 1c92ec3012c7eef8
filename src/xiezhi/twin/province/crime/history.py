"""Who commits crimes, and who commits them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import age_on, anniversary
from xiezhi.twin.province.crime.charges import CRIMES, marked
from xiezhi.twin.province.crime.living import live
from xiezhi.twin.province.lives.cases import Cases, gathered
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.people import People

__all__ = ["crimes_of"]

_OFFENDERS = 0.024
_SURVIVES = 3_600  # nobody dies in the middle of a case
_AGAIN, _AGAIN_ON_TRIAL = 0.30, 0.14


def crimes_of(draw: Draw, rates: Rates, people: People, since: int, as_of: int) -> Cases:
    """All criminal cases filed in the years the books reach back.

    Args:
        draw: Source of chance.
        rates: How often offices fail.
        people: Everybody.
        since: First day of the books.
        as_of: The present.
    """
    person, done = _offenders(draw("offenders"), people, since, as_of)
    clean = np.zeros(len(person), bool)
    first = _lived(draw("first"), rates, people, (person, done, clean), as_of)
    again, when, record = _repeaters(draw("again"), first, as_of)
    second = _lived(draw("second"), rates, people, (again, when, record), as_of)
    cases = gathered((first, second))
    _recidivism(draw("recidivism"), rates, people, cases)
    return cases


def _lived(
    draw: Draw, rates: Rates, people: People, who: tuple[Ints, Ints, Bools], as_of: int
) -> Cases:
    person, done, record = who
    crime = draw.weigh([one.weight for one in CRIMES], len(person))
    away = draw.odds(0.06, len(person))
    other = draw.whole(0, int(people.county.max()), len(person))
    county = np.where(away, other, people.county[person])
    return live(draw("life"), rates, person, county, crime, done, record, as_of)


def _offenders(draw: Draw, people: People, since: int, as_of: int) -> tuple[Ints, Ints]:
    wanted = max(int(people.count * _OFFENDERS), 12)
    done = since + draw.whole(0, as_of - since - 3, people.count)
    age = age_on(people.birth, done)
    able = (age >= 16) & (age <= 78) & (people.death > done + _SURVIVES)
    # young men most often, old people seldom
    pull = np.where(people.male, 1.0, 0.16) * np.exp(-np.maximum(age - 30, 0) / 36.0)
    pull = np.where(able & (age >= 18), pull, np.where(able, 0.12, 0.0))
    patience = -np.log1p(-draw.shares(people.count)) / np.maximum(pull, 1e-12)
    chosen = np.sort(np.argpartition(patience, min(wanted, people.count - 1))[:wanted])
    chosen = chosen[able[chosen]]
    return chosen, done[chosen]


def _repeaters(draw: Draw, first: Cases, as_of: int) -> tuple[Ints, Ints, Bools]:
    n = first.count
    served = first.locked_up & (first.free < as_of)
    after = served & draw.odds(_AGAIN, n)
    # most of those who come back come back soon
    out = np.where(first.prison_out < NEVER, first.prison_out, first.free)
    day = out + draw.low(20, 2_400, n)
    on_trial = first.suspended & (first.effective < as_of) & draw.odds(_AGAIN_ON_TRIAL, n)
    span = np.where(on_trial, first.trial_to - first.trial_from, 0)
    inside = first.effective + draw.whole(15, np.maximum(span - 20, 16), n)
    day = np.where(on_trial, inside, day)
    again = (after | on_trial) & (day < as_of - 3)
    return first.person[again], day[again], after[again]


def _recidivism(draw: Draw, rates: Rates, people: People, cases: Cases) -> None:
    """刑法 65: imprisonment served, within five years another crime that earns imprisonment.

    Not for negligence, not for crimes before the age of 18.
    """
    n = cases.count
    follows = np.zeros(n, bool)
    follows[1:] = cases.person[1:] == cases.person[:-1]
    before = np.maximum(np.arange(n) - 1, 0)
    adult = age_on(people.birth[cases.person[before]], cases.done[before]) >= 18
    meant = ~marked("negligent", cases.crime) & ~marked("disputed", cases.crime)
    # who leaves on parole has served the sentence when its period ends: 刑法 65(2)
    over = np.where(cases.parole < NEVER, cases.end, cases.free)[before]
    served = cases.locked_up[before] & (cases.kind[before] == 1) & (over < cases.done)
    soon = cases.done <= anniversary(np.minimum(over, NEVER - 3_000), 5)
    grave = cases.convicted & (cases.kind == 1)
    likely = follows & served & grave
    cases.recidivist = likely & soon & adult & meant & meant[before]
    conduct = rates.of("A-17").conduct(draw, n)
    cases.planted["A-17"] = cases.recidivist & (conduct == PLANTED)
    cases.found_recidivist = cases.recidivist & ~cases.planted["A-17"]
    innocent = follows & cases.convicted & cases.convicted[before] & ~cases.recidivist
    why = np.where(~soon, 3, np.where(~(meant & meant[before]), 2, np.where(~adult, 4, 1)))
    cases.guise["A-17"] = np.where(innocent & (conduct != LOOK_ALIKE) & grave, why, 0)
