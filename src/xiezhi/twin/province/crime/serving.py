"""How sentences are served: custody, delivery to prison, commutation, parole, release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import last_of_term, plus_months
from xiezhi.twin.province.crime.charges import marked
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.lives.cases import Cases

__all__ = ["months_before", "serve"]

_FAR = NEVER - 100_000  # far enough for month arithmetic on days that never come


def serve(draw: Draw, rates: Rates, cases: Cases, record: Bools, as_of: int) -> None:
    """Fills in custody on the sentence, from the judgment to the last day.

    Args:
        draw: Source of chance.
        rates: How often offices fail.
        cases: Judged.
        record: Who has served imprisonment before.
        as_of: The present.
    """
    _begin(draw("begin"), rates, cases, as_of)
    _deliver(draw("deliver"), rates, cases)
    _shorten(draw("shorten"), rates, cases, record)
    _leave(cases)
    _overstay(draw("overstay"), rates, cases)


def _begin(draw: Draw, rates: Rates, cases: Cases, as_of: int) -> None:
    n = cases.count
    inside = cases.locked_up & cases.arrested
    outside = cases.locked_up & ~cases.arrested
    conduct = rates.of("A-06").conduct(draw, n)
    manner = draw.whole(1, 3, n)  # never taken in, notice late, delivered late
    never = outside & (conduct == PLANTED) & (manner == 1)
    late = cases.locked_up & (conduct == PLANTED) & (manner == 2) & (cases.months >= 6)
    late &= cases.effective + 200 < as_of
    taken = np.where(outside & ~never, cases.effective + draw.low(1, 9, n), NEVER)
    held = np.where(cases.detained < NEVER, cases.detained_until - cases.detained + 1, 0)
    begin = np.minimum(np.where(inside, cases.detained, taken), _FAR)
    end = last_of_term(begin, cases.months) - np.where(outside, held, 0)
    begun = inside | (outside & ~never)
    cases.start = np.where(begun, begin, NEVER)
    cases.end = np.where(begun, np.maximum(end, begin), NEVER)
    # a short term may be over before the judgment takes effect
    cases.end = np.where(inside & (cases.end < cases.judged), cases.judged, cases.end)
    cases.term_in = taken
    spent = begun & (cases.end <= cases.effective)
    notice = cases.effective + np.where(late, draw.whole(40, 120, n), draw.whole(1, 8, n))
    stuck = inside & (conduct == PLANTED) & (cases.end > as_of + 60)
    stuck &= (cases.effective + 30 < as_of) & (cases.effective + 500 > as_of)
    notice = np.where(stuck, as_of + 20, notice)  # it has not come yet
    cases.notice = np.where(begun & ~spent & (notice < cases.end), notice, NEVER)
    cases.planted["A-06"] = never | (late | stuck) & (cases.notice < NEVER)
    cases.guise["A-06"] = np.where(spent & inside, 1, 0)
    cases.guise["A-06"] = np.where(conduct == LOOK_ALIKE, cases.guise["A-06"], 0)


def _deliver(draw: Draw, rates: Rates, cases: Cases) -> None:
    """刑诉法 264: more than three months are served in prison; 监狱法 15: within a month."""
    n = cases.count
    told = cases.notice < NEVER
    notice = np.minimum(cases.notice, _FAR)
    left = cases.end - notice
    long = told & (cases.kind == 1) & (left > 80)
    conduct = rates.of("A-06").conduct(draw, n)
    clear = cases.end > plus_months(notice, 6)
    slow = long & clear & (conduct == PLANTED)
    wait = np.where(slow, draw.whole(50, 150, n), draw.whole(4, 26, n))
    admitted = np.where(long, notice + wait, NEVER)
    admitted = np.where(admitted < cases.end, admitted, NEVER)
    cases.prison_in = admitted
    cases.planted["A-06"] |= slow
    stays = told & (cases.kind == 1) & ~long & (conduct == LOOK_ALIKE)
    cases.guise["A-06"] = np.where(stays, 2, cases.guise["A-06"])


def _shorten(draw: Draw, rates: Rates, cases: Cases, record: Bools) -> None:
    """Commutation after half of the term and a year and a half, by 3 to 7 months; some parole.

    法释〔2016〕23号 6, 7: first after a year in prison, a year and a half, or two for ten years and
    more and for who was there before. 刑法 81: no parole for the latter.
    """
    n = cases.count
    inmate = (cases.prison_in < NEVER) & (cases.months >= 30)
    served = np.maximum(cases.months // 2, 18)
    admitted = np.minimum(cases.prison_in, _FAR)
    ruled = plus_months(np.minimum(cases.start, _FAR), served) + draw.whole(10, 60, n)
    ruled = np.maximum(ruled, admitted + 380)
    ruled = np.maximum(ruled, plus_months(admitted, months_before(cases, record)) + 3)
    apart = cases.end - ruled > 240
    cuts = inmate & apart & draw.odds(0.6, n)
    cases.cut = np.where(cuts, draw.whole(3, 7, n), 0)
    paroled = inmate & apart & ~cuts & draw.odds(0.12, n)
    favoured = rates.of("A-08").conduct(draw("favoured"), n) == PLANTED
    barred = record | marked("violent", cases.crime) & (cases.months >= 120)
    paroled = np.where(barred, inmate & apart & ~cuts & favoured, paroled)
    hurried = cuts & (rates.of("A-08").conduct(draw("hurried"), n) == PLANTED)
    ruled = np.where(hurried, admitted + draw("hurry").whole(150, 290, n), ruled)
    cases.cut_day = np.where(cuts, ruled, NEVER)
    cases.parole = np.where(paroled, ruled, NEVER)
    cases.planted["A-08/early"] = hurried
    cases.planted["A-08/parole"] = paroled & barred


def months_before(cases: Cases, again: Bools) -> Ints:
    """Months in prison before a sentence may be commuted for the first time."""
    usual = np.where(cases.months >= 120, 24, np.where(cases.months >= 60, 18, 12))
    return np.where(again, 24, usual)


def _leave(cases: Cases) -> None:
    end = np.minimum(cases.end, _FAR)
    free = np.where(cases.cut > 0, plus_months(end, -cases.cut), cases.end)
    free = np.minimum(free, cases.parole)
    cases.free = np.where(cases.start < NEVER, free, NEVER)
    jailed = cases.prison_in < NEVER
    cases.prison_out = np.where(jailed, cases.free, NEVER)
    stayed = np.where(jailed, cases.prison_in, cases.free)
    inside = cases.arrested & cases.convicted
    cases.house_out = np.where(inside, _out_of_house(cases, stayed), cases.house_out)
    cases.house_to = np.where(inside, _way_out(cases, jailed), cases.house_to)
    cases.term_out = np.where(cases.term_in < NEVER, stayed, NEVER)
    on_parole = cases.parole < NEVER
    cases.trial_from = np.where(on_parole, cases.parole, cases.trial_from)
    cases.trial_to = np.where(on_parole, cases.end, cases.trial_to)


def _out_of_house(cases: Cases, stayed: Ints) -> Ints:
    open_air = cases.suspended | np.isin(cases.kind, (3, 4))
    return np.where(open_air, cases.judged, stayed)


def _way_out(cases: Cases, jailed: Bools) -> Ints:
    way = np.where(jailed, 3, 4)
    way = np.where(cases.kind == 4, 2, way)
    return np.where(cases.suspended | (cases.kind == 3), 5, way)


def _overstay(draw: Draw, rates: Rates, cases: Cases) -> None:
    """刑诉法 264: who has served the sentence is released on its last day; some are not."""
    n = cases.count
    jailed = (cases.prison_out < NEVER) & (cases.parole >= NEVER)
    kept = jailed & (draw.shares(n) < 0.25 * rates.of("A-09").planted)
    cases.prison_out = np.where(kept, cases.prison_out + draw.whole(6, 45, n), cases.prison_out)
    cases.planted["A-09/release"] = kept
