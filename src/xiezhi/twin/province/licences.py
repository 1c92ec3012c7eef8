"""Driving licences, certificates of trades, drug treatment, workers on building sites.

Supervision points: A-32 (licence not revoked after conviction), A-34 (licence valid during drug
treatment), A-35 (taxi permit kept by a convict), A-43 (teacher's certificate kept by a convict),
A-60 (special work without the certificate).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import age_on
from xiezhi.twin.province.columns import dates, joined, pick
from xiezhi.twin.province.crime.charges import marked
from xiezhi.twin.province.crime.judgments import race_of
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rate, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["certificate_books", "driving_books", "site_books"]

_GRAY = 200
_DRUGS = 3  # the place of 吸毒 among petty offences


def driving_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``driver_license`` and ``drug_treatment`` with the truth of A-32 and A-34."""
    people, cases, now = world.people, world.cases, world.as_of
    age = people.age(now)
    holds = draw.odds(0.5, people.count) & (age >= 22) & (age < 76) & people.alive(now)
    driven = cases.convicted & (marked("drink", cases.crime) | marked("road", cases.crime))
    holds[cases.person[driven & draw.odds(0.8, cases.count)]] = True
    who = np.flatnonzero(holds)
    n = len(who)
    issued = np.maximum(people.turns(18)[who] + draw.whole(50, 4_000, n), now - 14_000)
    issued = np.minimum(issued, now - 900)
    gone = np.full(n, NEVER)
    treated = _treatments(world, ledger, draw("drugs"))
    cancelled = _cancelled(draw("cancelled"), rates, world, who, treated)
    revoked, planted, case = _revoked(draw("revoked"), rates, world, who)
    gone = np.minimum(revoked, cancelled[0])
    shown = gone <= now
    why = np.where(revoked <= cancelled[0], 0, 1)
    state = np.where(shown, np.where(why == 0, 1, 2), 0)
    numbers = joined("34", zero_filled(who + 1, 10))
    ledger.add(
        "driver_license",
        {
            "license_no": numbers,
            **people.who(who),
            "class": pick(("C1", "C2", "B2", "A2D", "C1E"), draw.weigh((80, 9, 7, 2, 2), n)),
            "agency": world.places.office("traffic_police", people.county[who]),
            "issue_date": dates(issued),
            "status": pick(("normal", "revoked", "cancelled"), state),
            "revoke_date": dates(gone, now),
            "revoke_reason": pick(("构成犯罪", "社区戒毒、强制隔离戒毒"), why, shown),
        },
    )
    organ = world.places.office("traffic_police", people.county[who])
    subject = {"license_no": numbers, "citizen_id": people.id_of(who)}
    _judge_revocation(world, ledger, organ, subject, (gone, planted, case))
    running = _running(treated, now)[who]
    ledger.judge(
        "A-34",
        organ=organ,
        subject=subject,
        violated=running & (gone > now),
        planted=cancelled[1],
        because="戒毒措施执行期间驾驶证仍为正常",
        guise=((treated[0][who] <= now) & ~running & (gone > now)) * 1,
        guises={1: "戒毒措施已执行完毕"},
    )


def _judge_revocation(
    world: World,
    ledger: Ledger,
    organ: pa.Array,
    subject: dict[str, pa.Array],
    what: tuple[Ints, Bools, Ints],
) -> None:
    """道路交通安全法 91, 101: drunk driving that is a crime, and causing an accident."""
    gone, planted, case = what
    cases, now = world.cases, world.as_of
    known = (case >= 0) & (cases.effective[case] <= now)
    race = (race_of(cases)[case] == 1) & known
    kept = known & ~race & (gone > now)
    old = cases.effective[case] + 30 < now
    ledger.judge(
        "A-32",
        organ=organ,
        subject={**subject},
        violated=kept & old,
        planted=planted,
        because="醉酒驾驶、交通肇事被判刑后驾驶证未吊销",
        guise=race * 1,
        guises={1: "追逐竞驶型危险驾驶，不在吊销之列"},
        pending=kept & ~old,
    )


