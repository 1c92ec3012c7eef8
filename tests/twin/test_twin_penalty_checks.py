"""Hand-written sentences, right and wrong, against the checker."""

from datetime import date

import pytest
from lives import broken, checks, count, person, sentence


def test_a_plain_theft_with_a_fine_breaks_nothing():
    theft = count("盗窃罪", amount=8000, months=10, fine=5000)
    assert checks(person(theft)) == set()


@pytest.mark.parametrize(
    ("months", "probation", "found"),
    [
        (8, 10, {"CR-04"}),  # eight months with ten months' probation is void
        (8, 12, set()),
        (36, 36, set()),
        (36, 35, {"CR-04"}),
        (36, 60, set()),
        (30, 61, {"CR-04"}),
        (37, 60, {"CR-03"}),
        (61, 60, {"CR-03", "CR-04"}),
    ],
)
def test_probation_of_a_fixed_term(months, probation, found):
    hurt = count("故意伤害罪", bracket=1 if months > 36 else 0, months=months)
    one = person(hurt, sentence=sentence(months=months, probation_months=probation))
    assert checks(one) == found


@pytest.mark.parametrize(
    ("months", "days", "probation", "found"),
    [
        (4, 0, 3, {"CR-05"}),
        (4, 0, 4, set()),
        (1, 15, 1, {"CR-05"}),
        (1, 15, 2, set()),
        (5, 10, 5, {"CR-05"}),
        (6, 0, 12, set()),
        (6, 0, 13, {"CR-05"}),
        (1, 0, 1, {"CR-05"}),
    ],
)
def test_probation_of_detention(months, days, probation, found):
    fight = count("寻衅滋事罪", kind="criminal_detention", months=months, days=days)
    total = sentence("criminal_detention", months, days, probation_months=probation)
    assert checks(person(fight, sentence=total)) == found


@pytest.mark.parametrize(
    ("kind", "months", "days", "found"),
    [
        ("fixed_term", 5, 0, {"CR-06"}),
        ("fixed_term", 6, 0, set()),
        ("criminal_detention", 0, 20, {"CR-07"}),
        ("criminal_detention", 1, 0, set()),
        ("criminal_detention", 6, 0, set()),
        ("criminal_detention", 6, 1, {"CR-07"}),
        ("public_surveillance", 2, 0, {"CR-08"}),
        ("public_surveillance", 3, 0, set()),
        ("public_surveillance", 24, 0, set()),
        ("public_surveillance", 25, 0, {"CR-08"}),
    ],
)
def test_limits_of_a_single_term(kind, months, days, found):
    fight = count("寻衅滋事罪", kind=kind, months=months, days=days)
    ratio = 2 if kind == "public_surveillance" else 1
    one = person(fight, sentence=sentence(kind, months, days, credit_ratio=ratio))
    assert checks(one) == found


def test_fixed_term_for_drunk_driving_breaks_two_checks():
    drunk = count("危险驾驶罪", months=6, fine=3000)
    assert checks(person(drunk)) == {"CR-09", "CR-29"}


def test_drunk_driving_has_one_to_six_months_and_always_a_fine():
    assert checks(person(count("危险驾驶罪", kind="criminal_detention", months=2))) == {
        "CR-14",
        "CR-29",
    }
    long = count("危险驾驶罪", kind="criminal_detention", months=7, fine=3000)
    assert checks(person(long)) == {"CR-07", "CR-29"}


def test_helping_fraud_ends_at_three_years():
    help_ = count("帮助信息网络犯罪活动罪", amount=300_000, months=36, fine=9000)
    assert checks(person(help_)) == set()
    help_ = count("帮助信息网络犯罪活动罪", amount=300_000, months=37, fine=9000)
    assert checks(person(help_)) == {"CR-09"}


def test_gambling_house_had_a_lower_ceiling_before_march_2021():
    early = count("开设赌场罪", date(2020, 5, 1), amount=6000, months=40, fine=9000)
    late = count("开设赌场罪", date(2021, 5, 1), amount=6000, months=40, fine=9000)
    assert early.bracket.high == 36
    assert late.bracket.high == 60


def test_below_the_bracket_needs_a_ground():
    theft = count("盗窃罪", bracket=1, amount=120_000, months=30, fine=20_000)
    assert checks(person(theft)) == {"CR-10"}
    assert checks(person(theft, circumstances=["confession", "plea"])) == {"CR-10"}
    surrendered = person(theft, circumstances=["voluntary_surrender"], mitigated=True)
    assert checks(surrendered) == set()
    theft = count("盗窃罪", bracket=1, amount=120_000, months=36, fine=20_000)
    assert checks(person(theft)) == set()


