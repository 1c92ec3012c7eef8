"""Rates of failure are read, refused and followed."""

import pyarrow.parquet as pq
import pytest

from xiezhi.twin.province import Rates, RatesError, write_province
from xiezhi.twin.province.rates import Rate

CALM = Rates(Rate(0.0, 0.0), {})


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path):
    path = tmp_path / "rates.yaml"
    path.write_text("default: {look_alike: 0.5}\nA-44: {planted: 0.9}\n", "utf8")
    rates = Rates.load(path)
    assert rates.of("A-44").planted == 0.9
    assert rates.of("A-44").look_alike == Rates().of("A-44").look_alike
    assert rates.of("A-01") == Rate(Rates().default.planted, 0.5)


def test_a_file_that_names_no_shares_is_refused(tmp_path):
    path = tmp_path / "rates.yaml"
    path.write_text("A-44: {often: 1}\n", "utf8")
    with pytest.raises(RatesError):
        Rates.load(path)


def test_offices_that_never_fail_leave_only_chance(tmp_path):
    write_province(tmp_path, 3_000, 5, rates=CALM)
    truth = pq.read_table(tmp_path / "truth_violations.parquet").to_pylist()
    failures = {row["check"] for row in truth if row["origin"] == "planted"}
    # fake suits, lenders, bought pensions, public housing … are people's doing
    assert not failures & {f"A-{number:02d}" for number in (*range(1, 19), 24, 25, 28, 29, 44, 46)}


def test_offices_that_always_fail_are_all_found_out(tmp_path):
    write_province(tmp_path, 3_000, 5, rates=Rates(Rate(0.0, 0.0), {"A-46": Rate(1.0, 0.0)}))
    truth = pq.read_table(tmp_path / "truth_violations.parquet").to_pylist()
    paid_on = [row for row in truth if row["check"] == "A-46"]
    assert sum(row["origin"] == "planted" for row in paid_on) > 20
    # only who died a moment ago is not paid on
    assert {row["origin"] for row in paid_on} <= {"planted", "look_alike"}


def test_too_few_people_are_refused(tmp_path):
    with pytest.raises(ValueError, match="at least 500"):
        write_province(tmp_path, 10, 1)


def test_counts_of_rings_and_batches_follow_their_rate():
    usual = Rates()
    assert usual.many("A-19", 6) == 6
    twice = Rates(default=Rate(2 * usual.default.planted, 0.0))
    assert twice.many("A-19", 6) == 12
    assert Rates(default=Rate(0.0, 0.1)).many("A-19", 6) == 0
    assert Rates(default=Rate(0.0001, 0.1)).many("A-19", 6) == 1
