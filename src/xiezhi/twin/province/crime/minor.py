"""Petty offences: penalties of the police and administrative detention.

Supervision point: A-11 (an injury that may be a crime was neither examined nor filed as one).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import age_on, plus_months, year_of
from xiezhi.twin.province.columns import blank, dates, flags, joined, money, pick, wholes
from xiezhi.twin.province.lives.aftermath import Offences
from xiezhi.twin.province.numbers import document_numbers, serials, zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.people import People
    from xiezhi.twin.province.world import World

__all__ = ["offences_books", "offences_of"]

_ACTS = ("殴打他人", "盗窃", "赌博", "吸毒", "寻衅滋事", "醉酒驾驶机动车")
_GRAVE = ("左侧第6、7肋骨骨折", "右侧肋骨骨折三处", "右侧鼻骨粉碎性骨折", "牙齿脱落二枚")
_SLIGHT = ("头皮挫伤", "面部软组织肿胀", "前臂皮肤擦伤", "右手背皮肤划伤")


def offences_of(
    draw: Draw, rates: Rates, people: People, cases: Cases, since: int, as_of: int
) -> Offences:
    """Petty offences of the years of the books, some of them by people under correction."""
    some, when = _usual(draw("usual"), people, since, as_of)
    more, then = _under_correction(draw("correction"), cases, as_of)
    person, done = np.concatenate([some, more]), np.concatenate([when, then])
    n = len(person)
    act = draw.weigh((34, 16, 18, 14, 12, 0), n)
    decided = np.minimum(done + draw.low(0, 25, n), as_of)
    fights = act == 0
    conduct = rates.of("A-11").conduct(draw, n)
    injury = np.where(fights, 1, 0)
    injury = np.where(fights & (conduct != 0), 2, injury)
    examined = fights & (draw.odds(0.5, n) | (conduct == LOOK_ALIKE)) & (conduct != PLANTED)
    days = np.where(draw.odds(0.6, n), draw.whole(3, 15, n), 0)
    days = np.where(_locked(cases, person, decided), 0, days)
    order = np.lexsort((person, decided))
    hidden = fights & (conduct == PLANTED)
    return Offences(
        person[order],
        people.county[person][order],
        act[order],
        done[order],
        decided[order],
        days[order],
        injury[order],
        examined[order],
        hidden[order],
    )


def _usual(draw: Draw, people: People, since: int, as_of: int) -> tuple[Ints, Ints]:
    done = since + draw.whole(0, as_of - since - 1, people.count)
    age = age_on(people.birth, done)
    able = (age >= 18) & (age < 70) & (people.death > done + 60)
    person = np.flatnonzero(able & draw.odds(0.02, people.count))
    return person, done[person]


def _under_correction(draw: Draw, cases: Cases, as_of: int) -> tuple[Ints, Ints]:
    n = cases.count
    span = np.where(cases.trial_from < NEVER, cases.trial_to - cases.trial_from, 0)
    day = cases.trial_from + draw.whole(20, np.maximum(span + 200, 21), n)
    keep = (span > 40) & draw.odds(0.10, n) & (day < as_of)
    return cases.person[keep], day[keep]


def _locked(cases: Cases, person: Ints, day: Ints) -> Bools:
    """Whether the person sits in criminal custody within two months of the day."""
    inside = np.zeros(len(person), bool)
    left = np.searchsorted(cases.person, person, "left")
    right = np.searchsorted(cases.person, person, "right")
    for shift in range(int((right - left).max(initial=0))):
        row = np.minimum(left + shift, cases.count - 1)
        held = (cases.house_in[row] - 60 <= day) & (day <= cases.house_out[row] + 60)
        held |= (cases.start[row] - 60 <= day) & (day <= cases.free[row] + 60)
        inside |= (left + shift < right) & held & (cases.filed[row] < NEVER)
    return inside


def offences_books(world: World, ledger: Ledger) -> None:
    """``police_penalty`` and ``admin_detention`` with the truth of A-11."""
    petty = world.offences
    n = len(petty.person)
    numbers = offence_numbers(world)
    names = world.people.name_of((petty.person * 31 + 17) % world.people.count)
    hurt = petty.injury > 0
    text = np.where(petty.injury == 2, petty.done % 4, 4 + petty.done % 4)
    held = petty.days > 0
    penalty = joined("行政拘留", wholes(petty.days).cast("string"), "日")
    ledger.add(
        "police_penalty",
        {
            "doc_no": numbers,
            "person_no": wholes(np.ones(n, np.int64)),
            "agency": world.places.office("police", petty.county),
            **world.people.who(petty.person),
            "act": pick(_ACTS, petty.act),
            "act_date": dates(petty.done),
            "penalty": blank(penalty, held).fill_null("罚款"),
            "fine": money(np.where(held, 0, 50_000), ~held),
            "decision_date": dates(petty.decided),
            "injury_examined": flags(petty.examined, hurt),
            "injury_result": pick(("slight",), np.zeros(n, np.int64), petty.examined),
            "injury_text": joined("诊断为", pick(_GRAVE + _SLIGHT, text, hurt)),
            "victim": pick(names.dictionary, names.indices.to_numpy(), hurt),
        },
    )
    grave = (petty.injury == 2) & ~petty.examined
    expired = plus_months(petty.done, 60) < world.as_of  # 刑法 87: five years
    fresh = petty.decided + 60 >= world.as_of
    ledger.judge(
        "A-11",
        organ=world.places.office("police", petty.county),
        subject={"doc_no": numbers, "citizen_id": world.people.id_of(petty.person)},
        violated=grave & ~expired & ~fresh,
        pending=grave & fresh,
        planted=petty.hidden,
        because="伤情可能达到轻伤而未鉴定、未立案",
        guise=np.where(grave & expired, 2, ((petty.injury == 2) & petty.examined) * 1),
        guises={1: "经鉴定为轻微伤", 2: "已过追诉时效"},
    )
    _detentions(world, ledger, numbers)


def offence_numbers(world: World) -> pa.Array:
    """Numbers of the penalty decisions."""
    petty = world.offences
    head = world.places.office("police", petty.county)
    serial = serials(0, petty.county, year_of(petty.decided))
    return document_numbers(head, "行罚决字", petty.decided, serial)


def _detentions(world: World, ledger: Ledger, numbers: pa.Array) -> None:
    petty = world.offences
    keep = np.flatnonzero(petty.days > 0)
    start = petty.decided[keep]
    end = start + petty.days[keep]
    person, county = petty.person[keep], petty.county[keep]
    ledger.add(
        "admin_detention",
        {
            "house": world.places.office("lockup", county),
            "register_no": joined("J", zero_filled(np.arange(len(keep)) + 1, 8)),
            **world.people.who(person),
            "agency": world.places.office("police", county),
            "doc_no": numbers.take(keep),
            "reason": pick(_ACTS, petty.act[keep]),
            "in_date": dates(start),
            "out_date": dates(end, world.as_of),
            "correction_notified": dates(world.notices.day(person, start), world.as_of),
        },
    )
