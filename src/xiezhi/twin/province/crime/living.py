"""How criminal cases go: investigation, prosecution, trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, Reals, np
from xiezhi.twin.province.calendar import plus_months
from xiezhi.twin.province.crime.charges import CRIMES, marked, of_crime
from xiezhi.twin.province.crime.serving import serve
from xiezhi.twin.province.lives.cases import Cases, blank_cases
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw

__all__ = ["live"]

_YUAN = 100


def live(
    draw: Draw,
    rates: Rates,
    person: Ints,
    county: Ints,
    crime: Ints,
    done: Ints,
    record: Bools,
    as_of: int,
) -> Cases:
    """Cases of the crimes given, lived to their end.

    Args:
        draw: Source of chance.
        rates: How often offices fail.
        person: Offenders, places among the people.
        county: Where each crime is investigated.
        crime: Places in `CRIMES`.
        done: Days of the crimes.
        record: Who has served imprisonment before and so is given no probation.
        as_of: The present; what is only just due is nobody's failure yet.
    """
    cases = blank_cases(person, county, crime, done)
    _investigate(draw("police"), rates, cases)
    _prosecute(draw("prosecution"), cases)
    _judge(draw("court"), rates, cases, record)
    serve(draw("serving"), rates, cases, record, as_of)
    return cases


def _investigate(draw: Draw, rates: Rates, cases: Cases) -> None:
    n = cases.count
    cases.filed = cases.done + draw.low(0, 45, n)
    detains = draw.shares(n) < of_crime([one.detained for one in CRIMES], cases.crime)
    conduct = rates.of("A-09").conduct(draw, n)
    failing, seeming = conduct == PLANTED, conduct == LOOK_ALIKE
    manner = draw.whole(1, 3, n)  # how it fails or seems to: held too long, left hanging, bail
    _detain(draw, cases, detains, failing & (manner == 1), seeming & (manner == 1))
    _bail(draw, cases, detains)
    hangs = failing & (manner == 2)
    never_lifted = failing & (manner == 3) & (cases.bailed < NEVER)
    rests = seeming & (manner >= 2)
    refused = cases.refusal > 0
    frozen = rates.of("A-10").conduct(draw, n)
    cases.planted["A-09"] = failing & ((manner == 1) & detains | hangs & detains | never_lifted)
    cases.planted["A-10"] = refused & (frozen == PLANTED)
    hangs |= never_lifted | cases.planted["A-10"]
    rests |= refused & (frozen == LOOK_ALIKE) & ~hangs
    cases.split = rests & draw.odds(0.6, n)
    cases.at_large = rests & ~cases.split
    cases.guise["A-09"] = np.where(cases.split, 1, np.where(cases.at_large, 2, 0))
    cases.guise["A-09"] = np.where((manner == 1) & seeming & detains, 3, cases.guise["A-09"])
    cases.guise["A-10"] = np.where(refused, np.where(cases.split, 1, 2 * cases.at_large), 0)
    _conclude(draw, cases, hangs | rests)
    ends = np.minimum(cases.transferred, np.minimum(cases.withdrawn, cases.terminated))
    # with the transfer bail goes on in other hands
    usual = np.minimum(ends, cases.bailed + draw.whole(300, 358, n))
    lifted = (cases.bailed < NEVER) & ~never_lifted & (usual != cases.transferred)
    cases.bail_lifted = np.where(lifted, usual, NEVER)


def _detain(draw: Draw, cases: Cases, detains: Bools, too_long: Bools, to_the_day: Bools) -> None:
    n = cases.count
    extended = detains & draw.odds(0.35, n)
    cases.ground = np.where(extended | to_the_day, draw.whole(1, 3, n), 0)
    length = np.where(extended, draw.whole(20, 35, n), draw.whole(5, 13, n))
    length = np.where(to_the_day, 37, np.where(too_long, draw.whole(46, 90, n), length))
    cases.detained = np.where(detains, cases.filed + draw.low(0, 25, n), NEVER)
    cases.detained_until = np.where(detains, cases.detained + length, NEVER)
    cases.arrest_decided = cases.detained_until.copy()
    grave = of_crime([one.months[1] for one in CRIMES], cases.crime) > 60
    cases.arrested = detains & (draw.shares(n) < np.where(grave, 0.85, 0.65))
    refused = detains & ~cases.arrested
    cases.refusal = np.where(refused, np.where(draw.odds(0.6, n), 1, 2), 0)
    cases.house_in = cases.detained.copy()
    cases.house_out = np.where(refused, cases.detained_until, NEVER)
    cases.house_to = np.where(refused, 1, 0)


def _bail(draw: Draw, cases: Cases, detains: Bools) -> None:
    n = cases.count
    direct = ~detains & draw.odds(0.85, n)
    bailed = np.where(direct, cases.filed + draw.low(0, 20, n), NEVER)
    cases.bailed = np.where(cases.refusal > 0, cases.detained_until, bailed)


def _conclude(draw: Draw, cases: Cases, open_end: Bools) -> None:
    n = cases.count
    begun = np.minimum(cases.arrest_decided, np.minimum(cases.bailed, cases.filed + 20))
    begun = np.maximum(begun, cases.filed)
    begun = np.where(cases.arrest_decided < NEVER, cases.arrest_decided, begun)
    span = np.where(cases.arrested, draw.low(20, 150, n), draw.low(25, 290, n))
    ending = draw.weigh((90, 7, 3), n)
    ending = np.where(cases.arrested, 0, ending)
    # insufficient evidence ends without a prosecution more often
    ending = np.where((cases.refusal == 2) & draw.odds(0.4, n), 1, ending)
    day = np.where(open_end, NEVER, begun + span)
    cases.transferred = np.where(ending == 0, day, NEVER)
    cases.withdrawn = np.where(ending == 1, day, NEVER)
    cases.terminated = np.where(ending == 2, day, NEVER)
    # nobody stays in custody without a case
    idle = cases.arrested & open_end
    out = cases.arrest_decided + draw.whole(30, 58, n)
    cases.house_out = np.where(idle, out, cases.house_out)
    cases.house_to = np.where(idle, 2, cases.house_to)


def _prosecute(draw: Draw, cases: Cases) -> None:
    n = cases.count
    sent = cases.transferred < NEVER
    cases.received = np.where(sent, cases.transferred + draw.whole(0, 2, n), NEVER)
    light = ~cases.arrested & (of_crime([one.months[0] for one in CRIMES], cases.crime) <= 6)
    drops = sent & draw.odds(0.14, n) & light
    decided = cases.received + draw.low(8, 42, n)
    cases.dropped = np.where(drops, decided, NEVER)
    cases.drop_kind = np.where(drops, draw.weigh((78, 8, 14), n) + 1, 0)
    cases.indicted = np.where(sent & ~drops, decided, NEVER)


def _judge(draw: Draw, rates: Rates, cases: Cases, record: Bools) -> None:
    n = cases.count
    tried = cases.indicted < NEVER
    cases.judged = np.where(tried, cases.indicted + draw.low(12, 80, n), NEVER)
    appeals = draw.odds(0.07, n)
    wait = np.where(appeals, draw.whole(55, 90, n), draw.whole(11, 14, n))
    cases.effective = np.where(tried, cases.judged + wait, NEVER)
    low = of_crime([one.months[0] for one in CRIMES], cases.crime).astype(np.int64)
    high = of_crime([one.months[1] for one in CRIMES], cases.crime).astype(np.int64)
    months = np.minimum(draw.low(low, high, n), draw.whole(low, high, n))
    short = marked("short", cases.crime)
    kind = np.where(short, 2, 1)
    fined = marked("fine", cases.crime)
    rare = draw.shares(n)
    kind = np.where(~short & (rare < 0.012) & (high <= 60), 3, kind)
    kind = np.where(~short & (rare > 0.985) & fined & (high <= 60), 4, kind)
    cases.kind = np.where(tried, kind, 0)
    months = np.where(kind == 3, np.clip(months, 3, 24), months)
    cases.months = np.where(tried & (kind != 4), months, 0)
    milder = of_crime([one.probation for one in CRIMES], cases.crime)
    odds = np.where(cases.arrested, 0.35 * milder, 1.15 * milder)
    able = tried & np.isin(kind, (1, 2)) & (months <= 36) & ~record
    cases.suspended = able & (draw.shares(n) < odds)
    _trial_period(draw, rates, cases)
    _money(draw, cases, tried, fined)
    grave = cases.locked_up & (cases.kind == 1)
    grave &= (cases.months >= 84) | (marked("violent", cases.crime) & (cases.months >= 40))
    cases.rights = np.where(grave, 12 * draw.whole(1, 4, n), 0)


def _trial_period(draw: Draw, rates: Rates, cases: Cases) -> None:
    """刑法 73.

    Detention: the term to one year, two months at least; imprisonment: the term to five years, one
    year at least.
    """
    n = cases.count
    least = np.where(cases.kind == 2, np.maximum(cases.months, 2), np.maximum(cases.months, 12))
    most = np.where(cases.kind == 2, 12, 60)
    usual = np.minimum(least + draw.low(0, 12, n), most)
    conduct = rates.of("A-16").conduct(draw, n)
    wrong = np.where(draw.odds(0.5, n), most + draw.whole(1, 6, n), np.maximum(least - 1, 1))
    cases.planted["A-16"] = cases.suspended & (conduct == PLANTED)
    seems = cases.suspended & (conduct == LOOK_ALIKE)
    cases.guise["A-16"] = seems.astype(np.int64)
    edge = np.where(draw.odds(0.5, n), least, most)
    months = np.where(cases.planted["A-16"], wrong, np.where(seems, edge, usual))
    cases.trial_months = np.where(cases.suspended, months, 0)
    surveillance = cases.convicted & (cases.kind == 3)
    cases.trial_from = np.where(cases.suspended | surveillance, cases.effective, NEVER)
    length = np.where(surveillance, cases.months, cases.trial_months)
    until = plus_months(np.minimum(cases.trial_from, NEVER - 20_000), length) - 1
    cases.trial_to = np.where(cases.trial_from < NEVER, until, NEVER)


def _money(draw: Draw, cases: Cases, tried: Bools, fined: Bools) -> None:
    n = cases.count
    size = 1 + cases.months // 6
    fine = 1_000 * draw.low(1, 4 + 4 * size, n) * _YUAN
    fine = np.where((cases.kind == 4) & (fine == 0), 5_000 * _YUAN, fine)
    cases.fine = np.where(tried & fined, fine, 0)
    loses = draw.shares(n) < of_crime([one.loss for one in CRIMES], cases.crime)
    scale: Reals = np.asarray(6_000.0 * size)
    loss = np.round(draw.spread(scale, 0.9, n)).astype(np.int64) * _YUAN
    cases.loss = np.where(tried & loses, loss, 0)
    owed = cases.fine + cases.loss
    willing = draw.weigh((50, 38, 12), n)
    part = (owed * 0.4 // (100 * _YUAN)).astype(np.int64) * 100 * _YUAN
    cases.paid_before = np.where(willing == 1, owed, np.where(willing == 2, part, 0))