def _revoked(draw: Draw, rates: Rates, world: World, who: Ints) -> tuple[Ints, Bools, Ints]:
    """Day of revocation of each holder; whether it was omitted; the case that called for it."""
    cases, now = world.cases, world.as_of
    n = len(who)
    calls = cases.convicted & (marked("drink", cases.crime) | marked("road", cases.crime))
    racing = race_of(cases) == 1
    case, hit = _worst(world, who, calls & ~racing)
    raced, _ = _worst(world, who, calls & racing)
    case = np.where(hit, case, raced)
    conduct = rates.of("A-32").planted_among(draw, n)
    fails = hit & conduct & (cases.effective[case] + _GRAY < now)
    early = draw.odds(0.4, n)
    day = np.where(early, cases.filed[case] + 25, cases.effective[case] + draw.whole(3, 22, n))
    # one who drove drunk again had no licence any more
    return np.where(hit & ~fails, day, NEVER), fails, case


def _treatments(world: World, ledger: Ledger, draw: Draw) -> tuple[Ints, Ints]:
    """First and last day of drug treatment of everybody, ``NEVER`` without one."""
    petty, people, now = world.offences, world.people, world.as_of
    rows = np.flatnonzero((petty.act == _DRUGS) & draw.odds(0.5, len(petty.act)))
    _, first = np.unique(petty.person[rows], return_index=True)
    rows = rows[first]
    start = petty.decided[rows] + 1
    strict = draw.odds(0.3, len(rows))
    end = start + np.where(strict, 730, 1_095)
    who = petty.person[rows]
    ledger.add(
        "drug_treatment",
        {
            **people.who(who),
            "kind": pick(("community", "compulsory"), strict * 1),
            "agency": world.places.office("police", petty.county[rows]),
            "period_from": dates(start),
            "period_to": dates(end),
        },
    )
    begun, over = np.full(people.count, NEVER), np.full(people.count, NEVER)
    begun[who], over[who] = np.minimum(start, now), end
    return begun, over


def _running(treated: tuple[Ints, Ints], now: int) -> Bools:
    running: Bools = (treated[0] + 60 < now) & (treated[1] > now) & (treated[1] < NEVER)
    return running


def _cancelled(
    draw: Draw, rates: Rates, world: World, who: Ints, treated: tuple[Ints, Ints]
) -> tuple[Ints, Bools]:
    start = treated[0][who]
    running = _running(treated, world.as_of)[who]
    fails = running & rates.of("A-34").planted_among(draw, len(who))
    fresh = (start < NEVER) & ~running & (treated[1][who] > world.as_of)
    day = np.where(running & ~fails | fresh, start + draw.whole(0, 25, len(who)), NEVER)
    return day, fails


def certificate_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """Taxi permits and teachers' certificates with the truth of A-35 and A-43."""
    cases = world.cases
    listed = marked("drink", cases.crime) | marked("road", cases.crime)
    listed |= marked("violent", cases.crime)
    # what minors did is sealed (刑诉法 286)
    listed &= age_on(world.people.birth[cases.person], cases.effective) >= 18
    _certificates(world, ledger, draw("taxi"), rates.of("A-35"), "A-35", listed)
    meant = ~marked("negligent", cases.crime) & ~marked("disputed", cases.crime)
    meant &= cases.kind == 1
    _certificates(world, ledger, draw("teacher"), rates.of("A-43"), "A-43", meant)


_WHAT = {
    "A-35": (
        ("taxi", "ride_hailing"),
        "transport",
        "因交通肇事、危险驾驶或者暴力犯罪被判刑后仍持有出租汽车从业资格",
        "所犯之罪不影响从业资格",
        "revoked",
    ),
    "A-43": (
        ("teacher",),
        "education",
        "因故意犯罪被判处有期徒刑以上刑罚后仍持有教师资格",
        "过失犯罪或者未判处有期徒刑",
        "lost",
    ),
}


