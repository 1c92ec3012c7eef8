"""Labour disputes before the commission, and insolvent firms with the claims of their staff.

Supervision point: A-20 (labour claims made up to come before the other creditors).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np, runs
from xiezhi.twin.province.calendar import year_of
from xiezhi.twin.province.columns import dates, money, pick, wholes
from xiezhi.twin.province.numbers import case_numbers, document_numbers, serials
from xiezhi.twin.province.rates import PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["dispute_books", "insolvency_books"]

_YUAN = 100
_CAUSES = ("追索劳动报酬", "经济补偿金纠纷", "工伤保险待遇纠纷")
_MODES = ("award", "mediation", "withdrawal")


def dispute_books(world: World, ledger: Ledger, draw: Draw) -> None:
    """``labor_arbitration``: ordinary disputes of people with the firms that employ them."""
    jobs, now = world.jobs, world.as_of
    staff = np.flatnonzero(jobs.firm >= 0)
    chosen = draw.some(staff, max(len(staff) // 60, 5))
    n = len(chosen)
    applied = np.sort(world.since + draw.whole(0, now - world.since - 5, n))
    closed = applied + draw.whole(15, 55, n)
    firm = jobs.firm[chosen]
    county = world.firms.county[firm]
    head = pick([name + "劳人仲案字" for name in world.places.counties], county)
    mode = draw.weigh((50, 38, 12), n)
    claim = jobs.wage[chosen] * draw.whole(1, 14, n)
    ledger.add(
        "labor_arbitration",
        {
            "doc_no": document_numbers(head, "", applied, serials(n, county, year_of(applied))),
            "commission": world.places.office("labour", county),
            **world.people.who(jobs.person[chosen], "applicant"),
            **world.firms.named(firm, "employer", "uscc"),
            "cause": pick(_CAUSES, draw.weigh((60, 25, 15), n)),
            "claim": money(claim),
            "apply_date": dates(applied),
            "close_date": dates(closed, now),
            "close_mode": pick(_MODES, mode, closed <= now),
            "amount": money(claim * draw.whole(40, 100, n) // 100, (closed <= now) & (mode < 2)),
        },
    )


def insolvency_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``bankruptcy`` and ``bankruptcy_claim`` with the truth of A-20."""
    firms, now = world.firms, world.as_of
    over = np.flatnonzero(
        (firms.ending == 2) & (firms.closed <= now) & (firms.closed > world.since)
    )
    sick = np.flatnonzero((firms.state == 1) & (firms.kind < 2) & (firms.registered < now - 2_500))
    sick = draw.some(sick, max(world.people.count // 8_000, 3))
    firm = np.concatenate([over, sick])
    n = len(firm)
    accepted = np.where(
        np.arange(n) < len(over), firms.closed[firm] - 420, now - draw.whole(60, 260, n)
    )
    order = np.argsort(accepted, kind="stable")
    firm, accepted = firm[order], accepted[order]
    running = firms.closed[firm] > now
    county = firms.county[firm]
    code = pick(world.places.higher_codes, county)
    city = np.unique(np.array(world.places.higher_codes), return_inverse=True)[1][county]
    serial = serials(n, city, year_of(accepted))
    numbers = case_numbers(code, accepted, "破", serial)
    # in a small province one case is made up at least
    fake = running & ((rates.of("A-20").conduct(draw, n) == PLANTED) | (np.cumsum(running) == 1))
    court = world.places.office("higher_court", county)
    ledger.add(
        "bankruptcy",
        {
            "case_no": numbers,
            "court": court,
            **firms.named(firm, "debtor", "uscc"),
            "accept_date": dates(accepted),
            "administrator": pick(("正衡清算事务所", "明理清算事务所"), firm % 2),
            "stop_date": dates(accepted - 150),
            "plan_date": dates(np.where(running, NEVER, accepted + 300)),
            "close_date": dates(np.where(running, NEVER, accepted + 400)),
        },
    )
    _claims(world, ledger, draw("claims"), numbers, firm, accepted, fake)
    ledger.judge(
        "A-20",
        organ=court,
        subject={"case_no": numbers, "uscc": firms.code_of(firm)},
        violated=fake,
        planted=fake,
        because="从未参保者凭欠条申报数十万元职工债权",
        guise=(running & ~fake) * 1,
        guises={1: "参保职工的实际欠薪，数额与工资相当"},
    )


def _claims(
    world: World,
    ledger: Ledger,
    draw: Draw,
    numbers: pa.Array,
    firm: Ints,
    accepted: Ints,
    fake: Bools,
) -> None:
    """Arrears of the staff; in made-up cases three strangers with large notes of hand."""
    jobs, people = world.jobs, world.people
    order = np.argsort(jobs.firm, kind="stable")
    start = np.searchsorted(jobs.firm[order], firm, "left")
    length = np.searchsorted(jobs.firm[order], firm, "right") - start
    owner, step = runs(np.minimum(length, 9))
    job = order[start[owner] + step]
    false_owner, number = runs(np.where(fake, 3, 0))
    age = people.age(world.as_of)
    grown = (age >= 25) & (age < 60) & people.alive(world.as_of)
    grown[jobs.person] = False
    strangers = draw.some(np.flatnonzero(grown), len(false_owner))
    false_owner, number = false_owner[: len(strangers)], number[: len(strangers)]
    case = np.concatenate([owner, false_owner])
    person = np.concatenate([jobs.person[job], strangers])
    amount = np.concatenate(
        [
            jobs.wage[job] * draw.whole(1, 8, len(job)),
            draw.whole(350, 620, len(strangers)) * 1_000 * _YUAN,
        ]
    )
    place = np.concatenate([step, 9 + number])
    made_up = np.arange(len(case)) >= len(owner)
    filed = accepted[case] + 10 + place
    keep = np.flatnonzero(filed <= world.as_of)
    ledger.add(
        "bankruptcy_claim",
        {
            "case_no": numbers.take(pa.array(case[keep])),
            "claim_no": wholes(place[keep] + 1),
            **people.who(person[keep], "creditor"),
            "kind": pick(("labour",), np.zeros(len(keep), np.int64)),
            "amount": money(amount[keep]),
            "admitted": money(amount[keep]),
            "filed_date": dates(filed[keep]),
            "proof": pick(("工资表、考勤记录", "欠条"), made_up[keep] * 1),
        },
    )
