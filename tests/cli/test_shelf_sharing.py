"""The shelf from the command line: ready, run, share, check, log, dispose."""

import csv
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from xiezhi.cli.command import app
from xiezhi.cli.shelf import SUBVERBS
from xiezhi.kernel.citizen_id import check_sign

ONE, TWO = (digits + check_sign(digits) for digits in ("11010519491231002", "11010519500101002"))
MODEL, COUNTY, OWNER = "pension-after-death", "某县人民检察院", "某市人民检察院"
SUBS = [name for names in SUBVERBS.values() for name in names]


def run(*words, who="王小明", **env):
    return CliRunner().invoke(
        app,
        [str(word) for word in words],
        env={"LC_ALL": "en_US.UTF-8", "XIEZHI_WHO": who, "XIEZHI_LANG": "en", **env},
    )


def done(*words, **env):
    answer = run(*words, **env)
    assert answer.exit_code == 0, answer.stderr
    return answer.stdout


@pytest.fixture
def ws(tmp_path):
    pensions = ["社保经办机构,行政区划代码,姓名,身份证号,险种,款项,发放月,金额"]
    pensions += [
        f"某市社会保险中心,{division},{name},{one},企业职工基本养老保险,基本养老金,2031-0{m},3000"
        for name, one, division in (("张三", ONE, "110105"), ("李四", TWO, "110229"))
        for m in (4, 5)
    ]
    deaths = ["数据来源,登记编号,姓名,身份证号码,死亡日期", f"民政火化,H7,张三,{ONE},2031-03-15"]
    for name, lines in (("养老金.csv", pensions), ("死亡.csv", deaths)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf8")
    common = ("--basis", "检察院组织法#21", "--purpose", "公益诉讼检察", "--until", "2099-12-31",
              "--as-of", "2031-06-30", "--yes", "--workspace", tmp_path / "ws")  # fmt: skip
    done("shelf", "add", "pension_payment", tmp_path / "养老金.csv", "--provider", "某市社保中心",
         "--owner", OWNER, *common)  # fmt: skip
    done("shelf", "add", "death_record", tmp_path / "死亡.csv", "--provider", "某市民政局", *common)
    return tmp_path / "ws"


def test_a_run_over_the_shelf_names_file_and_row_and_is_logged(ws):
    out = ws.parent / "run"
    assert json.loads(done("run", MODEL, "--workspace", ws, "--out", out, "--json"))["clues"] == 1
    (clue,) = json.loads(done("show", out, "--json"))
    assert "养老金.csv · row 2" in done("show", out, clue["id"])
    said = json.loads(done("verify", out, "--workspace", ws, "--json"))
    assert said[0]["replay"]["state"] == "same"
    told = json.loads(done("shelf", "log", "--workspace", ws, "--json"))
    assert [use["标准表"] for use in told["uses"]] == ["death_record", "pension_payment"]
    mine = json.loads(done("shelf", "log", "--workspace", ws, "--json", "--provider", "某市民政局"))
    assert [use["提供单位"] for use in mine["uses"]] == ["某市民政局"]


def test_ready_says_why_not_and_writes_the_letter(ws, tmp_path):
    assert run("ready", MODEL, "--workspace", ws).exit_code == 0
    letter = tmp_path / "函.docx"
    answer = run("ready", MODEL, "--workspace", tmp_path / "none", "--request", letter, "--json")
    assert answer.exit_code == 1
    states = {one["input"]: one["states"] for one in json.loads(answer.stdout)["inputs"]}
    assert states == {"payments": ["missing"], "deaths": ["missing"]}
    assert letter.read_bytes()[:2] == b"PK"
    assert run("ready", MODEL, "--workspace", ws, "--office", COUNTY).exit_code == 1


def test_from_request_to_grant_to_revocation(ws):
    place = ("--workspace", ws)
    for table in ("pension_payment", "death_record"):
        asked = json.loads(
            done("shelf", "request", table, "--office", COUNTY, "--model", MODEL, "--basis",
                 "检察院组织法#21", "--scene", "核对", "--until", "2099-06-30", "--json", *place)
        )  # fmt: skip
        done("shelf", "approve", asked["id"], *place)
    done("shelf", "grant", "S-0001", "--only", "division=1102", "--below", *place)
    done("shelf", "grant", "S-0002", *place)
    county = ("--office", COUNTY, "--out", ws.parent / "county", *place)
    found = json.loads(done("run", MODEL, *county, "--json", who="李四"))
    assert found["clues"] == 0  # the dead one drew the pension in another district
    shown = json.loads(done("shelf", "show", "S-0001", "--json", *place))
    assert (shown["state"], shown["filter"]["values"]) == ("granted", ["1102"])
    refused = run("shelf", "revoke", "S-0001", *place)
    assert (refused.exit_code, "reason" in refused.stderr.lower()) == (1, True)
    done("shelf", "revoke", "S-0001", "--reason", "目的已实现", *place)
    again = run("run", MODEL, *county, "--anew", who="李四")
    assert again.exit_code == 1
    assert "not granted" in again.stderr
    beyond = run("shelf", "request", "pension_payment", "--office", COUNTY, "--model", MODEL,
                 "--columns", "pay_date", "--basis", "甲", "--scene", "乙", "--until",
                 "2099-06-30", *place)  # fmt: skip
    assert (beyond.exit_code, "beyond the model's need" in beyond.stderr) == (1, True)


def test_what_an_application_lacks_is_named_one_by_one_in_chinese(ws):
    answer = run(
        "shelf", "request", "pension_payment", "--office", COUNTY, "--until", "2099-12-31",
        XIEZHI_LANG="zh", XIEZHI_WORKSPACE=str(ws),
    )  # fmt: skip
    told = [line for line in answer.stderr.splitlines() if line.startswith("错误")]
    assert told == [
        "错误  申请没有写明使用依据（--basis）。",
        "错误  申请没有写明使用场景（--scene）。",
        "错误  申请没有写明使用目的（--purpose 或者 --model）。",
        "错误  申请没有写明数据项（--columns 或者 --model）。",
    ]


def test_the_log_for_the_provider_gives_result_and_reason_in_chinese(ws, tmp_path):
    run("run", MODEL, "--workspace", ws, "--office", COUNTY)
    out = tmp_path / "log.csv"
    done("shelf", "log", "--workspace", ws, "--out", out)
    (first, *_) = csv.DictReader(out.read_text("utf-8-sig").splitlines())
    assert (first["结果"], first["理由"]) == ("被拒绝", "pension_payment 没有授权给本单位使用。")


def test_quality_is_kept_beside_the_shelf(ws):
    told = json.loads(done("shelf", "quality", "pension_payment", "--workspace", ws, "--json"))
    assert {one["check"] for one in told["findings"]} >= {"completeness", "uniqueness", "validity"}
    folder = Path(told["folder"])
    assert {"quality.html", "quality.json", "failing.parquet"} == {p.name for p in folder.iterdir()}
    assert "checks" in done("shelf", "quality", "pension_payment", "--workspace", ws)


def test_an_authorised_person_may_run_over_a_sensitive_table(ws, tmp_path):
    key = tmp_path / "key.pem"
    from xiezhi.evidence.signature import SigningKey

    SigningKey.create(OWNER, key)
    told = done("shelf", "authorise", "death_record", "--person", "王小明", "--basis", "批准5号",
                "--purpose", "公益诉讼检察", "--until", "2099-12-31", "--sign", key,
                "--workspace", ws)  # fmt: skip
    assert told.startswith("A-0001: 王小明 of 某市人民检察院")
    assert list(json.loads((ws / "trusted.json").read_text("utf8"))) == [OWNER]


def test_disposal_asks_first_and_leaves_a_record(ws):
    out = ws.parent / "run"
    done("run", MODEL, "--workspace", ws, "--out", out)
    place = ("--workspace", ws)
    assert run("shelf", "dispose", "death_record", "--reason", "期满", *place).exit_code == 2
    told = json.loads(
        done("shelf", "dispose", "death_record", "--reason", "期满", "--yes", "--json", *place)
    )
    assert (told["id"], told["done"]["bundles"], told["done"]["rows"]) == ("D-0001", 1, 1)
    assert "disposed of (D-0001)" in done("verify", out)
    assert run("shelf", "show", "death_record", *place).exit_code == 1
    assert "D-0001" in done("shelf", "show", "D-0001", *place)


def test_the_catalogue_and_the_log_are_written_for_others(ws, tmp_path):
    done("run", MODEL, "--workspace", ws, "--out", ws.parent / "run")
    done("shelf", "catalogue", "--out", tmp_path / "目录.csv", "--workspace", ws)
    assert "死亡信息" in (tmp_path / "目录.csv").read_text("utf8")
    for name in ("log.csv", "log.docx"):
        done("shelf", "log", "--out", tmp_path / name, "--workspace", ws)
    assert (tmp_path / "log.docx").read_bytes()[:2] == b"PK"
    assert "王小明" in (tmp_path / "log.csv").read_text("utf8")


def test_a_run_says_what_it_lacks(tmp_path):
    assert run("run").exit_code == 2
    assert run("run", MODEL, "--facts", tmp_path).exit_code == 2
    answer = run("run", MODEL, "--workspace", tmp_path / "none")
    assert (answer.exit_code, "no shelf" in answer.stderr) == (3, True)


@pytest.mark.parametrize("name", SUBS)
def test_every_sub_verb_is_explained_in_both_languages(name):
    words = import_module(f"xiezhi.cli.words.shelf_{name}").WORDS
    assert f"xiezhi shelf {name}" in words["examples"][0]
    for lang in ("zh", "en"):
        answer = run("shelf", name, "--help", XIEZHI_LANG=lang)
        assert answer.exit_code == 0
        assert f"xiezhi shelf {name}" in answer.stdout


def test_the_program_starts_without_heavy_libraries():
    script = "import sys; from xiezhi.cli.command import app; print('pyiceberg' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
