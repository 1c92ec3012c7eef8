"""Reasons of a suggestion in the language of who reads them."""

import re

import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.suggest.suggestion import suggest
from xiezhi.shelf.suggest.wording import _CLAUSES, clause, reason_in


@pytest.mark.parametrize("word", _CLAUSES)
def test_every_clause_is_said_in_both_languages(word):
    english = clause(word, "甲乙")
    chinese = reason_in(english, "zh")
    assert reason_in(english, "en") == english
    assert chinese == _CLAUSES[word][0].format("甲乙")
    assert not re.search("[a-z]{3}", chinese)


def test_clauses_are_told_apart_and_an_unknown_one_stays():
    assert reason_in("its title is like 金额; only 20% of its values are such", "zh") == (
        "列名近似“金额”；只有 20% 的值符合"
    )
    assert reason_in("a person said so", "zh") == "a person said so"
    assert reason_in("", "zh") == ""


def test_no_reason_of_a_suggestion_is_left_in_english(tmp_path):
    path = tmp_path / "名册.csv"
    rows = [
        "执行案号,被执行人,号码,标的（万元）,结案方式,序号,备注一",
        "（2031）某0101执1号,张三,11010519491231002X,3,终本,1,甲",
    ]
    rows.append("（2031）某0101执2号,李四,110105194912310038,4,某种方式,2,乙")
    path.write_text("\n".join(rows), "utf8")
    found = suggest(Source.open(path), Tables.load()["enforcement_case"])
    reasons = [one.reason for one in (*found.columns, *found.open)]
    assert len(reasons) == 7
    for reason in reasons:
        assert reason
        assert not re.search("[a-z]{3}", reason_in(reason, "zh")), reason
