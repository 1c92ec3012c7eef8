"""Look-alikes of terms, probation and combination: innocent, each for a reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from xiezhi.twin.chance import Chance
from xiezhi.twin.days import lawful_end
from xiezhi.twin.history import Case
from xiezhi.twin.offences import CONTROL, DETENTION, FIXED
from xiezhi.twin.plant.card import Card, Change, sentence_of, target
from xiezhi.twin.plant.terms import ONE_COUNT, PROPERTY, VIOLENCE
from xiezhi.twin.wish import Wish

_NEAR = timedelta(days=20)
_SHORT = replace(ONE_COUNT, bracket=0, kind=FIXED, charges=PROPERTY + VIOLENCE)


def _probation(months: int) -> Change:
    def disguise(chance: Chance, case: Case) -> None:
        sentence_of(case).probation_months = months

    return disguise


def _same_as_term(chance: Chance, case: Case) -> None:
    sentence = sentence_of(case)
    sentence.probation_months = sentence.penalty.months


def _claimed(chance: Chance, case: Case) -> None:
    person = target(case)
    person.sentence.probation_months = max(12, person.sentence.penalty.months)
    case.asides.append(
        f"公诉机关当庭提出被告人{person.name}系累犯，经查其前罪刑罚执行完毕已超过五年，不构成累犯。"
    )


def _drug_repeat(chance: Chance, case: Case) -> None:
    person = target(case)
    if "drug_repeat" not in person.circumstances:
        person.circumstances.append("drug_repeat")
    for prior in person.priors:
        prior.charge = "贩卖毒品罪"
    person.sentence.probation_months = max(12, person.sentence.penalty.months)


def _gang(chance: Chance, case: Case) -> None:
    person = target(case)
    person.sentence.probation_months = max(12, person.sentence.penalty.months)
    case.asides.append(f"被告人{person.name}系该临时结伙的纠集者，各被告人尚未形成犯罪集团。")


def _all_of_it(chance: Chance, case: Case) -> None:
    person = target(case)
    person.sentence.penalty.months = sum(count.penalty.months for count in person.counts)


def _longest_only(chance: Chance, case: Case) -> None:
    person = target(case)
    person.sentence.penalty.months = max(count.penalty.months for count in person.counts)


def _begin_on(begin: date, end: date) -> Change:
    """Lets the custody begin on a month's last day; a case too far from it is dealt again."""

    def disguise(chance: Chance, case: Case) -> None:
        person = target(case)
        first = person.custody[0]
        last_act = max(count.last_day for count in person.counts)
        if person.sentence.starts is None or last_act > begin or first.start > begin + _NEAR:
            return
        first.start = person.sentence.starts = begin
        person.sentence.ends = end

    return disguise


def _ends_on(end: date) -> Callable[[Case], bool]:
    return lambda case: sentence_of(case).ends == end


def _day_late(chance: Chance, case: Case) -> None:
    sentence = sentence_of(case)
    if sentence.ends is not None:
        sentence.ends += timedelta(days=chance.pick((1, -1)))


def _bail_left_out(chance: Chance, case: Case) -> None:
    """Prints the first detention as the start and the end later by the days of bail."""
    person = target(case)
    sentence = person.sentence
    first = person.custody[0]
    if sentence.starts is None or sentence.ends is None or first.kind != "detention":
        return
    away = (sentence.starts - first.start).days - sentence.credit_days
    sentence.starts, sentence.credit_days = first.start, 0
    sentence.ends = lawful_end(
        first.start, sentence.penalty.months, sentence.penalty.days
    ) + timedelta(days=away)
    sentence.credit_due = -away
    sentence.credit_stated = False
    case.asides.append(f"被告人{person.name}取保候审期间的{away}日不计入刑期，刑期相应顺延。")


def _halved(chance: Chance, case: Case) -> None:
    sentence_of(case).designated_ratio = 2


