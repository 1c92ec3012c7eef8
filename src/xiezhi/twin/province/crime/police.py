"""What the police and the procuratorate wrote down of criminal cases.

Supervision points: A-09 (held too long, case left hanging, bail never lifted), A-10 (case frozen
after arrest was refused).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.calendar import plus_months
from xiezhi.twin.province.columns import dates, flags, pick, wholes
from xiezhi.twin.province.crime.charges import CRIMES, marked
from xiezhi.twin.province.crime.files import Files, cut

if TYPE_CHECKING:
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.world import World

__all__ = ["charge_names", "police_books"]

_GROUNDS = ("none", "roving", "repeated", "gang")
_REFUSALS = ("no_need", "evidence")
_DROPS = ("discretionary", "statutory", "evidence")
_SOON = NEVER - 100_000
HARMS = ("none", "slight", "minor", "serious", "death")

GUISES = {1: "另案处理", 2: "嫌疑人在逃", 3: "依法延长至第三十七日"}


def charge_names() -> list[str]:
    """Names of the charges in the order of `CRIMES`."""
    return [crime.charge for crime in CRIMES]


def police_books(world: World, files: Files, ledger: Ledger) -> None:
    """``police_case`` and ``procuratorate_case`` with the truth of A-09 and A-10."""
    keep = np.flatnonzero(world.cases.filed <= world.as_of)
    cases, files = cut(world.cases, files, keep)
    _police(world, cases, files, ledger)
    _prosecution(world, cases, files, ledger)
    _judge_hanging(world, cases, files, ledger)
    _judge_frozen(world, cases, files, ledger)


def _police(world: World, cases: Cases, files: Files, ledger: Ledger) -> None:
    now = world.as_of
    extended = (cases.ground > 0) & (cases.detained < NEVER)
    ledger.add(
        "police_case",
        {
            "police_no": files.police,
            "unit": world.places.office("police", cases.county),
            "suspect_no": wholes(np.ones(cases.count, np.int64)),
            "file_date": dates(cases.filed),
            **world.people.who(cases.person, name="suspect"),
            "charge": pick(charge_names(), cases.crime),
            "economic": flags(marked("economic", cases.crime)),
            "detain_date": dates(cases.detained, now),
            "detain_end": dates(cases.detained_until, now),
            "extension_ground": pick(_GROUNDS, cases.ground, extended),
            "arrest_date": dates(np.where(cases.arrested, cases.arrest_decided, NEVER), now),
            "bail_date": dates(cases.bailed, now),
            "bail_kind": pick(("bail",), np.zeros(cases.count, np.int64), cases.bailed <= now),
            "release_date": dates(cases.bail_lifted, now),
            "transfer_date": dates(cases.transferred, now),
            "withdraw_date": dates(cases.withdrawn, now),
            "terminate_date": dates(cases.terminated, now),
            "split": flags(cases.split),
            "at_large": flags(cases.at_large),
        },
    )


def _prosecution(world: World, cases: Cases, files: Files, ledger: Ledger) -> None:
    now = world.as_of
    keep = np.flatnonzero(np.minimum(cases.arrest_decided, cases.received) <= now)
    cases, files = cut(cases, files, keep)
    decided = cases.arrest_decided <= now
    measure = np.where(cases.arrested, 0, np.where(cases.bailed <= now, 1, -1))
    ledger.add(
        "procuratorate_case",
        {
            "office": world.places.office("procuratorate", cases.county),
            "proc_no": files.prosecution,
            "suspect_no": wholes(np.ones(cases.count, np.int64)),
            "police_unit": world.places.office("police", cases.county),
            "police_no": files.police,
            **world.people.who(cases.person, name="suspect"),
            "charge": pick(charge_names(), cases.crime),
            "arrest_result": pick(("approved", "refused"), (~cases.arrested) * 1, decided),
            "nonarrest_reason": pick(_REFUSALS, cases.refusal - 1, decided),
            "decision_date": dates(cases.arrest_decided, now),
            "received_date": dates(cases.received, now),
            "indict_date": dates(cases.indicted, now),
            "nonpros_type": pick(_DROPS, cases.drop_kind - 1, cases.dropped <= now),
            "nonpros_date": dates(cases.dropped, now),
            "measure": pick(("arrest", "bail"), measure),
            "injury": pick(HARMS, harm_of(cases)),
        },
    )


def harm_of(cases: Cases) -> Ints:
    """Place in `HARMS` of the bodily harm of each case; -1 where nobody was hurt."""
    hurt = marked("injury", cases.crime)
    degree = np.where(cases.done % 7 < 4, 2, 3)
    degree = np.where(marked("road", cases.crime) & (cases.done % 5 < 3), 4, degree)
    return np.where(hurt, degree, -1)


def _unfinished(cases: Cases, now: int) -> Bools:
    ended = np.minimum(cases.transferred, np.minimum(cases.withdrawn, cases.terminated))
    return ended > now


def _judge_hanging(world: World, cases: Cases, files: Files, ledger: Ledger) -> None:
    """刑诉法 91: detention, 37 days at most; 79: bail, 12 months; 公安程序规定 186: cases end."""
    now = world.as_of
    held = cases.detained <= now
    until = np.minimum(cases.detained_until, now)
    too_long = held & (until - cases.detained > 37)
    resting = cases.split | cases.at_large
    bail_over = plus_months(np.minimum(cases.bailed, _SOON), 12) < now
    bail_over &= (cases.bail_lifted > now) & _unfinished(cases, now)
    begun = np.minimum(np.minimum(cases.detained, cases.bailed), _SOON)
    hanging = plus_months(begun, 24) < now
    hanging &= _unfinished(cases, now) & ~resting
    violated = too_long | bail_over | hanging
    measured = (begun < _SOON) & (begun <= now) & _unfinished(cases, now) & ~resting
    ledger.judge(
        "A-09",
        organ=world.places.office("police", cases.county),
        subject=_subject(world, cases, files),
        violated=violated,
        planted=cases.plant("A-09"),
        because="拘留超过三十七日，或者取保超过十二个月未解除，或者采取强制措施后二十四个月未结",
        guise=np.where(held, cases.looks("A-09"), 0),
        guises=GUISES,
        pending=measured & ~violated,
    )


def _judge_frozen(world: World, cases: Cases, files: Files, ledger: Ledger) -> None:
    """After arrest was refused the case is brought to an end while bail can last: 12 months."""
    now = world.as_of
    refused = (cases.refusal > 0) & (cases.arrest_decided <= now)
    open_case = refused & _unfinished(cases, now) & ~cases.split & ~cases.at_large
    over = plus_months(np.minimum(cases.arrest_decided, _SOON), 12) < now
    ledger.judge(
        "A-10",
        organ=world.places.office("police", cases.county),
        subject=_subject(world, cases, files),
        violated=open_case & over,
        planted=cases.plant("A-10"),
        because="不批准逮捕后十二个月既未移送起诉也未撤案",
        guise=np.where(refused & over, cases.looks("A-10"), 0),
        guises=GUISES,
        pending=open_case & ~over,
    )


def _subject(world: World, cases: Cases, files: Files) -> dict[str, object]:
    return {
        "citizen_id": world.people.id_of(cases.person),
        "police_no": files.police,
        "proc_no": files.prosecution,
        "unit": world.places.office("police", cases.county),
        "register_no": files.house,
    }
