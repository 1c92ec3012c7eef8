"""Pensions, month by month.

Supervision points: A-44 (paid in custody), A-45 (raised on probation), A-46 (paid after death).
The rule for months in custody is stated here for itself: a pension is undue for a calendar month
that was spent in custody from its first to its last day. Of a month that begins or ends in freedom
nothing is judged; agencies that do right pay from the month after the release.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np, runs
from xiezhi.twin.province.calendar import month_of, month_start
from xiezhi.twin.province.columns import dates, money, pick
from xiezhi.twin.province.crime.correction import ended_on
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["Pensioners", "pension_books", "pensioners_of"]

_YUAN = 100
_SCHEMES = ("employee", "resident")
_BLOCK = 40_000
_RAISE_MONTH = 6  # July, counted from 0


@dataclass(frozen=True)
class Pensioners:
    """Who draws a pension.

    Attributes:
        person: Who, in the order of the people.
        scheme: 0 employees', 1 residents'.
        first: First month of the pension.
        last: Last month paid, as far as death and the agency decide it.
        base: Cents a month in the first month of the books.
        late: Planted: paid on after death.
        repaid: Paid on after death, and all of it has come back.
    """

    person: Ints
    scheme: Ints
    first: Ints
    last: Ints
    base: Ints
    late: Bools
    repaid: Bools


def pensioners_of(draw: Draw, rates: Rates, world: World) -> Pensioners:
    """Men from 60, women from 50 or 55 who were employed; residents from 60."""
    people = world.people
    n = people.count
    employed = draw.odds(0.1, n)
    employed[world.jobs.person] = True
    employed[world.confirmed.person] = True
    age = np.where(employed, world.retires, 60)
    first = month_of(people.turns(age)) + 1
    draws = (first <= world.paid_until) & draw.odds(0.93, n)
    draws &= (people.death >= NEVER) | (month_of(np.minimum(people.death, NEVER - 1)) >= first)
    draws &= month_of(np.minimum(people.death, NEVER - 1)) >= world.paid_since
    who = np.flatnonzero(draws)
    dead = month_of(people.death[who])
    conduct = rates.of("A-46").conduct(draw, len(who))
    late = (conduct == PLANTED) & (people.death[who] + 120 < world.as_of)
    repaid = (conduct == LOOK_ALIKE) & (people.death[who] + 400 < world.as_of)
    beyond = np.where(repaid, draw.whole(2, 5, len(who)), draw.low(2, 30, len(who)))
    last = np.where(late | repaid, dead + beyond, dead)
    scheme = np.where(employed[who], 0, 1)
    base = np.where(
        scheme == 0, draw.spread(3_000.0, 0.3, len(who)), draw.spread(190.0, 0.15, len(who))
    )
    base = np.round(base).astype(np.int64) * _YUAN
    last = np.minimum(last, world.paid_until)
    return Pensioners(who, scheme, first[who], last, base, late, repaid)


@dataclass(frozen=True)
class _Spells:
    """Whole months in custody of pensioners: a row per stay that has one."""

    row: Ints  # place among the pensioners
    stay: Ints  # place among the stays
    first: Ints
    last: Ints
    paid: Bools  # planted: the agency went on paying
    repaid: Bools  # it went on paying and has got all of it back
    early: Ints  # 1 where the month of the arrest is not paid: it came before the day of payment


def pension_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``pension_payment`` with the truth of A-44, A-45 and A-46."""
    pensioners = pensioners_of(draw("pensioners"), rates, world)
    spells = _spells(draw("spells"), rates, world, pensioners)
    raised = _raised_on_trial(draw("raises"), rates, world, pensioners)
    _payments(world, ledger, pensioners, spells, raised)
    _judge_custody(world, ledger, pensioners, spells)
    _judge_raises(world, ledger, pensioners, raised)
    _judge_deaths(world, ledger, pensioners)


def _spells(draw: Draw, rates: Rates, world: World, pensioners: Pensioners) -> _Spells:
    stays = world.stays
    place = np.searchsorted(pensioners.person, stays.person)
    place = np.minimum(place, len(pensioners.person) - 1)
    first = month_of(stays.start - 1) + 1  # the first month that begins inside
    last = month_of(stays.end + 1) - 1  # the last month that ends inside
    first = np.maximum(np.maximum(first, pensioners.first[place]), world.paid_since)
    last = np.minimum(last, world.paid_until)
    hit = (
        (pensioners.person[place] == stays.person) & (stays.start <= world.as_of) & (first <= last)
    )
    # what the residents' scheme does with people not yet convicted is disputed: it always stops
    unconvicted = (stays.sentenced > month_start(last)) & (pensioners.scheme[place] == 1)
    stay = np.flatnonzero(hit)
    conduct = rates.of("A-44").conduct(draw, len(stay))
    able = ~unconvicted[stay] & (last[stay] - first[stay] >= 1)
    repaid = able & (conduct == LOOK_ALIKE) & (last[stay] + 5 < world.paid_until)
    planted = able & (conduct == PLANTED)
    early = (stays.start[stay] - month_start(month_of(stays.start[stay])) < 9) * 1
    return _Spells(place[stay], stay, first[stay], last[stay], planted, repaid, early)


