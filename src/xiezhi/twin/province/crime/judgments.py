"""Criminal judgments as the court's register holds them.

Supervision points: A-16 (period of probation outside the law), A-17 (recidivist not found).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.columns import blank, dates, flags, joined, money, pick, wholes
from xiezhi.twin.province.crime.charges import marked
from xiezhi.twin.province.crime.files import Files, cut
from xiezhi.twin.province.crime.police import HARMS, charge_names, harm_of

if TYPE_CHECKING:
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.world import World

__all__ = ["KINDS", "court_books", "subject_of"]

KINDS = (
    "none",
    "fixed_term",
    "criminal_detention",
    "public_surveillance",
    "fine_alone",
)
_TEXTS = {
    "drink": "被告人醉酒驾驶机动车在道路上行驶，经鉴定其血液中乙醇含量超过八十毫克/100毫升。",
    "race": "被告人在道路上驾驶机动车追逐竞驶，情节恶劣。",
    "road": "被告人违反道路交通安全法规驾驶机动车发生事故，负主要责任。",
    "shell": "被告人明知他人实施电信网络诈骗，将注册公司的营业执照和对公账户出售给他人。",
}


def race_of(cases: Cases) -> Ints:
    """Dangerous driving that was a race and not drunkenness."""
    race: Ints = (marked("drink", cases.crime) & (cases.done % 17 == 0)).astype(np.int64)
    return race


def court_books(world: World, files: Files, ledger: Ledger, fine_due: Ints, disposed: Ints) -> None:
    """``criminal_judgment`` with the truth of A-16 and A-17.

    Args:
        world: What happened.
        files: File numbers.
        ledger: Where it is written.
        fine_due: Last day for paying the fine as the judgment names it.
        disposed: Whether the judgment disposes of seized things: 1 yes, 0 no, -1 none were seized.
    """
    now = world.as_of
    keep = np.flatnonzero(world.cases.judged <= now)
    cases, files = cut(world.cases, files, keep)
    sold = np.zeros(world.cases.count, bool)
    sold[world.shells.case] = True
    ledger.add(
        "criminal_judgment", _rows(world, cases, files, fine_due[keep], disposed[keep], sold[keep])
    )
    court = world.places.office("court", cases.county)
    ledger.judge(
        "A-16",
        organ=court,
        subject=subject_of(world, cases, files),
        violated=_wrong_trial_period(cases),
        planted=cases.plant("A-16"),
        because="缓刑考验期不在刑法第七十三条的幅度内",
        guise=cases.looks("A-16"),
        guises={1: "考验期正好在法定上限或者下限"},
    )
    ledger.judge(
        "A-17",
        organ=court,
        subject=subject_of(world, cases, files),
        violated=cases.recidivist & ~cases.found_recidivist,
        planted=cases.plant("A-17"),
        because="有期徒刑执行完毕五年内再犯应当判处有期徒刑以上刑罚之罪而未认定累犯",
        guise=cases.looks("A-17"),
        guises={
            1: "前罪宣告缓刑或者未判处有期徒刑",
            2: "前罪或者后罪系过失犯罪",
            3: "已过五年",
            4: "前罪时不满十八周岁",
        },
    )


def subject_of(world: World, cases: Cases, files: Files) -> dict[str, pa.Array]:
    """Columns that name a defendant of a judgment."""
    return {
        "case_no": files.court,
        "defendant_no": wholes(np.ones(cases.count, np.int64)),
        "citizen_id": world.people.id_of(cases.person),
        "court": world.places.office("court", cases.county),
    }


def _rows(
    world: World, cases: Cases, files: Files, fine_due: Ints, disposed: Ints, sold: Bools
) -> dict[str, pa.Array]:
    now, people = world.as_of, world.people
    punished = np.isin(cases.kind, (1, 2, 3))
    return {
        "case_no": files.court,
        "defendant_no": wholes(np.ones(cases.count, np.int64)),
        "court": world.places.office("court", cases.county),
        "judge_date": dates(cases.judged),
        "effective_date": dates(cases.effective, now),
        **people.who(cases.person, name="defendant"),
        "birth_date": dates(people.birth[cases.person]),
        "charges": _charges(cases),
        "offence_from": dates(cases.done),
        "offence_to": dates(cases.done),
        "main_penalty": pick(KINDS, cases.kind),
        "main_months": wholes(cases.months, punished),
        "probation": flags(cases.suspended),
        "probation_months": wholes(cases.trial_months, cases.suspended),
        "fine": money(cases.fine, cases.fine > 0),
        "fine_due": dates(fine_due),
        "confiscation": pick(KINDS[:1], np.zeros(cases.count, np.int64)),
        "restitution": money(cases.loss, cases.loss > 0),
        "paid_before": money(cases.paid_before, cases.paid_before > 0),
        "political_rights_months": wholes(cases.rights, cases.rights > 0),
        "start_date": _term(cases, cases.start, cases.trial_from),
        "end_date": _term(cases, cases.end, cases.trial_to),
        "is_recidivist": flags(cases.found_recidivist),
        "injury": pick(HARMS, harm_of(cases)),
        "item_disposal": flags(disposed == 1, disposed >= 0),
        "text": _texts(cases, sold),
    }


def _term(cases: Cases, days: Ints, watched: Ints) -> pa.Array:
    free = np.where(cases.kind == 3, watched, NEVER)
    return dates(np.where(cases.locked_up, days, free))


def _charges(cases: Cases) -> pa.Array:
    values = pick(charge_names(), cases.crime).cast(pa.string())
    return pa.ListArray.from_arrays(pa.array(np.arange(cases.count + 1), pa.int32()), values)


def _texts(cases: Cases, sold: Bools) -> pa.Array:
    drunk = marked("drink", cases.crime)
    which = np.where(drunk, race_of(cases), np.where(marked("road", cases.crime), 2, -1))
    which = np.where(sold, 3, which)
    told = pick(list(_TEXTS.values()), which)
    return blank(joined("经审理查明，", told), which >= 0)


def _wrong_trial_period(cases: Cases) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    short = cases.kind == 2
    least = np.maximum(cases.months, np.where(short, 2, 12))
    most = np.where(short, 12, 60)
    outside = (cases.trial_months < least) | (cases.trial_months > most)
    return cases.suspended & outside
