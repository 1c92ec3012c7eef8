"""Fines, repeaters, bench, minors and notices by hand."""

from datetime import date

import pytest
from lives import broken, case, checks, count, person, prior, sentence

from xiezhi.twin.check import violations
from xiezhi.twin.history import Bench, Citation, Item


def test_mandatory_fine_left_out():
    assert checks(person(count("盗窃罪", amount=8000, months=10))) == {"CR-14"}
    assert checks(person(count("容留他人吸毒罪", months=10))) == {"CR-14"}
    exempted = count("盗窃罪", amount=8000, kind="none", months=0, exempted=True)
    assert checks(person(exempted)) == set()


def test_embezzlement_knew_no_fine_before_march_2021():
    early = count("职务侵占罪", date(2019, 5, 1), amount=80_000, months=10)
    late = count("职务侵占罪", date(2021, 5, 1), amount=80_000, months=10)
    assert checks(person(early)) == set()
    assert checks(person(late)) == {"CR-14"}


def test_fifteen_years_for_drugs_takes_property_and_not_a_fine():
    fined = count("贩卖毒品罪", bracket=3, amount=80, months=180, fine=50_000)
    assert checks(person(fined)) == {"CR-14"}
    taken = count(
        "贩卖毒品罪",
        bracket=3,
        amount=80,
        months=180,
        confiscation="part",
        confiscation_amount=50_000,
    )
    assert checks(person(taken)) == set()


def test_a_fine_without_ground_or_beside_what_it_replaces():
    assert checks(person(count("故意伤害罪", months=10, fine=3000))) == {"CR-15"}
    assert checks(person(count("妨害公务罪", months=8, fine=3000))) == {"CR-15"}
    alone = count("妨害公务罪", kind="fine_alone", months=0, fine=3000, fine_alone=True)
    assert checks(person(alone)) == set()


@pytest.mark.parametrize(
    ("charge", "amount", "fine", "found"),
    [
        ("诈骗罪", 12_000, 999, {"CR-16"}),
        ("诈骗罪", 12_000, 1000, set()),
        ("盗窃罪", 4000, 8000, set()),
        ("盗窃罪", 4000, 8001, {"CR-16"}),
        ("敲诈勒索罪", 6000, 1999, {"CR-16"}),
        ("敲诈勒索罪", 6000, 12_000, set()),
        ("受贿罪", 40_000, 99_999, {"CR-16"}),
        ("受贿罪", 40_000, 100_000, set()),
        ("受贿罪", 40_000, 500_001, {"CR-16"}),
        ("信用卡诈骗罪", 8000, 19_999, {"CR-16"}),
        ("信用卡诈骗罪", 8000, 20_000, set()),
    ],
)
def test_bounds_of_a_fine(charge, amount, fine, found):
    assert checks(person(count(charge, amount=amount, months=10, fine=fine))) == found


def test_the_fine_for_graft_goes_by_the_term_imposed():
    def four_years(fine):
        return person(count("贪污罪", amount=42_500, months=48, fine=fine))

    assert "CR-16" in checks(four_years(100_000))
    assert "CR-16" not in checks(four_years(200_000))


@pytest.mark.parametrize(
    ("charge", "fine", "found"),
    [
        ("敲诈勒索罪", 1000, set()),
        ("敲诈勒索罪", 999, {"CR-16"}),
        ("信用卡诈骗罪", 900, set()),
    ],
)
def test_a_mitigated_fine_keeps_the_least_of_every_fine(charge, fine, found):
    mitigated = count(charge, amount=8000, months=10, fine=fine)
    assert checks(person(mitigated, circumstances=["accessory"], mitigated=True)) == found


def test_a_fine_alone_keeps_the_bounds_too():
    def alone(fine):
        return person(
            count("盗窃罪", amount=4000, kind="fine_alone", months=0, fine=fine, fine_alone=True)
        )

    assert checks(alone(8000)) == set()
    assert checks(alone(8001)) == {"CR-16"}


def test_a_minor_may_be_fined_five_hundred():
    fraud = count("诈骗罪", amount=12_000, kind="criminal_detention", months=3, fine=500)
    boy = person(fraud)
    boy.birth = date(1999, 6, 1)  # seventeen at the crime, eighteen at the hearing
    assert checks(boy) == set()


def test_the_executed_fine_is_the_sum():
    counts = [
        count("盗窃罪", amount=8000, months=10, fine=5000),
        count("容留他人吸毒罪", months=8, fine=3000),
    ]
    assert checks(person(*counts, sentence=sentence(months=16, fine=8000))) == set()
    assert checks(person(*counts, sentence=sentence(months=16, fine=7000))) == {"CR-13"}


def test_gains_without_any_order():
    theft = count("盗窃罪", amount=8000, months=10, fine=5000)
    one = person(theft)
    one.returned = "part"
    assert checks(one) == {"CR-26"}
    assert checks(one, items=[Item("restitution", [1], "", 8000)]) == set()
    assert checks(one, items=[Item("restitution", [2], "", 8000)]) == {"CR-26"}


def test_what_one_made_good_is_owed_by_none_who_acted_with_him():
    first, second = (
        person(count("盗窃罪", amount=8000, months=10, fine=5000), ordinal=place)
        for place in (1, 2)
    )
    first.returned = "none"
    assert broken(first, second) == set()
    second.returned = "part"
    assert broken(first, second) == {("CR-26", 1), ("CR-26", 2)}
    second.returned = "all"
    second.counts = [count("盗窃罪", date(2017, 3, 2), amount=8000, months=10, fine=5000)]
    assert broken(first, second) == {("CR-26", 1)}


