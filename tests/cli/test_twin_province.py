"""``twin province`` invents a province that ``run`` reads as it is."""

import json

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from xiezhi.cli.command import app


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words], env={"LC_ALL": "en_US.UTF-8"})


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    folder = tmp_path_factory.mktemp("province")
    words = ("--people", 2000, "--seed", 3, "--months", 36, "--clean", "--json")
    return folder, json.loads(run("twin", "province", *words, "--out", folder).stdout)


def test_every_table_and_its_truth_are_counted(province):
    folder, told = province
    assert told["as_of"] == "2025-12-31"
    for name, rows in told["rows"].items():
        assert pq.read_metadata(folder / f"{name}.parquet").num_rows == rows
    truth = pq.read_table(folder / "truth_violations.parquet").num_rows
    assert truth == sum(sum(one.values()) for one in told["by_check"].values())


def test_what_is_found_of_the_dead_is_what_is_true(province, tmp_path):
    folder, told = province
    words = ("--models", "pension-after-death", "--facts", folder, "--out", tmp_path, "--json")
    answer = run("run", *words)
    assert answer.exit_code == 0, answer.output
    clues = pq.read_table(tmp_path / "pension-after-death" / "clues.parquet").num_rows
    true = told["by_check"]["A-46"]
    assert clues == true.get("planted", 0) + true.get("background", 0)


def test_rates_that_cannot_be_followed_are_said_so(tmp_path):
    rates = tmp_path / "rates.yaml"
    rates.write_text("A-46: {often: 1}\n", "utf8")
    words = ("twin", "province", "--people", 600, "--rates", rates, "--out", tmp_path / "p")
    answer = run(*words, "--clean")
    assert answer.exit_code == 1
    assert "A-44: {planted" in answer.stderr
