"""Penalties of agencies: decided, paid, or taken to the court.

Supervision points: A-40 (unpaid and the window for the court missed), A-39 (court accepts or rules
wrongly), A-12 (a large or third fine for what is a crime), A-38 (firm deregistered before it paid).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.administrative.repeats import repeaters, third_breaches
from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import plus_months, year_of
from xiezhi.twin.province.columns import dates, joined, money, pick
from xiezhi.twin.province.lives.penalties import Penalties
from xiezhi.twin.province.lives.suits import firm_of, firm_party, is_person, party_columns
from xiezhi.twin.province.numbers import case_numbers, document_numbers, serials, zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.work import Firms
    from xiezhi.twin.province.people import People
    from xiezhi.twin.province.places import Places
    from xiezhi.twin.province.world import World

__all__ = ["penalties_of", "penalty_books"]

_YUAN, _GRAY = 100, 200
_SOON = NEVER - 100_000
_AGENCIES = ("market", "environment", "land", "urban", "transport")
_WORDS = ("市监罚", "环罚", "自然资罚", "城管罚", "交运罚")
_ACTS = (
    # what, agency, whether it is a crime too when it is grave
    ("销售不合格商品", 0, False),
    ("发布虚假广告", 0, False),
    ("生产经营掺入有毒、有害物质的食品", 0, True),
    ("超标排放污染物", 1, False),
    ("非法处置危险废物", 1, True),
    ("非法占地建房", 2, False),
    ("非法采矿", 2, True),
    ("占道经营", 3, False),
    ("未取得许可从事道路运输经营", 4, False),
)
_WEIGHTS = (22, 14, 4, 14, 4, 12, 4, 14, 12)
_MINING = 6
_LARGE = 100_000 * _YUAN


def penalties_of(
    draw: Draw,
    rates: Rates,
    where: tuple[Places, People, Firms],
    since: int,
    as_of: int,
) -> Penalties:
    """All penalties of the years of the books.

    Args:
        draw: Source of chance.
        rates: How often offices fail.
        where: The province, its people and its firms.
        since: First day of the books.
        as_of: The present.
    """
    places, people, firms = where
    n = max(people.count // 35, 200)
    opened = np.sort(since + draw.whole(0, as_of - since - 100, n))
    act = draw.weigh(_WEIGHTS, n)
    crime = np.array([grave for *_, grave in _ACTS])[act]
    party, vanishes = _parties(draw("parties"), rates, people, firms, opened, crime)
    party, again = repeaters(draw("again"), party, act == _MINING)
    firm = firm_of(party)
    person = is_person(party)
    county = np.where(person, people.county[np.where(person, party, 0)], firms.county[firm])
    decided = opened + draw.low(10, 80, n)
    served = decided + draw.whole(1, 5, n)
    fine = np.maximum(np.round(draw.spread(9_000.0, 1.0, n)), 500).astype(np.int64) * _YUAN
    fine = np.where(
        crime, draw.whole(110, 600, n) * 1_000 * _YUAN, np.minimum(fine, 90_000 * _YUAN)
    )
    fine = fine // (100 * _YUAN) * (100 * _YUAN)
    fine = np.where(again > 0, np.minimum(fine, 90_000 * _YUAN), fine)
    crime = np.where(again > 0, again == 3, crime)
    pays = draw.odds(0.74, n)
    shut = np.where(person, NEVER, firms.closed[firm])
    paid_on = np.where(pays, np.minimum(served + draw.whole(1, 14, n), shut - 1), NEVER)
    agency = np.array([agency for _, agency, _ in _ACTS])[act]
    order = serials(n, agency, county, year_of(decided))
    head = _agency_names(places, agency, county)
    numbers = document_numbers(head, "", decided, order)
    rest = _to_court(draw("court"), rates, served, paid_on >= NEVER, as_of)
    conduct = rates.of("A-12").conduct(draw, n)
    hushed = draw("hushed").odds(min(3 * rates.of("A-12").planted, 1.0), n) & (again == 3)
    silent = crime & ((conduct == PLANTED) | hushed) & (decided + _GRAY < as_of)
    sent = np.where(crime & ~silent, decided + draw.whole(0, 20, n) - 8, NEVER)
    return Penalties(
        numbers,
        agency,
        act,
        county,
        party,
        opened,
        decided,
        served,
        fine,
        paid_on,
        *rest,
        crime,
        sent,
        vanishes,
    )


def _agency_names(places: Places, agency: Ints, county: Ints) -> pa.Array:
    words = [
        name + word
        for kind, word in zip(_AGENCIES, _WORDS, strict=True)
        for name in places.counties
    ]
    return pick(words, agency * places.count + county)


def _parties(
    draw: Draw, rates: Rates, people: People, firms: Firms, opened: Ints, crime: Bools
) -> tuple[Ints, Bools]:
    """People and firms that are there on the day; some firms that vanish soon after it."""
    n = len(opened)
    person = draw.whole(0, people.count - 1, n)
    for attempt in range(12):
        wrong = (people.birth[person] + 7_000 > opened) | (people.death[person] < opened + 400)
        person = np.where(wrong, draw(attempt).whole(0, people.count - 1, n), person)
    firm = draw.whole(0, firms.count - 1, n)
    for attempt in range(12):
        wrong = (firms.registered[firm] > opened) | (firms.closed[firm] < opened + 200)
        firm = np.where(wrong, draw("firm", attempt).whole(0, firms.count - 1, n), firm)
    by_firm = draw.odds(0.6, n) & ~crime
    party = np.where(by_firm, firm_party(firm), person)
    closing = np.flatnonzero(firms.closed < NEVER)
    conduct = rates.of("A-38").conduct(draw, n)
    place = np.searchsorted(np.sort(firms.closed[closing]), opened + 20)
    near = closing[np.argsort(firms.closed[closing])][np.minimum(place, len(closing) - 1)]
    vanish = by_firm & (conduct == PLANTED) & (firms.closed[near] < opened + 150)
    vanish &= (firms.closed[near] > opened + 5) & (firms.registered[near] < opened)
    return np.where(vanish, firm_party(near), party), vanish


def _to_court(
    draw: Draw, rates: Rates, served: Ints, unpaid: Bools, as_of: int
) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    """行政强制法 53, 54, 57; 行诉法 46: after six months, within three more, ten days' reminder."""
    n = len(served)
    opens = plus_months(served, 6)
    missed = rates.of("A-40").conduct(draw, n)
    court = rates.of("A-39").conduct(draw, n)
    fault = np.where(unpaid & (court == PLANTED), draw.whole(1, 4, n), 0)
    fault = np.where(unpaid & (missed == PLANTED) & (opens + 91 + _GRAY < as_of), 5, fault)
    instalments = np.where(unpaid & (missed == LOOK_ALIKE), as_of + draw.whole(30, 400, n), NEVER)
    applied = opens + draw.whole(4, 20, n)
    applied = np.where(fault == 1, served + draw.whole(40, 120, n), applied)
    applied = np.where(fault == 3, plus_months(served, 9) + draw.whole(30, 200, n), applied)
    goes = unpaid & (fault != 5) & (instalments >= NEVER)
    applied = np.where(goes, applied, NEVER)
    reminded = np.where(goes & (fault != 2), applied - draw.whole(13, 30, n), NEVER)
    reminded = np.maximum(reminded, np.where(goes & (fault != 2), served + 16, reminded))
    accepted = np.where(goes, applied + draw.whole(0, 4, n), NEVER)
    late = draw.whole(30, 120, n)
    ruled = np.where(goes, accepted + np.where(fault == 4, late, draw.whole(2, 6, n)), NEVER)
    return instalments, reminded, applied, accepted, ruled, fault