def test_robbery_begins_at_three_years_even_if_no_bracket_is_named():
    robbery = count("抢劫罪", amount=500, months=35, fine=2000)
    assert checks(person(robbery)) == {"CR-10"}
    detained = count("抢劫罪", amount=500, kind="criminal_detention", months=6, fine=2000)
    assert checks(person(detained)) == {"CR-09"}


@pytest.mark.parametrize(
    ("terms", "total", "found"),
    [
        ((12, 8), 20, set()),
        ((12, 8), 21, {"CR-12"}),
        ((12, 8), 12, set()),
        ((12, 8), 11, {"CR-12"}),
    ],
)
def test_combined_fixed_terms(terms, total, found):
    counts = [
        count("故意伤害罪", months=terms[0]),
        count("非法拘禁罪", months=terms[1]),
    ]
    assert checks(person(*counts, sentence=sentence(months=total))) == found


def test_combined_ceiling_is_twenty_years_below_a_sum_of_thirty_five():
    counts = [
        count("故意伤害罪", bracket=2, months=180),
        count("故意杀人罪", bracket=0, months=150),
    ]
    assert checks(person(*counts, sentence=sentence(months=240))) == set()
    assert checks(person(*counts, sentence=sentence(months=246))) == {"CR-12"}


def test_a_fixed_term_absorbs_detention():
    counts = [
        count("故意伤害罪", months=10),
        count("危险驾驶罪", kind="criminal_detention", months=3, fine=3000),
    ]
    assert checks(person(*counts, sentence=sentence(months=10, fine=3000))) == set()
    assert checks(person(*counts, sentence=sentence(months=13, fine=3000))) == {"CR-12"}


@pytest.mark.parametrize(
    ("months", "start", "end", "credit", "found"),
    [
        (12, date(2023, 5, 10), date(2024, 5, 9), 0, set()),
        (12, date(2023, 5, 10), date(2024, 5, 10), 0, set()),  # one day is left alone
        (12, date(2023, 5, 10), date(2024, 5, 11), 0, {"CR-18"}),
        (12, date(2023, 5, 10), date(2034, 5, 9), 0, {"CR-18"}),
        (12, date(2023, 11, 1), date(2024, 9, 30), 31, set()),
        (12, date(2023, 11, 1), date(2024, 10, 31), 31, {"CR-18"}),
        (6, date(2015, 8, 31), date(2016, 2, 29), 0, set()),
        (6, date(2017, 2, 28), date(2017, 8, 30), 0, set()),
        (6, date(2017, 2, 27), date(2017, 8, 30), 0, {"CR-18"}),
    ],
)
def test_printed_last_day(months, start, end, credit, found):
    hurt = count("故意伤害罪", months=months)
    total = sentence(months=months, starts=start, ends=end, credit_due=credit)
    assert checks(person(hurt, sentence=total)) == found


def test_life_needs_rights_lost_for_life():
    murder = count("故意杀人罪", kind="life", months=0)
    assert checks(person(murder, sentence=sentence("life", 0))) == {"CR-17"}
    total = sentence("life", 0, rights_life=True)
    assert checks(person(murder, sentence=total)) == set()


@pytest.mark.parametrize(
    ("months", "found"), [(11, {"CR-32"}), (12, set()), (60, set()), (61, {"CR-32"})]
)
def test_political_rights_beside_a_term(months, found):
    murder = count("故意杀人罪", months=150)
    assert checks(person(murder, sentence=sentence(months=150, rights_months=months))) == found


def test_group_leader_and_recidivist_get_no_probation():
    hurt = count("故意伤害罪", months=12)
    total = sentence(months=12, probation_months=12)
    assert checks(person(hurt, sentence=total, group_head=True), group=True) == {"CR-02"}
    again = person(hurt, sentence=total, circumstances=["recidivist"])
    assert checks(again) == {"CR-01"}


def test_orders_beside_a_sentence():
    hurt = count("故意伤害罪", months=12)
    equal = sentence(months=12, probation_months=18, prohibition_months=18)
    assert checks(person(hurt, sentence=equal)) == set()
    longer = sentence(months=12, probation_months=18, prohibition_months=19)
    assert checks(person(hurt, sentence=longer)) == {"CR-31"}
    assert checks(person(hurt, sentence=sentence(ban_months=36))) == set()
    assert checks(person(hurt, sentence=sentence(ban_months=35))) == {"CR-30"}


def test_an_appeal_that_leaves_a_defendant_alone_judges_only_the_other():
    wrong = person(count("故意伤害罪", months=5), ordinal=1)
    right = person(count("故意伤害罪", months=8), ordinal=2)
    assert broken(wrong, right, instance="second", changed=[2]) == set()
    assert broken(wrong, right, instance="second", changed=[1, 2]) == {("CR-06", 1)}
