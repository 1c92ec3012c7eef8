"""The golden bundle as a report."""

import datetime
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from xiezhi.evidence.bundle import BundleError, open_bundle
from xiezhi.evidence.records import Link
from xiezhi.report.content import Reveal
from xiezhi.report.evidence_rows import rows_by_input, shown_rows
from xiezhi.report.gathering import gather
from xiezhi.rulebook.form import Title

GOLDEN = Path(__file__).parents[1] / "golden" / "bundle"


@pytest.fixture(scope="module")
def report():
    return gather(GOLDEN)


def test_the_title_is_rendered_and_organ_stands_before_person(report):
    clue = next(clue for clue in report.clues if not clue.flags)
    assert clue.organ == "某市某区人民法院"
    assert clue.title.zh == "判处罚金 8,000 元 未见移送执行"
    assert clue.title.en == "fine of 8,000 yuan never sent to enforcement"
    assert clue.case_number == "（2031）某0101刑初7号"
    assert clue.affected == "甲某"


def test_the_passage_marks_what_the_row_says(report):
    clue = next(clue for clue in report.clues if not clue.flags)
    (passage,) = clue.passages
    marked = {piece.mark.zh: piece.text for piece in passage.pieces if piece.mark}
    assert marked == {"姓名或名称": "甲某", "执行的罚金": "人民币八千元"}


def test_evidence_reasons_and_what_would_clear_it_are_there(report):
    clue = next(clue for clue in report.clues if not clue.flags)
    (evidence,) = clue.evidence
    assert evidence.table == "judgment_sentence"
    assert evidence.rows[0][:2] == (Title("b1/f1/s1/7", "b1/f1/s1/7"), "event")
    assert clue.reasons[0].values == (
        (Title("执行的罚金", "fine executed"), Title("8,000 元", "8,000 yuan")),
    )
    assert [ask.ask.zh for ask in clue.checklist] == ["是否已委托执行"]
    assert "执行案件" in clue.searched[0].zh
    assert "（2031）某0101刑初7号" in clue.searched[0].zh


def many(clue, row, count, extreme):
    """Links of one clue to that many rows of one input, one of them flagged by a later link."""
    rows = [replace(row, row=f"b1/f1/s1/{number}") for number in range(count)]
    links = [(Link(clue, "sentences", one.row, "totals", "member"), one) for one in rows]
    return [
        *links,
        (Link(clue, "sentences", rows[extreme].row, "totals", "extreme"), rows[extreme]),
    ]


def test_of_many_rows_two_hundred_are_shown_the_telling_first():
    bundle = open_bundle(GOLDEN)
    clue = bundle.clues[0].id
    ((_, row), *_) = bundle.evidence_of(clue)
    rows = rows_by_input(many(clue, row, 203, extreme=202))["sentences"]
    shown, more = shown_rows(rows)
    assert (len(rows), len(shown), more) == (203, 200, 3)
    assert [(role, one.row) for role, one in shown[:2]] == [
        ("extreme", "b1/f1/s1/202"),
        ("member", "b1/f1/s1/0"),
    ]
    assert shown_rows(rows[:200]) == (rows[:200], 0)


def test_the_report_says_how_many_rows_the_bundle_has_beside(monkeypatch):
    monkeypatch.setattr("xiezhi.report.part.shown_rows", lambda rows, most: (rows[:1], 41))
    (evidence,) = next(clue for clue in gather(GOLDEN).clues if not clue.flags).evidence
    assert (len(evidence.rows), evidence.more) == (1, 41)


def test_the_funnel_adds_up(report):
    (model,) = report.models
    funnel = model.funnel
    assert (funnel.clues, funnel.pending, funnel.not_checkable, funnel.excluded) == (2, 1, 2, 5)
    owed, paid = (step for step in funnel.steps if step.name in ("owed", "paid-at-trial"))
    assert (owed.rows_in, owed.rows_out) == (40, 11)
    assert (paid.rows_in, paid.rows_out, paid.exclusion.zh) == (None, 5, "判决前已缴纳")


def test_an_unconfirmed_citation_is_shown_so(report):
    confirmed = {law.cite: law.confirmed for law in report.models[0].law}
    assert list(confirmed.values()) == [True, False]


def test_what_was_read_comes_from_the_index_of_the_run(tmp_path):
    shutil.copytree(GOLDEN, tmp_path / "run" / "one")
    facts = {"reader": "1", "documents": 7, "by_status": {"read": 6, "abstained": 1}, "by_kind": {}}
    refused = {
        "model": "late-transfer",
        "state": "refused",
        "bundle": None,
        "problems": [{"what": "no table"}],
    }
    index = {
        "bundle_version": 1,
        "complete": True,
        "as_of": None,
        "facts": facts,
        "models": [refused],
    }
    (tmp_path / "run" / "run_index.json").write_text(json.dumps(index), "utf8")
    report = gather(tmp_path / "run")
    assert report.not_run == (("late-transfer", "refused", "no table"),)
    reading = report.reading
    assert reading.documents == 7
    assert reading.by_status == (("read", 6), ("abstained", 1))


def test_a_spoilt_index_is_refused_with_a_cure(tmp_path):
    shutil.copytree(GOLDEN, tmp_path / "run" / "one")
    (tmp_path / "run" / "run_index.json").write_text("{", "utf8")
    with pytest.raises(BundleError) as refused:
        gather(tmp_path / "run")
    assert refused.value.problems[0].code == "run-index"


def test_a_request_to_see_names_is_kept():
    request = Reveal("某检察官", "核对", datetime.datetime(2032, 1, 1, tzinfo=datetime.UTC))
    assert gather(GOLDEN, reveal=request).reveal == request


def test_a_folder_without_bundle_is_refused(tmp_path):
    with pytest.raises(BundleError) as refused:
        gather(tmp_path)
    assert refused.value.problems[0].code == "bundle-missing"


def test_a_remedy_says_which_letter_it_takes_and_an_unknown_one_stands_for_itself():
    from xiezhi.report.remedies import remedy_part

    protest = remedy_part("审判监督程序抗诉")
    assert protest.title == Title(
        "提请上级院按照审判监督程序抗诉", "retrial protest through the office above"
    )
    assert protest.letter == "提请抗诉报告书"
    assert remedy_part(protest.title.zh) == protest
    assert remedy_part("口头提醒一下").title.zh == "口头提醒一下"


def test_the_prose_of_a_model_is_its_steps_and_what_it_omits(tmp_path):
    shutil.copytree(GOLDEN, tmp_path / "one")
    prose = "# 标题\n\n## 法律\n- 条文\n\n## 如何认定\n1. 留下罚金。\n\n## 排除\n- 已缴纳的不算\n\n## 线索\n…\n"
    (tmp_path / "one" / "model" / "explain.zh.txt").write_text(prose, "utf8")
    (model,) = gather(tmp_path / "one").models
    assert model.prose.zh == "1. 留下罚金。\n- 已缴纳的不算"
    assert model.prose.en == "A fine without an enforcement case."
