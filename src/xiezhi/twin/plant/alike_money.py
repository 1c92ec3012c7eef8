"""Look-alikes of fines, confiscation, gains and orders."""

from dataclasses import replace

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case
from xiezhi.twin.offences import CONTROL, DETENTION, FINE_ALONE, FIXED, LIFE
from xiezhi.twin.plant.card import Card, Change, sentence_of, set_fine, target
from xiezhi.twin.plant.money import INSTEAD, NO_FINE, forbid
from xiezhi.twin.plant.terms import ONE_COUNT, PROPERTY, VIOLENCE
from xiezhi.twin.statute.amendments import BEFORE_AMENDMENT_11
from xiezhi.twin.wish import Wish

_SHORT = replace(ONE_COUNT, bracket=0, kind=FIXED, months=(7, 30), charges=PROPERTY)


def _fine(yuan: int) -> Change:
    def disguise(chance: Chance, case: Case) -> None:
        set_fine(case, yuan)

    return disguise


def _twice(chance: Chance, case: Case) -> None:
    set_fine(case, 2 * target(case).counts[0].amount)


def _rights(months: int) -> Change:
    def disguise(chance: Chance, case: Case) -> None:
        person = target(case)
        person.counts[0].rights_months = person.sentence.rights_months = months

    return disguise


def _same_rights(chance: Chance, case: Case) -> None:
    person = target(case)
    months = person.sentence.penalty.months
    person.counts[0].rights_months = person.sentence.rights_months = months


def _returned(chance: Chance, case: Case) -> None:
    for person in case.defendants:
        person.returned = "all"
    case.items = [item for item in case.items if item.kind == "civil_damages"]


def _ban(months: int) -> Change:
    def disguise(chance: Chance, case: Case) -> None:
        sentence = sentence_of(case)
        sentence.ban_months, sentence.ban = months, "会计职业"

    return disguise


def _as_long_as_probation(chance: Chance, case: Case) -> None:
    forbid(sentence_of(case).probation_months, case)


def _short_order(chance: Chance, case: Case) -> None:
    forbid(2, case)


def _as_long_as_control(chance: Chance, case: Case) -> None:
    forbid(sentence_of(case).penalty.months, case)


def _three_months(chance: Chance, case: Case) -> None:
    sentence_of(case).fine_paid, sentence_of(case).fine_days = False, 90


def _one_fine(case: Case) -> bool:
    return sum(count.fine is not None for count in target(case).counts) == 1


def _carried_over(case: Case) -> bool:
    prior = sentence_of(case).merged_prior
    return prior is not None and prior.fine > 0


def _suspended(case: Case) -> bool:
    return sentence_of(case).probation_months > 0


def _hidden(chance: Chance, case: Case) -> None:
    target(case).counts[0].fine_hidden = True


