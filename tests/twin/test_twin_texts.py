"""The texts say what the truth says, and name nobody and no court that exists."""

import csv
import gzip
import os
import re
from itertools import product
from pathlib import Path

import pytest

from xiezhi.kernel.citizen_id import CitizenId
from xiezhi.twin import judgments
from xiezhi.twin.days import age_on
from xiezhi.twin.numerals import day_text
from xiezhi.twin.places import STEMS, basic_courts, intermediate_courts

ROOT = Path(__file__).parents[2]
REFERENCE = Path(os.environ.get("XIEZHI_REAL", ROOT.parent / "shared/data/real")) / "reference"


@pytest.fixture(scope="module")
def hundred():
    return list(judgments(150, 21))


def facts(one, table, column):
    return {
        (fact.ordinal, fact.row): fact.value
        for fact in one.facts
        if fact.table == table and fact.column == column
    }


def solid(text):
    return re.sub(r"\s", "", text)


def test_header_values_stand_in_the_text(hundred):
    for one in hundred:
        text = solid(one.text)
        for column in ("court", "case_number"):
            assert facts(one, "judgment", column)[None, None] in text


def test_defendants_stand_in_the_text_and_differ(hundred):
    for one in hundred:
        names = list(facts(one, "judgment_party", "name").values())
        assert len(set(names)) == len(names)
        assert all(name in solid(one.text) for name in names)


def test_every_outcome_stands_after_the_anchor(hundred):
    for one in hundred:
        outcomes = facts(one, "judgment_sentence", "outcome")
        tail = solid(one.text).split("判决如下")[-1]
        for (ordinal, _), outcome in outcomes.items():
            name = facts(one, "judgment_party", "name")[ordinal, None]
            if outcome == "exempted":
                assert re.search("免[予于]刑事处罚", tail)
            if outcome == "acquitted":
                assert f"{name}无罪" in tail
            if outcome == "convicted":
                assert f"{name}犯" in tail


def test_printed_days_of_a_term_stand_in_the_text(hundred):
    from datetime import date

    printed = 0
    for one in hundred:
        for column in ("starts", "ends"):
            for value in facts(one, "judgment_sentence", column).values():
                if value is not None:
                    day = date.fromisoformat(value)
                    forms = [day_text(day, style) for style in ("arabic", "han", "ring")]
                    assert any(form in solid(one.text) for form in forms)
                    printed += 1
    assert printed > 60


def test_stated_nothing_is_written_nowhere(hundred):
    first = [
        one for one in hundred if facts(one, "judgment", "instance").get((None, None)) == "first"
    ]
    assert first
    for one in first:
        tail = one.text.split("判决如下")[-1]
        if all(v is None for v in facts(one, "judgment_sentence", "probation_months").values()):
            assert "，缓刑" not in tail
        if facts(one, "judgment_sentence", "confiscation") and all(
            value == "none" for value in facts(one, "judgment_sentence", "confiscation").values()
        ):
            assert "没收个人" not in tail


def test_identity_numbers_are_of_no_place_and_right_only_when_unmasked():
    found = 0
    for one in judgments(400, 5):
        for number in re.findall(r"号码(\d{17}[\dX])", solid(one.text)):
            assert number[2:4] in {"95", "96", "97"}
            assert CitizenId.parse(number)
            found += 1
        planted = {row["check"] for row in one.violations if row["origin"] != "look_alike"}
        whole = re.search(r"号码\d{17}[\dX]", solid(one.text)) is not None
        assert whole == ("ID-UNMASKED" in planted)
    assert found


def test_courts_differ_in_name_and_code():
    courts = [*basic_courts(), *intermediate_courts()]
    assert len({court.name for court in courts}) == len(courts) == 248
    assert len({court.code for court in courts}) == len(courts)


def test_codes_of_courts_are_of_no_prefecture():
    for court in [*basic_courts(), *intermediate_courts()]:
        assert re.fullmatch(r"\D8[01](8\d)?", court.code)


@pytest.mark.real
def test_no_invented_place_is_a_division():
    if not REFERENCE.is_dir():
        pytest.skip("the folder of real data is not here")
    real = set()
    for name in ("divisions_2023_cities", "divisions_2023_areas"):
        with gzip.open(REFERENCE / f"{name}.csv.gz", "rt", encoding="utf8") as lines:
            real |= {row["name"] for row in csv.DictReader(lines)}
    with gzip.open(REFERENCE / "gb2260_history.tsv.gz", "rt", encoding="utf8") as lines:
        real |= {field for line in lines for field in line.split("\t")}
    suffixes = ("", "市", "区", "县", "旗", "州", "地区", "盟", "自治县", "自治州", "新区", "特区")
    assert not {stem + suffix for stem, suffix in product(STEMS, suffixes)} & real


def test_age_counts_from_the_day_after_the_birthday():
    from datetime import date

    assert age_on(date(2000, 5, 1), date(2018, 5, 1)) == 17
    assert age_on(date(2000, 5, 1), date(2018, 5, 2)) == 18
