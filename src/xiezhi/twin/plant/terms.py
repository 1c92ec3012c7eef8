"""Errors of terms, probation and combination."""

from dataclasses import replace
from datetime import timedelta

from xiezhi.twin.chance import Chance
from xiezhi.twin.days import plus_months
from xiezhi.twin.history import Case
from xiezhi.twin.offences import CONTROL, DETENTION, FIXED
from xiezhi.twin.plant.card import Card, Change, sentence_of, set_kind, set_term, target
from xiezhi.twin.simulate.sentencing import lawful_probation
from xiezhi.twin.wish import Wish

ONE_COUNT = Wish(counts=1, prior="none", youth="adult")
PROPERTY = ("盗窃罪", "诈骗罪", "敲诈勒索罪", "掩饰、隐瞒犯罪所得罪")
VIOLENCE = ("故意伤害罪", "寻衅滋事罪", "聚众斗殴罪", "非法拘禁罪")


def _lawful_probation(chance: Chance, case: Case) -> None:
    sentence = sentence_of(case)
    sentence.probation_months = lawful_probation(chance, sentence.penalty)


def _group(chance: Chance, case: Case) -> None:
    case.group = target(case).group_head = True
    _lawful_probation(chance, case)


def _probation(*months: int) -> Change:
    def spoil(chance: Chance, case: Case) -> None:
        sentence_of(case).probation_months = chance.pick(months)

    return spoil


def _probation_below_term(chance: Chance, case: Case) -> None:
    sentence = sentence_of(case)
    less = chance.pick((1, 2, 3, 6))
    sentence.probation_months = max(1, sentence.penalty.months - less)


def _term(low: int, high: int) -> Change:
    def spoil(chance: Chance, case: Case) -> None:
        set_term(case, chance.whole(low, high))

    return spoil


def _days_only(chance: Chance, case: Case) -> None:
    set_term(case, 0, chance.pick((15, 20, 25)))


def _kind(kind: str, low: int, high: int) -> Change:
    def spoil(chance: Chance, case: Case) -> None:
        set_kind(case, kind, chance.whole(low, high))

    return spoil


def _long_detention(chance: Chance, case: Case) -> None:
    sentence_of(case).penalty.months = 12 + chance.whole(1, 2)


def _above_sum(chance: Chance, case: Case) -> None:
    person = target(case)
    total = sum(count.penalty.months for count in person.counts)
    person.sentence.penalty.months = total + chance.pick((1, 2, 3, 6))


def _below_longest(chance: Chance, case: Case) -> None:
    person = target(case)
    longest = max(count.penalty.months for count in person.counts)
    person.sentence.penalty.months = longest - chance.pick((1, 2, 3))


def _too_late(chance: Chance, case: Case) -> None:
    sentence = sentence_of(case)
    if sentence.ends is not None:
        sentence.ends = plus_months(sentence.ends, chance.pick((120, 12, 12, 1, -1, 2, -12)))


def _days_late(chance: Chance, case: Case) -> None:
    sentence = sentence_of(case)
    if sentence.ends is not None:
        sentence.ends += timedelta(days=chance.pick((4, 6, 9, 11, 14, -5, -8, -10)))


def _not_credited(chance: Chance, case: Case) -> None:
    sentence = sentence_of(case)
    if sentence.ends is not None:
        sentence.ends += timedelta(days=sentence.credit_days)
        sentence.credit_days, sentence.credit_stated = 0, False


def _ratio(days: int) -> Change:
    def spoil(chance: Chance, case: Case) -> None:
        sentence_of(case).credit_ratio = days

    return spoil


def _designated(chance: Chance, case: Case) -> None:
    sentence_of(case).designated_ratio = 1


