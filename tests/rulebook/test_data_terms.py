"""Purposes, grades and thresholds: data that say who may use what, and how good it must be."""

from decimal import Decimal

import pytest

from xiezhi.rulebook.data_terms import data_terms
from xiezhi.rulebook.law import Law
from xiezhi.rulebook.purposes import PurposesError, covers, purpose, purposes
from xiezhi.rulebook.quality import CHECKS, QualityRules
from xiezhi.rulebook.remedies import deadlines


@pytest.mark.parametrize(
    ("granted", "wanted", "answer"),
    [
        (["刑事执行监督"], "刑事执行监督", True),
        (["刑事检察"], "财产刑执行监督", True),
        (["财产刑执行监督"], "刑事执行监督", False),
        (["民事诉讼监督"], "刑事执行监督", False),
        (["刑事审判监督", "民事检察"], "虚假诉讼监督", True),
        (["公益诉讼监督"], "社会保障基金保护", True),  # another way to write 公益诉讼检察
        (["社会保障基金保护"], "公益诉讼检察", False),
        ([], "刑事执行监督", False),
        (["本院自定的目的"], "本院自定的目的", True),
        (["法律监督"], "刑事执行监督", False),  # too wide to be a purpose
    ],
)
def test_a_wide_purpose_covers_a_narrow_one_and_never_the_other_way(granted, wanted, answer):
    assert covers(granted, wanted) is answer


def test_every_line_has_purposes_and_no_word_means_two():
    assert {one.line for one in purposes().values()} >= {
        "criminal",
        "civil",
        "administrative",
        "public_interest",
    }
    words = [word for one in purposes().values() for word in (one.name, *one.also)]
    assert len(words) == len(set(words))
    assert purpose("法律监督") is None


def test_a_circle_of_purposes_is_refused(tmp_path):
    path = tmp_path / "purposes.yaml"
    path.write_text(
        "purposes:\n"
        "  甲: {en: a, line: civil, under: [乙]}\n"
        "  乙: {en: b, line: civil, under: [甲]}\n"
        "  丙: {en: c, line: civil, under: [丁]}\n"
    )
    with pytest.raises(PurposesError) as raised:
        purposes(path)
    said = "\n".join(problem.what for problem in raised.value.problems)
    assert "cover each other" in said
    assert "'丁', which is no purpose" in said


def test_secrets_are_refused_and_every_word_rests_on_a_text_that_was_checked():
    terms = data_terms()
    assert {name for name, one in terms.grades.items() if one.refused} == {
        "work_secret",
        "state_secret",
    }
    assert terms.word("grades", "机密") is terms.grades["state_secret"]
    assert terms.word("sharing", "有条件共享") is terms.sharing["conditional"]
    assert terms.word("grades", "没有的级") is None
    assert terms.secret_mark("在押人员.xls", "机密★五年") == "机密"
    assert terms.secret_mark("在押人员.xls") is None
    cites = [
        cite
        for kind in (terms.grades, terms.sharing, terms.ways)
        for one in kind.values()
        for cite in one.law
    ]
    assert cites
    assert all(Law.load().cite(cite).checked for cite in cites)


def test_the_answer_clocks_are_those_of_the_regulation():
    clocks = {name: one for name, one in deadlines().items() if name.startswith("sharing_")}
    assert {name: one.days for name, one in clocks.items()} == {
        "sharing_answer_unconditional": 1,
        "sharing_answer_conditional": 10,
        "sharing_answer_extension": 10,
        "sharing_supply": 20,
        "sharing_correction": 10,
    }
    assert all(one.working for one in clocks.values())
    assert "1个工作日" in Law.load().cite("政务数据共享条例#21").text
    assert "20个工作日" in Law.load().cite("政务数据共享条例#22").text


def test_the_first_threshold_that_holds_counts():
    rules = QualityRules.load()
    assert set(rules.titles) == set(CHECKS)
    key = rules.threshold("completeness", role="key", type="citizen_id")
    assert (key.least, key.severity) == (Decimal("1.0"), "error")
    ids = rules.threshold("completeness", role="other", type="citizen_id")
    assert (ids.least, ids.severity) == (Decimal("0.90"), "warning")
    assert rules.threshold("completeness", role="other", type="text") is None
    assert rules.threshold("validity", role="other", type="uscc").severity == "error"
    assert rules.threshold("validity", role="other", type="agency").severity == "warning"
