"""Remedies, deadlines, divisions, courts, holidays, vocabularies, and what loading costs."""

import datetime
import subprocess
import sys

import pytest

from xiezhi.rulebook.law import Law
from xiezhi.rulebook.location import RulebookMissingError, rulebook_folder, shown_path
from xiezhi.rulebook.remedies import RemediesError, deadlines, remedies, remedy
from xiezhi.rulebook.terms import Terms
from xiezhi.rulebook.vocabularies import VocabulariesError, vocabularies

D = datetime.date


@pytest.fixture(scope="module")
def terms():
    return Terms.load()


def test_an_effective_judgment_goes_through_the_office_above():
    protest = remedy("再审抗诉")
    assert (protest.state, protest.by) == ("effective", "upper")
    assert remedy("提请抗诉") is protest
    assert "上一级人民检察院" in Law.load().cite(protest.law[2]).text
    assert remedy("罚款") is None


def test_the_words_of_the_language_are_remedies():
    assert {"纠正意见", "检察建议", "二审抗诉", "再审抗诉", "补正裁定"} <= set(remedies())


def test_every_remedy_and_deadline_rests_on_law_that_resolves():
    law = Law.load()
    for one in remedies().values():
        assert one.law
        assert all(law.knows(cite) for cite in one.law)
    for deadline in deadlines().values():
        assert law.knows(deadline.cite), deadline.name


def test_protests_run_ten_and_five_days_from_the_next_day():
    judgment, ruling = deadlines()["protest_judgment"], deadlines()["protest_ruling"]
    assert (judgment.days, ruling.days) == (10, 5)
    assert judgment.from_next_day
    assert not judgment.working
    text = Law.load().cite(judgment.cite).text
    assert "第二日起十日以内" in text
    assert "第二日起五日以内" in text


def test_a_deadline_has_one_length(tmp_path):
    path = tmp_path / "d.yaml"
    path.write_text(
        "deadlines:\n  a: {title: {zh: 甲, en: a}, event: {zh: 甲, en: a}, days: 1, months: 1, "
        "calendar: natural, counted_from: next_day, cite: 刑法#1}\n",
        encoding="utf-8",
    )
    with pytest.raises(RemediesError, match="one of the two"):
        deadlines(path)


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("安徽省合肥市某区人民法院", "34"),
        ("合肥市某区人民法院", "34"),
        ("吉林市某区人民法院", "22"),
        ("内蒙古自治区某旗人民法院", "15"),
        ("新疆某县人民法院", "65"),
        ("海南藏族自治州中级人民法院", "63"),
        ("鼓楼区人民法院", None),
        ("某市某区人民法院", None),
        ("", None),
    ],
)
def test_the_province_of_a_court_by_its_name(terms, text, province):
    assert terms.divisions.province_of(text) == province


def test_divisions_by_code(terms):
    assert terms.divisions.name("34") == "安徽省"
    assert terms.divisions.name("340000") == "安徽省"
    assert terms.divisions.name("110101") == "东城区"
    assert terms.divisions.name("999999") is None


@pytest.mark.parametrize(
    ("court", "level"),
    [
        ("某市某区人民法院", "basic"),
        ("某县人民法院", "basic"),
        ("某市中级人民法院", "intermediate"),
        ("某省高级人民法院", "high"),
        ("最高人民法院", "supreme"),
        ("某仲裁委员会", None),
    ],
)
def test_the_level_of_a_court_by_its_name(terms, court, level):
    assert terms.organs.level_of_name(court) == level


def test_courts_by_the_code_in_a_case_number(terms):
    organs = terms.organs
    codes = ("皖0102", "皖01", "皖", "最高法", "某0101", "皖010")
    assert [organs.level_of_code(code) for code in codes] == [
        "basic",
        "intermediate",
        "high",
        "supreme",
        None,
        None,
    ]
    assert [organs.province_of_code(code) for code in codes] == ["34", "34", "34", None, None, "34"]
    assert organs.levels["basic"].above == "intermediate"
    assert organs.levels["supreme"].above == ""
    known = set(terms.divisions.names)
    assert set(organs.provinces.values()) <= known


def test_holidays_and_moved_working_days(terms):
    calendar = terms.workdays
    days = (D(2024, 10, 1), D(2024, 10, 12), D(2024, 10, 13), D(2024, 10, 14))
    assert [calendar.is_workday(day) for day in days] == [False, True, False, True]
    assert calendar.is_workday(D(2006, 12, 31)) is None
    assert calendar.is_workday(D(2027, 1, 1)) is None


def test_a_label_in_one_language_is_refused(tmp_path):
    path = tmp_path / "v.yaml"
    path.write_text("vocabularies:\n  a:\n    x: {zh: 甲}\n", encoding="utf-8")
    with pytest.raises(VocabulariesError, match="'en' is missing"):
        vocabularies(path)


def test_lookup_tables_have_a_short_way(terms):
    assert terms.lookup_table("limit").key == ("limit",)
    with pytest.raises(KeyError):
        terms.lookup_table("limits")


def test_paths_are_shown_without_the_machine():
    assert shown_path(rulebook_folder() / "types.yaml") == "rulebook/types.yaml"


def test_an_installation_without_rulebook_says_so(monkeypatch, tmp_path):
    from xiezhi.rulebook import location

    monkeypatch.setattr(location, "__file__", str(tmp_path / "a/b/c/location.py"))
    monkeypatch.setattr(location, "files", lambda package: tmp_path)
    with pytest.raises(RulebookMissingError, match="missing from this installation"):
        location.rulebook_folder.__wrapped__()


def test_nothing_is_read_before_it_is_asked_for():
    code = (
        "import sys; import xiezhi.rulebook.terms as t; t.Terms.load();"
        "print('yaml' in sys.modules, 'xiezhi.rulebook.yaml_nodes' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
