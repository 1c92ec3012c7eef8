"""A delivery onto the shelf, its refused values corrected, its versions compared and rolled back."""

import csv
import json

import pytest
from click.testing import CliRunner

from xiezhi.cli.command import app
from xiezhi.kernel.citizen_id import check_sign

ONE, TWO = (digits + check_sign(digits) for digits in ("34010119900101123", "34010119850505221"))
CONTRACT = (
    "--provider",
    "某县公安局",
    "--basis",
    "人民检察院组织法#21",
    "--purpose",
    "公益诉讼检察",
)

OWN_MODEL = """\
model: m
version: 1.0.0
title: {zh: 发放, en: paid}
line: administrative
point: {zh: 行政给付/资格, en: benefits}
supervises: {organ: {zh: 某局, en: an office}, duty: {zh: 核对, en: to check}}
law: [{cite: 检察院组织法#20, role: basis}, {cite: 检察院组织法#21, role: remedy}]
remedy: [检察建议]
grade: indicative
sensitivity: personal
purpose: 行政违法行为监督
status: experimental
inputs:
  paid: {table: paid_here, columns: [pay_no, sum_paid]}
steps:
  all: {keep: {from: paid, where: pay_no is not null}}
clue: {from: all, key: {subject: [pay_no]}, affected: {kind: public}, title: {zh: "{pay_no}", en: "{pay_no}"},
  checklist: [{ask: {zh: 是否, en: Is it}, kind: yes_no, excludes_when: "no"}]}
"""


def run(*words, given=None):
    return CliRunner().invoke(
        app, [str(word) for word in words], input=given, env={"LC_ALL": "en_US.UTF-8"}
    )


@pytest.fixture
def place(tmp_path):
    with (tmp_path / "死亡.csv").open("w", encoding="gb18030", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["来源", "登记编号", "姓名", "身份证号", "死亡日期"])
        rows.writerow(["民政火化", "H1", "张三", ONE, "2023.6.14"])
        rows.writerow(["民政火化", "H2", "李四", "3.40101E+17", "20230615"])
        rows.writerow(["民政火化", "H2x", "王五", TWO, "二〇二三年六月十六日"])
    return tmp_path


def add(place, *words):
    return run(
        "shelf", "add", "death_record", place / "死亡.csv", *CONTRACT, "--until", "2099-12-31",
        "--workspace", place / "ws", "--yes", *words,
    )  # fmt: skip


def test_rows_in_are_rows_kept_and_rows_quarantined(place):
    answer = add(place, "--json")
    assert answer.exit_code == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert told["rows_in"] == told["rows_kept"] + told["rows_quarantined"] == 3
    assert told["cells_refused"] + told["rows_quarantined"] == 1
    (line,) = json.loads(run("shelf", "list", "--workspace", place / "ws", "--json").stdout)
    assert (line["table"], line["providers"], line["contracts"]) == (
        "death_record",
        ["某县公安局"],
        [told["contract"]],
    )


def test_a_corrected_value_comes_back_under_its_own_line(place):
    assert add(place).exit_code == 0
    ws, out = place / "ws", place / "refused.csv"
    assert "E+17" in run("shelf", "quarantine", 1, "--workspace", ws).stdout
    assert run("shelf", "quarantine", 1, "--out", out, "--workspace", ws).exit_code == 0
    lines = list(csv.reader(out.open(encoding="utf-8-sig")))
    right = "34010119770707003"
    lines[1][-1] = right + check_sign(right)
    csv.writer(out.open("w", encoding="utf-8-sig", newline="")).writerows(lines)
    answer = run("shelf", "reoffer", 1, out, "--workspace", ws)
    assert answer.exit_code == 0, answer.stderr
    assert "1 loaded" in answer.stdout
    assert "Nothing" in run("shelf", "quarantine", 1, "--workspace", ws).stdout or (
        "E+17" not in run("shelf", "quarantine", 1, "--workspace", ws).stdout
    )
    told = json.loads(run("shelf", "quality", "death_record", "--workspace", ws, "--json").stdout)
    assert all("quarantine" not in one["why"] or not one["failed"] for one in told["findings"])
    changed = run("shelf", "diff", "death_record", "--from", 1, "--workspace", ws, "--json")
    (row,) = json.loads(changed.stdout)["rows"]
    assert row["after"]["citizen_id"] == lines[1][-1]
    assert row["after"]["_row"] & 0xFFFFFFFF == 3  # the third line of the file, header included
    back = run("shelf", "rollback", "death_record", "--to", 1, "--workspace", ws)
    assert back.exit_code == 0, back.stderr
    states = json.loads(run("shelf", "history", "death_record", "--workspace", ws, "--json").stdout)
    assert [one["state"] for one in states] == ["current", "reverted"]


def test_without_a_contract_nothing_is_loaded(place):
    answer = run(
        "shelf", "add", "death_record", place / "死亡.csv", "--provider", "某县公安局",
        "--until", "2099-12-31", "--workspace", place / "ws", "--yes",
    )  # fmt: skip
    assert answer.exit_code == 1
    assert "No purpose of use" in answer.stderr
    assert "no table" in run("shelf", "list", "--workspace", place / "ws").stdout


def test_the_same_file_twice_is_noticed(place):
    assert add(place).exit_code == 0
    again = add(place)
    assert again.exit_code != 0
    assert "already" in again.stderr
    assert (
        run("shelf", "history", "death_record", "--workspace", place / "ws").stdout.count("append")
        == 1
    )


def test_a_mapping_nobody_confirmed_loads_nothing(place):
    answer = run(
        "shelf", "add", "death_record", place / "死亡.csv", *CONTRACT, "--until", "2099-12-31",
        "--workspace", place / "ws",
    )  # fmt: skip
    assert answer.exit_code == 2
    assert "--yes" in answer.stderr
    assert "登记编号" in answer.stderr


