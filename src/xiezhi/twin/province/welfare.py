"""Old-age allowance and the two subsidies for disabled people.

Supervision points: A-47 (allowance after death, entitled people without it), A-48 (subsidies for
disabled people, both ways).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np, runs
from xiezhi.twin.province.calendar import month_of, month_start
from xiezhi.twin.province.columns import dates, flags, joined, money, pick
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["disability_books", "old_age_books"]

_YUAN = 100
_FRESH = 75
"""Days after which an entitled person who is not paid is nobody's pending case any more."""
_SCHEMES = ("old_age", "disability_care", "disability_living", "elderly_care")
_GRADES = ("first", "second", "third", "fourth")
_KINDS = ("visual", "hearing", "physical", "intellectual", "mental")


@dataclass(frozen=True)
class _Claims:
    """Monthly benefits: who, which, from which month to which, and what became of them."""

    person: Ints
    scheme: Ints
    first: Ints
    last: Ints
    repaid: Bools


def _write(world: World, ledger: Ledger, claims: _Claims, amount: Ints) -> None:
    first = np.maximum(claims.first, world.paid_since)
    owner, step = runs(np.minimum(claims.last, world.paid_until) - first + 1)
    month, person = first[owner] + step, claims.person[owner]
    county = world.people.county[person]
    town = world.places.town_places(county, world.people.town[person])
    late = claims.repaid[owner] & (month > month_of(world.people.death[person]))
    paid = amount[owner]
    ledger.add(
        "welfare_payment",
        {
            "agency": world.places.office("civil_affairs", county),
            "division": world.places.division(county),
            "township": pick(world.places.towns, town),
            "scheme": pick(_SCHEMES, claims.scheme[owner]),
            **world.people.who(person),
            "pay_month": dates(month_start(month)),
            "amount": money(paid),
            "pay_date": dates(month_start(month) + 19),
            "returned": money(paid, late),
            "returned_date": dates(np.where(late, month_start(month) + 150, NEVER), world.as_of),
        },
    )


def old_age_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """Old-age allowance from the month after the eightieth birthday, with the truth of A-47."""
    people = world.people
    eighty = people.turns(80)
    who = np.flatnonzero((eighty <= world.as_of) & (people.death > eighty + 40))
    n = len(who)
    entitled = month_of(eighty[who]) + 1
    conduct = rates.of("A-47").conduct(draw, n)
    forgets = draw.odds(0.5, n)
    death = people.death[who]
    dead = death <= world.as_of
    away = world.moved_out[who]
    unpaid = ~dead & ~away & (conduct == PLANTED) & forgets & (eighty[who] + 200 < world.as_of)
    late = dead & (conduct == PLANTED) & (death + 120 < world.as_of)
    repaid = dead & (conduct == LOOK_ALIKE) & (death + 400 < world.as_of)
    last = month_of(death) + np.where(late | repaid, draw.low(2, 20, n), 0)
    repaid &= last + 8 < world.this_month
    last = np.where(repaid | late | ~dead, last, month_of(death))
    last = np.where(unpaid | (away & ~dead), 0, last)
    claims = _Claims(who, np.zeros(n, np.int64), entitled + draw.whole(0, 1, n), last, repaid)
    age = (world.as_of - people.birth[who]) // 365
    amount = np.where(age >= 100, 500, np.where(age >= 90, 200, 100)) * _YUAN
    _write(world, ledger, claims, amount)
    organ = world.places.office("civil_affairs", people.county[who])
    subject = {"citizen_id": people.id_of(who), "scheme": pick(_SCHEMES, claims.scheme)}
    over = np.maximum(np.minimum(last, world.paid_until) - month_of(death), 0)
    over = np.where(np.maximum(claims.first, world.paid_since) <= last, over, 0)
    ledger.judge(
        "A-47",
        organ=organ,
        subject={**subject, "death_date": dates(death)},
        violated=dead & (over > 0) & ~repaid,
        planted=late,
        because="死亡次月起仍发放高龄津贴",
        guise=(repaid & (over > 0)) * 1,
        guises={1: "多发部分已全额追回"},
        amount=over * amount,
    )
    unseen = ~dead & ~away & (claims.first > np.minimum(last, world.paid_until))
    unseen |= unpaid
    ledger.judge(
        "A-47",
        organ=organ,
        subject=subject,
        violated=unseen & (eighty[who] + _FRESH < world.as_of),
        planted=unpaid,
        because="年满八十周岁未发放高龄津贴",
        guise=(away & ~dead) * 1,
        guises={1: "户籍已迁出"},
        pending=unseen & (eighty[who] + _FRESH >= world.as_of) & (entitled <= world.this_month),
    )