def _raised_on_trial(draw: Draw, rates: Rates, world: World, pensioners: Pensioners) -> _Raised:
    """Julys inside somebody's correction, and whether the pension was raised nevertheless."""
    cases = world.cases
    place = np.minimum(np.searchsorted(pensioners.person, cases.person), len(pensioners.person) - 1)
    begun = (cases.trial_from <= world.as_of) & (pensioners.person[place] == cases.person)
    case = np.flatnonzero(begun & (pensioners.scheme[place] == 0))
    first = month_of(cases.trial_from[case] - 1) + 1
    ended, _ = ended_on(cases, case)
    # the raise of a July is one of the correction that lasts into it
    last = np.minimum(month_of(ended), world.paid_until)
    first = np.maximum(np.maximum(first, pensioners.first[place[case]] + 1), world.paid_since)
    july = first + (_RAISE_MONTH - first) % 12
    keep = july <= last
    case, july, last = case[keep], july[keep], last[keep]
    wrong = rates.of("A-45").planted_among(draw, len(case))
    return _Raised(place[case], case, july, last, wrong)


@dataclass(frozen=True)
class _Raised:
    """First July of a correction: pensioner, case, that month, last month of it, raised or not."""

    row: Ints
    case: Ints
    month: Ints
    last: Ints
    wrong: Bools


def _raise_of(base: Ints) -> Ints:
    """What each July adds, in cents."""
    return 40 * _YUAN + base // 100 // _YUAN * _YUAN


def _payments(
    world: World, ledger: Ledger, pensioners: Pensioners, spells: _Spells, raised: _Raised
) -> None:
    stopped = ~spells.paid & ~spells.repaid
    for begin in range(0, len(pensioners.person), _BLOCK):
        block = slice(begin, begin + _BLOCK)
        first = np.maximum(pensioners.first[block], world.paid_since)
        owner, step = runs(pensioners.last[block] - first + 1)
        month = first[owner] + step
        row = owner + begin
        inside = _inside(row, month, spells, stopped)
        row, month = row[~inside], month[~inside]
        back = _inside(row, month, spells, spells.repaid)
        _pay(world, ledger, pensioners, raised, row, month, back)
    _lump_sums(world, ledger, pensioners, spells)


def _inside(row: Ints, month: Ints, spells: _Spells, which: Bools) -> Bools:
    """Whether a month falls into one of the spells chosen."""
    found = np.zeros(len(row), bool)
    if not which.any():
        return found
    starts = np.searchsorted(row, spells.row[which], "left")
    ends = np.searchsorted(row, spells.row[which], "right")
    for begin, end, first, last in zip(
        starts,
        ends,
        spells.first[which] - spells.early[which],
        spells.last[which] + 1,
        strict=True,
    ):
        here = month[begin:end]
        found[begin:end] |= (here >= first) & (here <= last)
    return found