def test_the_suggestion_speaks_the_reader_s_language_and_names_a_unit_once(place):
    rows = "执行案号,执行法院,被执行人,标的（万元）,备注一\n（2031）某0101执1号,某市某区人民法院,张三,3,甲\n"
    (place / "执行.csv").write_text(rows, "utf8")
    words = ["shelf", "add", "enforcement_case", place / "执行.csv", *CONTRACT[:1], "某院",
             *CONTRACT[2:], "--until", "2099-12-31", "--workspace", place / "ws"]  # fmt: skip
    chinese, english = (run(*words, "--lang", lang).stderr for lang in ("zh", "en"))
    assert "列名就是“执行案号”" in chinese
    assert "没有相符的列" in chinese
    assert "its title is" not in chinese
    assert chinese.count("万元") == 1
    assert "its title is 执行案号" in english


def test_yes_takes_what_is_sure_and_names_the_rest(place):
    days = ("2031-02-01", "未结")
    rows = [f"（2031）某0101执{n}号,某市某区人民法院,张三,{day}" for n, day in enumerate(days, 1)]
    (place / "执行.csv").write_text(
        "\n".join(["执行案号,执行法院,被执行人,办结日期", *rows]), "utf8"
    )
    words = ["shelf", "add", "enforcement_case", place / "执行.csv", *CONTRACT, "--until",
             "2099-12-31", "--workspace", place / "ws"]  # fmt: skip
    answer = run(*words, "--yes", "--lang", "zh")
    assert answer.exit_code == 0, answer.stderr
    assert "没有采用（把握不到 80%，要人看过）：办结日期 → 结案日期 close_date" in answer.stderr
    draft = place / "ws" / "mappings" / "enforcement_case.draft.yaml"
    added = run(
        *words, "--mapping", draft, "--mode", "upsert", "--anyway", "--reason", "补上", "--json"
    )
    assert json.loads(added.stdout)["not_taken"] == []
    changed = run(
        "shelf", "diff", "enforcement_case", "--from", 1, "--workspace", place / "ws", "--json"
    )
    (row,) = json.loads(changed.stdout)["rows"]
    assert (row["before"]["close_date"], row["after"]["close_date"]) == (None, "2031-02-01")


def test_yes_loads_nothing_when_a_needed_column_is_in_doubt(place):
    rows = [f"张三,某市某区人民法院,（2031）某0101执{n}号" for n in (1, 2)]
    (place / "执行.csv").write_text("\n".join(["被执行人,执行法院,案号甲", *rows]), "utf8")
    answer = run("shelf", "add", "enforcement_case", place / "执行.csv", *CONTRACT, "--until",
                 "2099-12-31", "--workspace", place / "ws", "--yes")  # fmt: skip
    assert answer.exit_code == 3
    assert "案号甲 → enforcement case number exec_no 79%" in answer.stderr
    assert "its column exec_no" in answer.stderr
    assert "enforcement_case.draft.yaml" in answer.stderr
    assert "no table" in run("shelf", "list", "--workspace", place / "ws").stdout


def test_a_version_that_is_not_there_is_told(place):
    assert add(place).exit_code == 0
    answer = run("shelf", "rollback", "death_record", "--to", 7, "--workspace", place / "ws")
    assert answer.exit_code == 1
    assert "it has 1" in answer.stderr


def test_a_doubted_value_is_asked_about_listed_and_answered(place):
    assert add(place).exit_code == 0
    ws = ("--workspace", place / "ws")
    words = ("shelf", "correct", "death_record", "--row", "B1-S1-R2", "--column", "death_date")
    asked = json.loads(run(*words, "--wrong", "早于出生日期", *ws, "--json").stdout)
    assert (asked["id"], asked["state"], asked["row"]) == ("K-0001", "asked", "B1-S1-R2")
    assert "K-0001  death_record  某县公安局" in run("shelf", "list", *ws).stdout
    quality = run("shelf", "quality", "death_record", *ws)
    assert "K-0001" in quality.stdout
    assert "政务数据共享条例#26" in run("shelf", "show", "K-0001", *ws).stdout
    refused = run("shelf", "correct", "K-0001", "--answer", "upheld", *ws)
    assert (refused.exit_code, "reason" in refused.stderr) == (1, True)
    told = run("shelf", "correct", "K-0001", "--answer", "corrected", *ws, "--lang", "zh").stdout
    assert "已更正" in told
    (line,) = json.loads(run("shelf", "list", *ws, "--json").stdout)
    assert line["corrections"] == []
    assert len(json.loads(run("shelf", "correct", *ws, "--json").stdout)) == 1


def test_an_office_s_own_table_is_known_to_those_who_check_a_model(place):
    (place / "ws" / "own" / "tables").mkdir(parents=True)
    (place / "ws" / "own" / "tables" / "paid_here.yaml").write_text(
        "table: paid_here\ntitle: {zh: 发放, en: paid}\ngrain: {zh: 每笔, en: each}\n"
        "owner: {zh: 某局, en: an office}\norigin: supplied\nkey: [pay_no]\nsensitivity: personal\n"
        "cluster: [pay_no]\ncolumns:\n"
        "  pay_no: {type: object_id, nullable: false, title: {zh: 编号, en: number}}\n",
        "utf8",
    )
    (place / "m").mkdir()
    (place / "m" / "model.yaml").write_text(OWN_MODEL, "utf8")
    alone = run("check", place / "m", "--workspace", place / "none").stderr
    known = run("check", place / "m", "--workspace", place / "ws", "--lang", "zh").stderr
    assert "no standard table 'paid_here'" in alone
    assert "paid_here 没有 'sum_paid' 这一列。" in known
