"""Forms: every field by name, nothing left over, all problems at once."""

import datetime
from decimal import Decimal

from xiezhi.rulebook.form import Form
from xiezhi.rulebook.yaml_nodes import parse_yaml


def form(text):
    problems = []
    return Form(parse_yaml(text, "f.yaml"), problems), problems


def test_fields_come_typed():
    one, problems = form(
        "{name: x, n: 3, d: 2.50, b: true, day: 2011-05-01, many: [a, b], one: c, "
        "title: {zh: 甲, en: A}}"
    )
    assert one.text("name") == "x"
    assert one.integer("n") == 3
    assert one.decimal("d") == Decimal("2.50")
    assert one.boolean("b") is True
    assert one.date("day") == datetime.date(2011, 5, 1)
    assert one.texts("many") == ("a", "b")
    assert one.texts("one") == ("c",)
    assert one.title().of("en") == "A"
    one.done()
    assert problems == []


def test_wrong_kinds_missing_and_unknown_fields_are_gathered():
    one, problems = form("{n: three, b: yes, day: 2011-02-30, extra: 1}")
    one.text("name")
    one.integer("n")
    one.boolean("b")
    one.date("day")
    one.done()
    assert [p.code for p in problems] == [
        "form-missing-field",
        "form-kind",
        "form-kind",
        "form-kind",
        "form-unknown-field",
    ]
    assert problems[1].where == "f.yaml:1:5"


def test_true_is_no_whole_number():
    one, problems = form("n: true")
    assert one.integer("n") is None
    assert problems[0].code == "form-kind"


def test_a_choice_names_what_is_allowed():
    one, problems = form("grade: sure")
    one.choice("grade", ("certain", "suspicious"))
    assert "certain, suspicious" in problems[0].why


def test_a_list_where_fields_are_expected():
    one, problems = form("[1]")
    one.text("name", "")
    assert problems[0].code == "form-not-mapping"