def _with_bail(case: Case) -> bool:
    return sentence_of(case).credit_due < 0


def _held_first(case: Case) -> bool:
    return sentence_of(case).ends is not None


def _merged(case: Case) -> bool:
    sentence, counts = sentence_of(case), target(case).counts
    total = sum(count.penalty.months for count in counts)
    return sentence.merged_prior is not None and sentence.penalty.months > total


ALIKE_TERMS: tuple[Card, ...] = (
    Card(
        "CR-01",
        replace(_SHORT, months=(6, 30), prior="long_ago"),
        _claimed,
        reason="recidivism is only claimed by the prosecutor; the earlier term ended too long ago",
    ),
    Card(
        "CR-01",
        Wish(
            charges=("贩卖毒品罪", "容留他人吸毒罪"),
            counts=1,
            bracket=0,
            kind=FIXED,
            months=(6, 20),
            prior="long_ago",
        ),
        _drug_repeat,
        reason="a repeat drug offender is not a recidivist",
    ),
    Card(
        "CR-02",
        replace(_SHORT, months=(8, 30), defendants=4, charges=VIOLENCE),
        _gang,
        reason="no criminal group, only people who met by chance",
    ),
    Card(
        "CR-03",
        replace(_SHORT, months=(36, 36)),
        _probation(60),
        reason="exactly three years may be suspended",
    ),
    Card(
        "CR-04",
        replace(_SHORT, months=(12, 36)),
        _same_as_term,
        reason="the probation equals the term",
    ),
    Card("CR-04", replace(_SHORT, months=(6, 8)), _probation(12), reason="exactly one year"),
    Card("CR-04", replace(_SHORT, months=(24, 36)), _probation(60), reason="exactly five years"),
    Card(
        "CR-05",
        replace(_SHORT, kind=DETENTION, months=(2, 6)),
        _same_as_term,
        reason="the probation equals the term",
    ),
    Card(
        "CR-05",
        replace(_SHORT, kind=DETENTION, months=(4, 6), charges=("危险驾驶罪",)),
        _probation(12),
        reason="exactly one year",
    ),
    Card("CR-06", replace(_SHORT, months=(6, 6)), reason="exactly six months"),
    Card(
        "CR-06",
        replace(
            ONE_COUNT,
            charges=("诈骗罪", "合同诈骗罪", "贩卖毒品罪"),
            bracket=3,
            kind=FIXED,
            months=(180, 180),
            mitigate=False,
        ),
        reason="exactly fifteen years",
    ),
    Card(
        "CR-07",
        Wish(
            charges=VIOLENCE,
            bracket=0,
            counts=2,
            kind=DETENTION,
            months=(5, 6),
            probation=False,
            prior="none",
            youth="adult",
        ),
        _all_of_it,
        reason="several counts of detention may come to a year",
    ),
    Card("CR-07", replace(_SHORT, kind=DETENTION, months=(6, 6)), reason="exactly six months"),
    Card(
        "CR-08",
        replace(_SHORT, kind=CONTROL, months=(24, 24), charges=VIOLENCE),
        reason="exactly two years",
    ),
    Card(
        "CR-08",
        replace(_SHORT, kind=CONTROL, months=(3, 3), charges=VIOLENCE),
        reason="exactly three months",
    ),
    Card(
        "CR-09",
        replace(
            ONE_COUNT,
            charges=("容留他人吸毒罪", "帮助信息网络犯罪活动罪"),
            kind=FIXED,
            months=(36, 36),
        ),
        reason="exactly the longest term",
    ),
    Card(
        "CR-09",
        replace(
            ONE_COUNT,
            charges=("抢劫罪",),
            bracket=0,
            kind=DETENTION,
            months=(4, 6),
            circumstance="accessory",
            mitigate=True,
            defendants=2,
        ),
        reason="mitigation opens the kinds below the bracket",
        fits=lambda case: target(case).mitigated,
    ),
    Card(
        "CR-10",
        replace(
            ONE_COUNT,
            charges=PROPERTY[:3],
            bracket=1,
            kind=FIXED,
            months=(20, 34),
            circumstance="voluntary_surrender",
            mitigate=True,
        ),
        reason="voluntary surrender allows a sentence below the bracket",
        fits=lambda case: target(case).mitigated,
    ),
    Card(
        "CR-10",
        replace(
            ONE_COUNT,
            charges=PROPERTY[:3],
            bracket=1,
            kind=FIXED,
            months=(36, 36),
            circumstance="none",
            defendants=1,
        ),
        reason="exactly the least term of the bracket",
    ),
    Card(
        "CR-12",
        Wish(counts=2, kind=FIXED, months=(8, 20), probation=False, prior="none", youth="adult"),
        _all_of_it,
        reason="the combined term equals the sum",
    ),
    Card(
        "CR-12",
        Wish(counts=2, kind=FIXED, months=(8, 20), probation=False, prior="none", youth="adult"),
        _longest_only,
        reason="the combined term equals the longest",
    ),
    Card(
        "CR-12",
        Wish(
            charges=PROPERTY,
            bracket=0,
            counts=2,
            kind=FIXED,
            months=(8, 16),
            prior="probation_running",
        ),
        reason="an earlier sentence is merged into it",
        fits=_merged,
    ),
    Card(
        "CR-18",
        replace(
            _SHORT,
            months=(6, 6),
            probation=False,
            custody="held",
            dates_printed=True,
            defendants=1,
            after=date(2015, 7, 20),
            before=date(2015, 8, 25),
        ),
        written=_begin_on(date(2015, 8, 31), date(2016, 2, 29)),
        reason="the month has no such day, so the term ends on its last",
        fits=_ends_on(date(2016, 2, 29)),
    ),
    Card(
        "CR-18",
        replace(
            _SHORT,
            months=(6, 6),
            probation=False,
            custody="held",
            dates_printed=True,
            defendants=1,
            after=date(2017, 1, 15),
            before=date(2017, 2, 24),
        ),
        written=_begin_on(date(2017, 2, 28), date(2017, 8, 30)),
        reason="a term from a month's last day may run to the last day of its final month",
        fits=_ends_on(date(2017, 8, 30)),
    ),
    Card(
        "CR-18",
        replace(_SHORT, months=(10, 34), probation=False, custody="held", dates_printed=True),
        written=_day_late,
        reason="one day is within the courts' ways of counting",
    ),
    Card(
        "CR-18",
        replace(_SHORT, months=(10, 34), probation=False, custody="rearrested", dates_printed=True),
        reason="the days of custody before bail are credited",
        fits=_held_first,
    ),
    Card(
        "CR-18",
        replace(_SHORT, months=(10, 34), probation=False, custody="rearrested", dates_printed=True),
        written=_bail_left_out,
        reason="the days of bail do not count",
        fits=_with_bail,
    ),
    Card(
        "CR-18",
        replace(
            _SHORT, months=(10, 34), probation=False, custody="administrative", dates_printed=True
        ),
        reason="administrative detention for the same act counts",
        fits=_held_first,
    ),
    Card(
        "CR-18",
        replace(
            _SHORT,
            months=(10, 34),
            probation=False,
            custody="administrative_apart",
            dates_printed=True,
        ),
        reason="administrative detention for the same act is credited",
        fits=_held_first,
    ),
    Card(
        "CR-19",
        replace(_SHORT, kind=CONTROL, months=(6, 24), charges=VIOLENCE),
        reason="control is credited two days for one",
    ),
    Card(
        "CR-19",
        replace(
            _SHORT,
            months=(10, 34),
            probation=False,
            custody="designated",
            dates_printed=True,
            charges=("受贿罪", "诈骗罪"),
            after=date(2016, 5, 1),
        ),
        _halved,
        reason="designated residence is credited one day for two",
    ),
)
