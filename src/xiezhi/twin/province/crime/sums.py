"""Fines and restitution after the judgment: sent to enforcement, collected, left unpaid.

Supervision points: A-01 (never sent), A-02 (sent or filed late). What is left unpaid and what a
prisoner has on the account is settled here for A-03 and A-08 too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import year_of
from xiezhi.twin.province.columns import blank, dates, money, pick
from xiezhi.twin.province.crime.correction import alone
from xiezhi.twin.province.crime.files import Files, cut
from xiezhi.twin.province.crime.judgments import subject_of
from xiezhi.twin.province.lives.aftermath import Sums
from xiezhi.twin.province.numbers import case_numbers, serials
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.world import World

__all__ = ["sums_books", "sums_of"]

_YUAN = 100
_SMALL = 10_000 * _YUAN
_TOLERANCE = 30
"""Days from the effect of a judgment within which offices say a transfer is in time."""


def sums_of(draw: Draw, rates: Rates, cases: Cases, as_of: int) -> Sums:
    """What became of fines and restitution; ``paid_before`` of excused cases is raised."""
    n = cases.count
    conduct = rates.of("A-01").conduct(draw, n)
    tardy = rates.of("A-02").conduct(draw, n)
    fresh = as_of - cases.effective < 200
    seeming = (conduct == LOOK_ALIKE) & (cases.fine > 0)
    runs = seeming & fresh & (cases.effective <= as_of)
    cases.paid_before = np.where(seeming & ~runs, cases.fine + cases.loss, cases.paid_before)
    owed = cases.fine + cases.loss - cases.paid_before
    able = _able_prisoners(draw("able"), rates, cases, owed, as_of)
    must = cases.convicted & (owed > 0)
    late = must & (tardy == PLANTED) & ~able
    # what is only just due is nobody's failure yet
    old = cases.effective + 100 < as_of
    never = must & (conduct == PLANTED) & ~able & old & alone(cases)
    sent = cases.effective + draw.whole(2, 24, n)
    by_half = draw.odds(0.5, n)
    sent = np.where(late & by_half, cases.effective + draw.whole(70, 400, n), sent)
    sent = np.where(must & ~never & ~runs, sent, NEVER)
    wait = np.where(late & ~by_half, draw.whole(40, 250, n), draw.whole(0, 5, n))
    opened = np.where(sent < NEVER, sent + wait, NEVER)
    pays = draw.odds(0.45, n) & ~able
    # 终本 takes three months at least
    length = np.where(pays, draw.whole(40, 175, n), draw.whole(105, 175, n))
    closed = np.where(sent < NEVER, opened + length, NEVER)
    mode = np.where(closed < NEVER, np.where(pays, 1, 2), 0)
    some = draw.whole(0, 3, n) * (owed // (10 * _YUAN)) * _YUAN
    collected = np.where(mode == 1, owed, np.where(able, 0, some))
    collected = np.where(closed <= as_of, collected, 0)
    paid = cases.paid_before + collected
    loss_left = np.maximum(cases.loss - paid, 0)  # restitution goes before the fine
    fine_left = np.maximum(cases.fine - np.maximum(paid - cases.loss, 0), 0)
    balance, guise = _balances(draw("balance"), rates, fine_left, loss_left, able)
    return Sums(
        np.where(runs, as_of + draw.whole(20, 90, n), NEVER),
        sent,
        opened,
        closed,
        mode,
        collected,
        fine_left,
        loss_left,
        balance,
        able,
        guise,
        never,
        late & ~never,
        np.where(runs, 2, np.where(seeming, 1, 0)),
    )


def _able_prisoners(draw: Draw, rates: Rates, cases: Cases, owed: Ints, as_of: int) -> Bools:
    inside = (cases.prison_in <= as_of) & (cases.prison_out > as_of)
    small = (owed > 0) & (owed <= _SMALL) & (owed <= cases.fine) & (cases.effective + 400 < as_of)
    chosen: Bools = inside & small & draw.odds(2.5 * rates.of("A-03").planted, cases.count)
    # what is owed is then the fine alone
    cases.paid_before = np.where(
        chosen, np.maximum(cases.paid_before, cases.loss), cases.paid_before
    )
    return chosen


def _balances(
    draw: Draw, rates: Rates, fine_left: Ints, loss_left: Ints, able: Bools
) -> tuple[Ints, Ints]:
    n = len(fine_left)
    left = fine_left + loss_left
    usual = np.minimum(draw.low(50, 4_000, n) * _YUAN, (left * 0.35).astype(np.int64))
    usual = np.where(left == 0, draw.low(50, 6_000, n) * _YUAN, usual)
    rich = fine_left * 2 + draw.whole(3_000, 9_000, n) * _YUAN
    seems = (fine_left > 0) & (fine_left <= _SMALL) & (loss_left > 2 * rich)
    seems &= draw.odds(3 * rates.of("A-03").look_alike, n)
    balance = np.where(able, fine_left * 2 + 500_000, np.where(seems, rich, usual))
    return balance, seems.astype(np.int64)


def sums_books(world: World, files: Files, ledger: Ledger, sums: Sums) -> pa.Array:
    """The property penalties of ``enforcement_case`` with the truth of A-01 and A-02.

    Returns:
        The enforcement case number of each case, null where there is none.
    """
    now = world.as_of
    numbers = _numbers(world, sums)
    keep = np.flatnonzero(sums.opened <= now)
    cases, mine = cut(world.cases, files, keep)
    money_only = cases.fine == 0
    amount = cases.fine + cases.loss - cases.paid_before
    closed = sums.closed[keep] <= now
    ledger.add(
        "enforcement_case",
        {
            "exec_no": numbers.take(pa.array(keep)),
            "court": world.places.office("court", cases.county),
            "division": world.places.division(cases.county),
            "basis_no": mine.court,
            "exec_type": pick(("property_penalty", "restitution"), money_only * 1),
            **world.people.who(cases.person, name="debtor", number="debtor_id"),
            "amount": money(amount),
            "transfer_date": dates(sums.sent[keep]),
            "file_date": dates(sums.opened[keep]),
            "close_date": dates(sums.closed[keep], now),
            "close_mode": pick(("fulfilled", "this_round"), sums.mode[keep] - 1, closed),
            "paid": money(sums.collected[keep]),
            "asset_query_dates": _queries(sums, keep, now),
        },
    )
    _judge(world, files, ledger, sums)
    return numbers


def _numbers(world: World, sums: Sums) -> pa.Array:
    cases = world.cases
    order = np.argsort(sums.opened, kind="stable")
    serial = np.empty(cases.count, np.int64)
    serial[order] = serials(0, cases.county[order], year_of(sums.opened[order]))
    code = pick(world.places.court_codes, cases.county)
    return blank(case_numbers(code, sums.opened, "执", serial), sums.opened < NEVER)


def _queries(sums: Sums, keep: Ints, now: int) -> pa.Array:
    """Queries every five months from the filing until six years after it."""
    first = sums.opened[keep] + 10
    lengths = np.where(sums.mode[keep] == 1, 1, np.clip((now - first) // 150 + 1, 0, 14))
    owner = np.repeat(np.arange(len(keep)), lengths)
    step = np.arange(len(owner)) - (np.cumsum(lengths) - lengths)[owner]
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())
    return pa.ListArray.from_arrays(offsets, dates(first[owner] + 150 * step))


def _judge(world: World, files: Files, ledger: Ledger, sums: Sums) -> None:
    """法释〔2014〕13号: what a judgment takes in money is enforced; filed within seven days."""
    now = world.as_of
    keep = np.flatnonzero(world.cases.effective <= now)
    cases, mine = cut(world.cases, files, keep)
    court = world.places.office("court", cases.county)
    subject = subject_of(world, cases, mine)
    owed = cases.fine + cases.loss - cases.paid_before
    sent, opened = sums.sent[keep], sums.opened[keep]
    unsent = (owed > 0) & (opened > now) & (sums.excused[keep] != 2)
    old = cases.effective + _TOLERANCE < now
    ledger.judge(
        "A-01",
        organ=court,
        subject=subject,
        violated=unsent & old,
        planted=sums.never_sent[keep],
        because="罚金、退赔未移送执行",
        guise=sums.excused[keep],
        guises={1: "判前已缴清", 2: "判决指定的缴纳期限未满"},
        pending=unsent & ~old,
        amount=owed,
    )
    begun = (owed > 0) & (opened <= now)
    slow = begun & ((sent - cases.effective > _TOLERANCE) | (opened - sent > 7))
    ledger.judge(
        "A-02",
        organ=court,
        subject=subject,
        violated=slow,
        planted=sums.late[keep],
        because="财产刑移送超过三十日或者移送后七日内未立案",
        amount=owed,
    )