def disability_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``disability_cert`` and both subsidies, with the truth of A-48."""
    people = world.people
    who = np.flatnonzero(draw.odds(0.045, people.count) & people.alive(world.since + 200))
    n = len(who)
    issued = world.since + draw.whole(0, world.as_of - world.since - 1, n)
    issued = np.minimum(issued, people.death[who] - 30)
    grade = draw.weigh((14, 20, 34, 32), n)
    poor = draw.odds(0.3, n)
    expired = draw.odds(0.06, n) & (issued + 9 * 365 > world.as_of)
    expiry = np.where(expired, np.minimum(issued + 900, world.as_of - 200), issued + 3_652)
    death = people.death[who]
    dead = death <= world.as_of
    status = np.where(expiry < world.as_of, 2, np.where(world.moved_out[who], 1, 0))
    status = np.where(dead, 3, status)
    sign = draw.whole(0, len(_KINDS) - 1, n)
    numbers = joined(people.id_of(who), pick("12456", sign), pick("1234", grade))
    ledger.add(
        "disability_cert",
        {
            "cert_no": numbers,
            "agency": world.places.office("disabled", people.county[who]),
            "division": world.places.division(people.county[who]),
            **people.who(who),
            "kind": pick(_KINDS, sign),
            "grade": pick(_GRADES, grade),
            "issued_date": dates(issued),
            "expiry": dates(expiry),
            "status": pick(("valid", "moved", "expired", "cancelled"), status),
            "is_dibao": flags(poor),
        },
    )
    living = (expiry >= world.as_of) & ~dead & ~world.moved_out[who]
    for place, right in ((1, grade <= 1), (2, poor)):
        mine = numbers.filter(pa.array(right))
        days = issued[right], living[right], expiry[right]
        _subsidy(world, ledger, draw(place), rates, who[right], *days, place, mine)


def _subsidy(
    world: World,
    ledger: Ledger,
    draw: Draw,
    rates: Rates,
    who: Ints,
    issued: Ints,
    living: Bools,
    expiry: Ints,
    scheme: int,
    numbers: pa.Array,
) -> None:
    people, n = world.people, len(who)
    conduct = rates.of("A-48").conduct(draw, n)
    death = people.death[who]
    dead = death <= world.as_of
    unpaid = living & (conduct == PLANTED) & (issued + 200 < world.as_of)
    late = dead & (conduct == PLANTED) & (death + 120 < world.as_of) & (expiry > death)
    away = world.moved_out[who]
    other = living & (conduct == LOOK_ALIKE) & (scheme == 1)
    first = month_of(issued) + 1 + draw.whole(0, 1, n)
    last = np.minimum(month_of(death), month_of(expiry))
    last = np.where(late, month_of(death) + draw.low(2, 20, n), last)
    # who chose the care subsidy for the elderly draws that instead
    kind = np.where(other, 3, scheme)
    last = np.where(unpaid | (away & ~dead), 0, last)
    claims = _Claims(who, kind, first, last, np.zeros(n, bool))
    amount = np.full(n, 100 * _YUAN)
    _write(world, ledger, claims, amount)
    organ = world.places.office("civil_affairs", people.county[who])
    subject = {
        "citizen_id": people.id_of(who),
        "scheme": pick(_SCHEMES, np.full(n, scheme)),
        "cert_no": numbers,
    }
    inside = np.zeros(people.count, bool)  # whom a prison keeps has no living to be subsidised
    held = (world.cases.prison_in <= world.as_of) & (world.cases.prison_out > world.as_of)
    inside[world.cases.person[held]] = True
    missing = living & (first > np.minimum(last, world.paid_until)) & ~inside[who]
    ledger.judge(
        "A-48",
        organ=organ,
        subject=subject,
        violated=missing & (issued + _FRESH < world.as_of),
        planted=unpaid,
        because="符合条件未发放残疾人补贴",
        guise=np.where(other, 1, np.where(inside[who] & unpaid, 3, (~living & ~dead) * 2)),
        guises={
            1: "已选择领取护理类其他补贴",
            2: "残疾人证已过期或者户籍已迁出",
            3: "正在监狱服刑",
        },
        pending=missing & (issued + _FRESH >= world.as_of),
    )
    over = np.maximum(np.minimum(last, world.paid_until) - month_of(death), 0)
    over = np.where(np.maximum(first, world.paid_since) <= last, over, 0)
    ledger.judge(
        "A-48",
        organ=organ,
        subject={**subject, "death_date": dates(death)},
        violated=dead & (over > 0),
        planted=late,
        because="死亡次月起仍发放残疾人补贴",
        amount=over * amount,
    )
