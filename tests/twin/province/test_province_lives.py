"""The books of all offices tell of the same lives."""

import hashlib
import json
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.columns import fits
from xiezhi.shelf.facts_folder import FactsFolder
from xiezhi.twin.province import DEFAULT_AS_OF, Rates, write_province
from xiezhi.twin.province.rates import Rate

PEOPLE, SEED = 4_000, 11


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("province")
    rates = Rates()
    own = {**rates.own, "A-44": Rate(0.8, 0.1), "A-46": Rate(0.3, 0.2)}
    write_province(folder, PEOPLE, SEED, rates=Rates(rates.default, own))
    return folder


@pytest.fixture(scope="module")
def rows(folder):
    held = {}

    def read(table):
        if table not in held:
            read_it = pq.read_table(folder / f"{table}.parquet")
            held[table] = read_it.to_pylist()
        return held[table]

    return read


@pytest.fixture(scope="module")
def births(rows):
    return {row["citizen_id"]: row["birth_date"] for row in rows("population")}


def true_of(rows, check):
    return [
        json.loads(row["subject"])
        for row in rows("truth_violations")
        if row["check"] == check and row["origin"] in ("planted", "background")
    ]


def test_the_same_seed_gives_the_same_province(folder, tmp_path):
    for name in ("one", "two"):
        write_province(tmp_path / name, 1_500, 4)
    write_province(tmp_path / "other", 1_500, 5)
    marks = {
        name: {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (tmp_path / name).glob("*.parquet")
        }
        for name in ("one", "two", "other")
    }
    assert marks["one"] == marks["two"]
    assert marks["one"]["population.parquet"] != marks["other"]["population.parquet"]


def test_it_is_a_facts_folder_as_it_is(folder):
    facts = FactsFolder(folder)
    assert len(facts.tables) > 45
    for name in facts.tables:
        version = facts.version(name)
        assert version.data_as_of == DEFAULT_AS_OF
        assert version.covered, name
        for column in Tables.load()[name].columns.values():
            kind = version.schema.field(column.name).type
            assert fits(kind, column.storage), f"{name}.{column.name} is {kind}"


def test_keys_name_one_row_each(folder):
    for name in FactsFolder(folder).tables:
        key = list(Tables.load()[name].key)
        table = pq.read_table(folder / f"{name}.parquet", columns=key)
        counts = table.group_by(key).aggregate([([], "count_all")])["count_all"]
        assert counts.num_chunks == 0 or pc.max(counts).as_py() == 1, name


def test_whoever_is_named_lives_in_the_register(folder, births):
    known = pa.array([*births])
    for name in FactsFolder(folder).tables:
        columns = [
            column.name
            for column in Tables.load()[name].columns.values()
            if column.type.name == "citizen_id"
        ]
        for column in columns:
            named = pq.read_table(folder / f"{name}.parquet", columns=[column])[column]
            there = pc.is_in(named.drop_null().cast(pa.string()), known)
            assert pc.all(there).as_py() is not False, f"{name}.{column}"


def test_nobody_is_paid_before_birth_or_acts_as_a_child(rows, births):
    for table in ("pension_payment", "welfare_payment"):
        assert all(row["pay_month"] > births[row["citizen_id"]] for row in rows(table))
    for row in rows("criminal_judgment"):
        assert row["judge_date"] - births[row["citizen_id"]] > timedelta(days=16 * 365)


def test_nothing_is_dated_after_the_present(folder):
    for name in FactsFolder(folder).tables:
        event = Tables.load()[name].event
        if event:
            days = pq.read_table(folder / f"{name}.parquet", columns=[event])[event]
            latest = pc.max(days).as_py()
            assert latest is None or latest <= DEFAULT_AS_OF, name


def test_every_prisoner_has_a_judgment_and_came_from_a_detention_house(rows):
    judged = {row["case_no"]: row for row in rows("criminal_judgment")}
    left = defaultdict(set)
    for row in rows("detention_register"):
        left[row["citizen_id"]].add(row["out_date"])
    assert rows("prison_inmate")
    for row in rows("prison_inmate"):
        case = judged[row["case_no"]]
        assert case["citizen_id"] == row["citizen_id"]
        assert not case["probation"]
        assert case["effective_date"] <= row["admit_date"]
        assert row["admit_date"] in left[row["citizen_id"]]


