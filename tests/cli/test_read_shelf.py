"""``read`` takes documents from the shelf, and ``shelf dispose`` their facts with them."""

import json

import pytest
from click.testing import CliRunner

from xiezhi.cli.command import app

JUDGMENT = (
    "某市某区人民法院 刑事判决书 （2031）某0101刑初7号 被告人张三，男。 判决如下： "
    "被告人张三犯盗窃罪，判处有期徒刑一年。 审判长甲一 二〇三一年四月一日"
)


def run(*words, lang="en_US.UTF-8"):
    return CliRunner().invoke(app, [str(word) for word in words], env={"LC_ALL": lang})


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "甲院").mkdir()
    (tmp_path / "甲院" / "一.txt").write_text(JUDGMENT, "utf8")
    answer = run(
        "shelf", "add", "document", tmp_path / "甲院", "--provider", "某市某区人民法院", "--basis",
        "人民检察院组织法#21", "--purpose", "刑事诉讼监督", "--until", "2099-12-31",
        "--workspace", tmp_path / "ws", "--yes",
    )  # fmt: skip
    assert answer.exit_code == 0, answer.stderr
    return tmp_path / "ws"


def test_documents_of_the_shelf_are_read_once_logged_and_disposed_of(workspace):
    first = run("read", "--workspace", workspace, "--processes", 1, "-q")
    assert first.exit_code == 0, first.stderr
    assert first.stdout.startswith("document of the shelf, version 1, contract C-0001\n1 documents")
    again = run("read", "shelf:document", "--workspace", workspace, "-q", lang="zh_CN.UTF-8")
    assert again.stdout.startswith("数据架 document 第 1 版（合同 C-0001）此前已经读取，未再读")
    wrong = run("read", "--workspace", workspace, "--purpose", "公益诉讼检察", "-q")
    assert wrong.exit_code == 1
    assert "does not cover this purpose" in wrong.stderr
    logged = json.loads(run("shelf", "log", "--workspace", workspace, "--json").stdout)["uses"]
    assert [(one["模型"], one["结果"]) for one in logged] == [
        ("read", "done"),
        ("read", "unchanged"),
        ("read", "refused"),
    ]
    gone = run(
        "shelf", "dispose", "document", "--reason", "期满", "--yes", "--workspace", workspace
    )
    assert "14 files of facts read from it" in gone.stdout
    assert not list((workspace / "facts").glob("*.parquet"))


def test_what_is_no_table_of_documents_is_refused_and_files_need_a_folder(workspace, tmp_path):
    answer = run("read", "shelf:death_record", "--workspace", workspace, "-q", lang="zh_CN.UTF-8")
    assert answer.exit_code == 1
    assert "death_record 不是文书表" in answer.stderr
    answer = run("read", tmp_path / "甲院", "--workspace", workspace)
    assert answer.exit_code == 2
    assert "--out" in answer.stderr
    assert run("read", "--workspace", tmp_path / "none").exit_code == 3
