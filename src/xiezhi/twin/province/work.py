"""Firms are founded and closed, people take up posts and jobs.

The bar from office (公司法 178) is settled here too, since it decides who may represent a firm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Ints, np
from xiezhi.twin.province.calendar import anniversary, month_of, plus_months
from xiezhi.twin.province.columns import joined, pick
from xiezhi.twin.province.crime.charges import marked
from xiezhi.twin.province.lives.suits import Confirmed
from xiezhi.twin.province.lives.work import TRADES, Firms, Jobs, Posts
from xiezhi.twin.province.numbers import company_codes, phones
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.people import People
    from xiezhi.twin.province.places import Places

__all__ = [
    "OFFICES",
    "addresses",
    "barred_until",
    "confirmed_of",
    "firms_of",
    "jobs_of",
    "posts_of",
]

OFFICES = (
    "civil_affairs",
    "finance",
    "education",
    "transport",
    "housing",
    "land",
    "water",
    "market",
    "urban",
    "hospital",
)
"""Public offices that pay salaries from the treasury; the last is an institution."""

_PEOPLE_PER_FIRM = 22
_FIRST = "恒瑞启金嘉鼎锦百众远泰华盛宏鑫永兴安顺达昌德源广润和丰祥"
_LAST = "昇禾宸榷栎沄垚芃犇骞茂隆诚信通利康旺洋辰晟邦硕凯腾翔"
_STREETS = ("人民", "解放", "建设", "和平", "新华", "文昌", "滨河", "中山", "迎宾", "学府")
_FAR = NEVER - 100_000


def addresses(draw: Draw, places: Places, county: Ints) -> pa.Array:
    """Addresses in the counties: city, county, street and number."""
    n = len(county)
    return joined(
        pick(places.cities, county),
        pick(places.counties, county),
        pick(_STREETS, draw.whole(0, len(_STREETS) - 1, n)),
        "路",
        pa.array(draw.whole(1, 1_200, n)).cast(pa.string()),
        "号",
    )


def firms_of(
    draw: Draw, rates: Rates, places: Places, people: People, cases: Cases, as_of: int
) -> Firms:
    """The firms, among them some with a legal representative who is barred."""
    n = max(people.count // _PEOPLE_PER_FIRM, 60)
    county = draw.whole(0, places.count - 1, n)
    trade = draw.weigh([trade[2] for trade in TRADES], n)
    # every trade has somebody in it, however small the province
    trade[: 2 * len(TRADES)] = np.arange(2 * len(TRADES)) % len(TRADES)
    small = np.array([key in ("repair", "food", "trade") for key, *_ in TRADES])[trade]
    kind = np.where(small & draw.odds(0.35, n), 2, np.where(draw.odds(0.05, n), 1, 0))
    registered = as_of - draw.low(200, 8_000, n)
    life = as_of - registered
    closes = draw.odds(0.13, n) & (life > 900)
    closed = np.where(closes, as_of - draw.whole(30, np.minimum(life - 400, 2_600), n), NEVER)
    rep = _representatives(draw("rep"), people, cases, registered, as_of)
    since = np.where(draw.odds(0.7, n), registered, registered + draw.whole(0, life // 2, n))
    state = np.where(closed < NEVER, 3, draw.weigh((90, 5, 5), n))
    rep, since = _barred(draw("barred"), rates, cases, kind, state, (rep, since))
    regions = np.array([int(code) for code in places.codes])[county]
    return Firms(
        company_codes(regions, np.arange(n) + 1),
        _names(draw("names"), places, county, trade, kind),
        county,
        trade,
        kind,
        registered,
        closed,
        draw.weigh((33, 52, 8, 7), n),
        rep,
        since,
        state,
        addresses(draw("addresses"), places, county),
        phones(draw("phones"), n),
    )


def _names(draw: Draw, places: Places, county: Ints, trade: Ints, kind: Ints) -> pa.Array:
    n = len(county)
    first = pick(list(_FIRST), draw.whole(0, len(_FIRST) - 1, n))
    last = pick(list(_LAST), draw.whole(0, len(_LAST) - 1, n))
    more = pick(["", *_LAST], draw.whole(0, len(_LAST), n))
    endings = pick(("有限公司", "股份有限公司", "店"), kind)
    trades = pick([trade[1] for trade in TRADES], trade)
    return joined(pick(places.counties, county), first, more, last, trades, endings)


def _representatives(
    draw: Draw, people: People, cases: Cases, registered: Ints, as_of: int
) -> Ints:
    """Grown people without a criminal case."""
    clean = np.ones(people.count, bool)
    clean[cases.person] = False
    grown = (people.birth < as_of - 25 * 366) & (people.birth > as_of - 68 * 365)
    grown &= clean & (people.death > as_of)
    able = np.flatnonzero(grown)
    rep = able[draw.whole(0, len(able) - 1, len(registered))]
    too_young = people.birth[rep] + 22 * 366 > registered
    older = np.flatnonzero(grown & (people.birth < as_of - 48 * 366))
    return np.where(too_young, older[draw.whole(0, len(older) - 1, len(rep))], rep)


def barred_until(cases: Cases) -> Ints:
    """The last day of the bar (公司法 178(1)(2)); ``NEVER`` where there is none.

    Five years from the end of the sentence, of the time without political rights where only that
    bars; with probation two years from the end of its period.
    """
    listed = cases.convicted & marked("corrupt", cases.crime)
    without = cases.convicted & ~listed & (cases.rights > 0)
    ended = np.where(cases.suspended, cases.trial_to, cases.free)
    ended = np.where(without, plus_months(np.minimum(ended, _FAR), cases.rights), ended)
    ended = np.where(cases.kind == 4, cases.effective + 30, ended)
    ended = np.where(cases.kind == 3, cases.trial_to, ended)
    years = np.where(cases.suspended, 2, 5)
    until = anniversary(np.minimum(ended, _FAR), years)
    return np.where((listed | without) & (ended < NEVER), until, NEVER)


def _barred(
    draw: Draw,
    rates: Rates,
    cases: Cases,
    kind: Ints,
    state: Ints,
    rep: tuple[Ints, Ints],
) -> tuple[Ints, Ints]:
    """Puts convicts at the head of some firms: barred ones, and others who may."""
    who, since = rep[0].copy(), rep[1].copy()
    conduct = rates.of("A-36").conduct(draw, cases.count)
    listed = cases.convicted & marked("corrupt", cases.crime)
    harmless = cases.convicted & (marked("drink", cases.crime) | marked("road", cases.crime))
    wanted = np.flatnonzero(
        listed & (conduct != 0) | harmless & (conduct == PLANTED) & draw.odds(0.15, cases.count)
    )
    company = np.flatnonzero((state == 0) & (kind < 2))
    shop = np.flatnonzero((state == 0) & (kind == 2))
    to_shop = listed[wanted] & (conduct[wanted] == LOOK_ALIKE)
    for firms, convicts in ((company, wanted[~to_shop]), (shop, wanted[to_shop])):
        chosen = draw.some(firms, len(convicts))
        rows = convicts[: len(chosen)]
        who[chosen] = cases.person[rows]
        since[chosen] = np.maximum(np.minimum(since[chosen], cases.done[rows] - 100), 0)
    return who, since


def posts_of(draw: Draw, people: People, firms: Firms, cases: Cases, as_of: int) -> Posts:
    """Supervisors, managers and shareholders; one convict or another resigned in time."""
    company = np.flatnonzero(firms.kind < 2)
    clean = np.ones(people.count, bool)
    clean[cases.person] = False
    grown = (people.birth < as_of - 30 * 366) & (people.birth > as_of - 70 * 365)
    able = np.flatnonzero(clean & grown & (people.death > as_of))
    firm, person, post = [], [], []
    for kind in range(4):
        firm.append(company)
        chosen = able[draw.whole(0, len(able) - 1, len(company))]
        person.append(firms.rep[company] if kind in (0, 3) else chosen)
        post.append(np.full(len(company), kind))
    since = firms.registered[np.concatenate(firm)]
    until = np.full(len(since), NEVER)
    resigned = _resigned(draw, cases, company)
    firm.append(resigned[1])
    person.append(cases.person[resigned[0]])
    post.append(np.full(len(resigned[0]), 2))
    since = np.concatenate([since, firms.registered[resigned[1]]])
    until = np.concatenate([until, cases.filed[resigned[0]] + 5])

    since = np.minimum(since, until - 1)
    columns = np.concatenate(firm), np.concatenate(person), np.concatenate(post)
    return Posts(*columns, since, until)


def _resigned(draw: Draw, cases: Cases, company: Ints) -> tuple[Ints, Ints]:
    rows = np.flatnonzero(
        cases.convicted & marked("corrupt", cases.crime) & draw.odds(0.15, cases.count)
    )
    firms = draw.some(company, len(rows))
    return rows[: len(firms)], firms


def jobs_of(
    draw: Draw, people: People, retires: Ints, firms: Firms, cases: Cases, as_of: int
) -> Jobs:
    """Who works where: firms take two people in five, public offices one in twenty."""
    n = people.count
    begun = month_of(people.turns(20)) + draw.whole(0, 80, n)
    retired = month_of(people.turns(retires))
    ends = np.minimum(retired, month_of(people.death))
    place = draw.weigh((40, 5, 55), n)
    now = int(month_of(np.array([as_of]))[0])
    able = (begun <= now) & (begun < ends)
    corrupt = np.zeros(n, bool)
    corrupt[cases.person[marked("corrupt", cases.crime)]] = True
    place = np.where(corrupt & draw.odds(0.35, n), 1, place)
    staff = np.flatnonzero(able & (place == 0))
    public = np.flatnonzero(able & (place == 1))
    first = _in_firms(draw("firms"), people, firms, staff, begun[staff], ends[staff])
    offices = draw.whole(0, len(OFFICES) - 1, len(public))
    parts = [first, (public, np.full(len(public), -1), offices, begun[public], ends[public])]
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.lexsort((columns[3], columns[0]))
    wage = np.round(draw.spread(5_200.0, 0.3, len(order))).astype(np.int64) * 100
    person, firm, office, begin, end = (column[order] for column in columns)
    return Jobs(person, firm, office, begin, end, wage)


def confirmed_of(
    draw: Draw,
    rates: Rates,
    people: People,
    retires: Ints,
    firms: Firms,
    jobs: Jobs,
    as_of: int,
) -> Confirmed:
    """People near their pension who have no insured employment, in batches by firm.

    Args:
        draw: Source of chance.
        rates: How often batches buy a pension.
        people: Everybody.
        retires: Age at which employees draw their pension.
        firms: The firms.
        jobs: Who works where.
        as_of: The present.
    """
    turn = people.turns(retires)
    free = np.ones(people.count, bool)
    free[jobs.person] = False
    near = free & (turn > as_of - 1_500) & (turn < as_of - 260) & people.alive(as_of)
    old = np.flatnonzero((firms.registered < as_of - 5_000) & (firms.state > 0) & (firms.kind < 2))
    old = old if len(old) else np.flatnonzero(firms.kind < 2)
    fake_firms = draw.some(old, rates.many("A-21", max(people.count // 30_000, 1)))
    real_firms = draw.some(np.setdiff1d(old, fake_firms), max(people.count // 20_000, 1))
    size = draw.whole(4, 9, len(fake_firms))
    firm = np.concatenate([np.repeat(fake_firms, size), real_firms])
    fake = np.arange(len(firm)) < size.sum()
    person = draw.some(np.flatnonzero(near), len(firm))
    firm, fake = firm[: len(person)], fake[: len(person)]
    paid_on = turn[person] - draw.whole(20, 80, len(person))
    months = np.where(fake, draw.whole(60, 150, len(person)), draw.whole(40, 60, len(person)))
    judged = paid_on - draw.whole(15, 50, len(person))
    return Confirmed(person, firm, judged, paid_on, months, fake)


def _in_firms(
    draw: Draw, people: People, firms: Firms, staff: Ints, begun: Ints, ends: Ints
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """One or two firms in turn, never before the firm was there nor after it closed."""
    one, two = (_nearby(draw(key), people, firms, staff) for key in ("one", "two"))
    opened, shut = month_of(firms.registered), month_of(firms.closed)
    switch = np.where(draw.odds(0.35, len(staff)), begun + draw.whole(12, 260, len(staff)), ends)
    first_one = np.maximum(begun, opened[one])
    last_one = np.minimum(np.minimum(switch, ends), shut[one])
    after = np.maximum(last_one, begun) + draw.whole(1, 4, len(staff))
    first_two, last_two = np.maximum(after, opened[two]), np.minimum(ends, shut[two])
    person = np.concatenate([staff, staff])
    firm = np.concatenate([one, two])
    first = np.concatenate([first_one, first_two])
    last = np.concatenate([last_one, last_two])
    keep = first < last
    person, firm, first, last = person[keep], firm[keep], first[keep], last[keep]
    return person, firm, np.full(len(firm), -1), first, last


def _nearby(draw: Draw, people: People, firms: Firms, staff: Ints) -> Ints:
    """A firm of the person's own county."""
    order = np.argsort(firms.county, kind="stable")
    start = np.searchsorted(firms.county[order], people.county[staff], "left")
    end = np.searchsorted(firms.county[order], people.county[staff], "right")
    place = start + np.floor(draw.shares(len(staff)) * np.maximum(end - start, 1)).astype(np.int64)
    near: Ints = order[np.minimum(place, len(order) - 1)]
    return near
