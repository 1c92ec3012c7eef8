"""Errors of fines, confiscation, gains and orders."""

from dataclasses import replace

from xiezhi.twin.chance import Chance
from xiezhi.twin.history import Case
from xiezhi.twin.offences import CONTROL, DETENTION, FINE_ALONE, FIXED, LIFE
from xiezhi.twin.plant.card import Card, Change, sentence_of, set_fine, set_kind, set_term, target
from xiezhi.twin.plant.terms import ONE_COUNT, PROPERTY, VIOLENCE
from xiezhi.twin.statute.amendments import AMENDMENT_11
from xiezhi.twin.wish import Wish

NO_FINE = ("故意伤害罪", "交通肇事罪", "非法拘禁罪", "聚众斗殴罪", "非法持有枪支罪", "窝藏罪")
INSTEAD = ("妨害公务罪", "故意毁坏财物罪", "拒不执行判决、裁定罪", "非法捕捞水产品罪")


def _one_fine_lost(chance: Chance, case: Case) -> None:
    person = target(case)
    fines = [count.fine for count in person.counts if count.fine]
    person.sentence.fine = sum(fines) - min(fines) if len(fines) > 1 else sum(fines) + 5000


def _sum_wrong(chance: Chance, case: Case) -> None:
    sentence = sentence_of(case)
    sentence.fine = (sentence.fine or 0) + chance.pick((1000, 2000, 5000, 10_000))


def _fine(*yuan: int) -> Change:
    def spoil(chance: Chance, case: Case) -> None:
        set_fine(case, chance.pick(yuan))

    return spoil


def _no_fine(chance: Chance, case: Case) -> None:
    set_fine(case, None)
    count = target(case).counts[0]
    count.confiscation = target(case).sentence.confiscation = "none"
    count.confiscation_amount = target(case).sentence.confiscation_amount = 0


def _fine_for_property(chance: Chance, case: Case) -> None:
    _no_fine(chance, case)
    set_fine(case, chance.whole(30_000, 90_000, 10_000))


