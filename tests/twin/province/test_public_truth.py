"""The truth of a small province, worked out again from its tables row by row."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta

import pyarrow.parquet as pq
import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.twin.province import write_province

AS_OF = date(2025, 12, 31)
CHECKS = ("A-49", "A-50", "A-51", "A-52", "A-53", "A-54", "A-56", "A-57", "A-58", "A-59", "A-61")
CHECKS += ("A-62", "A-63")
MINE = ("special_equipment", "site_list", "lightning_test", "land_violation", "tax_payment")
MINE += ("public_housing", "housing_occupant", "real_estate", "utility", "water_permit")
MINE += ("hw_manifest", "purchase", "vehicle_inspection", "fuel_station", "relief_advance")
MINE += ("traffic_accident", "medical_settlement", "minors_care", "report_log", "polluter")


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    folder = tmp_path_factory.mktemp("province")
    write_province(folder, 12_000, 11, as_of=AS_OF)
    return folder


def rows(folder, table):
    return pq.read_table(folder / f"{table}.parquet").to_pylist()


def truth(folder, check, *origins):
    chosen = [row for row in rows(folder, "truth_violations") if row["check"] == check]
    return [json.loads(row["subject"]) for row in chosen if row["origin"] in origins]


def wrong(folder, check, *names):
    found = truth(folder, check, "planted", "background")
    return {tuple(subject[name] for name in names) for subject in found}


@pytest.mark.parametrize("check", CHECKS)
def test_every_point_has_failures_and_innocents(province, check):
    assert truth(province, check, "planted")
    assert truth(province, check, "look_alike")


@pytest.mark.parametrize("table", MINE)
def test_keys_name_one_row(province, table):
    keys = [tuple(row[name] for name in Tables.load()[table].key) for row in rows(province, table)]
    assert len(set(keys)) == len(keys) > 0


def test_devices_that_run_on_after_their_day(province):
    found = {
        (row["equipment_code"],)
        for row in rows(province, "special_equipment")
        if row["status"] == "in_use"
        # a test entered late shows a day that the test itself has overtaken
        and (AS_OF - row["next_due"]).days > 30
        and (row["next_due"] - row["last_test"]).days > 300
    }
    assert found == wrong(province, "A-61", "equipment_code")


def test_sites_nobody_tested(province):
    tests = defaultdict(list)
    for row in rows(province, "lightning_test"):
        tests[row["uscc"]].append(row["test_date"])
    found = set()
    for site in rows(province, "site_list"):
        if site["duty"] != "lightning" or site["closed_date"]:
            continue
        last = max([site["listed_date"], *tests[site["uscc"]]])
        late = (AS_OF - last).days - (183 if site["explosive"] else 366)
        if late > 31:
            found.add((site["site_no"],))
        elif late > 25:
            pytest.skip("a site too near the edge for counting days")
    assert found == wrong(province, "A-62", "site_no")


def test_farmland_nobody_paid_for(province):
    paid = {
        (row["uscc"], row["citizen_id"])
        for row in rows(province, "tax_payment")
        if row["tax_kind"] == "farmland_occupation"
    }
    found = {
        (row["doc_no"], row["parcel_no"])
        for row in rows(province, "land_violation")
        if (row["party_uscc"], row["party_id"]) not in paid
        and row["land_class"] not in ("facility", "construction", "unused")
        and not (row["restored_date"] and (row["restored_date"] - row["occupied_date"]).days <= 365)
        and (AS_OF - row["decision_date"]).days > 92
    }
    assert found == wrong(province, "A-52", "doc_no", "parcel_no")


def test_quarters_nobody_declared(province):
    told = {
        (row["uscc"], row["period_from"])
        for row in rows(province, "tax_payment")
        if row["tax_kind"] == "environmental"
    }
    found = {
        (row["uscc"], row["period_from"].isoformat())
        for row in rows(province, "polluter")
        if row["factor"] != "untaxed"
        and not row["to_plant"]
        and not row["exempt"]
        and row["period_to"] + timedelta(days=20) < AS_OF
        and (row["uscc"], row["period_from"]) not in told
    }
    assert found == wrong(province, "A-53", "uscc", "period_from")


def test_water_beyond_the_permit_or_unpaid(province):
    found = {
        (row["permit_no"], row["well_no"], row["year_end"].isoformat())
        for row in rows(province, "water_permit")
        if row["metered"] > row["permitted"]
        or (row["paid"] < row["due"] and row["year_end"] < AS_OF)
    }
    judged = truth(province, "A-57", "planted", "background")
    named = {
        (one["permit_no"], one["well_no"], one["year_end"]) for one in judged if "year_end" in one
    }
    assert found == named


def test_pumps_without_a_permit(province):
    permits = defaultdict(lambda: date(1900, 1, 1))
    for row in rows(province, "water_permit"):
        permits[row["account_no"]] = max(permits[row["account_no"]], row["valid_to"])
    power = defaultdict(int)
    for row in rows(province, "utility"):
        if row["use_kind"] == "pumping" and row["month"].year == AS_OF.year - 1:
            power[row["account_no"]] += row["usage"]
    found = {
        (account,)
        for account, hours in power.items()
        if hours > 2_000 and permits[account] < date(AS_OF.year - 1, 12, 31)
    }
    judged = truth(province, "A-57", "planted", "background")
    assert found == {(one["account_no"],) for one in judged if "account_no" in one}


def test_debtors_of_the_relief_fund_nobody_asked(province):
    accidents = {
        (row["accident_no"], row["citizen_id"]) for row in rows(province, "traffic_accident")
    }
    found = set()
    for row in rows(province, "relief_advance"):
        assert row["liable_id"] is None or (row["accident_no"], row["liable_id"]) in accidents
        owes = row["recovered"] < row["amount"]
        if not owes or row["status"] not in ("outstanding", "claiming"):
            continue
        if row["claimed_date"] and (AS_OF - row["claimed_date"]).days > 366:
            found.add((row["advance_no"],))
        if not row["claimed_date"] and (AS_OF - row["advance_date"]).days > 800:
            found.add((row["advance_no"],))
    assert found == wrong(province, "A-51", "advance_no")


def test_stays_that_somebody_else_had_to_pay(province):
    parties = defaultdict(list)
    for row in rows(province, "traffic_accident"):
        parties[row["accident_no"]].append(row)
    hurt = {}
    for number, of in parties.items():
        if len(of) == 2 and of[0]["citizen_id"] and of[0]["liability"] != "none":
            hurt[of[1]["citizen_id"]] = (number, of[0]["accident_date"])
    found = set()
    for row in rows(province, "medical_settlement"):
        there = hurt.get(row["citizen_id"])
        if not there or row["injury_cause"] is None or row["benefit_kind"] != "inpatient":
            continue
        near = 0 <= (row["admit_date"] - there[1]).days <= 1
        if near and row["fund_paid"] > (row["recovered"] or 0):
            found.add((row["settle_no"],))
    advances = {
        (row["settle_no"],)
        for row in rows(province, "medical_settlement")
        if row["benefit_kind"] == "advance"
    }
    assert found == wrong(province, "A-49", "settle_no") - advances


def test_children_nobody_reported(province):
    told = defaultdict(list)
    for row in rows(province, "report_log"):
        told[row["token"]].append(row["report_date"])
    found = set()
    for row in rows(province, "minors_care"):
        grown = row["diagnosis_kind"] == "pregnancy" and row["age"] >= 14
        if row["diagnosis_kind"] == "other" or grown or row["informed_first"]:
            continue
        first = min(told[row["token"]], default=date.max)
        over = row["visit_date"] + timedelta(days=3)
        if first > over and over < AS_OF:
            found.add((row["token"],))
    assert found == wrong(province, "A-63", "token")


def test_flats_that_ought_to_be_given_back(province):
    dead = {row["citizen_id"]: row["death_date"] for row in rows(province, "death_record")}
    household = defaultdict(list)
    for row in rows(province, "housing_occupant"):
        household[row["contract_no"]].append(row["citizen_id"])
    homes = defaultdict(list)
    for row in rows(province, "real_estate"):
        roomy = row["area"] * 10_000 * int(row["share"] * 1_000) >= 15 * 10_000_000
        if row["use"] == "dwelling" and not row["cancel_date"] and roomy:
            homes[row["citizen_id"]].append(row["reg_date"])
    used = defaultdict(dict)
    for row in rows(province, "utility"):
        used[row["account_no"]][row["month"]] = row["usage"]
    half_year = [date(2025, month, 1) for month in range(7, 13)]
    found = set()
    for row in rows(province, "public_housing"):
        who = [row["citizen_id"], *household[row["contract_no"]]]
        since = [day for person in who for day in homes[person]]
        lives = [person for person in who if person not in dead]
        lonely = not lives and (AS_OF - max(dead[person] for person in who)).days > 90
        empty = all(used[row["account_no"]].get(month, 1) == 0 for month in half_year)
        owes = row["rent_due"] - row["rent_paid"] >= 6 * row["rent_month"]
        housed = any((AS_OF - day).days > 90 for day in since)
        if not row["left_date"] and (housed or lonely or empty or owes):
            found.add((row["contract_no"],))
    assert found == wrong(province, "A-56", "contract_no")


def test_the_same_seed_gives_the_same_province(tmp_path):
    for name in ("one", "two"):
        write_province(tmp_path / name, 900, 5, as_of=AS_OF)
    for table in (*MINE, "truth_violations"):
        file = f"{table}.parquet"
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
