"""Bail money and seized things.

Supervision points: A-14 (bail money neither returned nor put towards the fine), A-13 (seized things
neither handed on nor disposed of, a judgment that says nothing of them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Ints, np, runs
from xiezhi.twin.province.columns import dates, decimals, flags, joined, money, pick, wholes
from xiezhi.twin.province.crime.files import Files, cut
from xiezhi.twin.province.crime.judgments import subject_of
from xiezhi.twin.province.lives.aftermath import Seizures
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.aftermath import Sums
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.world import World

__all__ = ["deposit_books", "seizure_books", "seizures_of"]

_YUAN = 100
_GRAY = 200
"""Days for which nothing is planted: within them offices differ on what is late."""
_ITEMS = ("手机", "现金", "电动自行车", "刀具", "笔记本电脑", "银行卡", "香烟", "汽车")


def closed_on(cases: Cases) -> Ints:
    """The day on which a case is over for good."""
    ends = np.minimum(cases.effective, cases.dropped)
    return np.minimum(ends, np.minimum(cases.withdrawn, cases.terminated))


def deposit_books(
    world: World, files: Files, ledger: Ledger, sums: Sums, draw: Draw, rates: Rates
) -> None:
    """``bail_deposit`` with the truth of A-14."""
    now = world.as_of
    paid = world.cases.bailed + draw.whole(0, 2, world.cases.count)
    endless = world.cases.plant("A-09") & (world.cases.bail_lifted >= NEVER)
    keep = np.flatnonzero(draw.odds(0.5, world.cases.count) & (paid <= now) & ~endless)
    cases, mine = cut(world.cases, files, keep)
    n, paid = len(keep), paid[keep]
    lifted = np.where(cases.transferred > cases.bail_lifted, cases.bail_lifted, NEVER)
    lifted = np.where(cases.transferred < NEVER, NEVER, lifted)
    over = np.minimum(closed_on(cases), lifted)
    conduct = rates.of("A-14").conduct(draw, n)
    kept = (conduct == PLANTED) & (over + _GRAY < now)
    forfeited = conduct == LOOK_ALIKE
    owes = sums.fine_left[keep] > 0
    way = np.where(forfeited, 1, np.where(owes & (over == cases.effective), 2, 0))
    day = np.where(forfeited, paid + draw.whole(20, 60, n), over + draw.whole(2, 20, n))
    day = np.where(kept, NEVER, day)
    done = day <= now
    amount = draw.whole(1, 10, n) * 1_000 * _YUAN
    numbers = joined("BZ", zero_filled(keep + 1, 8))
    unit = world.places.office("police", cases.county)
    ledger.add(
        "bail_deposit",
        {
            "unit": unit,
            "receipt_no": numbers,
            "police_no": mine.police,
            **world.people.who(cases.person),
            "payer": world.people.name_of(cases.person),
            "amount": money(amount),
            "paid_date": dates(paid),
            "ended_date": dates(over, now),
            "disposal": pick(("returned", "forfeited", "applied"), way, done),
            "disposal_date": dates(day, now),
        },
    )
    idle = (over <= now) & ~done
    old = over + 30 < now
    ledger.judge(
        "A-14",
        organ=unit,
        subject={
            "receipt_no": numbers,
            "police_no": mine.police,
            "citizen_id": world.people.id_of(cases.person),
        },
        violated=idle & old,
        planted=kept,
        because="取保候审结束后保证金既未退还也未抵缴罚金",
        guise=forfeited * 1,
        guises={1: "因违反规定被没收"},
        pending=~done & ~(idle & old),
        amount=amount,
    )


def seizures_of(draw: Draw, rates: Rates, cases: Cases, as_of: int) -> Seizures:
    """What the police seized and what became of it."""
    number = np.where(draw.odds(0.4, cases.count), draw.whole(1, 2, cases.count), 0)
    case, item = runs(np.where(cases.filed <= as_of, number, 0))
    n = len(case)
    seized = cases.filed[case] + draw.low(0, 12, n)
    conduct = rates.of("A-13").conduct(draw, n)
    manner = draw.whole(1, 3, n)  # not handed on, judgment silent, not disposed of
    stays = conduct == LOOK_ALIKE
    transferred, over = cases.transferred[case], closed_on(cases)[case]
    unmoved = (conduct == PLANTED) & (manner == 1) & (transferred + _GRAY < as_of)
    silent = (conduct == PLANTED) & (manner == 2) & (cases.effective[case] + _GRAY < as_of)
    idle = (conduct == PLANTED) & (manner == 3) & (over + _GRAY < as_of)
    moved = np.where(stays | unmoved, NEVER, transferred + draw.whole(0, 2, n))
    moved = np.where(transferred < NEVER, moved, NEVER)
    disposed = np.where(idle | silent | unmoved, NEVER, over + draw.whole(5, 28, n))
    judged = np.where(number > 0, 1, -1)
    judged[case[silent]] = 0
    failing = unmoved | silent | idle
    return Seizures(case, item, seized, moved, disposed, ~stays, silent, failing, judged)


def seizure_books(world: World, files: Files, ledger: Ledger) -> None:
    """``seized_property`` with the truth of A-13."""
    now, things = world.as_of, world.seizures
    keep = np.flatnonzero(things.seized <= now)
    case = things.case[keep]
    cases, mine = cut(world.cases, files, case)
    n = len(keep)
    kind = (things.seized[keep] + things.item[keep]) % len(_ITEMS)
    value = (20 + (things.seized[keep] * 37) % 900) * 10 * _YUAN
    disposed, moved = things.disposed[keep], things.moved[keep]
    convicted = cases.effective <= now
    unit = world.places.office("police", cases.county)
    ledger.add(
        "seized_property",
        {
            "unit": unit,
            "file_no": mine.police,
            "item_no": wholes(things.item[keep] + 1),
            **world.people.who(cases.person),
            "item": pick(_ITEMS, kind),
            "qty": decimals(np.full(n, 10_000)),
            "value": money(value),
            "seize_date": dates(things.seized[keep]),
            "keeper": unit,
            "move_with_case": flags(things.goes[keep]),
            "transfer_date": dates(moved, now),
            "disposal": pick(("returned", "treasury"), convicted * 1, disposed <= now),
            "disposal_date": dates(disposed, now),
        },
    )
    sent = cases.transferred <= now
    unmoved = sent & things.goes[keep] & (moved > now)
    over = closed_on(cases)
    idle = (over <= now) & (disposed > now)
    violated = unmoved & (cases.transferred + 30 < now) | idle & (over + 60 < now)
    ledger.judge(
        "A-13",
        organ=unit,
        subject={
            "file_no": mine.police,
            "item_no": wholes(things.item[keep] + 1),
            "citizen_id": world.people.id_of(cases.person),
        },
        violated=violated,
        planted=things.failing[keep],
        because="涉案财物未随案移送，或者案件终结后未处置",
        guise=(~things.goes[keep] & sent) * 1,
        guises={1: "实物静止、信息流转"},
        pending=(unmoved | idle) & ~violated,
        amount=value,
    )
    _judge_silence(world, files, ledger)


def _judge_silence(world: World, files: Files, ledger: Ledger) -> None:
    """刑诉法 245: the judgment disposes of what was seized."""
    things = world.seizures
    keep = np.flatnonzero((world.cases.judged <= world.as_of) & (things.judged >= 0))
    cases, mine = cut(world.cases, files, keep)
    silent = things.judged[keep] == 0
    ledger.judge(
        "A-13",
        organ=world.places.office("court", cases.county),
        subject=subject_of(world, cases, mine),
        violated=silent,
        planted=silent,
        because="判决未处理在案财物",
        guise=(~silent & (keep % 5 == 0)) * 1,
        guises={1: "判决已处理在案财物"},
    )