ALIKE_MONEY: tuple[Card, ...] = (
    Card(
        "CR-13",
        Wish(
            charges=("盗窃罪", "诈骗罪"),
            bracket=0,
            counts=2,
            kind=FIXED,
            months=(8, 16),
            prior="none",
            youth="adult",
        ),
        reason="only one of the counts carries a fine",
        fits=_one_fine,
    ),
    Card(
        "CR-13",
        Wish(
            charges=PROPERTY,
            bracket=0,
            counts=2,
            kind=FIXED,
            months=(8, 16),
            prior="probation_running",
        ),
        reason="the fine of the earlier sentence is added",
        fits=_carried_over,
    ),
    Card(
        "CR-14",
        replace(_SHORT, charges=("职务侵占罪",), before=BEFORE_AMENDMENT_11),
        reason="the article had no fine before 1 March 2021",
    ),
    Card(
        "CR-14",
        replace(
            ONE_COUNT,
            charges=("盗窃罪", "受贿罪"),
            bracket=0,
            outcome="exempted",
            circumstance="voluntary_surrender",
        ),
        reason="exempted from punishment",
    ),
    Card(
        "CR-14",
        replace(
            ONE_COUNT,
            charges=("受贿罪", "盗窃罪", "诈骗罪"),
            bracket=2,
            kind=FIXED,
            months=(126, 180),
            mitigate=False,
        ),
        reason="confiscation of property stands in place of the fine",
        fits=lambda case: target(case).counts[0].confiscation == "part",
    ),
    Card(
        "CR-15",
        Wish(
            charges=NO_FINE,
            bracket=0,
            counts=2,
            kind=FIXED,
            months=(8, 16),
            prior="none",
            youth="adult",
        ),
        reason="another count carries the fine",
        fits=_one_fine,
    ),
    Card(
        "CR-15",
        replace(ONE_COUNT, charges=INSTEAD, bracket=0, kind=FINE_ALONE, fine_alone=True),
        reason="the fine stands in place of the main penalty",
    ),
    Card(
        "CR-16",
        replace(_SHORT, charges=("诈骗罪", "赌博罪"), kind=DETENTION, months=(2, 6)),
        _fine(1000),
        reason="exactly the least fine",
    ),
    Card(
        "CR-16",
        Wish(
            charges=("诈骗罪", "掩饰、隐瞒犯罪所得罪"),
            bracket=0,
            counts=1,
            kind=DETENTION,
            months=(2, 6),
            youth="crime",
            prior="none",
        ),
        _fine(500),
        reason="the least fine of a minor is 500",
        fits=lambda case: "juvenile" in target(case).circumstances,
    ),
    Card(
        "CR-16",
        replace(_SHORT, charges=("盗窃罪",), defendants=1),
        _twice,
        reason="exactly twice the amount",
    ),
    Card(
        "CR-17",
        replace(
            ONE_COUNT,
            charges=("故意杀人罪", "贩卖毒品罪"),
            bracket=0,
            kind=FIXED,
            months=(120, 180),
            mitigate=False,
        ),
        reason="a fixed term needs no deprivation for life",
        fits=lambda case: sentence_of(case).penalty.kind == FIXED,
    ),
    Card(
        "CR-17",
        replace(ONE_COUNT, charges=("故意杀人罪",), bracket=0, kind=LIFE, mitigate=False),
        reason="deprived of political rights for life",
    ),
    Card(
        "CR-26",
        replace(_SHORT, charges=("盗窃罪", "诈骗罪", "开设赌场罪")),
        written=_returned,
        reason="everything was returned before judgment",
    ),
    Card(
        "CR-27",
        replace(
            ONE_COUNT,
            charges=("滥伐林木罪", "开设赌场罪", "受贿罪"),
            bracket=0,
            outcome="exempted",
            circumstance="voluntary_surrender",
        ),
        reason="gains are taken, but nothing is punished",
        fits=lambda case: bool(case.items),
    ),
    Card(
        "CR-28",
        replace(ONE_COUNT, charges=PROPERTY, bracket=0, kind=FINE_ALONE, fine_alone=True),
        reason="the bracket allows a fine alone",
    ),
    Card(
        "CR-30",
        replace(_SHORT, charges=("职务侵占罪", "挪用资金罪", "挪用公款罪")),
        _ban(36),
        reason="exactly three years",
    ),
    Card(
        "CR-30",
        replace(_SHORT, charges=("职务侵占罪", "挪用资金罪", "挪用公款罪")),
        _ban(60),
        reason="exactly five years",
    ),
    Card(
        "CR-31",
        replace(_SHORT, charges=VIOLENCE, probation=True),
        _as_long_as_probation,
        reason="exactly as long as the probation",
        fits=_suspended,
    ),
    Card(
        "CR-31",
        replace(_SHORT, charges=VIOLENCE, probation=True),
        _short_order,
        reason="exactly two months",
        fits=_suspended,
    ),
    Card(
        "CR-31",
        replace(_SHORT, charges=VIOLENCE, kind=CONTROL, months=(6, 20)),
        _as_long_as_control,
        reason="exactly as long as the control",
    ),
    Card(
        "CR-32",
        replace(
            ONE_COUNT,
            charges=("贩卖毒品罪", "抢劫罪"),
            bracket=1,
            kind=FIXED,
            months=(84, 120),
            mitigate=False,
        ),
        _rights(12),
        reason="exactly one year",
    ),
    Card(
        "CR-32",
        replace(
            ONE_COUNT,
            charges=("故意杀人罪", "故意伤害罪"),
            bracket=0,
            kind=FIXED,
            months=(120, 180),
            mitigate=False,
        ),
        _rights(60),
        reason="exactly five years",
    ),
    Card(
        "CR-32",
        replace(_SHORT, charges=VIOLENCE, kind=CONTROL, months=(6, 20)),
        _same_rights,
        reason="with control the rights are lost for as long",
    ),
    Card("CR-14", _SHORT, _hidden, reason="redaction hides the sum of the fine"),
    Card("CR-39", _SHORT, written=_three_months, reason="exactly three months"),
)
