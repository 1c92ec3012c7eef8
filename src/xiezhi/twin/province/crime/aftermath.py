"""After the decision: opinions to other agencies, and aid for victims.

Supervision points: A-33 (not prosecuted and not punished otherwise), A-64 (victim not assisted).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Ints, np
from xiezhi.twin.province.calendar import plus_months, year_of
from xiezhi.twin.province.columns import dates, flags, joined, money, pick, wholes
from xiezhi.twin.province.crime.files import Files, cut
from xiezhi.twin.province.crime.police import HARMS, charge_names, harm_of
from xiezhi.twin.province.numbers import document_numbers, serials, zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["opinion_books", "victim_books"]

_YUAN, _GRAY = 100, 200


def opinion_books(world: World, files: Files, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``opinion_log`` and the penalties that follow, with the truth of A-33."""
    now = world.as_of
    keep = np.flatnonzero(world.cases.dropped <= now)
    cases, mine = cut(world.cases, files, keep)
    n = len(keep)
    light = cases.drop_kind == 1
    conduct = rates.of("A-33").conduct(draw, n)
    old = cases.dropped + _GRAY < now
    half = draw.odds(0.5, n)
    silent = light & (conduct == PLANTED) & half & old
    unanswered = light & (conduct == PLANTED) & ~half & old
    before = light & (conduct == LOOK_ALIKE)
    sent = np.where(light & ~silent & ~before, cases.dropped + draw.whole(3, 24, n), NEVER)
    due = np.where(sent < NEVER, plus_months(np.minimum(sent, NEVER - 9_000), 2), NEVER)
    reply = np.where(unanswered, NEVER, sent + draw.whole(20, 50, n))
    punished = np.where(before, cases.done + 10, np.where(unanswered, NEVER, reply - 5))
    numbers = _penalty_numbers(world, cases.county, punished)
    office = world.places.office("procuratorate", cases.county)
    opinions = document_numbers(office, "检意", sent, keep + 1)
    rows = np.flatnonzero(sent <= now)
    answered = (reply <= now)[rows]
    chosen = pa.array(rows)
    ledger.add(
        "opinion_log",
        {
            "doc_no": opinions.take(chosen),
            "office": office.take(chosen),
            "kind": pick(("opinion",), np.zeros(len(rows), np.int64)),
            "target": world.places.office("police", cases.county[rows]),
            "subject": pick(("对被不起诉人予以行政处罚",), np.zeros(len(rows), np.int64)),
            "proc_no": mine.prosecution.take(chosen),
            **world.people.who(cases.person[rows]),
            "sent_date": dates(sent[rows]),
            "due_date": dates(due[rows]),
            "reply_date": dates(reply[rows], now),
            "result": pick(("adopted", "pending"), np.where(answered, 0, 1)),
            "penalty_no": pick(numbers, rows, (punished <= now)[rows]),
        },
    )
    _penalties(
        world, ledger, cases.person, cases.county, cases.crime, cases.done, punished, numbers
    )
    missing = light & ~before & (sent > now)
    late = (sent <= now) & (reply > now) & (due < now)
    ledger.judge(
        "A-33",
        organ=office,
        subject={
            "proc_no": mine.prosecution,
            "citizen_id": world.people.id_of(cases.person),
            "office": office,
            "doc_no": pick(opinions, np.where(sent <= now, np.arange(n), -1)),
        },
        violated=missing & (cases.dropped + 30 < now) | late,
        planted=silent | unanswered,
        because="相对不起诉后未提出检察意见，或者主管机关逾期不回复",
        guise=np.where(before, 1, np.where(light, 0, 2)),
        guises={1: "同一行为此前已受行政处罚", 2: "不是相对不起诉"},
        pending=(missing & (cases.dropped + 30 >= now)) | ((sent <= now) & (reply > now) & ~late),
    )


def _penalty_numbers(world: World, county: Ints, day: Ints) -> pa.Array:
    head = world.places.office("police", county)
    serial = serials(0, county, year_of(day), start=50_001)
    return document_numbers(head, "行罚决字", day, serial)