def _above_twice(chance: Chance, case: Case) -> None:
    amount = target(case).counts[0].amount
    set_fine(case, (2 * amount // 1000 + chance.whole(2, 9)) * 1000)


def _no_rights(chance: Chance, case: Case) -> None:
    person = target(case)
    person.counts[0].rights_life = person.sentence.rights_life = False


def _rights(*months: int) -> Change:
    def spoil(chance: Chance, case: Case) -> None:
        person = target(case)
        person.counts[0].rights_months = person.sentence.rights_months = chance.pick(months)

    return spoil


def _no_recovery(chance: Chance, case: Case) -> None:
    case.items = [item for item in case.items if item.kind == "civil_damages"]
    for person in case.defendants:
        person.returned = "none"


def _exempt_and_fined(chance: Chance, case: Case) -> None:
    set_fine(case, chance.whole(2000, 9000, 1000))


def _alone(chance: Chance, case: Case) -> None:
    set_kind(case, FINE_ALONE, 0)
    target(case).counts[0].fine_alone = True
    sentence_of(case).probation_months = 0
    set_fine(case, chance.whole(3000, 20_000, 1000))


def _too_long(chance: Chance, case: Case) -> None:
    set_term(case, chance.whole(7, 9))


def _ban(*months: int) -> Change:
    def spoil(chance: Chance, case: Case) -> None:
        sentence = sentence_of(case)
        sentence.ban_months = chance.pick(months)
        sentence.ban = chance.pick(("食品生产、销售及相关职业", "会计、出纳职业", "汽油经营活动"))

    return spoil


def forbid(months: int, case: Case) -> None:
    """A prohibition order of that many months for the target."""
    sentence = sentence_of(case)
    sentence.prohibition_months = months
    sentence.prohibition = "从事娱乐场所经营活动"


def _longer_than_probation(chance: Chance, case: Case) -> None:
    forbid(sentence_of(case).probation_months + chance.pick((2, 4, 6, 12)), case)


def _short_order(chance: Chance, case: Case) -> None:
    forbid(1, case)


def _longer_than_control(chance: Chance, case: Case) -> None:
    forbid(sentence_of(case).penalty.months + chance.pick((1, 3, 6)), case)


def _deadline(chance: Chance, case: Case) -> None:
    sentence = sentence_of(case)
    sentence.fine_paid, sentence.fine_days = False, chance.pick((120, 150, 180, 360, 100, 200))


_SHORT = replace(ONE_COUNT, charges=PROPERTY, bracket=0, kind=FIXED, months=(7, 30))
MONEY: tuple[Card, ...] = (
    Card(
        "CR-13",
        Wish(
            charges=("盗窃罪", "贩卖毒品罪"),
            bracket=0,
            counts=3,
            kind=FIXED,
            months=(8, 18),
            prior="none",
            youth="adult",
        ),
        _one_fine_lost,
    ),
    Card(
        "CR-13",
        Wish(
            charges=("诈骗罪", "开设赌场罪"),
            bracket=0,
            counts=2,
            kind=FIXED,
            months=(8, 18),
            prior="none",
            youth="adult",
        ),
        _sum_wrong,
    ),
    Card("CR-14", _SHORT, _no_fine),
    Card(
        "CR-14",
        replace(
            ONE_COUNT,
            charges=("贩卖毒品罪", "容留他人吸毒罪"),
            bracket=0,
            kind=FIXED,
            months=(7, 30),
        ),
        _no_fine,
    ),
    Card(
        "CR-14",
        replace(
            ONE_COUNT,
            charges=("贩卖毒品罪",),
            bracket=3,
            kind=FIXED,
            months=(180, 180),
            mitigate=False,
            circumstance="none",
        ),
        _fine_for_property,
    ),
    Card(
        "CR-14",
        replace(
            ONE_COUNT,
            charges=("职务侵占罪",),
            bracket=0,
            kind=FIXED,
            months=(8, 30),
            after=AMENDMENT_11,
        ),
        _no_fine,
    ),
    Card(
        "CR-15",
        replace(ONE_COUNT, charges=NO_FINE, bracket=0, kind=FIXED, months=(8, 30)),
        _fine(2000, 3000, 5000, 10_000),
    ),
    Card(
        "CR-15",
        replace(ONE_COUNT, charges=INSTEAD, bracket=0, kind=FIXED, months=(6, 20)),
        _fine(2000, 3000, 5000),
    ),
    Card(
        "CR-16",
        replace(
            ONE_COUNT,
            charges=("诈骗罪", "容留他人吸毒罪", "赌博罪"),
            bracket=0,
            kind=DETENTION,
            months=(2, 6),
        ),
        _fine(200, 300, 500, 800),
    ),
    Card(
        "CR-16",
        replace(
            ONE_COUNT, charges=("盗窃罪",), bracket=0, kind=FIXED, months=(8, 30), defendants=1
        ),
        _above_twice,
    ),
    Card(
        "CR-16",
        replace(ONE_COUNT, charges=("受贿罪", "贪污罪"), bracket=0, kind=FIXED, months=(8, 30)),
        _fine(10_000, 30_000, 50_000, 600_000),
    ),
    Card(
        "CR-16",
        replace(ONE_COUNT, charges=("信用卡诈骗罪",), bracket=0, kind=FIXED, months=(8, 30)),
        _fine(5000, 10_000),
    ),
    Card(
        "CR-17",
        replace(
            ONE_COUNT, charges=("故意杀人罪", "故意伤害罪"), bracket=2, kind=LIFE, mitigate=False
        ),
        _no_rights,
        fits=lambda case: sentence_of(case).penalty.kind == LIFE,
    ),
    Card(
        "CR-26",
        replace(
            ONE_COUNT,
            charges=("盗窃罪", "诈骗罪", "开设赌场罪", "受贿罪"),
            kind=FIXED,
            months=(8, 30),
            bracket=0,
        ),
        written=_no_recovery,
    ),
    Card(
        "CR-27",
        replace(
            ONE_COUNT,
            charges=("盗窃罪", "受贿罪", "妨害公务罪", "滥伐林木罪"),
            bracket=0,
            outcome="exempted",
            circumstance="voluntary_surrender",
        ),
        _exempt_and_fined,
    ),
    Card(
        "CR-28",
        replace(
            ONE_COUNT, charges=("故意伤害罪", "寻衅滋事罪", "聚众斗殴罪"), bracket=0, kind=DETENTION
        ),
        _alone,
    ),
    Card(
        "CR-28",
        replace(
            ONE_COUNT,
            charges=("盗窃罪", "诈骗罪"),
            bracket=1,
            kind=FIXED,
            months=(36, 40),
            mitigate=False,
        ),
        _alone,
    ),
    Card(
        "CR-30",
        replace(
            ONE_COUNT,
            charges=("生产、销售有毒、有害食品罪", "职务侵占罪", "挪用资金罪"),
            bracket=0,
            kind=FIXED,
            months=(8, 30),
            after=AMENDMENT_11.replace(year=2016),
        ),
        _ban(12, 18, 24, 72),
    ),
    Card(
        "CR-31",
        replace(
            ONE_COUNT,
            charges=("开设赌场罪", "寻衅滋事罪"),
            bracket=0,
            kind=FIXED,
            months=(8, 30),
            probation=True,
        ),
        _longer_than_probation,
        fits=lambda case: sentence_of(case).probation_months > 0,
    ),
    Card(
        "CR-31",
        replace(
            ONE_COUNT,
            charges=("开设赌场罪", "寻衅滋事罪"),
            bracket=0,
            kind=FIXED,
            months=(8, 30),
            probation=True,
        ),
        _short_order,
        fits=lambda case: sentence_of(case).probation_months > 0,
    ),
    Card(
        "CR-31",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, kind=CONTROL, months=(6, 20)),
        _longer_than_control,
    ),
    Card(
        "CR-32",
        replace(
            ONE_COUNT,
            charges=("贩卖毒品罪", "抢劫罪", "诈骗罪"),
            bracket=1,
            kind=FIXED,
            months=(84, 120),
            mitigate=False,
        ),
        _rights(3, 6, 10, 72, 84),
    ),
    Card(
        "CR-32",
        replace(ONE_COUNT, charges=VIOLENCE, bracket=0, kind=CONTROL, months=(8, 20)),
        _rights(6, 24, 30),
        fits=lambda case: sentence_of(case).rights_months != sentence_of(case).penalty.months,
    ),
    Card(
        "CR-29",
        replace(ONE_COUNT, charges=("危险驾驶罪",), kind=DETENTION, months=(2, 6), probation=False),
        _no_fine,
    ),
    Card(
        "CR-29",
        replace(ONE_COUNT, charges=("危险驾驶罪",), kind=DETENTION, months=(2, 6), probation=False),
        _too_long,
    ),
    Card("CR-39", _SHORT, written=_deadline),
)
