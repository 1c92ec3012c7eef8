"""Social insurance and public salaries, month by month.

Supervision point: A-41 (salary of public staff paid in custody or after conviction).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np, runs
from xiezhi.twin.province.calendar import month_of, month_start
from xiezhi.twin.province.columns import dates, flags, money, pick
from xiezhi.twin.province.crime.charges import marked
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates
from xiezhi.twin.province.work import OFFICES

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.crime.files import Files
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["insurance_books", "salary_books"]

_BLOCK = 60_000


def insurance_books(world: World, ledger: Ledger) -> None:
    """``social_insurance``: a row for every month in a firm that was not spent in custody."""
    _made_up(world, ledger)
    jobs = world.jobs
    chosen = np.flatnonzero(jobs.firm >= 0)
    locked = _months_locked(world)
    for begin in range(0, len(chosen), _BLOCK):
        job = chosen[begin : begin + _BLOCK]
        first = np.maximum(jobs.first[job], world.paid_since)
        owner, step = runs(np.minimum(jobs.last[job] - 1, world.paid_until) - first + 1)
        month, row = first[owner] + step, job[owner]
        free = ~_contains(locked, jobs.person[row], month)
        month, row = month[free], row[free]
        person, firm = jobs.person[row], jobs.firm[row]
        ledger.add(
            "social_insurance",
            {
                **world.people.who(person),
                **world.firms.named(firm, "employer", "uscc"),
                "scheme": pick(("pension",), np.zeros(len(row), np.int64)),
                "month": dates(month_start(month)),
                "is_makeup": flags(np.zeros(len(row), bool)),
                "base": money(jobs.wage[row]),
                "agency": world.places.office("pensions", world.firms.county[firm]),
            },
        )


def _made_up(world: World, ledger: Ledger) -> None:
    """Months paid for long afterwards, when employment was confirmed."""
    late = world.confirmed
    keep = np.flatnonzero(late.paid_on <= world.as_of)
    owner, step = runs(late.months[keep])
    row = keep[owner]
    month = month_of(late.paid_on[row]) - late.months[row] - 12 + step
    ledger.add(
        "social_insurance",
        {
            **world.people.who(late.person[row]),
            **world.firms.named(late.firm[row], "employer", "uscc"),
            "scheme": pick(("pension",), np.zeros(len(row), np.int64)),
            "month": dates(month_start(month)),
            "is_makeup": flags(np.ones(len(row), bool)),
            "makeup_date": dates(late.paid_on[row]),
            "base": money(np.full(len(row), 400_000)),
            "agency": world.places.office("pensions", world.firms.county[late.firm[row]]),
        },
    )


def _months_locked(world: World) -> Ints:
    """Person and month, packed into one number, of whole months in custody."""
    stays = world.stays
    begun = stays.start <= world.as_of
    first = month_of(stays.start[begun] - 1) + 1
    last = np.minimum(month_of(np.minimum(stays.end[begun], NEVER - 1) + 1) - 1, world.this_month)
    owner, step = runs(last - first + 1)
    return np.sort(stays.person[begun][owner] * 4_096 + first[owner] + step)


def _contains(locked: Ints, person: Ints, month: Ints) -> Bools:
    if not len(locked):
        return np.zeros(len(person), bool)
    key = person * 4_096 + month
    place = np.minimum(np.searchsorted(locked, key), len(locked) - 1)
    return np.asarray(locked[place] == key)


def salary_books(world: World, files: Files, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``payroll`` with the truth of A-41."""
    jobs, now = world.jobs, world.as_of
    rows = np.flatnonzero(jobs.office >= 0)
    case, conduct = _fates(draw, rates, world, rows)
    charged = case >= 0
    cases = world.cases
    held = np.where(charged, np.minimum(cases.house_in, cases.term_in)[case], NEVER)
    guilty = np.where(charged, cases.effective[case], NEVER)
    sure = charged & np.isin(cases.kind[case], (1, 2, 3))
    # negligence with probation may end in a lesser sanction (政务处分法 14)
    sure &= ~(marked("negligent", cases.crime) & cases.suspended)[case]
    guilty = np.where(sure & (guilty <= now), guilty, NEVER)
    wrong = (conduct == PLANTED) & (guilty + 200 < now)
    repaid = (conduct == LOOK_ALIKE) & (guilty + 400 < now)
    leaves = np.where(guilty < NEVER, month_of(guilty), NEVER)
    beyond = np.where(wrong | repaid, draw.whole(3, 30, len(rows)), 0)
    last = np.where(leaves < NEVER, np.minimum(leaves + beyond, world.paid_until), world.paid_until)
    last = np.minimum(last, jobs.last[rows] - 1)
    first = np.maximum(jobs.first[rows], world.paid_since)
    owner, step = runs(last - first + 1)
    month, row = first[owner] + step, rows[owner]
    waits = (month > month_of(held)[owner]) & (month <= leaves[owner]) & (held[owner] < NEVER)
    waits &= leaves[owner] < NEVER
    waits |= _contains(_months_locked(world), jobs.person[row], month) & (month <= leaves[owner])
    wage = jobs.wage[row]
    amount = np.where(waits, wage * 3 // 4 // 100 * 100, wage)
    back = repaid[owner] & (month > leaves[owner])
    person, office = jobs.person[row], jobs.office[row]
    ledger.add(
        "payroll",
        {
            **world.people.who(person),
            "employer": _employers(world, person, office),
            "staffing": pick(("civil_servant", "institution"), (office == len(OFFICES) - 1) * 1),
            "month": dates(month_start(month)),
            "standard": money(wage),
            "amount": money(amount),
            "refunded": money(amount, back),
        },
    )
    over = np.where(leaves < NEVER, last - np.maximum(leaves, first - 1), 0)
    who = jobs.person[rows]
    ledger.judge(
        "A-41",
        organ=_employers(world, who, jobs.office[rows]),
        subject={
            "citizen_id": world.people.id_of(who),
            "employer": _employers(world, who, jobs.office[rows]),
            "case_no": pick(files.court, case),
        },
        violated=(over > 0) & ~repaid,
        planted=wrong,
        because="判决生效后仍发放工资",
        guise=np.where(repaid & (over > 0), 2, (waits_any(held, leaves) & (over <= 0)) * 1),
        guises={1: "被采取强制措施期间按百分之七十五发生活费", 2: "多发部分已全额退回"},
        amount=np.maximum(over, 0) * jobs.wage[rows],
    )


def waits_any(held: Ints, leaves: Ints) -> Bools:
    """Who drew the living allowance between arrest and conviction."""
    return (held < NEVER) & (leaves < NEVER) & (month_of(held) < leaves)


def _fates(draw: Draw, rates: Rates, world: World, rows: Ints) -> tuple[Ints, Ints]:
    """The first conviction of each member of staff, -1 for none, and how the office behaves."""
    cases = world.cases
    convicted = np.flatnonzero(cases.convicted & (cases.effective <= world.as_of))
    who = world.jobs.person[rows]
    place = np.searchsorted(cases.person[convicted], who, "left")
    place = np.minimum(place, max(len(convicted) - 1, 0))
    if not len(convicted):
        return np.full(len(rows), -1), np.zeros(len(rows), np.int64)
    hit = cases.person[convicted][place] == who
    conduct = rates.of("A-41").conduct(draw, len(rows))
    return np.where(hit, convicted[place], -1), np.where(hit, conduct, 0)


def _employers(world: World, person: Ints, office: Ints) -> pa.Array:
    """Names of the public offices of the person's county."""
    names = [name for kind in OFFICES for name in world.places.offices(kind).to_pylist()]
    return pick(names, office * world.places.count + world.people.county[person])
