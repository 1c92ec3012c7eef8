"""Enforcement of civil titles, the list of dishonest debtors, limits of consumption.

Supervision points: A-24 (list of dishonest debtors), A-25 (measures against the dead), A-28
(this round ended too early, without an order, without further queries), A-55 (tax on interest).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import next_workday, plus_months, year_of
from xiezhi.twin.province.civil.rounds import judge_rounds
from xiezhi.twin.province.civil.suits import CAUSES
from xiezhi.twin.province.columns import dates, joined, money, pick, wholes
from xiezhi.twin.province.lives.suits import Debts, firm_of, is_person, party_columns
from xiezhi.twin.province.numbers import case_numbers, serials, zero_filled
from xiezhi.twin.province.rates import PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.suits import Suits
    from xiezhi.twin.province.lives.work import Firms
    from xiezhi.twin.province.places import Places
    from xiezhi.twin.province.world import World

__all__ = ["civil_debts", "debts_with_penalties", "enforcement_books", "restriction_books"]

_GRAY = 200
_SERIAL = 50_001
_SOON = NEVER - 100_000


def civil_debts(
    draw: Draw, rates: Rates, suits: Suits, places: Places, firms: Firms, as_of: int
) -> tuple[Debts, Ints]:
    """Enforcement of awards that were not paid.

    Returns:
        The debts, and the place of the suit of each.
    """
    shut = firms.closed[firm_of(suits.defendant)]
    unpaid = (suits.award > 0) & draw.odds(0.55, suits.count)
    opened = suits.effective + draw.low(30, 400, suits.count)
    rows = np.flatnonzero(unpaid & (opened <= as_of))
    rows = rows[np.argsort(opened[rows], kind="stable")]
    n = len(rows)
    opened = opened[rows]
    mode = draw.weigh((12, 45, 43), n)
    length = np.where(mode == 2, draw.whole(105, 178, n), draw.whole(25, 170, n))
    closed = np.where(mode > 0, opened + length, NEVER)
    # nothing stays open for ever
    mode = np.where((mode == 0) & (opened + 400 < as_of), 2, mode)
    closed = np.where(mode == 2, opened + np.maximum(length, 105), closed)
    # a firm that is gone pays no more
    gone = ~is_person(suits.defendant[rows]) & (shut[rows] < closed)
    closed = np.where(gone & (mode == 1), opened + np.maximum(length, 105), closed)
    mode = np.where(gone & (mode == 1), 2, mode)
    hasty = (mode == 2) & (rates.of("A-28").conduct(draw("hasty"), n) == PLANTED)
    closed = np.where(hasty, opened + draw("hasty days").whole(20, 85, n), closed)
    county = suits.county[rows]
    serial = serials(n, county, year_of(opened), start=_SERIAL)
    numbers = case_numbers(pick(places.court_codes, county), opened, "执", serial)
    debts = Debts(
        numbers,
        suits.numbers.take(pa.array(rows)),
        suits.defendant[rows],
        suits.plaintiff[rows],
        county,
        opened,
        closed,
        mode,
        suits.award[rows],
        np.zeros(n, bool),
    )
    return debts, rows


def debts_with_penalties(world: World, files_court: pa.Array, penalty_numbers: pa.Array) -> Debts:
    """Civil debts followed by the property penalties that are being enforced."""
    civil, cases, sums = world.debts, world.cases, world.sums
    rows = np.flatnonzero(sums.opened <= world.as_of)
    chosen = pa.array(rows)
    return Debts(
        pa.concat_arrays([civil.numbers, penalty_numbers.take(chosen)]),
        pa.concat_arrays([civil.basis, files_court.take(chosen)]),
        np.concatenate([civil.debtor, cases.person[rows]]),
        np.concatenate([civil.creditor, np.full(len(rows), -1)]),
        np.concatenate([civil.county, cases.county[rows]]),
        np.concatenate([civil.opened, sums.opened[rows]]),
        np.concatenate([civil.closed, sums.closed[rows]]),
        np.concatenate([civil.mode, sums.mode[rows]]),
        np.concatenate([civil.amount, (cases.fine + cases.loss - cases.paid_before)[rows]]),
        np.concatenate([civil.criminal, np.ones(len(rows), bool)]),
    )


def enforcement_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> Bools:
    """Civil rows of ``enforcement_case`` with the truth of A-28 (queries) and A-55.

    Returns:
        For each civil debt whether its queries stopped (planted).
    """
    debts, suits, now = world.debts, world.suits, world.as_of
    n = len(debts.opened)
    suit = world.suit_of_debt
    done = debts.closed <= now
    lazy: Bools = (debts.mode == 2) & (rates.of("A-28").conduct(draw, n) == PLANTED)
    lazy &= debts.closed + 2 * _GRAY < now
    collected = np.where(debts.mode == 1, debts.amount, debts.amount * draw.whole(0, 30, n) // 100)
    collected = np.where(done, collected // 100 * 100, 0)
    lent = (suits.cause[suit] == 0) & is_person(debts.creditor) & (debts.mode == 1) & done
    interest = np.where(lent & draw.odds(0.7, n), collected // 6 // 100 * 100, 0)
    interest = np.where(interest >= 2_000 * 100, interest, 0)  # small change is no business
    ledger.add(
        "enforcement_case",
        {
            "exec_no": debts.numbers,
            "court": world.places.office("court", debts.county),
            "division": world.places.division(debts.county),
            "basis_no": debts.basis,
            "exec_type": pick(("civil",), np.zeros(n, np.int64)),
            **party_columns(
                world.people, world.firms, debts.debtor, "debtor", "debtor_id", "debtor_uscc"
            ),
            **party_columns(
                world.people,
                world.firms,
                debts.creditor,
                "applicant",
                "applicant_id",
                "applicant_uscc",
            ),
            "cause": pick(CAUSES, suits.cause[suit]),
            "amount": money(debts.amount),
            "file_date": dates(debts.opened),
            "close_date": dates(debts.closed, now),
            "close_mode": pick(("fulfilled", "this_round"), debts.mode - 1, done),
            "paid": money(collected),
            "interest_paid": money(interest, interest > 0),
            "asset_query_dates": query_days(debts, lazy, now),
        },
    )
    ended = (debts.mode == 2) & done
    silent = ended & (plus_months(np.minimum(debts.closed, _SOON), 12) < now) & lazy
    ledger.judge(
        "A-28",
        organ=world.places.office("court", debts.county),
        subject={"exec_no": debts.numbers},
        violated=silent,
        planted=lazy,
        because="终结本次执行程序后未每六个月查询财产",
        amount=debts.amount,
    )
    _interest_tax(world, ledger, draw("tax"), rates, interest)
    return lazy


def query_days(debts: Debts, lazy: Bools, now: int) -> pa.Array:
    """Queries every five months from the filing on, until six years later or the fulfilment."""
    first = debts.opened + 8
    until = np.where(debts.mode == 1, debts.closed, np.minimum(first + 2_200, now))
    until = np.where(lazy, debts.closed, np.minimum(until, now))
    lengths = np.maximum((until - first) // 150 + 1, 0)
    owner = np.repeat(np.arange(len(first)), lengths)
    step = np.arange(len(owner)) - (np.cumsum(lengths) - lengths)[owner]
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())
    return pa.ListArray.from_arrays(offsets, dates(first[owner] + 150 * step))


def _interest_tax(world: World, ledger: Ledger, draw: Draw, rates: Rates, interest: Ints) -> None:
    """个税法 2, 3: a fifth of the interest a person receives is tax."""
    debts, now = world.debts, world.as_of
    rows = np.flatnonzero(interest > 0)
    conduct = rates.of("A-55").conduct(draw, len(rows))
    old = debts.closed[rows] + _GRAY < now
    evaded = (conduct == PLANTED) & old
    paid_on = np.where(evaded, NEVER, debts.closed[rows] + draw.whole(3, 28, len(rows)))
    paid = np.flatnonzero(paid_on <= now)
    creditor = debts.creditor[rows]
    tax = interest[rows] // 5
    county = world.people.county[creditor]
    ledger.add(
        "tax_payment",
        {
            "receipt_no": joined("SP", zero_filled(rows[paid] + 1, 10)),
            "agency": world.places.office("tax", county[paid]),
            "division": world.places.division(county[paid]),
            **world.people.who(creditor[paid]),
            "tax_kind": pick(("personal_income",), np.zeros(len(paid), np.int64)),
            "tax_item": pick(("利息、股息、红利所得",), np.zeros(len(paid), np.int64)),
            "period_from": dates(debts.closed[rows][paid]),
            "period_to": dates(debts.closed[rows][paid]),
            "amount": money(tax[paid]),
            "paid_date": dates(paid_on[paid]),
        },
    )
    waits = paid_on > now
    ledger.judge(
        "A-55",
        organ=world.places.office("tax", county),
        subject={
            "exec_no": debts.numbers.take(pa.array(rows)),
            "citizen_id": world.people.id_of(creditor),
        },
        violated=waits & (debts.closed[rows] + 30 < now),
        planted=evaded,
        because="执行到位的借贷利息未申报个人所得税",
        pending=waits & (debts.closed[rows] + 30 >= now),
        amount=tax,
    )


def restriction_books(world: World, ledger: Ledger, draw: Draw, rates: Rates, debts: Debts) -> None:
    """``dishonest_list`` and ``consumption_limit`` with the truth of A-24 and A-25."""
    now, n = world.as_of, len(debts.opened)
    conduct = rates.of("A-24").conduct(draw, n)
    manner = draw.whole(1, 3, n)  # not listed, not deleted after payment, kept beyond the term
    skipped = (
        (debts.mode == 2) & (conduct == PLANTED) & (manner == 1) & (debts.closed + _GRAY < now)
    )
    pays_late = (debts.mode == 1) & draw.odds(0.3, n)
    # whether property penalties are to be listed is disputed: here they are not
    listed = ((debts.mode == 2) & ~skipped | pays_late) & ~debts.criminal
    publish = np.where(listed, debts.opened + draw.whole(12, 24, n), NEVER)
    publish = np.where(publish < debts.closed, publish, debts.closed - 1)
    publish = np.where(listed, publish, NEVER)
    termed = draw.odds(0.5, n)
    expiry = np.where(termed, plus_months(np.minimum(publish, _SOON), 24), NEVER)
    kept = (conduct == PLANTED) & (manner == 2) & pays_late & (debts.closed + _GRAY < now)
    kept &= ~termed  # an entry with a term stays until the term is over
    stale = (conduct == PLANTED) & (manner == 3) & (debts.mode == 2) & (expiry + _GRAY < now)
    pays_late &= ~debts.criminal
    died = _death(world, debts)
    ghost = rates.of("A-25").conduct(draw, n)
    haunted = (ghost == PLANTED) & (died < NEVER) & (died + _GRAY < now)
    gone = np.where(pays_late, next_workday(debts.closed), np.where(stale, NEVER, expiry))
    gone = np.where(kept, NEVER, gone)
    notices = died + draw.whole(4, 22, n)
    gone = np.where(haunted, NEVER, np.minimum(gone, notices))
    publish = np.where(publish > died, NEVER, publish)
    issue = np.where(debts.mode > 0, debts.opened + draw.whole(5, 11, n), NEVER)
    issue = np.where((issue > died) & ~haunted, NEVER, issue)
    spared = (debts.mode == 2) & (debts.closed <= now) & ~debts.criminal & ~haunted
    spared &= rates.of("A-28").conduct(draw("spared"), n) == PLANTED
    issue = np.where(spared, NEVER, issue)
    lift = np.where(debts.mode == 1, debts.closed + 1, NEVER)
    lift = np.where(haunted, NEVER, np.minimum(lift, notices))
    _lists(world, ledger, debts, (publish, gone, termed), (issue, lift))
    _judge_list(world, ledger, debts, (publish, gone, expiry, died), (skipped, kept, stale))
    _judge_dead(world, ledger, debts, (publish, gone, issue, lift, died), haunted)
    judge_rounds(world, ledger, debts, issue, died, spared)


def _death(world: World, debts: Debts) -> Ints:
    """Day of death of debtors who are people, if it has come."""
    person = is_person(debts.debtor)
    death = world.people.death[np.where(person, debts.debtor, 0)]
    return np.where(person & (death <= world.as_of), death, NEVER)


def _lists(
    world: World,
    ledger: Ledger,
    debts: Debts,
    listing: tuple[Ints, Ints, Bools],
    limit: tuple[Ints, Ints],
) -> None:
    now = world.as_of
    publish, gone, termed = listing
    rows = np.flatnonzero(publish <= now)
    chosen = pa.array(rows)
    ledger.add(
        "dishonest_list",
        {
            "exec_no": debts.numbers.take(chosen),
            "court": world.places.office("court", debts.county[rows]),
            **party_columns(
                world.people, world.firms, debts.debtor[rows], "name", "citizen_id", "uscc"
            ),
            "basis_no": debts.basis.take(chosen),
            "reason": pick(("refuses_though_able", "no_property_report"), termed[rows] * 1),
            "publish_date": dates(publish[rows]),
            "term_months": wholes(np.full(len(rows), 24), termed[rows]),
            "delete_date": dates(gone[rows], now),
        },
    )
    issue, lift = limit
    rows = np.flatnonzero(issue <= now)
    ledger.add(
        "consumption_limit",
        {
            "exec_no": debts.numbers.take(pa.array(rows)),
            "court": world.places.office("court", debts.county[rows]),
            **party_columns(
                world.people, world.firms, debts.debtor[rows], "name", "citizen_id", "uscc"
            ),
            "limited_as": pick(("debtor",), np.zeros(len(rows), np.int64)),
            "issue_date": dates(issue[rows]),
            "lift_date": dates(lift[rows], now),
        },
    )


def _judge_list(
    world: World,
    ledger: Ledger,
    debts: Debts,
    days: tuple[Ints, Ints, Ints, Ints],
    plants: tuple[Bools, Bools, Bools],
) -> None:
    """法释〔2017〕7号 2, 10: two years where a term applies; deleted within three working days."""
    now = world.as_of
    publish, gone, expiry, died = days
    skipped, kept, stale = plants
    closed = debts.closed <= now
    listed = publish <= now
    omitted = (debts.mode == 2) & ~debts.criminal & closed & (publish > debts.closed) & (died > now)
    undeleted = (
        listed
        & (debts.mode == 1)
        & (expiry >= NEVER)
        & closed
        & (np.minimum(gone, now) - debts.closed > 9)
    )
    expired = listed & (expiry + 9 < now) & (gone > now)
    free = listed & (debts.mode == 2) & (expiry >= NEVER) & (gone > now)
    ledger.judge(
        "A-24",
        organ=world.places.office("court", debts.county),
        subject={
            "exec_no": debts.numbers,
            **party_columns(world.people, world.firms, debts.debtor, "name", "citizen_id", "uscc"),
        },
        violated=omitted | undeleted | expired,
        planted=(skipped | kept | stale) & ~debts.criminal,
        because="终本未纳入失信名单，或者履行完毕、期限届满后未删除",
        guise=(free & (np.arange(len(free)) % 9 == 0)) * 1,
        guises={1: "有履行能力而拒不履行，无固定期限"},
        amount=debts.amount,
    )


def _judge_dead(
    world: World,
    ledger: Ledger,
    debts: Debts,
    days: tuple[Ints, Ints, Ints, Ints, Ints],
    haunted: Bools,
) -> None:
    now = world.as_of
    publish, gone, issue, lift, died = days
    dead = died <= now
    after = dead & (((issue <= now) & (issue > died)) | ((publish <= now) & (publish > died)))
    standing = ((publish <= now) & (gone > now)) | ((issue <= now) & (lift > now))
    violated = after | (dead & standing & (died + 60 < now))
    lifted = dead & ~violated & ((publish <= died) | (issue <= died))
    ledger.judge(
        "A-25",
        organ=world.places.office("court", debts.county),
        subject={
            "exec_no": debts.numbers,
            **party_columns(world.people, world.firms, debts.debtor, "name", "citizen_id", "uscc"),
        },
        violated=violated,
        planted=haunted,
        because="被执行人死亡后仍被限制消费、列入失信名单",
        guise=(lifted & (died + 60 < now)) * 1,
        guises={1: "死亡后已及时解除"},
        pending=dead & standing & ~violated,
    )
