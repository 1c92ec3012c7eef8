"""Custody and bail of a defendant, and the days of the case around them."""

from dataclasses import dataclass
from datetime import date, timedelta

from xiezhi.twin.chance import Chance
from xiezhi.twin.days import span_days
from xiezhi.twin.history import Custody, Defendant

#: Patterns of a defendant who will serve a term, with their shares.
SERVING = {
    "held": 70,
    "rearrested": 9,
    "taken_at_judgment": 8,
    "administrative": 4,
    "administrative_apart": 2,
    "residential": 2,
    "designated": 1,
    "at_large": 4,
}
#: Patterns of a defendant who will not.
FREE = {"bailed": 62, "bail_only": 28, "held": 10}
_CONTINUOUS = {"held", "administrative", "retention", "residential"}


@dataclass(slots=True)
class Calendar:
    """The days of a case."""

    caught: date
    filed: date
    hearing: date
    judged: date


def choose_pattern(chance: Chance, defendant: Defendant, wished: str) -> str:
    """How this defendant was held until judgment."""
    if wished:
        return wished
    sentence = defendant.sentence
    serves = (
        sentence.outcome == "convicted"
        and not sentence.probation_months
        and sentence.penalty.kind not in {"none", "fine_alone", "public_surveillance"}
    )
    if not serves:
        return chance.weigh(FREE)
    graft = any(count.offence.fine_rule == "graft" for count in defendant.counts)
    if graft and defendant.counts[0].last_day >= date(2018, 3, 20) and chance.odds(0.6):
        return "retention"
    return chance.weigh(SERVING)


def days_of_case(
    chance: Chance, last_act: date, people: list[tuple[Defendant, str]], *, at_once: bool
) -> Calendar:
    """When the defendants were caught, charged and judged.

    Args:
        chance: Choices.
        last_act: Last day of any crime of the case.
        people: Persons with their custody patterns.
        at_once: Caught on the day itself (drunk driving).

    Returns:
        Days such that nobody is held longer than the sentence.
    """
    caught = last_act + timedelta(days=0 if at_once else chance.low_whole(0, 160))
    span = int(chance.spread(170, 0.4))
    for defendant, pattern in people:
        penalty = defendant.sentence.penalty
        if pattern in _CONTINUOUS and penalty.kind in {"fixed_term", "criminal_detention"}:
            span = min(span, int(0.85 * (30 * penalty.months + penalty.days)))
    span = max(24, span)
    judged = caught + timedelta(days=span)
    while judged.weekday() >= 5:
        judged += timedelta(days=1)
    trial = chance.whole(8, max(8, min(75, span // 3)))
    filed = judged - timedelta(days=trial)
    hearing = filed + timedelta(days=chance.whole(4, max(4, trial - 1)))
    return Calendar(caught, filed, min(hearing, judged), judged)


def hold(
    chance: Chance, defendant: Defendant, pattern: str, calendar: Calendar
) -> tuple[date | None, int]:
    """Writes the intervals of a pattern into the defendant.

    Returns:
        First day of the continuous custody that lasts on the day of judgment (None when free) and
        the days of earlier custody that must be credited.
    """
    caught, judged = calendar.caught, calendar.judged
    teller = {
        "held": _held,
        "retention": _retention,
        "administrative": _administrative,
        "administrative_apart": _administrative_apart,
        "rearrested": _rearrested,
        "taken_at_judgment": _rearrested,
        "residential": _residential,
        "designated": _designated,
        "bailed": _bailed,
        "bail_only": _bail_only,
        "at_large": _bail_only,
    }[pattern]
    until = judged if pattern == "taken_at_judgment" else calendar.filed
    start, credit = teller(chance, defendant, caught, max(until, caught + timedelta(days=12)))
    defendant.held = start is not None and pattern != "taken_at_judgment"
    return start, credit


def _arrest_after(chance: Chance, caught: date, limit: date) -> date:
    usual = caught + timedelta(days=chance.pick((7, 10, 13, 14, 30, 35, 37)))
    return min(usual, limit - timedelta(days=2))


def _held(
    chance: Chance, defendant: Defendant, caught: date, until: date
) -> tuple[date | None, int]:
    arrest = _arrest_after(chance, caught, until)
    defendant.custody += [Custody("detention", caught, arrest), Custody("arrest", arrest)]
    return caught, 0


def _retention(
    chance: Chance, defendant: Defendant, caught: date, until: date
) -> tuple[date | None, int]:
    arrest = min(caught + timedelta(days=chance.whole(40, 90)), until - timedelta(days=2))
    defendant.custody += [Custody("retention", caught, arrest), Custody("arrest", arrest)]
    return caught, 0


def _administrative(
    chance: Chance, defendant: Defendant, caught: date, until: date
) -> tuple[date | None, int]:
    days = chance.pick((5, 10, 15)) if (until - caught).days > 45 else 5
    detention = caught + timedelta(days=days)
    arrest = _arrest_after(chance, detention, until)
    defendant.custody += [
        Custody("administrative", caught, detention),
        Custody("detention", detention, arrest),
        Custody("arrest", arrest),
    ]
    return caught, 0


def _administrative_apart(
    chance: Chance, defendant: Defendant, caught: date, until: date
) -> tuple[date | None, int]:
    days = chance.pick((5, 10, 15))
    before = caught - timedelta(days=days + chance.whole(4, 30))
    defendant.custody.append(Custody("administrative", before, before + timedelta(days=days - 1)))
    start, _ = _held(chance, defendant, caught, until)
    return start, days


def _rearrested(
    chance: Chance, defendant: Defendant, caught: date, until: date
) -> tuple[date | None, int]:
    longest = max(2, (until - caught).days - 6)
    bailed = caught + timedelta(days=min(chance.pick((3, 7, 13, 14, 29, 37)), longest))
    defendant.custody += [
        Custody("detention", caught, bailed),
        Custody("bail", bailed, until),
        Custody("arrest", until),
    ]
    return until, (bailed - caught).days


def _residential(
    chance: Chance, defendant: Defendant, caught: date, until: date
) -> tuple[date | None, int]:
    arrest = caught + (until - caught) // 2
    defendant.custody += [
        Custody("residential_surveillance", caught, arrest),
        Custody("arrest", arrest),
    ]
    return arrest, 0


def _designated(
    chance: Chance, defendant: Defendant, caught: date, until: date
) -> tuple[date | None, int]:
    arrest = caught + timedelta(days=2 * max(2, (until - caught).days // 5))
    defendant.custody += [
        Custody("designated_residence", caught, arrest),
        Custody("arrest", arrest),
    ]
    return arrest, (span_days(caught, arrest) - 1) // 2


def _bailed(
    chance: Chance, defendant: Defendant, caught: date, until: date
) -> tuple[date | None, int]:
    bailed = caught + timedelta(days=min(chance.pick((1, 3, 7, 14, 30)), (until - caught).days - 2))
    defendant.custody += [Custody("detention", caught, bailed), Custody("bail", bailed)]
    return None, 0


def _bail_only(
    chance: Chance, defendant: Defendant, caught: date, until: date
) -> tuple[date | None, int]:
    defendant.custody.append(Custody("bail", caught + timedelta(days=chance.whole(0, 5))))
    return None, 0
