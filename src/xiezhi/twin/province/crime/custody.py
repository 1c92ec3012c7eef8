"""Detention houses and prisons: who was locked up from when to when.

Supervision points: A-06 (imprisonment not executed, notice late, prison late), A-03 (prisoner who
could pay a small fine), A-08 (commutation though the property penalty is dodged, or too early;
parole of those whom the law bars).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import age_on, anniversary, plus_months
from xiezhi.twin.province.columns import dates, flags, money, pick, wholes
from xiezhi.twin.province.crime.charges import marked
from xiezhi.twin.province.crime.files import Files, cut
from xiezhi.twin.province.crime.judgments import subject_of
from xiezhi.twin.province.crime.police import charge_names
from xiezhi.twin.province.crime.serving import months_before
from xiezhi.twin.province.lives.aftermath import Stays
from xiezhi.twin.province.numbers import case_numbers, serials

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.aftermath import Sums
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.world import World

__all__ = ["custody_books", "stays_of"]

_SOON = NEVER - 100_000
_WAYS = ("bail", "released", "prison", "served", "correction")
_STAGES = ("investigation", "prosecution", "trial", "execution")


def stays_of(cases: Cases) -> Stays:
    """All stays, ordered by person and day, also those that lie ahead."""
    whole = cases.arrested & cases.locked_up
    first = np.flatnonzero(cases.house_in < NEVER)
    later = np.flatnonzero((cases.term_in < NEVER) & ~whole)
    case = np.concatenate([first, later])
    start = np.concatenate([cases.house_in[first], cases.term_in[later]])
    out = np.where(cases.prison_in < NEVER, cases.prison_out, cases.free)
    until = np.where(whole, out, cases.house_out)
    end = np.concatenate([until[first], out[later]])
    executed = np.where(cases.locked_up, cases.effective, NEVER)
    sentenced = np.concatenate(
        [np.where(whole, executed, NEVER)[first], np.maximum(executed, cases.term_in)[later]]
    )
    order = np.lexsort((start, cases.person[case]))
    case = case[order]
    return Stays(cases.person[case], case, start[order], end[order], sentenced[order])


def custody_books(world: World, files: Files, ledger: Ledger, sums: Sums) -> None:
    """``detention_register``, ``prison_inmate`` and ``commutation`` with their truth."""
    _register(world, files, ledger)
    _prison(world, files, ledger, sums)
    _commutations(world, files, ledger, sums)
    _judge_execution(world, files, ledger)


def _register(world: World, files: Files, ledger: Ledger) -> None:
    now = world.as_of
    before, files_before = cut(world.cases, files, np.flatnonzero(world.cases.house_in <= now))
    after, files_after = cut(world.cases, files, np.flatnonzero(world.cases.term_in <= now))
    way = np.where(after.prison_in < NEVER, 3, 4)
    _admissions(
        world,
        before,
        files_before,
        before.house_in,
        before.house_out,
        before.house_to,
        ledger,
        later=False,
    )
    _admissions(world, after, files_after, after.term_in, after.term_out, way, ledger, later=True)


def _admissions(
    world: World,
    cases: Cases,
    files: Files,
    start: Ints,
    end: Ints,
    way: Ints,
    ledger: Ledger,
    *,
    later: bool,
) -> None:
    now, count = world.as_of, cases.count
    on_sentence = np.full(count, later)
    left = end <= now
    told = cases.notice <= np.minimum(end, now)
    seen = np.minimum(end, now)
    stage = np.where(cases.effective <= seen, 3, np.where(cases.indicted <= seen, 2, 1))
    stage = np.where((stage == 1) & (cases.received > seen), 0, stage)
    limit = np.where(left, end, now + 5 + start % 40)
    sentence = cases.locked_up & (cases.effective <= now)
    ledger.add(
        "detention_register",
        {
            "house": world.places.office("detention_house", cases.county),
            "register_no": files.house_term if later else files.house,
            **world.people.who(cases.person),
            "unit": world.places.office("police", cases.county),
            "police_no": files.police,
            "charge": pick(charge_names(), cases.crime),
            "in_date": dates(start),
            "in_reason": pick(("criminal_detention", "sentence"), on_sentence * 1),
            "detain_date": dates(np.where(on_sentence, NEVER, cases.detained), now),
            "arrest_date": dates(
                np.where(cases.arrested & ~on_sentence, cases.arrest_decided, NEVER), now
            ),
            "stage": pick(_STAGES, stage),
            "limit_date": dates(np.where(stage < 3, limit, NEVER)),
            "correction_notified": dates(_notified(world, cases.person, start), now),
            "out_date": dates(end, now),
            "out_to": pick(_WAYS, way - 1, left),
            "exec_notice_date": dates(np.where(told, cases.notice, NEVER)),
            "remaining_days": wholes(cases.end - cases.notice + 1, told & sentence),
            "end_date": dates(np.where(sentence, cases.end, NEVER)),
        },
    )


def _notified(world: World, person: Ints, start: Ints) -> Ints:
    return world.notices.day(person, start)


def _prison(world: World, files: Files, ledger: Ledger, sums: Sums) -> None:
    now = world.as_of
    keep = np.flatnonzero(world.cases.prison_in <= now)
    cases, files = cut(world.cases, files, keep)
    inside = cases.prison_out > now
    balance, unpaid, unrestored = sums.balance[keep], sums.fine_left[keep], sums.loss_left[keep]
    end = np.where(cases.cut_day <= now, plus_months(cases.end, -cases.cut), cases.end)
    ledger.add(
        "prison_inmate",
        {
            "prisoner_no": files.prisoner,
            "prison": world.places.office("prison", cases.county),
            **world.people.who(cases.person),
            "case_no": files.court,
            "court": world.places.office("court", cases.county),
            "admit_date": dates(cases.prison_in),
            "end_date": dates(end),
            "leave_date": dates(cases.prison_out, now),
            "account_balance": money(balance),
            "monthly_spend": money(20_000 + balance % 40_000),
            "fine_unpaid": money(unpaid),
            "restitution_unpaid": money(unrestored),
            "balance_date": dates(np.minimum(cases.prison_out, now)),
        },
    )
    _judge_release(world, ledger, cases, files, end)
    able = inside & (unpaid > 0) & (balance >= unpaid + unrestored)
    ledger.judge(
        "A-03",
        organ=world.places.office("court", cases.county),
        subject={"prisoner_no": files.prisoner, **subject_of(world, cases, files)},
        violated=able,
        planted=sums.can_pay[keep],
        because="狱内账户余额足以缴清罚金而未执行",
        guise=np.where(inside, sums.guise[keep], 0),
        guises={1: "尚有被害人退赔未履行，退赔在先"},
        amount=unpaid,
    )


def _judge_release(world: World, ledger: Ledger, cases: Cases, files: Files, end: Ints) -> None:
    now = world.as_of
    until = np.minimum(cases.prison_out, now)
    ledger.judge(
        "A-09",
        organ=world.places.office("prison", cases.county),
        subject={
            "prisoner_no": files.prisoner,
            "citizen_id": world.people.id_of(cases.person),
        },
        violated=(until > end) & (cases.parole >= NEVER),
        planted=cases.plant("A-09/release"),
        because="刑期届满未按期释放",
        guise=((cases.cut_day <= now) & (cases.prison_out <= now) & (until <= end)) * 1,
        guises={1: "减刑后提前释放"},
    )


def _commutations(world: World, files: Files, ledger: Ledger, sums: Sums) -> None:
    now = world.as_of
    ruled = np.minimum(world.cases.cut_day, world.cases.parole)
    keep = np.flatnonzero(ruled - 40 <= now)
    cases, files = cut(world.cases, files, keep)
    ruling, granted = ruled[keep], ruled[keep] <= now
    paroled = cases.parole < NEVER
    unpaid = sums.fine_left[keep] + sums.loss_left[keep]
    balance = sums.balance[keep]
    able = (unpaid > 0) & (balance >= unpaid)
    _, higher = np.unique(np.array(world.places.higher_codes), return_inverse=True)
    order = np.argsort(ruling, kind="stable")
    serial = np.empty(len(keep), np.int64)
    serial[order] = serials(0, higher[cases.county][order], (ruling[order] - 40) // 365)
    code = pick(world.places.higher_codes, cases.county)
    numbers = case_numbers(code, ruling - 40, "刑更", serial + 1_000 * ((ruling - 40) // 365 % 3))
    ledger.add(
        "commutation",
        {
            "case_no": numbers,
            "prisoner_no": files.prisoner,
            **world.people.who(cases.person),
            "prison": world.places.office("prison", cases.county),
            "court": world.places.office("higher_court", cases.county),
            "kind": pick(("commutation", "parole"), paroled * 1),
            "propose_date": dates(ruling - 40),
            "ruling_date": dates(ruling, now),
            "result": pick(("granted",), np.zeros(len(keep), np.int64), granted),
            "months": wholes(cases.cut, cases.cut > 0),
            "paid_flag": flags(unpaid == 0),
            "no_means_certified": flags((unpaid > 0) & ~able),
        },
    )
    ledger.judge(
        "A-08",
        organ=world.places.office("prison", cases.county),
        subject={
            "case_no": numbers,
            "prisoner_no": files.prisoner,
            "citizen_id": world.people.id_of(cases.person),
        },
        violated=able,
        planted=sums.can_pay[keep],
        because="有能力履行财产性判项而不履行，仍被提请减刑假释",
        guise=np.where(~able & (unpaid > 0), 1, 0),
        guises={1: "经认定确无履行能力"},
        amount=unpaid,
    )
    _judge_times(world, cases, files, ledger, numbers)


def _judge_times(
    world: World, cases: Cases, files: Files, ledger: Ledger, numbers: pa.Array
) -> None:
    """法释〔2016〕23号 6, 7, 16, 19: time before the first commutation. 刑法 81: no parole."""
    now, birth = world.as_of, world.people.birth[cases.person]
    organ = world.places.office("prison", cases.county)
    subject = {
        "case_no": numbers,
        "prisoner_no": files.prisoner,
        "citizen_id": world.people.id_of(cases.person),
    }
    reduced = cases.cut_day < NEVER
    ruled = np.where(reduced, cases.cut_day, _SOON)
    begins = plus_months(cases.prison_in, months_before(cases, cases.found_recidivist))
    tender = (age_on(birth, cases.prison_in) < 18) | (age_on(birth, ruled - 40) >= 65)
    short = cases.end < anniversary(cases.effective, 2)
    early = reduced & (ruled < begins)
    ledger.judge(
        "A-08",
        organ=organ,
        subject=subject,
        violated=early & (ruled <= now) & ~tender & ~short,
        planted=cases.plant("A-08/early"),
        because="减刑起始时间不足",
        guise=np.where(early & short, 2, np.where(early & tender, 1, 0)),
        guises={1: "未成年或者年满六十五周岁", 2: "判决生效时余刑不满二年"},
        pending=early & (ruled > now) & (begins > now) & ~tender & ~short,
    )
    paroled = cases.parole < NEVER
    barred = cases.found_recidivist | marked("violent", cases.crime) & (cases.months >= 120)
    ledger.judge(
        "A-08",
        organ=organ,
        subject=subject,
        violated=paroled & barred,
        planted=cases.plant("A-08/parole"),
        because="对累犯或者暴力犯罪被判处十年以上的罪犯提请假释",
        guise=(paroled & ~barred) * 1,
        guises={1: "不在不得假释之列"},
    )


def _judge_execution(world: World, files: Files, ledger: Ledger) -> None:
    now = world.as_of
    keep = np.flatnonzero(world.cases.locked_up & (world.cases.effective <= now))
    cases, files = cut(world.cases, files, keep)
    outside = (cases.start > now) & ~cases.arrested
    not_taken = outside & (cases.effective + 30 < now)
    notice_late = (np.minimum(cases.notice, now) - cases.effective > 10) & (cases.start < NEVER)
    notice_late &= cases.end > cases.effective + 10  # also where none came until the end
    undelivered = _undelivered(cases, now)
    violated = not_taken | notice_late | undelivered
    ledger.judge(
        "A-06",
        organ=world.places.office("court", cases.county),
        subject={
            **subject_of(world, cases, files),
            "register_no": pc.coalesce(files.house_term, files.house),
        },
        violated=violated,
        planted=cases.plant("A-06"),
        because="判处实刑未收押，或者执行通知书迟送，或者一个月内未投送监狱",
        guise=cases.looks("A-06"),
        guises={1: "先行羁押折抵后刑期已满", 2: "余刑三个月以下，由看守所代为执行"},
        pending=(outside & ~not_taken) | ((cases.notice > now) & ~violated & _due(cases)),
    )


def _undelivered(cases: Cases, now: int) -> Bools:
    notice = np.minimum(cases.notice, _SOON)
    long = (cases.kind == 1) & (cases.end > plus_months(notice, 3))
    in_time = cases.prison_in <= plus_months(notice, 1)
    late: Bools = (cases.notice < NEVER) & long & ~in_time & (plus_months(notice, 1) < now)
    return late


def _due(cases: Cases) -> Bools:
    due: Bools = (cases.start < NEVER) & (cases.end > cases.effective + 10)
    return due