def _certificates(
    world: World, ledger: Ledger, draw: Draw, rate: Rate, check: str, listed: Bools
) -> None:
    people, cases, now = world.people, world.cases, world.as_of
    kinds, office, because, innocent, gone_word = _WHAT[check]
    age = people.age(now)
    holds = draw.odds(0.012, people.count) & (age >= 24) & (age < 60) & people.alive(now)
    # a convict has one more often, so that something can happen at all
    convicted = cases.convicted & (cases.effective <= now)
    grown = people.turns(21)[cases.person] < cases.filed - 900
    holds[cases.person[convicted & draw.odds(0.09, cases.count) & grown]] = True
    who = np.flatnonzero(holds)
    n = len(who)
    case, bad = _worst(world, who, listed & convicted)
    other, _ = _worst(world, who, convicted)
    conduct = rate.conduct(draw, n)
    since = np.where(bad, cases.filed[case] - 900, now - draw.whole(400, 3_000, n))
    since = np.where(~bad & (other >= 0), cases.filed[other] - 900, since)
    until = since + 365 * 30 if check == "A-43" else since + 365 * 15
    fails = bad & (conduct == PLANTED) & (cases.effective[case] + _GRAY < now)
    lapsed = bad & (conduct == LOOK_ALIKE)
    gone = np.where(bad & ~fails, cases.effective[case] + draw.whole(3, 25, n), NEVER)
    shown = gone <= now
    state = np.where(shown, np.where(lapsed, 2, 1), 0)
    county = people.county[who]
    numbers = joined({"A-35": "CY", "A-43": "JS"}[check], zero_filled(who + 1, 12))
    firm = world.firms.of_trade("logistics" if check == "A-35" else "school")
    ledger.add(
        "occupational_cert",
        {
            "cert_no": numbers,
            "kind": pick(kinds, draw.whole(0, len(kinds) - 1, n)),
            **people.who(who),
            "agency": world.places.office(office, county),
            "valid_from": dates(since),
            "valid_to": dates(until),
            "status": pick(("valid", gone_word, "cancelled"), state),
            "status_date": dates(gone, now),
            "employer": pick(world.firms.names, firm[draw.whole(0, len(firm) - 1, n)]),
        },
    )
    keeps = bad & (gone > now)
    old = cases.effective[case] + 30 < now
    ledger.judge(
        check,
        organ=world.places.office(office, county),
        subject={"cert_no": numbers, "citizen_id": people.id_of(who)},
        violated=keeps & old,
        planted=fails,
        because=because,
        guise=np.where(bad, (shown & lapsed) * 2, (other >= 0) * 1),
        guises={1: innocent, 2: "证书已注销"},
        pending=keeps & ~old,
    )


def _worst(world: World, who: Ints, chosen: Bools) -> tuple[Ints, Bools]:
    """The first chosen case of each person, -1 for none, and whether there is one."""
    cases = world.cases
    rows = np.flatnonzero(chosen)
    if not len(rows):
        return np.full(len(who), -1), np.zeros(len(who), bool)
    place = np.minimum(np.searchsorted(cases.person[rows], who, "left"), len(rows) - 1)
    hit = cases.person[rows][place] == who
    return np.where(hit, rows[place], -1), hit


_TRADES = (
    # trade, certificate: 0 special operation, 1 construction operation, 2 none needed
    ("electrician", 0),
    ("welder", 0),
    ("height", 0),
    ("scaffolder", 1),
    ("crane_driver", 1),
    ("rigger", 1),
    ("mason", 2),
    ("carpenter", 2),
    ("steel_fixer", 2),
    ("labourer", 2),
)


