"""Models run over the shelf of the desk, and documents read, followed and stopped."""

from __future__ import annotations

import csv
import io

import pytest
from two_tables import DAY, OFFICE, filled

from xiezhi_desk.library import bundles, runs, shelf
from xiezhi_desk.library.problems import DoorError

MODEL = "farmland-tax-not-levied"


def test_a_run_leaves_a_sound_bundle_and_tells_how_far_it_is(tmp_path):
    workspace, told = filled(tmp_path), []
    done = runs.run(
        workspace, [MODEL], tmp_path / "run", "张三", OFFICE, DAY,
        tell=lambda part, zh="", en="": told.append((part, zh)),
    )  # fmt: skip
    (one,) = done.models
    assert (one.state, one.clues, done.clues) == ("done", 1, 1)
    assert done.bundles == (one.folder,)
    assert told[0] == (0.0, "违法占地未征耕地占用税（1/1）")
    assert bundles.check(one.folder).sound
    (use, *_) = shelf.uses(workspace)
    assert (use.who, use.state, use.model) == ("张三", "done", f"{MODEL} 1.0.0")
    again = runs.run(workspace, [MODEL], tmp_path / "run", "张三", OFFICE, DAY)
    assert again.models[0].state == "unchanged"


def test_the_log_taken_out_names_version_columns_and_result_in_chinese(tmp_path):
    workspace = filled(tmp_path)
    runs.run(workspace, [MODEL], tmp_path / "run", "=张三", OFFICE, DAY)
    text = shelf.uses_csv(workspace).decode("utf-8-sig")
    uses = {use["标准表"]: use for use in csv.DictReader(io.StringIO(text))}
    land = uses["违法占地 land_violation"]
    assert land["使用人"] == "'=张三"
    assert (land["数据版本"], land["结果"], land["线索数"]) == ("1", "完成", "1")
    assert "当事人信用代码" in land["使用的列"]
    assert len(land["本条哈希"]) == 64


def test_another_office_without_a_grant_is_refused_and_that_is_logged(tmp_path):
    workspace = filled(tmp_path)
    done = runs.run(workspace, [MODEL], tmp_path / "run", "王五", "白塔县人民检察院", DAY)
    assert [one.state for one in done.models] == ["refused"]
    assert done.models[0].problems[0].what.zh
    assert done.bundles == ()
    assert shelf.uses(workspace)[0].state == "refused"


def test_a_run_is_stopped_between_rows(tmp_path):
    workspace = filled(tmp_path)
    with pytest.raises(runs.RunStoppedError):
        runs.run(workspace, [MODEL], tmp_path / "run", "张三", OFFICE, DAY, cancelled=lambda: True)
    assert shelf.uses(workspace)[0].state == "interrupted"


def test_an_unknown_model_and_a_missing_shelf_are_refused(tmp_path):
    with pytest.raises(DoorError) as refused:
        runs.run(tmp_path, ["no-such-model"], tmp_path / "run", "张三", OFFICE, DAY)
    assert refused.value.problems[0].code == "model-unknown"
    with pytest.raises(DoorError) as refused:
        runs.run(tmp_path / "none", [MODEL], tmp_path / "run", "张三", OFFICE, DAY)
    assert refused.value.problems[0].code == "shelf-missing"


JUDGMENT = """某市某区人民法院
刑事判决书
（2031）某0101刑初{number}号
公诉机关某市某区人民检察院。
被告人甲某，男，1990年1月1日出生。
被告人甲某犯盗窃罪，判处有期徒刑六个月，并处罚金人民币二千元。
（刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期一日，即自2031年3月1日起至2031年8月31日止。）
审判员　乙某
二〇三一年五月六日
书记员　丙某
"""


def test_documents_are_read_into_facts_beside_those_already_there(tmp_path):
    workspace, first = tmp_path / "workspace", tmp_path / "first"
    first.mkdir()
    (first / "a.txt").write_text(JUDGMENT.format(number=1), "utf8")
    assert runs.read_facts(workspace, first, "first").documents == 1
    (first / "b.txt").write_text(JUDGMENT.format(number=2), "utf8")
    told = []
    read = runs.read_facts(
        workspace, first / "b.txt", "second", lambda part, zh="", en="": told.append(zh)
    )
    assert read.documents == 2
    assert dict(read.by_status)
    assert told[-1] == "已读取 2 份文书"
    done = runs.run(workspace, ["sentence-dates-wrong"], tmp_path / "run", "张三", OFFICE, DAY)
    assert [one.state for one in done.models] == ["done"]
    assert bundles.check(done.bundles[0]).sound


def test_nothing_to_read_is_said(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(DoorError):
        runs.read_facts(tmp_path / "workspace", empty, "empty")