def penalty_books(world: World, ledger: Ledger) -> None:
    """``admin_penalty``, ``nonlitigation_exec`` and ``crime_transfer`` with their truth."""
    rows = world.penalties
    keep = np.flatnonzero(rows.decided <= world.as_of)
    _decisions(world, ledger, rows, keep)
    _court(world, ledger, rows)
    _transfers(world, ledger, rows)
    _judge_window(world, ledger, rows, keep)
    _judge_vanished(world, ledger, rows, keep)


def _agency(world: World, rows: Penalties, keep: Ints) -> pa.Array:
    names = [name for kind in _AGENCIES for name in world.places.offices(kind).to_pylist()]
    return pick(names, rows.agency[keep] * world.places.count + rows.county[keep])


def _party(world: World, rows: Penalties, keep: Ints, name: str) -> dict[str, pa.Array]:
    return party_columns(world.people, world.firms, rows.party[keep], name, "citizen_id", "uscc")


def _decisions(world: World, ledger: Ledger, rows: Penalties, keep: Ints) -> None:
    now = world.as_of
    paid = rows.paid_on[keep] <= now
    ledger.add(
        "admin_penalty",
        {
            "doc_no": rows.numbers.take(pa.array(keep)),
            "agency": _agency(world, rows, keep),
            **_party(world, rows, keep, "party"),
            "act": pick([act for act, *_ in _ACTS], rows.act[keep]),
            "penalty": pick(("罚款",), np.zeros(len(keep), np.int64)),
            "file_date": dates(rows.opened[keep]),
            "decision_date": dates(rows.decided[keep]),
            "served_date": dates(rows.served[keep], now),
            "fine": money(rows.fine[keep]),
            "pay_deadline": dates(rows.served[keep] + 15),
            "instalment_until": dates(rows.instalments[keep]),
            "paid_date": dates(rows.paid_on[keep], now),
            "paid": money(np.where(paid, rows.fine[keep], 0)),
            "remind_date": dates(rows.reminded[keep], now),
            "apply_date": dates(rows.applied[keep], now),
        },
    )


