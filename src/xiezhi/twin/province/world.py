"""The world: what people lived through, before any agency wrote it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import Bools, Ints, np
from xiezhi.twin.province.calendar import month_of, month_start
from xiezhi.twin.province.people import People, born
from xiezhi.twin.province.places import Places, places_for

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.lives.aftermath import (
        Corrections,
        Notices,
        Offences,
        Seizures,
        Stays,
        Sums,
    )
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.lives.penalties import Penalties
    from xiezhi.twin.province.lives.suits import Confirmed, Debts, Suits
    from xiezhi.twin.province.lives.work import Firms, Jobs, Posts, Shells

__all__ = ["MONTHS_PAID", "YEARS_KEPT", "World", "people_of"]

YEARS_KEPT = 8
"""So many years back from the present reach the books of the agencies."""

MONTHS_PAID = 72
"""So many months back reach the books of monthly payments, unless another number is asked for."""


@dataclass(frozen=True)
class World:
    """What happened; agencies' tables are written from it.

    Attributes:
        draw: Source of all chance; call it with a name for a stream of one's own.
        as_of: The present, a day.
        since: First day of the agencies' books.
        months: How many months back the books of monthly payments reach.
        places: The province.
        people: Everybody.
        moved_out: Who is registered in another province by now.
        retires: Age at which employees draw their pension.
        cases: Criminal cases.
        victims: The person hurt in each case, -1 where nobody was.
        sums: Money after the judgments.
        corrections: Correction in the community.
        offences: Petty offences.
        notices: Detentions of people under correction.
        seizures: Seized things.
        stays: Stretches of criminal custody.
        shells: Companies that exist on paper.
        firms: Companies and individual businesses.
        posts: Who holds office in them.
        jobs: Who works where.
        couples: Men, women and the day of their marriage.
        lawyers: Who practises as a lawyer.
        suits: Civil suits.
        debts: Civil titles under enforcement.
        suit_of_debt: Place of the suit of each of them.
        confirmed: Employment of long ago that courts confirmed.
        penalties: Administrative penalties.
    """

    draw: Draw
    as_of: int
    since: int
    months: int
    places: Places
    people: People
    moved_out: Bools
    retires: Ints
    cases: Cases
    victims: Ints
    sums: Sums
    corrections: Corrections
    offences: Offences
    notices: Notices
    seizures: Seizures
    stays: Stays
    shells: Shells
    firms: Firms
    posts: Posts
    jobs: Jobs
    couples: tuple[Ints, Ints, Ints]
    lawyers: Ints
    suits: Suits
    debts: Debts
    suit_of_debt: Ints
    confirmed: Confirmed
    penalties: Penalties

    @property
    def this_month(self) -> int:
        """The month of the present."""
        return int(month_of(np.array([self.as_of]))[0])

    @property
    def paid_since(self) -> int:
        """First month of the books of monthly payments."""
        return self.this_month - self.months + 1

    @property
    def paid_until(self) -> int:
        """Last month that has been paid: the month before the present unless that month is over."""
        over = self.as_of + 1 == int(month_start(np.array([self.this_month + 1]))[0])
        return self.this_month if over else self.this_month - 1


def people_of(draw: Draw, count: int, as_of: int) -> tuple[Places, People, int]:
    """The province, its people and the first day of its agencies' books."""
    places = places_for(count)
    year = 1970 + int(month_of(np.array([as_of]))[0]) // 12
    since = int(month_start(np.array([(year - YEARS_KEPT + 1 - 1970) * 12]))[0])
    return places, born(draw("people"), count, places, since, as_of), since