def test_a_case_goes_from_the_police_to_the_court_in_order(rows):
    police = {row["police_no"]: row for row in rows("police_case")}
    indicted = {row["citizen_id"]: row for row in rows("procuratorate_case") if row["indict_date"]}
    for row in rows("procuratorate_case"):
        before = police[row["police_no"]]
        assert before["citizen_id"] == row["citizen_id"]
        if row["received_date"]:
            assert before["transfer_date"] <= row["received_date"]
        if row["indict_date"]:
            assert row["received_date"] <= row["indict_date"]
    for row in rows("criminal_judgment"):
        assert row["citizen_id"] in indicted


def test_nobody_sits_in_two_places_at_once(rows):
    stays = defaultdict(list)
    for row in rows("detention_register"):
        stays[row["citizen_id"]].append((row["in_date"], row["out_date"] or DEFAULT_AS_OF))
    for row in rows("prison_inmate"):
        stays[row["citizen_id"]].append((row["admit_date"], row["leave_date"] or DEFAULT_AS_OF))
    for one in stays.values():
        one.sort()
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(one))


def test_titles_under_enforcement_exist(rows):
    titles = {row["case_no"] for row in rows("criminal_judgment")}
    titles |= {row["case_no"] for row in rows("civil_judgment")}
    assert {row["basis_no"] for row in rows("enforcement_case")} <= titles
    cases = {row["exec_no"] for row in rows("enforcement_case")}
    for table in ("dishonest_list", "consumption_limit", "auction"):
        assert {row["exec_no"] for row in rows(table)} <= cases
    assert {row["case_no"] for row in rows("civil_party")} == {
        row["case_no"] for row in rows("civil_judgment")
    }


def locked_months(rows):
    """Pensioner → months spent in custody from the first to the last day, counted day by day."""
    paid = {row["citizen_id"] for row in rows("pension_payment")}
    days = defaultdict(set)
    for table, begins, ends in (
        ("detention_register", "in_date", "out_date"),
        ("prison_inmate", "admit_date", "leave_date"),
    ):
        for row in rows(table):
            day = row[begins] if row["citizen_id"] in paid else date.max
            while day <= (row[ends] or DEFAULT_AS_OF):
                days[row["citizen_id"]].add(day)
                day += timedelta(days=1)
    return {
        person: {
            first
            for first in {day.replace(day=1) for day in inside}
            if all(
                first + timedelta(days=step) in inside
                for step in range(((first + timedelta(days=32)).replace(day=1) - first).days)
            )
        }
        for person, inside in days.items()
    }


def test_pensions_paid_in_custody_are_exactly_those_that_counting_finds(rows):
    locked = locked_months(rows)
    found = {
        row["citizen_id"]
        for row in rows("pension_payment")
        if row["item"] == "basic"
        and row["returned"] is None
        and row["pay_month"] in locked.get(row["citizen_id"], ())
    }
    assert found == {subject["citizen_id"] for subject in true_of(rows, "A-44")}
    assert found


def test_pensions_paid_to_the_dead_are_exactly_those_that_counting_finds(rows):
    died = {row["citizen_id"]: row["death_date"] for row in rows("death_record")}
    found = {
        (row["citizen_id"], row["scheme"])
        for row in rows("pension_payment")
        if row["item"] == "basic"
        and row["returned"] is None
        and row["pay_month"] > died.get(row["citizen_id"], date.max)
    }
    told = {(subject["citizen_id"], subject["scheme"]) for subject in true_of(rows, "A-46")}
    assert found == told
    assert len(found) > 5


def test_penalties_never_sent_are_exactly_those_without_an_enforcement_case(rows):
    sent = {row["basis_no"] for row in rows("enforcement_case")}
    found = {
        row["case_no"]
        for row in rows("criminal_judgment")
        if row["effective_date"]
        and row["effective_date"] + timedelta(days=30) < DEFAULT_AS_OF
        and (row["fine"] or 0) + (row["restitution"] or 0) > (row["paid_before"] or 0)
        and row["fine_due"] is None
        and row["case_no"] not in sent
    }
    assert found == {subject["case_no"] for subject in true_of(rows, "A-01")}


def test_look_alikes_and_pending_cases_are_there(rows):
    told = rows("truth_violations")
    origins = defaultdict(set)
    for row in told:
        origins[row["check"]].add(row["origin"])
    assert len(origins) > 40
    assert sum("look_alike" in one for one in origins.values()) > 30
    assert sum("pending" in one for one in origins.values()) > 5
    assert all(row["reason"] and row["organ"] for row in told)