TERMS: tuple[Card, ...] = (
    Card(
        "CR-01",
        Wish(charges=PROPERTY, counts=1, bracket=0, kind=FIXED, months=(8, 30), prior="recidivist"),
        _lawful_probation,
    ),
    Card(
        "CR-02",
        replace(
            ONE_COUNT,
            charges=("开设赌场罪", "敲诈勒索罪", "诈骗罪"),
            bracket=0,
            kind=FIXED,
            months=(12, 34),
            defendants=4,
            circumstance="none",
        ),
        _group,
    ),
    Card(
        "CR-03",
        replace(ONE_COUNT, charges=PROPERTY[:3], bracket=1, kind=FIXED, months=(39, 58)),
        _probation(60),
    ),
    Card(
        "CR-03",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, kind=CONTROL, months=(6, 20)),
        _probation(12, 24),
    ),
    Card(
        "CR-04",
        replace(ONE_COUNT, bracket=0, charges=PROPERTY, kind=FIXED, months=(6, 10)),
        _probation(6, 8, 10, 11),
    ),
    Card(
        "CR-04",
        replace(ONE_COUNT, bracket=0, charges=VIOLENCE, kind=FIXED, months=(20, 34)),
        _probation_below_term,
    ),
    Card(
        "CR-04",
        replace(ONE_COUNT, bracket=0, charges=VIOLENCE, kind=FIXED, months=(24, 36)),
        _probation(63, 66, 72),
    ),
    Card(
        "CR-05",
        replace(ONE_COUNT, charges=("危险驾驶罪",), kind=DETENTION, months=(3, 6)),
        _probation_below_term,
    ),
    Card(
        "CR-05",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, kind=DETENTION, months=(2, 6)),
        _probation(14, 18, 24),
    ),
    Card(
        "CR-05",
        replace(ONE_COUNT, charges=("危险驾驶罪",), kind=DETENTION, months=(1, 1)),
        _probation(1),
    ),
    Card(
        "CR-06",
        replace(ONE_COUNT, charges=PROPERTY, bracket=0, kind=FIXED, months=(6, 8), probation=False),
        _term(2, 5),
    ),
    Card(
        "CR-06",
        replace(
            ONE_COUNT, charges=("诈骗罪", "合同诈骗罪"), bracket=2, kind=FIXED, months=(170, 180)
        ),
        _term(186, 204),
    ),
    Card(
        "CR-07",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, kind=DETENTION, months=(4, 6)),
        _term(7, 10),
    ),
    Card(
        "CR-07",
        replace(ONE_COUNT, charges=("危险驾驶罪",), kind=DETENTION, months=(1, 2), probation=False),
        _days_only,
    ),
    Card(
        "CR-07",
        Wish(
            charges=VIOLENCE,
            bracket=0,
            kind=DETENTION,
            months=(5, 6),
            counts=3,
            prior="none",
            youth="adult",
            probation=False,
        ),
        _long_detention,
    ),
    Card(
        "CR-08",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, kind=CONTROL, months=(4, 6)),
        _term(1, 2),
    ),
    Card(
        "CR-08",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, kind=CONTROL, months=(12, 24)),
        _term(27, 36),
    ),
    Card(
        "CR-09",
        replace(ONE_COUNT, charges=("危险驾驶罪",), kind=DETENTION, months=(3, 6), probation=False),
        _kind(FIXED, 6, 8),
    ),
    Card(
        "CR-09",
        replace(
            ONE_COUNT,
            charges=("帮助信息网络犯罪活动罪", "容留他人吸毒罪"),
            kind=FIXED,
            months=(20, 36),
            probation=False,
        ),
        _term(39, 45),
    ),
    Card(
        "CR-09",
        replace(
            ONE_COUNT,
            charges=("抢劫罪",),
            bracket=0,
            kind=FIXED,
            months=(36, 40),
            circumstance="none",
            defendants=1,
        ),
        _kind(DETENTION, 4, 6),
    ),
    Card(
        "CR-09",
        replace(
            ONE_COUNT, charges=("使用虚假身份证件罪", "代替考试罪"), kind=DETENTION, months=(3, 6)
        ),
        _kind(FIXED, 6, 9),
    ),
    Card(
        "CR-10",
        replace(
            ONE_COUNT,
            charges=PROPERTY[:3],
            bracket=1,
            kind=FIXED,
            months=(36, 40),
            circumstance="none",
            defendants=1,
            probation=False,
        ),
        _term(20, 33),
    ),
    Card(
        "CR-10",
        replace(
            ONE_COUNT,
            charges=("受贿罪", "贪污罪", "贩卖毒品罪"),
            bracket=1,
            kind=FIXED,
            months=(36, 48),
            circumstance="none",
            defendants=1,
            probation=False,
        ),
        _term(24, 34),
    ),
    Card(
        "CR-12",
        Wish(counts=2, kind=FIXED, months=(8, 20), probation=False, prior="none"),
        _above_sum,
    ),
    Card(
        "CR-12",
        Wish(counts=3, kind=FIXED, months=(8, 20), probation=False, prior="none"),
        _above_sum,
    ),
    Card(
        "CR-12",
        Wish(counts=2, kind=FIXED, months=(12, 30), probation=False, prior="none"),
        _below_longest,
    ),
    Card(
        "CR-18",
        replace(
            ONE_COUNT,
            kind=FIXED,
            months=(10, 34),
            bracket=0,
            probation=False,
            custody="held",
            dates_printed=True,
            charges=PROPERTY,
        ),
        written=_too_late,
    ),
    Card(
        "CR-18",
        replace(
            ONE_COUNT,
            kind=FIXED,
            months=(10, 34),
            bracket=0,
            probation=False,
            custody="held",
            dates_printed=True,
            charges=VIOLENCE,
        ),
        written=_days_late,
    ),
    Card(
        "CR-18",
        replace(
            ONE_COUNT,
            kind=FIXED,
            months=(10, 34),
            bracket=0,
            probation=False,
            custody="rearrested",
            dates_printed=True,
            charges=PROPERTY,
        ),
        written=_not_credited,
    ),
    Card(
        "CR-19",
        replace(
            ONE_COUNT,
            kind=FIXED,
            months=(10, 34),
            bracket=0,
            probation=False,
            custody="held",
            charges=PROPERTY,
        ),
        _ratio(2),
    ),
    Card(
        "CR-19",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, kind=CONTROL, months=(6, 24)),
        _ratio(1),
    ),
    Card(
        "CR-19",
        replace(
            ONE_COUNT,
            kind=FIXED,
            months=(10, 34),
            bracket=0,
            probation=False,
            custody="designated",
            charges=("受贿罪", "诈骗罪"),
            dates_printed=True,
        ),
        _designated,
    ),
)
