"""Deprivation of political rights after the release.

Supervision point: A-07 (handed over by nobody, executed by nobody). It says nothing about anybody's
opinions: only whether the execution was registered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, np
from xiezhi.twin.province.calendar import plus_months
from xiezhi.twin.province.columns import dates, joined
from xiezhi.twin.province.crime.files import Files, cut
from xiezhi.twin.province.crime.judgments import subject_of
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["rights_books"]

_GRAY = 200


def rights_books(world: World, files: Files, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``political_rights_execution`` with the truth of A-07."""
    now = world.as_of
    keep = np.flatnonzero((world.cases.rights > 0) & (world.cases.prison_out <= now))
    cases, mine = cut(world.cases, files, keep)
    n, out = len(keep), cases.prison_out
    conduct = rates.of("A-07").conduct(draw, n)
    over = plus_months(out, cases.rights)
    forgotten = (conduct == PLANTED) & (out + _GRAY < now)
    listed = np.where(forgotten, NEVER, out + draw.whole(1, 14, n))
    rows = np.flatnonzero(listed <= now)
    shown, numbers = cut(cases, mine, rows)
    ledger.add(
        "political_rights_execution",
        {
            "station": world.places.office("police", shown.county),
            "execution_no": joined("BQ", zero_filled(keep[rows] + 1, 7)),
            **world.people.who(shown.person),
            "case_no": numbers.court,
            "start_date": dates(shown.prison_out),
            "end_date": dates(over[rows]),
        },
    )
    missing = (listed > now) & (over > now)
    old = out + 30 < now
    ledger.judge(
        "A-07",
        organ=world.places.office("prison", cases.county),
        subject=subject_of(world, cases, mine),
        violated=missing & old,
        planted=forgotten,
        because="释放后未登记执行剥夺政治权利",
        guise=((listed > now) & (over <= now)) * 1,
        guises={1: "剥夺政治权利期限已满"},
        pending=missing & ~old,
    )