def _court(world: World, ledger: Ledger, rows: Penalties) -> None:
    now = world.as_of
    keep = np.flatnonzero(rows.accepted <= now)
    keep = keep[np.argsort(rows.accepted[keep], kind="stable")]
    county, accepted = rows.county[keep], rows.accepted[keep]
    serial = serials(len(keep), county, year_of(accepted))
    numbers = case_numbers(pick(world.places.court_codes, county), accepted, "行审", serial)
    court = world.places.office("court", county)
    ruled = rows.ruled[keep]
    ledger.add(
        "nonlitigation_exec",
        {
            "case_no": numbers,
            "court": court,
            "agency": _agency(world, rows, keep),
            **_party(world, rows, keep, "respondent"),
            "penalty_no": rows.numbers.take(pa.array(keep)),
            "apply_date": dates(rows.applied[keep]),
            "accept_date": dates(accepted),
            "ruling_date": dates(ruled, now),
            "result": pick(("granted",), np.zeros(len(keep), np.int64), ruled <= now),
        },
    )
    served, applied = rows.served[keep], rows.applied[keep]
    early = applied <= plus_months(served, 6)
    unwarned = np.minimum(rows.reminded[keep], applied) > applied - 10
    late = applied > plus_months(served, 9)
    slow = np.minimum(ruled, now) - accepted > 7
    ledger.judge(
        "A-39",
        organ=court,
        subject={
            "case_no": numbers,
            "penalty_no": rows.numbers.take(pa.array(keep)),
        },
        violated=early | unwarned | late | slow,
        planted=rows.fault[keep] > 0,
        because="起诉期限未满、未催告、逾期申请而受理，或者逾期裁定",
        guise=((applied - plus_months(served, 6) <= 5) & ~early) * 1,
        guises={1: "期限届满后随即申请"},
    )


def _transfers(world: World, ledger: Ledger, rows: Penalties) -> None:
    now = world.as_of
    keep = np.flatnonzero(rows.sent <= now)
    ledger.add(
        "crime_transfer",
        {
            "agency": _agency(world, rows, keep),
            "transfer_no": joined("YS", zero_filled(keep + 1, 8)),
            "penalty_no": rows.numbers.take(pa.array(keep)),
            **party_columns(
                world.people, world.firms, rows.party[keep], "party", citizen="citizen_id"
            ),
            "sent_date": dates(rows.sent[keep]),
            "police_unit": world.places.office("police", rows.county[keep]),
            "result": pick(("filed", "refused"), (keep % 3 == 0) * 1),
            "result_date": dates(rows.sent[keep] + 6, now),
        },
    )
    grave = np.flatnonzero(rows.crime & (rows.decided <= now) & (rows.fine >= _LARGE))
    ledger.judge(
        "A-12",
        organ=_agency(world, rows, grave),
        subject={
            "doc_no": rows.numbers.take(pa.array(grave)),
            **_party(world, rows, grave, "party"),
        },
        violated=(rows.sent[grave] > now) & (rows.decided[grave] + 60 < now),
        planted=rows.sent[grave] > now,
        because="涉嫌犯罪的违法行为只作高额罚款，未移送公安机关",
        guise=(rows.sent[grave] <= now) * 1,
        guises={1: "已移送公安机关"},
        pending=(rows.sent[grave] > now) & (rows.decided[grave] + 60 >= now),
        amount=rows.fine[grave],
    )
    third = third_breaches(rows, np.flatnonzero((rows.act == _MINING) & (rows.decided <= now)))
    unsent, old = rows.sent[third] > now, rows.decided[third] + 60 < now
    ledger.judge(
        "A-12",
        organ=_agency(world, rows, third),
        subject={
            "doc_no": rows.numbers.take(pa.array(third)),
            **_party(world, rows, third, "party"),
        },
        violated=unsent & old,
        planted=unsent,
        because="二年内受过两次处罚后又非法采矿，未移送公安机关",
        guise=(~unsent) * 1,
        guises={1: "第三次违法已移送公安机关"},
        pending=unsent & ~old,
        amount=rows.fine[third],
    )