def _pay(
    world: World,
    ledger: Ledger,
    pensioners: Pensioners,
    raised: _Raised,
    row: Ints,
    month: Ints,
    back: Bools,
) -> None:
    person, scheme = pensioners.person[row], pensioners.scheme[row]
    step = np.where(scheme == 0, _raise_of(pensioners.base[row]), 0)
    since = np.maximum(pensioners.first[row], world.paid_since)
    july = (month - _RAISE_MONTH) // 12 * 12 + _RAISE_MONTH  # the last July up to the month
    rises = np.maximum((july - since + 11) // 12, 0)
    held_back, adjusted = _held_back(raised, row, month, july)
    rises = rises - held_back
    had = (rises > 0) & (scheme == 0)
    amount = pensioners.base[row] + np.maximum(rises, 0) * step
    back = back | (pensioners.repaid[row] & (month > month_of(world.people.death[person])))
    ledger.add(
        "pension_payment",
        {
            **_payee(world, pensioners, row, month),
            "item": pick(("basic",), np.zeros(len(row), np.int64)),
            "amount": money(amount),
            "adjust_date": dates(np.where(had, month_start(adjusted), NEVER)),
            "adjust_amount": money(step, had),
            "returned": money(amount, back),
            "returned_date": dates(np.where(back, month_start(month) + 170, NEVER), world.as_of),
        },
    )


def _payee(world: World, pensioners: Pensioners, row: Ints, month: Ints) -> dict[str, pa.Array]:
    person = pensioners.person[row]
    county = world.people.county[person]
    return {
        "agency": world.places.office("pensions", county),
        "division": world.places.division(county),
        **world.people.who(person),
        "scheme": pick(_SCHEMES, pensioners.scheme[row]),
        "pay_month": dates(month_start(month)),
        "pay_date": dates(month_start(month) + 9 + (person % 6)),
        "start_date": dates(month_start(pensioners.first[row])),
    }


def _lump_sums(world: World, ledger: Ledger, pensioners: Pensioners, spells: _Spells) -> None:
    """Funeral grants after a death, and back pay for those who were locked up and not convicted."""
    death = world.people.death[pensioners.person]
    month = month_of(death) + 2
    buried = np.flatnonzero(
        (death < NEVER) & (month <= world.paid_until) & (month >= world.paid_since)
    )
    freed = world.stays.sentenced[spells.stay] >= NEVER
    freed &= (spells.last + 2 <= world.paid_until) & ~spells.paid & ~spells.repaid
    row = np.concatenate([buried, spells.row[freed]])
    when = np.concatenate([month[buried], spells.last[freed] + 2])
    owed = (spells.last - spells.first + 2 + spells.early)[freed] * pensioners.base[
        spells.row[freed]
    ]
    amount = np.concatenate([3 * pensioners.base[buried], owed])
    kind = np.concatenate([np.zeros(len(buried), np.int64), np.ones(int(freed.sum()), np.int64)])
    ledger.add(
        "pension_payment",
        {
            **_payee(world, pensioners, row, when),
            "item": pick(("funeral", "back_pay"), kind),
            "amount": money(amount),
        },
    )


def _held_back(raised: _Raised, row: Ints, month: Ints, july: Ints) -> tuple[Ints, Ints]:
    """How many raises a month lacks because of a correction, and the last raise that counts."""
    missing, adjusted = np.zeros(len(row), np.int64), july.copy()
    right = np.flatnonzero(~raised.wrong)
    starts = np.searchsorted(row, raised.row[right], "left")
    ends = np.searchsorted(row, raised.row[right], "right")
    for place, begin, end in zip(right, starts, ends, strict=True):
        here = month[begin:end]
        first, last = raised.month[place], raised.last[place]
        # what was not raised during the correction is not made up for afterwards
        lost = (np.minimum(here, last) - first) // 12 + 1
        missing[begin:end] += np.where(here >= first, lost, 0)
        unraised = (here >= first) & (july[begin:end] <= last)
        adjusted[begin:end] = np.where(unraised, first - 12, adjusted[begin:end])
    return missing, adjusted


def _judge_custody(world: World, ledger: Ledger, pensioners: Pensioners, spells: _Spells) -> None:
    person = pensioners.person[spells.row]
    months = spells.last - spells.first + 1
    subject = {
        **_subject(world, pensioners, spells.row),
        "month_from": dates(month_start(spells.first)),
        "month_to": dates(month_start(spells.last)),
    }
    ledger.judge(
        "A-44",
        organ=world.places.office("pensions", world.people.county[person]),
        subject=subject,
        violated=spells.paid,
        planted=spells.paid,
        because="整月在押、服刑期间仍发放养老金",
        guise=np.where(spells.repaid, 2, 1),
        guises={1: "在押期间已停发，至出所次月恢复", 2: "多发部分已全额追回"},
        amount=months * pensioners.base[spells.row],
    )


def _judge_raises(world: World, ledger: Ledger, pensioners: Pensioners, raised: _Raised) -> None:
    person = pensioners.person[raised.row]
    months = raised.last - raised.month + 1
    ledger.judge(
        "A-45",
        organ=world.places.office("pensions", world.people.county[person]),
        subject={
            **_subject(world, pensioners, raised.row),
            "adjust_date": dates(month_start(raised.month)),
        },
        violated=raised.wrong,
        planted=raised.wrong,
        because="社区矫正期间调整养老金",
        guise=(~raised.wrong) * 1,
        guises={1: "矫正期间按原标准发放，未调整"},
        amount=months * _raise_of(pensioners.base[raised.row]),
    )


def _judge_deaths(world: World, ledger: Ledger, pensioners: Pensioners) -> None:
    death = world.people.death[pensioners.person]
    dead = death <= world.as_of
    month = month_of(death)
    over = np.maximum(pensioners.last - month, 0)
    violated = dead & (over >= 1) & ~pensioners.repaid
    in_month = dead & (over == 0) & (pensioners.last == month) & (pensioners.person % 11 == 0)
    ledger.judge(
        "A-46",
        organ=world.places.office("pensions", world.people.county[pensioners.person]),
        subject={
            **_subject(world, pensioners, np.arange(len(death))),
            "death_date": dates(death),
        },
        violated=violated,
        planted=pensioners.late,
        because="死亡次月起仍发放养老金",
        guise=np.where(pensioners.repaid, 2, in_month * 1),
        guises={1: "只发放到死亡当月", 2: "多发部分已全额追回"},
        amount=over * pensioners.base,
    )


def _subject(world: World, pensioners: Pensioners, row: Ints) -> dict[str, pa.Array]:
    return {
        "citizen_id": world.people.id_of(pensioners.person[row]),
        "scheme": pick(_SCHEMES, pensioners.scheme[row]),
    }
