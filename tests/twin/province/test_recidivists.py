"""Who falls back within five years of a served term is a recidivist; the books show who was missed."""

import json
from collections import defaultdict
from datetime import date

import pyarrow.parquet as pq
import pytest

from xiezhi.rulebook.charges import Charges
from xiezhi.twin.province import Rates, write_province
from xiezhi.twin.province.rates import Rate


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("relapses")
    rates = Rates()
    write_province(
        folder, 9_000, 3, rates=Rates(rates.default, {**rates.own, "A-17": Rate(1.0, 0.0)})
    )
    return folder


def read(folder, table):
    return pq.read_table(folder / f"{table}.parquet").to_pylist()


def years_later(day, years):
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year + years, day.month, last)


def grown(birth, day):
    return day > years_later(birth, 18)


def test_where_no_court_finds_recidivism_every_relapse_is_a_violation(folder):
    ends = {row["case_no"]: row["end_date"] for row in read(folder, "prison_inmate")}
    judged = defaultdict(list)
    for row in read(folder, "criminal_judgment"):
        judged[row["citizen_id"]].append(row)
    charges = Charges.load()

    def meant(row):
        return all(charges[name].fault == "intentional" for name in row["charges"])

    def relapsed(before, after):
        if before["main_penalty"] != "fixed_term" or before["probation"]:
            return False
        served = ends.get(before["case_no"], before["end_date"])
        return (
            after["main_penalty"] == "fixed_term"
            and served is not None
            and served < after["offence_from"] <= years_later(served, 5)
            and meant(before)
            and meant(after)
            and grown(before["birth_date"], before["offence_from"])
        )

    counted = {
        after["case_no"]
        for rows in judged.values()
        for after in rows
        if any(relapsed(before, after) for before in rows if before is not after)
    }
    told = {
        json.loads(row["subject"])["case_no"]
        for row in read(folder, "truth_violations")
        if row["check"] == "A-17" and row["origin"] in ("planted", "background")
    }
    assert told == counted
    assert len(told) >= 5


def test_parole_ends_a_sentence_only_with_its_period(folder):
    left = {row["citizen_id"]: row for row in read(folder, "prison_inmate") if row["leave_date"]}
    paroled = {
        row["citizen_id"]
        for row in read(folder, "commutation")
        if row["kind"] == "parole" and row["result"] == "granted"
    }
    early = [left[person] for person in paroled if person in left]
    assert early
    assert all(row["leave_date"] < row["end_date"] for row in early)