def site_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``worker_roster`` and certificates of special work with the truth of A-60."""
    people, now = world.people, world.as_of
    age = people.age(now)
    able = np.flatnonzero((age >= 20) & (age < 58) & people.male & people.alive(now))
    who = draw.some(able, max(people.count // 40, 60))
    n = len(who)
    builders = world.firms.of_trade("building")
    builders = builders[world.firms.state[builders] == 0]
    project = draw.whole(0, max(n // 60, 2) - 1, n)
    firm = builders[project % len(builders)]
    trade = draw.weigh((10, 12, 8, 8, 6, 5, 14, 14, 10, 13), n)
    kind = np.array([kind for _, kind in _TRADES])[trade]
    start = now - draw.low(20, 700, n)
    end = np.where(draw.odds(0.25, n), np.minimum(start + draw.whole(30, 300, n), now), NEVER)
    conduct = rates.of("A-60").conduct(draw, n)
    needs = kind < 2
    manner = draw.whole(1, 3, n)  # not in the base, run out, somebody else's
    fails = needs & (conduct == PLANTED)
    renewed = needs & (conduct == LOOK_ALIKE)
    since = np.where(renewed, start - 30, start - draw.whole(100, 900, n))
    until = np.where(fails & (manner == 2), start - 60, since + 6 * 365)
    since = np.where(fails & (manner == 2), start - 60 - 6 * 365, since)
    own = joined(pick(("T", "建"), np.minimum(kind, 1)), people.id_of(who))
    other = joined(pick(("T", "建"), np.minimum(kind, 1)), people.id_of(np.roll(who, 1)))
    shown = pick(
        pa.chunked_array([own, other]).combine_chunks(),
        np.arange(n) + np.where(fails & (manner == 3), n, 0),
        needs,
    )
    _special_certificates(
        world, ledger, own, who, kind, since, until, needs & ~(fails & (manner != 2))
    )
    ledger.add(
        "worker_roster",
        {
            "project_no": joined("XM", zero_filled(project + 1, 6)),
            "project": joined(
                pick(world.places.counties, world.firms.county[firm]),
                "第",
                zero_filled(project + 1, 3),
                "号工程",
            ),
            "agency": world.places.office("housing", world.firms.county[firm]),
            "division": world.places.division(world.firms.county[firm]),
            **world.firms.named(firm, "contractor", "uscc"),
            **people.who(who),
            "trade": pick([trade for trade, _ in _TRADES], trade),
            "cert_no": shown,
            "on_from": dates(start),
            "on_to": dates(end, now),
        },
    )
    ledger.judge(
        "A-60",
        organ=world.places.office("housing", world.firms.county[firm]),
        subject={
            "project_no": joined("XM", zero_filled(project + 1, 6)),
            "citizen_id": people.id_of(who),
        },
        violated=fails,
        planted=fails,
        because="特种作业人员无证、证书过期或者冒用他人证书上岗",
        guise=np.where(renewed, 1, (~needs & (conduct != 0)) * 2),
        guises={1: "新近换证，证书有效", 2: "所任工种不需要特种作业证"},
    )


def _special_certificates(
    world: World,
    ledger: Ledger,
    numbers: pa.Array,
    who: Ints,
    kind: Ints,
    since: Ints,
    until: Ints,
    there: Bools,
) -> None:
    rows = np.flatnonzero(there)
    county = world.people.county[who[rows]]
    offices = world.places.offices("emergency").to_pylist()
    offices += world.places.offices("housing").to_pylist()
    expired = until[rows] < world.as_of
    ledger.add(
        "occupational_cert",
        {
            "cert_no": numbers.take(pa.array(rows)),
            "kind": pick(("special_operation", "construction_operation"), kind[rows]),
            **world.people.who(who[rows]),
            "agency": pick(offices, kind[rows] * world.places.count + county),
            "valid_from": dates(since[rows]),
            "valid_to": dates(until[rows]),
            "status": pick(("valid", "expired"), expired * 1),
        },
    )
