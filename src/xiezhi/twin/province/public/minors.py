"""Children in hospital with what must be reported, and the reports.

Supervision point: A-63. 未成年人保护法 11 and the opinion on mandatory reports (2020): who treats a
child with one of the listed signs tells the police at once. From fourteen on a pregnancy alone is
no such sign. The books carry tokens and no names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.columns import dates, flags, joined, pick, wholes
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["Visits", "minor_books", "visits_of"]

_KINDS = (
    "repeated_injury",
    "sexual_injury",
    "pregnancy",
    "suicide",
    "neglect",
    "drugs",
    "other",
)
_PREGNANCY, _OTHER = 2, 6
_AT_ONCE = 3
"""Days after which nobody can say any more that it was at once."""
_PEOPLE_PER_VISIT = 200


@dataclass(frozen=True)
class Visits:
    """One row per child and visit.

    Attributes:
        county, age, kind, day: Where, how old, with what, when.
        told: Day of the hospital's report.
        family: The family had been to the police before.
        planted: Kept silent on purpose, or told weeks later.
    """

    county: Ints
    age: Ints
    kind: Ints
    day: Ints
    told: Ints
    family: Bools
    planted: Bools

    @property
    def must(self) -> Bools:
        """Visits that have to be reported."""
        grown = (self.kind == _PREGNANCY) & (self.age >= 14)
        duty: Bools = (self.kind != _OTHER) & ~grown
        return duty


def visits_of(draw: Draw, rates: Rates, world: World) -> Visits:
    """What children came with, and what the hospitals did."""
    now = world.as_of
    n = max(world.people.count // _PEOPLE_PER_VISIT, 60)
    kind = draw.weigh((32, 14, 12, 16, 9, 5, 12), n)
    age = np.where(kind == _PREGNANCY, draw.whole(11, 17, n), draw.whole(0, 17, n))
    day = now - draw.whole(0, now - world.since - 5, n)
    day[: n // 30] = now - draw.whole(0, 2, n // 30)
    conduct = rates.of("A-63").conduct(draw, n)
    planted = (conduct == PLANTED) & (day + 60 < now)
    family = conduct == LOOK_ALIKE
    told = day + draw.whole(0, 1, n)
    silent = draw.odds(0.55, n)
    told = np.where(planted, np.where(silent, NEVER, day + draw.whole(8, 45, n)), told)
    told = np.where(draw.odds(0.003, n), NEVER, told)  # forgotten
    visits = Visits(draw.whole(0, world.places.count - 1, n), age, kind, day, told, family, planted)
    visits.told[~visits.must | family | (told > now)] = NEVER
    return visits


def minor_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``minors_care`` and ``report_log`` with the truth of A-63."""
    visits, now = visits_of(draw("visits"), rates, world), world.as_of
    n = len(visits.day)
    tokens = _tokens(np.arange(n))
    hospital = world.places.office("hospital", visits.county)
    organ = world.places.office("health", visits.county)
    ledger.add(
        "minors_care",
        {
            "token": tokens,
            "age": wholes(visits.age),
            "diagnosis_kind": pick(_KINDS, visits.kind),
            "visit_date": dates(visits.day),
            "institution": hospital,
            "agency": organ,
            "division": world.places.division(visits.county),
            "informed_first": flags(visits.family),
        },
    )
    _log(world, ledger, visits)
    missing = visits.must & ~visits.family & (visits.told - visits.day > _AT_ONCE)
    over = visits.day + _AT_ONCE < now
    ledger.judge(
        "A-63",
        organ=organ,
        subject={
            "token": tokens,
            "institution": hospital,
            "visit_date": dates(visits.day),
        },
        violated=missing & over,
        planted=visits.planted,
        because="应当强制报告的情形未立即报告",
        guise=np.select(
            [visits.family, visits.kind == _OTHER, ~visits.must],
            [1, 2, 3],
            0,
        ),
        guises={1: "家属已先报警", 2: "不属应报告情形", 3: "已满十四周岁，怀孕不当然报告"},
        pending=missing & ~over,
    )


def _tokens(places: Ints) -> pa.Array:
    """Numbers that say nothing of anybody."""
    mixed = (places + 1) * 6_364_136_223 % 999_999_999_989
    return joined("t", zero_filled(mixed, 14), zero_filled(mixed * 31 % 9_999_991, 8))


def _log(world: World, ledger: Ledger, visits: Visits) -> None:
    """Reports of hospitals, calls of families, and the cases that came of both."""
    told = np.flatnonzero(visits.told < NEVER)
    called = np.flatnonzero(visits.family)
    filed = told[told % 3 == 0]
    row = np.concatenate([told, called, filed])
    kind = np.repeat([0, 1, 2], [len(told), len(called), len(filed)])
    day = np.concatenate([visits.told[told], visits.day[called] - 1, visits.told[filed] + 2])
    keep = day <= world.as_of
    row, kind, day = row[keep], kind[keep], day[keep]
    county = visits.county[row]
    handling = np.where(kind == 2, 0, np.where(row % 3 == 0, 0, 3))
    hospitals = world.places.offices("hospital").to_pylist()
    police = world.places.offices("police").to_pylist()
    ledger.add(
        "report_log",
        {
            "token": _tokens(row),
            "kind": pick(("report", "call", "filed"), kind),
            "report_date": dates(day),
            "unit": pick([*hospitals, *police], county + np.where(kind == 0, 0, len(hospitals))),
            "agency": world.places.office("police", county),
            "division": world.places.division(county),
            "handling": pick(("filed", "not_filed", "transferred", "checking"), handling),
        },
    )
