"""Civil suits: who sued whom for what, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import Ints, counted, np
from xiezhi.twin.province.calendar import year_of
from xiezhi.twin.province.columns import pick
from xiezhi.twin.province.lives.suits import Confirmed, Suits, firm_party
from xiezhi.twin.province.numbers import case_numbers, serials

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.lives.work import Firms, Jobs
    from xiezhi.twin.province.people import People
    from xiezhi.twin.province.places import Places
    from xiezhi.twin.province.rates import Rates

__all__ = ["CAUSES", "lawyers_of", "suits_of"]

_YUAN = 100
CAUSES = (
    "民间借贷纠纷",
    "买卖合同纠纷",
    "离婚纠纷",
    "机动车交通事故责任纠纷",
    "物业服务合同纠纷",
    "金融借款合同纠纷",
    "追索劳动报酬纠纷",
    "确认劳动关系纠纷",
)
_WEIGHTS = (30, 20, 14, 8, 14, 14, 0, 0)
_LOAN, _DIVORCE, _WAGES, _EMPLOYMENT = 0, 2, 6, 7


def lawyers_of(draw: Draw, people: People, as_of: int) -> Ints:
    """People who practise as lawyers."""
    age = people.age(as_of)
    able = np.flatnonzero((age >= 28) & (age < 60) & people.alive(as_of))
    return draw.some(able, max(people.count // 1_000, 12))


def suits_of(
    draw: Draw,
    where: tuple[Places, People, Firms],
    jobs: Jobs,
    confirmed: Confirmed,
    lawyers: Ints,
    rates: Rates,
    since: int,
    as_of: int,
) -> Suits:
    """Everybody's suits of the years of the books, series among them.

    Args:
        draw: Source of chance.
        where: The province, its people and its firms.
        jobs: Who works where.
        confirmed: People whose employment of long ago is confirmed by the court.
        lawyers: Who practises as a lawyer.
        rates: How often courts are deceived.
        since: First day of the books.
        as_of: The present.
    """
    places, people, firms = where
    usual = _usual(draw("usual"), people, firms, len(lawyers), since, as_of)
    wages = _wage_series(draw("wages"), where, jobs, len(lawyers), rates, as_of)
    loans = _loan_series(draw("loans"), people, len(lawyers), rates, as_of)
    work = _employment_series(draw("work"), firms, confirmed, len(lawyers))
    parts = (usual, wages, loans, work)
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.argsort(columns[4], kind="stable")
    plaintiff, defendant, county, cause, filed, claim, series, agent, kind = (
        column[order] for column in columns
    )
    n = len(filed)
    judged, mode = _ended(draw("ended"), cause, filed, kind)
    wait = np.where(mode == 0, draw.whole(16, 22, n), 1)
    effective = judged + wait
    part = np.where(draw.odds(0.6, n), 100, draw.whole(30, 95, n))
    part = np.where(mode == 1, np.minimum(part, 90), part)
    award = np.where((mode < 2) & (claim > 0), claim * part // 100, 0)
    serial = serials(n, county, year_of(filed))
    code = pick(places.court_codes, county)
    numbers = case_numbers(code, filed, "民初", serial)
    return Suits(
        plaintiff,
        defendant,
        county,
        cause,
        filed,
        judged,
        effective,
        mode,
        claim,
        award,
        numbers,
        series,
        agent,
        kind,
    )


_Rows = tuple[Ints, Ints, Ints, Ints, Ints, Ints, Ints, Ints, Ints]


def _usual(draw: Draw, people: People, firms: Firms, lawyers: int, since: int, as_of: int) -> _Rows:
    n = people.count // 16
    filed = since + draw.whole(0, as_of - since - 1, n)
    cause = draw.weigh(_WEIGHTS, n)
    by_firm = np.isin(cause, (1, 4, 5))
    against_firm = (cause == 1) & draw.odds(0.5, n)
    one, two = _grown(draw("one"), people, filed), _grown(draw("two"), people, filed)
    first, second = (
        _firms_then(draw("first"), firms, filed),
        _firms_then(draw("second"), firms, filed),
    )
    plaintiff = np.where(by_firm, firm_party(first), one)
    defendant = np.where(against_firm, firm_party(second), two)
    keep = plaintiff != defendant
    county = np.where(against_firm, firms.county[second], people.county[two])
    claim = np.round(draw.spread(60_000.0, 1.1, n)).astype(np.int64) * _YUAN
    claim = np.where(cause == _DIVORCE, 0, claim)
    agent = np.where(draw.odds(0.5, n), draw.whole(0, lawyers - 1, n), -1)
    zero = np.zeros(n, np.int64)
    columns = (plaintiff, defendant, county, cause, filed, claim, zero, agent, zero)
    return tuple(column[keep] for column in columns)


def _grown(draw: Draw, people: People, day: Ints) -> Ints:
    """Somebody of age who lives on the day, for each row."""
    chosen = draw.whole(0, people.count - 1, len(day))
    for attempt in range(12):
        wrong = (people.birth[chosen] + 7_500 > day) | (people.death[chosen] <= day)
        wrong |= people.birth[chosen] + 31_000 < day
        if not wrong.any():
            break
        again = draw(attempt).whole(0, people.count - 1, len(day))
        chosen = np.where(wrong, again, chosen)
    return chosen


def _firms_then(draw: Draw, firms: Firms, day: Ints) -> Ints:
    """A firm that exists on the day, for each row."""
    chosen = draw.whole(0, firms.count - 1, len(day))
    for attempt in range(12):
        wrong = (firms.registered[chosen] > day) | (firms.closed[chosen] <= day)
        if not wrong.any():
            break
        chosen = np.where(wrong, draw(attempt).whole(0, firms.count - 1, len(day)), chosen)
    return chosen


def _wage_series(
    draw: Draw,
    where: tuple[Places, People, Firms],
    jobs: Jobs,
    lawyers: int,
    rates: Rates,
    as_of: int,
) -> _Rows:
    """Batches of wage claims against one firm: fake ones, and real ones of a firm that failed."""
    _, people, firms = where
    alive = np.flatnonzero((firms.state == 0) & (firms.registered < as_of - 2_000))
    usual = max(people.count // 16_000, 2)
    wanted = rates.many("A-19", usual)
    chosen = draw.some(alive, max(usual, wanted) * 2)
    size = draw.whole(14, 36, len(chosen))
    firm = np.repeat(chosen, size)
    number = np.repeat(np.arange(len(chosen)) + 1, size)
    fake = np.repeat(np.arange(len(chosen)) % 2 == 0, size)
    n = len(firm)
    first_day = np.repeat(as_of - draw.whole(200, 1_500, len(chosen)), size)
    filed = first_day + np.where(fake, draw.whole(0, 4, n), draw.whole(0, 90, n))
    amount = np.repeat(draw.whole(20, 32, len(chosen)) * 1_000, size)
    own = draw.whole(3_000, 90_000, n) // 10 * 10
    claim = np.where(fake, amount, own) * _YUAN
    stranger = _grown(draw("people"), people, filed)
    own_staff = _staff(draw("staff"), jobs, firm, number)
    person = np.where(fake | (own_staff < 0), stranger, own_staff)
    agent = np.where(fake, np.repeat(draw.whole(0, lawyers - 1, len(chosen)), size), -1)
    keep = ~fake | (number <= wanted * 2)
    return (
        person[keep],
        firm_party(firm[keep]),
        firms.county[firm[keep]],
        np.full(int(keep.sum()), _WAGES),
        filed[keep],
        claim[keep],
        number[keep],
        agent[keep],
        np.where(fake[keep], 1, 2),
    )


def _loan_series(draw: Draw, people: People, lawyers: int, rates: Rates, as_of: int) -> _Rows:
    """People who lend for a living and take their charges from the principal beforehand."""
    count = rates.many("A-22", max(people.count // 25_000, 2))
    age = people.age(as_of)
    able = np.flatnonzero((age >= 35) & (age < 60) & people.alive(as_of))
    lender = draw.some(able, count)
    size = draw.whole(14, 26, len(lender))
    owner = np.repeat(np.arange(len(lender)), size)
    n = len(owner)
    first_day = (as_of - draw.whole(800, 1_900, len(lender)))[owner]
    filed = first_day + draw.whole(0, 520, n)
    borrower = _grown(draw("borrowers"), people, filed)
    borrower = np.where(borrower == lender[owner], (borrower + 1) % people.count, borrower)
    return (
        lender[owner],
        borrower,
        people.county[lender[owner]],
        np.full(n, _LOAN),
        filed,
        draw.whole(5, 60, n) * 10_000 * _YUAN,
        100_000 + owner,
        draw.whole(0, lawyers - 1, len(lender))[owner],
        np.full(n, 4),
    )


def _employment_series(draw: Draw, firms: Firms, confirmed: Confirmed, lawyers: int) -> _Rows:
    """Suits that confirm employment of long ago: batches that buy a pension, and real ones."""
    n = len(confirmed.person)
    agent = np.where(confirmed.fake, confirmed.firm % lawyers, -1)
    return (
        confirmed.person,
        firm_party(confirmed.firm),
        firms.county[confirmed.firm],
        np.full(n, _EMPLOYMENT),
        confirmed.judged - draw.whole(12, 30, n),
        np.zeros(n, np.int64),
        200_000 + confirmed.firm,
        agent,
        np.where(confirmed.fake, 3, 6),
    )


def _staff(draw: Draw, jobs: Jobs, firm: Ints, number: Ints) -> Ints:
    """For each row somebody who works or worked in the firm, -1 where it has too few people."""
    order = np.lexsort((draw.shares(len(jobs.firm)), jobs.firm))
    start = np.searchsorted(jobs.firm[order], firm, "left")
    end = np.searchsorted(jobs.firm[order], firm, "right")
    place = start + counted(number)
    there = jobs.person[order][np.minimum(place, len(order) - 1)]
    return np.where(place < end, there, -1)


def _ended(draw: Draw, cause: Ints, filed: Ints, kind: Ints) -> tuple[Ints, Ints]:
    n = len(cause)
    mode = draw.weigh((58, 27, 15), n)
    mode = np.where((kind == 1) | (kind == 3), 1, mode)
    mode = np.where(np.isin(kind, (2, 4, 6)), 0, mode)
    length = np.where(mode == 0, draw.whole(40, 170, n), draw.whole(10, 80, n))
    length = np.where(kind == 1, draw.whole(2, 6, n), length)
    length = np.where((kind == 3) | (kind == 6), draw.whole(8, 10, n), length)
    return filed + length, mode