def _penalties(
    world: World,
    ledger: Ledger,
    person: Ints,
    county: Ints,
    crime: Ints,
    done: Ints,
    punished: Ints,
    numbers: pa.Array,
) -> None:
    rows = np.flatnonzero(punished <= world.as_of)
    acts = [name.removesuffix("罪").removeprefix("走私、") for name in charge_names()]
    ledger.add(
        "police_penalty",
        {
            "doc_no": numbers.take(pa.array(rows)),
            "person_no": wholes(np.ones(len(rows), np.int64)),
            "agency": world.places.office("police", county[rows]),
            **world.people.who(person[rows]),
            "act": pick(acts, crime[rows]),
            "act_date": dates(done[rows]),
            "penalty": pick(("罚款",), np.zeros(len(rows), np.int64)),
            "fine": money(np.full(len(rows), 100_000)),
            "decision_date": dates(punished[rows]),
        },
    )


def victim_books(world: World, files: Files, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``case_victim`` and ``judicial_aid`` with the truth of A-64."""
    now = world.as_of
    hurt = harm_of(world.cases) >= 2
    keep = np.flatnonzero(hurt & (world.cases.judged <= now))
    cases, mine = cut(world.cases, files, keep)
    n = len(keep)
    harm = harm_of(cases)
    grave = harm >= 3
    victim = world.victims[keep]
    awarded = np.maximum(cases.loss, draw.whole(20, 300, n) * 1_000 * _YUAN)
    poor = draw.odds(0.35, n)
    conduct = rates.of("A-64").conduct(draw, n)
    paid = draw.odds(0.45, n) & (conduct == 0)
    received = np.where(paid, awarded, np.where(draw.odds(0.5, n), awarded // 20, 0))
    insured = np.where((conduct == LOOK_ALIKE) & grave, awarded - received, 0)
    needs = grave & poor & (received + insured < awarded)
    declined = needs & draw.odds(0.06, n)
    forgotten = needs & ~declined & (conduct == PLANTED) & (cases.judged + _GRAY < now)
    decided = np.where(needs & ~declined & ~forgotten, cases.judged + draw.whole(10, 55, n), NEVER)
    ledger.add(
        "case_victim",
        {
            "case_no": mine.court,
            "victim_no": wholes(np.ones(n, np.int64)),
            "court": world.places.office("court", cases.county),
            "office": world.places.office("procuratorate", cases.county),
            "judge_date": dates(cases.judged),
            **world.people.who(victim),
            "harm": pick(HARMS, harm),
            "awarded": money(awarded),
            "received": money(received),
            "insured": money(insured),
            "low_income": flags(poor),
            "declined": flags(declined),
        },
    )
    rows = np.flatnonzero(decided <= now)
    ledger.add(
        "judicial_aid",
        {
            "office": world.places.office("procuratorate", cases.county[rows]),
            "aid_no": joined("JZ", zero_filled(keep[rows] + 1, 8)),
            "case_no": mine.court.take(pa.array(rows)),
            **world.people.who(victim[rows]),
            "relation": pick(("本人", "近亲属"), (harm[rows] == 4) * 1),
            "apply_date": dates(decided[rows] - 8),
            "decided_date": dates(decided[rows]),
            "result": pick(("granted",), np.zeros(len(rows), np.int64)),
            "amount": money(draw.whole(5, 40, len(rows)) * 1_000 * _YUAN),
        },
    )
    waits = needs & ~declined & (decided > now)
    ledger.judge(
        "A-64",
        organ=world.places.office("procuratorate", cases.county),
        subject={
            "case_no": mine.court,
            "victim_no": wholes(np.ones(n, np.int64)),
            "citizen_id": world.people.id_of(victim),
        },
        violated=waits & (cases.judged + 60 < now),
        planted=forgotten,
        because="被害人重伤或者死亡、家庭困难、未获赔偿而未救助",
        guise=np.where(insured > 0, 1, np.where(declined, 2, 0)),
        guises={1: "已由保险赔付", 2: "本人放弃申请"},
        pending=waits & (cases.judged + 60 >= now),
        amount=awarded - received - insured,
    )
