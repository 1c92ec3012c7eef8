"""The frame: help, languages, errors in one style, exit codes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from xiezhi.cli.command import VERBS, app
from xiezhi.cli.language import choose

GOLDEN = Path(__file__).parents[1] / "golden" / "bundle"
NAMES = [name for names in VERBS.values() for name in names]


def run(*words, **environment):
    return CliRunner().invoke(app, list(words), env={"LC_ALL": "en_US.UTF-8", **environment})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_verb_helps_with_examples_and_exit_codes(name, language):
    answer = run(name, "--help", "--lang", language)
    assert answer.exit_code == 0
    assert f"xiezhi {name}" in answer.stdout
    assert ("示例" if language == "zh" else "Examples") in answer.stdout
    assert "130" in answer.stdout
    assert answer.stderr == ""


def test_the_list_of_verbs_is_the_answer_to_no_verb():
    answer = run()
    assert answer.exit_code == 0
    assert all(f"\n  {name}" in answer.stdout for name in NAMES)


def test_help_loads_nothing_heavy():
    program = (
        "import sys\nfrom xiezhi.cli.command import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'pyarrow', 'duckdb', 'sqlglot', 'yaml', 'jinja2', 'numpy', 'pandas', 'tqdm'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stderr.strip() == "[]"


def test_an_unknown_verb_is_answered_with_the_nearest():
    answer = run("raed")
    assert answer.exit_code == 2
    assert "There is no verb raed. Did you mean read?" in answer.stderr
    assert "next   See xiezhi --help" in answer.stderr


def test_an_unknown_option_and_a_missing_argument_are_wrong_usage():
    for words, said in (
        (("report", "--fuo"), "There is no option --fuo."),
        (("report",), "RUN is missing."),
        (("show", str(GOLDEN), "--limit", "no"), "The value of --limit is wrong"),
        (("report", "x", "--lang", "fr"), "The value of --lang is wrong"),
    ):
        answer = run(*words)
        assert answer.exit_code == 2
        assert said in answer.stderr


def test_errors_speak_chinese_when_asked():
    answer = run("raed", "--lang", "zh")
    assert answer.stderr.startswith("错误  没有命令 raed。是不是 read？")
    assert "办法" in answer.stderr


def test_a_program_gets_problems_as_json(tmp_path):
    answer = run("report", str(tmp_path), "--json")
    assert answer.exit_code == 4
    (problem,) = json.loads(answer.stderr)["problems"]
    assert problem["code"] == "bundle-missing"
    assert set(problem) >= {"what", "where", "why", "cure"}


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "XIEZHI_LANG": "zh"}, "zh"),
        (["read", "--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang=zh", "read"], {"LANG": "en_GB.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_asked_for_or_the_systems(words, environment, language):
    assert choose(words, environment) == language


def test_a_fault_of_ours_is_told_as_one(monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("invented")

    monkeypatch.setattr("xiezhi.report.gathering.gather", broken)
    answer = run("show", str(GOLDEN))
    assert answer.exit_code == 70
    assert "fault of the program" in answer.stderr
    assert "ZeroDivisionError: invented" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_memory_and_disk_that_run_out_are_not_faults(monkeypatch):
    import errno

    for error, said in (
        (MemoryError(), "Memory ran out."),
        (OSError(errno.ENOSPC, "full"), "disk is full"),
    ):

        def broken(*_, error=error, **__):
            raise error

        monkeypatch.setattr("xiezhi.report.gathering.gather", broken)
        answer = run("show", str(GOLDEN))
        assert answer.exit_code == 5
        assert said in answer.stderr


def test_ctrl_c_leaves_quietly_with_its_own_code():
    program = (
        # a shell that starts the suite in the background hands down a deaf ear for Ctrl-C
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import time, xiezhi.report.gathering as room\n"
        "def slow(*_, **__):\n    print('ready', flush=True)\n    time.sleep(30)\n"
        "room.gather = slow\n"
        f"from xiezhi.cli.command import app\napp(['show', {str(GOLDEN)!r}])"
    )
    environment = {**os.environ, "LC_ALL": "en_US.UTF-8"}
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Interrupted; nothing half-written was left." in said
    assert "Traceback" not in said


def test_a_reader_that_has_enough_is_no_error():
    program = "from xiezhi.cli.command import app\napp(['--help'])"
    answer = subprocess.run(
        f'"{sys.executable}" -c "{program}" | head -1',
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stderr == ""


def test_the_version_is_told():
    answer = run("--version")
    assert answer.exit_code == 0
    assert answer.stdout.startswith("xiezhi 0.")
