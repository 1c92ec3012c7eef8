"""Community correction: reporting, sanctions, exit restrictions, and new detention meanwhile.

Supervision points: A-04 (never registered or late without consequence), A-05 (detained while under
correction and nobody told), A-18 (exit restriction not filed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, counted, np
from xiezhi.twin.province.columns import dates, joined, pick, wholes
from xiezhi.twin.province.crime.files import Files, cut
from xiezhi.twin.province.crime.judgments import subject_of
from xiezhi.twin.province.lives.aftermath import Corrections, Notices
from xiezhi.twin.province.numbers import zero_filled
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.world import World

__all__ = ["alone", "correction_books", "corrections_of", "ended_on", "notices_of"]

_CATEGORIES = ("probation", "parole", "public_surveillance")


def corrections_of(draw: Draw, rates: Rates, cases: Cases, as_of: int) -> Corrections:
    """How those under correction reported."""
    n = cases.count
    under = cases.trial_from < NEVER
    conduct = np.where(cases.suspended & alone(cases), rates.of("A-04").conduct(draw, n), 0)
    half = draw.odds(0.5, n)
    never = under & (conduct == PLANTED) & half
    late = under & (conduct == PLANTED) & ~half
    excused = under & (conduct == LOOK_ALIKE)
    wait = np.where(late | excused, draw.whole(15, 60, n), draw.low(1, 9, n))
    report = np.where(under & ~never, cases.trial_from + wait, NEVER)
    warned = np.where(excused, report + draw.whole(1, 6, n), NEVER)
    border = rates.of("A-18").conduct(draw, n)
    early = border == LOOK_ALIKE
    filed = np.where(early, cases.trial_from - draw.whole(5, 40, n), report + draw.whole(0, 4, n))
    not_filed = (border == PLANTED) & (report + 60 < as_of)
    filed = np.where((report < NEVER) & ~not_filed, filed, NEVER)
    return Corrections(report, warned, late, never, excused, filed, not_filed, early)


def alone(cases: Cases) -> Bools:
    """Cases of people who have no other."""
    other = np.zeros(cases.count, bool)
    same = cases.person[1:] == cases.person[:-1]
    other[1:] |= same
    other[:-1] |= same
    return ~other


def notices_of(
    draw: Draw,
    rates: Rates,
    cases: Cases,
    corrections: Corrections,
    taken: tuple[Ints, Ints],
    as_of: int,
) -> Notices:
    """Which detentions fell into somebody's correction, and who was told.

    Args:
        draw: Source of chance.
        rates: How often offices fail.
        cases: The criminal cases.
        corrections: How the convicted reported.
        taken: Persons and first days of all detentions, criminal and administrative.
        as_of: The present.
    """
    person, start = taken
    under = np.flatnonzero(corrections.report < NEVER)
    left = np.searchsorted(cases.person[under], person, "left")
    right = np.searchsorted(cases.person[under], person, "right")
    rows, case = [], []
    for shift in range(int((right - left).max(initial=0))):
        here = np.minimum(left + shift, len(under) - 1)
        which = under[here]
        inside = (left + shift < right) & (cases.trial_from[which] <= start)
        inside &= start <= cases.trial_to[which] + 300
        rows.append(np.flatnonzero(inside))
        case.append(which[inside])
    places = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    which = np.concatenate(case) if case else np.zeros(0, np.int64)
    n = len(places)
    over = start[places] > ended_on(cases, which)[0]
    silent = rates.of("A-05").planted_among(draw, n) & ~over & (start[places] + 90 < as_of)
    told = np.where(silent | over, NEVER, start[places] + draw.whole(0, 2, n))
    proposed = np.where(silent | over, NEVER, told + draw.whole(1, 12, n))
    return Notices(person[places], start[places], which, told, proposed, silent, over)


def correction_books(world: World, files: Files, ledger: Ledger, corrections: Corrections) -> None:
    """``community_correction``, ``correction_sanction`` and ``exit_filing`` with their truth."""
    now = world.as_of
    _register(world, files, ledger, corrections)
    _sanctions(world, files, ledger, corrections)
    _filings(world, files, ledger, corrections)
    keep = np.flatnonzero(world.cases.suspended & (world.cases.effective <= now))
    cases, mine = cut(world.cases, files, keep)
    report = corrections.report[keep]
    gone = cases.effective + 10 < now
    late = (report <= now) & (report - cases.effective > 10) & (corrections.warned[keep] > now)
    later = np.isin(keep, world.notices.case[world.notices.proposed <= now])
    late &= ~later  # whatever it was for, a measure was taken
    unregistered = (report > now) & gone
    ledger.judge(
        "A-04",
        organ=world.places.office("correction", cases.county),
        subject={**subject_of(world, cases, mine), "correction_no": mine.correction},
        violated=unregistered | late,
        planted=corrections.late[keep] | corrections.never[keep],
        because="判决生效后十日内未报到，未登记或者未处分",
        guise=(corrections.excused[keep] | (later & corrections.late[keep])) * 1,
        guises={1: "逾期报到，已给予处分"},
        pending=(report > now) & ~gone,
    )
    _judge_silence(world, files, ledger)


def _register(world: World, files: Files, ledger: Ledger, corrections: Corrections) -> None:
    now = world.as_of
    keep = np.flatnonzero(corrections.report <= now)
    cases, mine = cut(world.cases, files, keep)
    category = np.where(cases.parole < NEVER, 1, np.where(cases.kind == 3, 2, 0))
    ended, again = ended_on(world.cases, keep)
    ledger.add(
        "community_correction",
        {
            "agency": world.places.office("correction", cases.county),
            "correction_no": mine.correction,
            **world.people.who(cases.person),
            "category": pick(_CATEGORIES, category),
            "case_no": mine.court,
            "court": world.places.office("court", cases.county),
            "papers_date": dates(np.minimum(corrections.report[keep], cases.trial_from + 5)),
            "report_date": dates(corrections.report[keep]),
            "period_from": dates(cases.trial_from),
            "period_to": dates(cases.trial_to),
            "end_date": dates(ended, now),
            "end_reason": pick(("expired", "new_sentence"), again * 1, ended <= now),
        },
    )


def ended_on(cases: Cases, keep: Ints) -> tuple[Ints, Bools]:
    """When correction really ended, and whether a new sentence of custody ended it."""
    after = np.minimum(keep + 1, cases.count - 1)
    again = (after > keep) & (cases.person[after] == cases.person[keep])
    again &= cases.locked_up[after] & (cases.effective[after] < cases.trial_to[keep])
    return np.where(again, cases.effective[after], cases.trial_to[keep]), again


def _sanctions(world: World, files: Files, ledger: Ledger, corrections: Corrections) -> None:
    now, notices = world.as_of, world.notices
    warned = np.flatnonzero(corrections.warned <= now)
    proposed = np.flatnonzero(notices.proposed <= now)
    case = np.concatenate([warned, notices.case[proposed]])
    day = np.concatenate([corrections.warned[warned], notices.proposed[proposed]])
    kind = np.concatenate([np.zeros(len(warned), np.int64), np.ones(len(proposed), np.int64)])
    cases, mine = cut(world.cases, files, case)
    kind = np.where((kind == 1) & (cases.parole < NEVER), 2, kind)
    words = ("warning", "probation_revocation", "parole_revocation")
    reasons = ("逾期报到", "矫正期间被羁押、拘留", "矫正期间被羁押、拘留")
    ledger.add(
        "correction_sanction",
        {
            "agency": world.places.office("correction", cases.county),
            "correction_no": mine.correction,
            "sanction_no": wholes(counted(case) + 1),
            **world.people.who(cases.person),
            "kind": pick(words, kind),
            "date": dates(day),
            "reason": pick(reasons, kind),
        },
    )


def _filings(world: World, files: Files, ledger: Ledger, corrections: Corrections) -> None:
    now = world.as_of
    keep = np.flatnonzero((corrections.report <= now) & (corrections.filed <= now))
    cases, mine = cut(world.cases, files, keep)
    ledger.add(
        "exit_filing",
        {
            "agency": world.places.office("correction", cases.county),
            "filing_no": joined("CJ", zero_filled(keep + 1, 7)),
            **world.people.who(cases.person),
            "filed_date": dates(corrections.filed[keep]),
            "until": dates(cases.trial_to),
            "lifted_date": dates(cases.trial_to + 1, now),
        },
    )
    keep = np.flatnonzero((corrections.report <= now) & (world.cases.trial_to > now))
    cases, mine = cut(world.cases, files, keep)
    ended, _ = ended_on(world.cases, keep)
    active = ended > now
    missing = active & (corrections.filed[keep] > now)
    old = corrections.report[keep] + 10 < now
    ledger.judge(
        "A-18",
        organ=world.places.office("correction", cases.county),
        subject={
            "citizen_id": world.people.id_of(cases.person),
            "correction_no": mine.correction,
        },
        violated=missing & old,
        planted=corrections.not_filed[keep],
        because="社区矫正对象未办理限制出境报备",
        guise=(corrections.filed_early[keep] & active) * 1,
        guises={1: "在前一诉讼环节已经报备"},
        pending=missing & ~old,
    )


def _judge_silence(world: World, files: Files, ledger: Ledger) -> None:
    now, notices = world.as_of, world.notices
    keep = np.flatnonzero(notices.start <= now)
    cases, mine = cut(world.cases, files, notices.case[keep])
    told, proposed = notices.told[keep], notices.proposed[keep]
    over = notices.over[keep]
    unknown = (told > now) & (proposed > now) & ~over
    old = notices.start[keep] + 30 < now
    ledger.judge(
        "A-05",
        organ=world.places.office("police", cases.county),
        subject={
            "citizen_id": world.people.id_of(cases.person),
            "correction_no": mine.correction,
            "in_date": dates(notices.start[keep]),
        },
        violated=unknown & old,
        planted=notices.silent[keep],
        because="社区矫正期间被羁押、拘留，未通知也未提请收监、撤销缓刑",
        guise=over * 1,
        guises={1: "羁押时矫正期已满"},
        pending=(unknown | (proposed > now)) & ~old & ~over,
    )
