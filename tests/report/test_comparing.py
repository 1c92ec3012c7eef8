"""Printed beside computed, printed beside the limits of the law."""

import datetime
from types import SimpleNamespace

from xiezhi.report.comparing import compared
from xiezhi.report.masking import Masker
from xiezhi.report.showing import show
from xiezhi.report.wording import in_words, searched_key, telling_columns
from xiezhi.rulebook.form import Title
from xiezhi.rulebook.tables import Tables

DAY = datetime.date
SENTENCE = Tables.load()["judgment_sentence"].columns


def pairs(values, types, title="{court}"):
    clue = SimpleNamespace(values=values, types=types, title=Title(title, title))
    shown = {name: show(value, types[name], Masker()) for name, value in values.items()}
    found = compared(clue, shown, lambda name: Title(name, name))
    return [(one.title.zh, one.printed.zh, one.computed.zh, one.limit) for one in found]


def test_a_computed_day_stands_beside_the_printed_one():
    values = {"starts": DAY(2031, 1, 1), "ends": DAY(2042, 1, 1), "computed_end": DAY(2032, 1, 1)}
    assert pairs(values, dict.fromkeys(values, "date")) == [
        ("ends", "2042-01-01", "2032-01-01", False)
    ]


def test_equal_values_and_missing_ones_are_no_contrast():
    values = {"ends": DAY(2032, 1, 1), "expected_ends": DAY(2032, 1, 1), "computed_start": None}
    assert pairs(values, dict.fromkeys(values, "date")) == []


def test_limits_stand_beside_what_they_bound_and_take_its_unit():
    values = {"months": 30, "probation_months": 18, "lowest": 30}
    types = {"months": "months", "probation_months": "months", "lowest": "int"}
    title = "判处{months}个月，缓刑{probation_months}个月；法定{lowest}个月以上"
    assert pairs(values, types, title) == [
        ("probation_months", "1 年 6 个月", "不少于 2 年 6 个月", True)
    ]
    values |= {"highest": 60}
    types |= {"highest": "int"}
    assert pairs(values, types, title + "{highest}个月以下")[0][2] == "2 年 6 个月 至 5 年"


def test_a_limit_in_months_bounds_the_months_and_not_the_days_behind_them():
    values = {"months": 6, "days": 15, "highest": 6}
    types = {"months": "months", "days": "days", "highest": "int"}
    title = "判处{months}个月{days}日；法定{highest}个月以下"
    assert pairs(values, types, title) == [("months", "6 个月零 15 日", "不超过 6 个月", True)]


def test_a_condition_is_said_in_the_titles_of_columns_and_the_labels_of_codes():
    condition = Title(
        "outcome为“convicted”，且months小于lowest",
        "outcome is “convicted” and months is below lowest",
    )
    defined = {"lowest": Title("最低刑", "least term")}
    said = in_words(condition, SENTENCE, defined)
    assert said.zh == "结果为“判处刑罚”，且执行刑期月数小于「最低刑」"
    assert said.en.endswith("and months executed is below [least term]")


def test_a_reason_for_declining_is_named_after_its_column():
    condition = Title("未载明months_abstained", "months_abstained is not stated")
    assert in_words(condition, SENTENCE, {}).zh == "未载明执行刑期月数未读出的理由"


def test_court_and_person_do_not_make_a_passage_telling():
    types = {
        "court": "agency",
        "name": "person_name",
        "fine": "money",
        "judged_date": "date",
        "kind": "status_code",
    }
    clue = SimpleNamespace(types=types, title=Title("{court} {fine}", ""))
    reasons = [SimpleNamespace(values=dict.fromkeys(types))]
    assert telling_columns(clue, reasons) == {"fine"}


def test_a_searched_key_is_read_in_either_form():
    assert searched_key('{"basis_no": "甲"}') == (("basis_no", "甲"),)
    assert searched_key("doc_id = d-1") == (("doc_id", "d-1"),)
    assert searched_key("name = 甲, 乙, ordinal = 2") == (("name", "甲, 乙"), ("ordinal", "2"))
    assert searched_key("name = 甲 and ordinal = 2") == (("name", "甲"), ("ordinal", "2"))