def test_what_was_destroyed_or_is_owed_as_a_tax_is_restored_elsewhere():
    smashed = person(count("故意毁坏财物罪", amount=8000, months=10))
    invoiced = person(
        count("虚开增值税专用发票罪", date(2019, 3, 1), amount=90_000, months=10, fine=30_000)
    )
    smashed.returned = invoiced.returned = "none"
    assert checks(smashed) == checks(invoiced) == set()


def test_who_only_tried_has_nothing_to_restore():
    theft = count("盗窃罪", amount=8000, months=10, fine=5000)
    one = person(theft, circumstances=["attempt"])
    one.returned = "none"
    assert checks(one) == set()


def test_a_review_leaves_in_force_what_it_does_not_set_aside():
    one = person(count("盗窃罪", amount=8000, months=10, fine=5000))
    one.returned = "none"
    below = case(one, items=[Item("restitution", [1], "", 8000)])
    assert checks(one, below=below, manner="partly", instance="retrial") == set()
    assert checks(one, below=below, manner="anew", instance="retrial") == {"CR-26"}


def test_exempted_and_fined():
    theft = count("盗窃罪", amount=8000, kind="none", months=0, fine=2000, exempted=True)
    assert checks(person(theft)) == {"CR-27"}


def test_fine_alone_only_where_the_bracket_offers_it():
    fight = count("寻衅滋事罪", kind="fine_alone", months=0, fine=5000, fine_alone=True)
    assert checks(person(fight)) == {"CR-28"}
    theft = count("盗窃罪", amount=8000, kind="fine_alone", months=0, fine=5000, fine_alone=True)
    assert checks(person(theft)) == set()


@pytest.mark.parametrize(("days", "found"), [(90, set()), (120, {"CR-39"})])
def test_term_for_paying(days, found):
    theft = count("盗窃罪", amount=8000, months=10, fine=5000)
    assert checks(person(theft, sentence=sentence(months=10, fine=5000, fine_days=days))) == found


@pytest.mark.parametrize(
    ("past", "found"),
    [
        ({}, set()),
        ({"released": date(2012, 3, 1)}, set()),  # five years to the day
        ({"released": date(2012, 2, 29)}, {"CR-22"}),
        ({"probation_months": 24, "released": None}, {"CR-22"}),
        ({"under_age": True}, {"CR-22"}),
        ({"negligent": True}, {"CR-22"}),
        ({"kind": "administrative_sanction"}, {"CR-22"}),
    ],
)
def test_who_is_a_recidivist(past, found):
    theft = count("盗窃罪", amount=8000, months=10, fine=5000)
    one = person(theft, circumstances=["recidivist"], priors=[prior(**past)])
    assert checks(one) == found


def test_a_recidivist_is_punished_with_a_fixed_term():
    drunk = count("危险驾驶罪", kind="criminal_detention", months=2, fine=2000)
    one = person(drunk, circumstances=["recidivist"], priors=[prior()])
    assert checks(one) == {"CR-22"}


def test_a_running_probation_has_to_be_revoked():
    theft = count("盗窃罪", amount=8000, months=10, fine=5000)
    running = prior(decided=date(2016, 1, 10), probation_months=24, released=None)
    over = prior(decided=date(2015, 1, 10), probation_months=24, released=None)
    assert checks(person(theft, priors=[running])) == {"CR-24"}
    assert checks(person(theft, priors=[over])) == set()
    revoked = sentence(months=18, fine=5000, revokes="probation", merged_prior=running)
    assert checks(person(theft, priors=[running], sentence=revoked)) == set()


@pytest.mark.parametrize(
    ("months", "judges", "procedure", "found"),
    [
        (36, 1, "summary", set()),
        (37, 1, "summary", {"CR-33"}),
        (37, 3, "summary", set()),
        (12, 1, "ordinary", {"CR-33"}),
        (12, 2, "ordinary", {"CR-33"}),
        (12, 4, "ordinary", {"CR-33"}),
        (12, 5, "ordinary", set()),
        (40, 3, "fast_track", {"CR-33"}),
    ],
)
def test_bench_and_procedure(months, judges, procedure, found):
    hurt = count("故意伤害罪", bracket=1 if months > 36 else 0, months=months)
    bench = Bench([("审判员", str(place)) for place in range(judges)], "戊")
    assert checks(person(hurt), bench=bench, procedure=procedure) == found


def test_minors_are_tried_in_camera_and_defended():
    boy = person(count("故意伤害罪", months=8), defender="己")
    boy.birth = date(1999, 7, 3)  # eighteen only from the day after the hearing
    assert checks(boy) == {"CR-35"}
    assert checks(boy, open_trial=False) == set()
    assert checks(boy, heard=False, instance="second") == set()
    boy.birth = date(1999, 7, 2)
    assert checks(boy) == set()


def test_articles_left_out():
    theft = count("盗窃罪", amount=8000, months=10, fine=5000)
    surrendered = person(theft, circumstances=["voluntary_surrender"])
    assert checks(surrendered, cited=[Citation("264"), Citation("67", 1)]) == set()
    assert checks(surrendered, cited=[Citation("264")]) == {"CR-37"}
    assert checks(surrendered, cited=[Citation("67")]) == {"CR-37"}


def test_nobody_is_forgotten_and_the_appeal_lasts_ten_days():
    hurt = person(count("故意伤害罪", months=8))
    forgotten = person(count("故意伤害罪", months=8), ordinal=2, answered=False)
    found = set(violations(case(hurt, forgotten, appeal_days=15)))
    assert found == {("CR-38", 2), ("CR-40", None)}


def test_a_whole_identity_number():
    shown = person(count("故意伤害罪", months=8), id_style="plain")
    masked = person(count("故意伤害罪", months=8), id_style="masked")
    assert checks(shown) == {"ID-UNMASKED"}
    assert checks(masked) == set()
