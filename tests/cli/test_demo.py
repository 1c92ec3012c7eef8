"""The whole way, small."""

import json

import pytest
from click.testing import CliRunner

from xiezhi.cli.command import app


@pytest.mark.slow
def test_the_demonstration_finds_what_was_planted_and_names_its_report(tmp_path, monkeypatch):
    monkeypatch.setenv("DEMO_DOCUMENTS", "60")
    monkeypatch.setenv("DEMO_PEOPLE", "1500")
    words = ["demo", "--out", str(tmp_path / "demo"), "--json"]
    answer = CliRunner().invoke(app, words, env={"LC_ALL": "en_US.UTF-8"})
    assert answer.exit_code == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert (told["documents"], told["people"]) == (60, 1500)
    assert (tmp_path / "demo" / "report.html").stat().st_size > 50_000
    assert sum(one["found"] for one in told["checks"]) > 0
    for one in told["checks"]:
        assert one["found"] + one["missed"] == one["true"] == one["planted"] + one["by_chance"]
        assert len(one["extra_subjects"]) == one["extra"]