def _judge_window(world: World, ledger: Ledger, rows: Penalties, keep: Ints) -> None:
    now = world.as_of
    served = rows.served[keep]
    unpaid = rows.paid_on[keep] > now
    idle = unpaid & (rows.applied[keep] > now) & (rows.instalments[keep] >= NEVER)
    opens, closes = plus_months(served, 6), plus_months(served, 9)
    lost = idle & (plus_months(closes, 1) < now)  # courts enter late what came in time
    running = idle & (opens < now) & (closes >= now)
    for chosen, planted, because in (
        (lost, rows.fault[keep] == 5, "罚款未缴清，申请法院强制执行的期限已过"),
        (running, np.zeros(len(keep), bool), "罚款未缴清，申请法院强制执行的期限正在进行"),
    ):
        first = because.endswith("已过")
        ledger.judge(
            "A-40",
            organ=_agency(world, rows, keep),
            subject={
                "doc_no": rows.numbers.take(pa.array(keep)),
                **_party(world, rows, keep, "party"),
            },
            violated=chosen,
            planted=planted,
            because=because,
            guise=((rows.instalments[keep] < NEVER) & (closes < now) & first) * 1,
            guises={1: "已准许延期、分期缴纳"},
            pending=idle & ((opens >= now) | (closes < now)) & first,
            amount=rows.fine[keep],
        )


def _judge_vanished(world: World, ledger: Ledger, rows: Penalties, keep: Ints) -> None:
    """A firm that owes a penalty may not be deregistered (市场主体登记管理条例 33)."""
    now = world.as_of
    party = rows.party[keep]
    firm = firm_of(party)
    closed = np.where(is_person(party), NEVER, world.firms.closed[firm])
    owes = rows.paid_on[keep] > closed
    there = (closed <= now) & (closed >= rows.opened[keep])
    # a firm vanishes once, whatever number of penalties it leaves behind
    gone, paid_first = (np.unique(firm[there & which]) for which in (owes, ~owes))
    each = np.union1d(gone, paid_first)
    owing, merged = np.isin(each, gone), world.firms.ending[each] >= 2
    sums = np.zeros(world.firms.count, np.int64)
    np.add.at(sums, firm[there & owes], rows.fine[keep][there & owes])
    ledger.judge(
        "A-38",
        organ=world.places.office("market", world.firms.county[each]),
        subject={"uscc": world.firms.code_of(each)},
        violated=owing & ~merged,
        planted=owing & np.isin(each, firm[rows.vanishes[keep]]),
        because="处罚立案后、缴清罚款前注销登记",
        guise=np.where(owing, merged * 2, 1),
        guises={1: "缴清罚款后注销", 2: "经破产或者合并注销"},
        amount=sums[each],
    )
    _judge_debtors(world, ledger)


def _judge_debtors(world: World, ledger: Ledger) -> None:
    debts, now = world.debts, world.as_of
    firm = firm_of(debts.debtor)
    closed = np.where(is_person(debts.debtor), NEVER, world.firms.closed[firm])
    settled = np.where(debts.mode == 1, debts.closed, NEVER)
    gone = (closed <= now) & (closed >= debts.opened) & (closed < settled)
    lawful = world.firms.ending[firm] >= 2
    ledger.judge(
        "A-38",
        organ=world.places.office("market", world.firms.county[firm]),
        subject={"exec_no": debts.numbers, "uscc": world.firms.code_of(firm)},
        violated=gone & ~lawful,
        planted=np.zeros(len(gone), bool),
        because="执行期间债务未清偿而注销登记",
        guise=(gone & lawful) * 1,
        guises={1: "经破产或者合并注销"},
        amount=debts.amount,
    )
