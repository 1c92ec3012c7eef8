"""What the court wrote down of civil suits, and its ledger of fees.

Supervision points: A-29 (fee of the winner not refunded), A-19 (series of fake wage claims).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Ints, np
from xiezhi.twin.province.civil.suits import CAUSES
from xiezhi.twin.province.columns import blank, dates, flags, joined, money, pick, wholes
from xiezhi.twin.province.lives.suits import is_person, party_columns
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.suits import Suits
    from xiezhi.twin.province.world import World

__all__ = ["fee_books", "suit_books"]

_MODES = ("judgment", "mediation", "withdrawal")
_PROCEDURES = ("ordinary", "summary", "small_claim")
_YUAN, _GRAY = 100, 200


def suit_books(world: World, ledger: Ledger, draw: Draw) -> None:
    """``civil_judgment`` and ``civil_party`` with the truth of A-19."""
    suits, now = world.suits, world.as_of
    keep = np.flatnonzero(suits.judged <= now)
    county, cause = suits.county[keep], suits.cause[keep]
    court = world.places.office("court", county)
    numbers = suits.numbers.take(pa.array(keep))
    lent = suits.kind_of_series[keep] == 4
    heard = suits.kind_of_series[keep] == 6
    small = suits.claim[keep] < 50_000 * _YUAN
    absent = draw.odds(0.25, len(keep))
    ledger.add(
        "civil_judgment",
        {
            "case_no": numbers,
            "court": court,
            "cause": pick(CAUSES, cause),
            "instance": pick(("first",), np.zeros(len(keep), np.int64)),
            "procedure": pick(_PROCEDURES, np.where(small, 2, draw.whole(0, 1, len(keep)))),
            "file_date": dates(suits.filed[keep]),
            "judge_date": dates(suits.judged[keep]),
            "effective_date": dates(suits.effective[keep], now),
            "close_mode": pick(_MODES, suits.mode[keep]),
            "claim": money(suits.claim[keep], suits.claim[keep] > 0),
            "award": money(suits.award[keep], suits.award[keep] > 0),
            "by_default": flags((absent | lent) & (suits.mode[keep] == 0) & ~heard),
            "text": _texts(suits, keep),
        },
    )
    _parties(world, ledger, keep, numbers)
    _judge_series(world, ledger, suits)
    _judge_lenders(world, ledger, suits)
    _judge_confirmed(world, ledger, suits)


def _texts(suits: Suits, keep: Ints) -> pa.Array:
    """What judgments on professional loans say of the money; others are left out."""
    lent = suits.kind_of_series[keep] == 4
    yuan = suits.claim[keep] // _YUAN
    taken = yuan * 16 // 100
    return blank(
        joined(
            "原告主张借款本金",
            wholes(yuan).cast(pa.string()),
            "元。借条载明本金如上，出借当日预扣服务费、保证金",
            wholes(taken).cast(pa.string()),
            "元，实际到账",
            wholes(yuan - taken).cast(pa.string()),
            "元。本院认为，借贷合同合法有效，被告应按借条载明的本金偿还。",
        ),
        lent,
    )


def _parties(world: World, ledger: Ledger, keep: Ints, numbers: pa.Array) -> None:
    suits = world.suits
    for role, party in (("plaintiff", suits.plaintiff), ("defendant", suits.defendant)):
        person = is_person(party[keep])
        ledger.add(
            "civil_party",
            {
                "case_no": numbers,
                "role": pick((role,), np.zeros(len(keep), np.int64)),
                "ordinal": wholes(np.ones(len(keep), np.int64)),
                "kind": pick(("unit", "person"), person * 1),
                **party_columns(
                    world.people, world.firms, party[keep], "name", "citizen_id", "uscc"
                ),
            },
        )
    rows = np.flatnonzero(suits.agent[keep] >= 0)
    lawyer = world.lawyers[suits.agent[keep][rows]]
    ledger.add(
        "civil_party",
        {
            "case_no": numbers.take(pa.array(rows)),
            "role": pick(("agent",), np.zeros(len(rows), np.int64)),
            "ordinal": wholes(np.ones(len(rows), np.int64)),
            "kind": pick(("person",), np.zeros(len(rows), np.int64)),
            **world.people.who(lawyer),
            "for_role": pick(("plaintiff",), np.zeros(len(rows), np.int64)),
            "employer": pick(_offices(world), suits.agent[keep][rows] % 9),
            "relation": pick(("lawyer",), np.zeros(len(rows), np.int64)),
        },
    )


def _offices(world: World) -> list[str]:
    words = ("正衡", "明理", "博闻", "信诺", "天秤", "方略", "同道", "恒理", "言诚")
    return [f"{world.places.cities[0]}{word}律师事务所" for word in words]


def _judge_series(world: World, ledger: Ledger, suits: Suits) -> None:
    rows = np.flatnonzero((suits.kind_of_series > 0) & (suits.judged <= world.as_of))
    if not len(rows):
        return
    number, first = np.unique(suits.series[rows], return_index=True)
    chosen = rows[first]
    total = np.zeros(int(number.max()) + 1, np.int64)
    np.add.at(total, suits.series[rows], suits.award[rows])
    fake = suits.kind_of_series[chosen] == 1
    ledger.judge(
        "A-19",
        organ=world.places.office("court", suits.county[chosen]),
        subject=party_columns(
            world.people, world.firms, suits.defendant[chosen], "defendant", "citizen_id", "uscc"
        ),
        violated=fake,
        planted=fake,
        because="同一单位短期内成批、等额、同一代理人的追索劳动报酬调解，原告从未在该单位参保",
        guise=(~fake) * 1,
        guises={1: "企业停业后职工分别起诉，数额不同"},
        amount=total[number],
    )


def _judge_lenders(world: World, ledger: Ledger, suits: Suits) -> None:
    """民间借贷规定 13, 26: who lends for a living lends in vain; deductions do not count."""
    rows = np.flatnonzero((suits.kind_of_series == 4) & (suits.judged <= world.as_of))
    _, first = np.unique(suits.series[rows], return_index=True)
    chosen = rows[first]
    everything = np.ones(len(chosen), bool)
    ledger.judge(
        "A-22",
        organ=world.places.office("court", suits.county[chosen]),
        subject={
            "case_no": suits.numbers.take(pa.array(chosen)),
            "citizen_id": world.people.id_of(suits.plaintiff[chosen]),
        },
        violated=everything,
        planted=everything,
        because="二年内多次向不特定人出借并预扣费用，法院仍认定合同有效、按借条金额计本金",
    )


def _judge_confirmed(world: World, ledger: Ledger, suits: Suits) -> None:
    rows = np.flatnonzero(np.isin(suits.kind_of_series, (3, 6)) & (suits.judged <= world.as_of))
    fake = suits.kind_of_series[rows] == 3
    ledger.judge(
        "A-21",
        organ=world.places.office("court", suits.county[rows]),
        subject={
            "case_no": suits.numbers.take(pa.array(rows)),
            **party_columns(
                world.people, world.firms, suits.defendant[rows], "employer", code="uscc"
            ),
            "citizen_id": world.people.id_of(suits.plaintiff[rows]),
        },
        violated=fake,
        planted=fake,
        because="成批以调解确认多年前的劳动关系，补缴后随即领取养老金",
        guise=(~fake) * 1,
        guises={1: "经审理判决确认，系真实劳动关系"},
    )


def fee_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``court_fee`` with the truth of A-29."""
    suits, now = world.suits, world.as_of
    n = suits.count
    paid_on = suits.filed + draw.whole(0, 6, n)
    fee = (50 * _YUAN + suits.claim // 40) // _YUAN * _YUAN
    fee = np.where(suits.mode > 0, fee // 2 // _YUAN * _YUAN, fee)
    prepaid = np.where(suits.mode > 0, 2 * fee, fee)  # halved when settled or withdrawn
    wins = (suits.mode == 0) & (suits.award == suits.claim)
    burden = np.where(wins, 0, np.where(suits.mode == 2, fee, fee // 2))
    ended = suits.effective
    owed = prepaid - burden
    conduct = rates.of("A-29").conduct(draw, n)
    direct = (conduct == LOOK_ALIKE) & (suits.mode < 2)
    kept = (conduct == PLANTED) & (ended + _GRAY < now)
    back = np.where(direct | kept, NEVER, ended + draw.whole(2, 13, n))
    keep = np.flatnonzero(paid_on <= now)
    chosen = pa.array(keep)
    numbers = suits.numbers.take(chosen)
    known = ended[keep] <= now
    returned = back[keep] <= now
    payer = party_columns(
        world.people, world.firms, suits.plaintiff[keep], "payer", "citizen_id", "uscc"
    )
    court = world.places.office("court", suits.county[keep])
    ledger.add(
        "court_fee",
        {
            "case_no": numbers,
            "court": court,
            **payer,
            "prepaid": money(prepaid[keep]),
            "prepaid_date": dates(paid_on[keep]),
            "burden": money(burden[keep], known),
            "direct": flags(direct[keep]),
            "refund_date": dates(back[keep], now),
            "refund": money(owed[keep], returned),
        },
    )
    due = known & (owed[keep] > 0) & ~returned & ~direct[keep]
    old = ended[keep] + 30 < now
    ledger.judge(
        "A-29",
        organ=court,
        subject={"case_no": numbers, **payer},
        violated=due & old,
        planted=kept[keep],
        because="胜诉方、撤诉方多预交的诉讼费未退还",
        guise=(direct[keep] & known) * 1,
        guises={1: "自愿由对方直接给付"},
        pending=due & ~old,
        amount=owed[keep],
    )
