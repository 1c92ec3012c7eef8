"""When two values agree, and how closely: names, numbers, dates, places."""

import datetime
from functools import cache

import duckdb
import pyarrow as pa
import pytest

from xiezhi.link.matching import match_rows
from xiezhi.link.plan import Comparing, MatchPlan
from xiezhi.rulebook.comparisons import comparisons

D = datetime.date


PERSONS = [
    ("王小明", "王 小 明", "same"),
    ("阿依古丽·买买提", "阿依古丽买买提", "same"),
    ("王小明", "王小朋", "one_character"),
    ("欧阳小明", "欧阳明", "one_character"),
    ("欧阳小明", "欧小明", "different"),
    ("王小明", "李小明", "different"),
    ("王小明", "王大朋", "different"),
    ("王小明", "王明小", "different"),
    ("王某某", "王小明", "known_agree"),
    ("王某", "王小明", "known_agree"),
    ("王某明", "王小明", "known_agree"),
    ("王某朋", "王小明", "different"),
    ("李某", "王小明", "different"),
    ("王某某", "王某某", "known_agree"),
    ("John Smith", "ＪＯＨＮ SMITH", "same"),
    ("JOHN SMITH", "JON SMITH", "similar"),
    ("JOHN SMITH", "MARY JONES", "different"),
    (None, "王小明", "unknown"),
    ("  ", "王小明", "unknown"),
]
UNITS = [
    ("甲（上海）贸易有限公司", "甲(上海)贸易有限责任公司", "same"),
    ("甲上海贸易股份有限公司", "甲 上海 贸易有限公司", "same"),
    ("甲上海贸易有限公司", "甲上海贸易有限公司第二分公司", "begins_alike"),
    ("甲乙丙丁贸易", "甲乙丙丁贸易第二分公司", "begins_alike"),
    ("甲乙丙丁贸易", "甲乙丙戊贸易", "one_character"),
    ("Acme Farms, Inc.", "ACME FARMS LLC", "same"),
    ("The Acme & Sons Co.", "ACME AND SONS", "same"),
    ("ACME FARMS L.L.C.", "ACME FARMS LLC", "same"),
    ("ACME FARMS, LLC - SOUTH", "ACME FARMS", "begins_alike"),
    ("ACME FARMSTEAD", "ACME FARMS", "similar"),
    ("T. BELL DETASSLEING", "T BELL DETASSELING LLC", "similar"),
    ("ACME FARMS", "BETA POULTRY", "different"),
    ("有限公司", "甲有限公司", "unknown"),
]
NUMBERS = [
    ("11010119900101001X", "11010119900101001x", "same"),
    ("110101199001010011", "110101199001010012", "one_digit"),
    ("110101199001010011", "110101199001010101", "one_digit"),
    ("110101199001010011", "110101199001020022", "different"),
    ("1101011990****0011", "110101199001010011", "known_most"),
    ("110101********0011", "110101199001010011", "known_many"),
    ("110101********0011", "110101********0011", "known_many"),
    ("110101************", "110101199001010011", "known_few"),
    ("110101xxxxxxxx001X", "11010119900101001X", "known_many"),
    ("110102********0011", "110101199001010011", "different"),
    ("******************", "110101199001010011", "unknown"),
    ("1234", "110101199001010011", "unknown"),
]
DAYS = [
    (D(1990, 5, 7), D(1990, 5, 7), "same"),
    (D(1990, 5, 7), D(1990, 7, 5), "swapped"),
    (D(1990, 5, 7), D(1991, 5, 7), "two_parts"),
    (D(1990, 5, 17), D(1990, 6, 17), "two_parts"),
    (D(1990, 5, 17), D(1990, 6, 18), "same_year"),
    (D(1990, 5, 17), D(1991, 6, 18), "different"),
]
OTHERS = [
    ("place", "310101", "310101", "same"),
    ("place", "310101", "310105", "same_city"),
    ("place", "310101", "310230", "same_province"),
    ("place", "IA", "IL", "different"),
    ("address", "某市甲区乙路12号3楼", "甲区乙路１２号 3楼", "similar"),
    ("words", "LONE TREE", "Lone-Tree", "same"),
    ("words", "LONE TREE", "LONETREE CITY", "similar"),
    ("number", "138 0000 0001", "138-00000001", "same"),
    ("year", 1970, 1970, "same"),
    ("year", 1970, 1971, "one_apart"),
    ("year", 1970, 1972, "different"),
    ("state", "male", "male", "same"),
    ("state", "male", "female", "different"),
]
PAIRS: dict[str, dict[tuple[object, object], None]] = {
    "person_name": dict.fromkeys((one, other) for one, other, _ in PERSONS),
    "org_name": dict.fromkeys((one, other) for one, other, _ in UNITS),
    "citizen_id": dict.fromkeys((one, other) for one, other, _ in NUMBERS),
    "date": dict.fromkeys((one, other) for one, other, _ in DAYS),
}
for kind, one, other, _ in OTHERS:
    PAIRS.setdefault(kind, {})[one, other] = None


@cache
def levels(method: str) -> dict[tuple[object, object], str]:
    """The level of each pair that a test asks for, all of a method compared at once."""
    plan = MatchPlan(
        (Comparing("x", "x", "x", method), Comparing("k", "k", "k", "number")),
        ((("k", "k"),),),
        1e-12,
        1_000_000,
        1000,
    )
    pairs = list(PAIRS[method])
    numbers = [str(number) for number in range(1, len(pairs) + 1)]
    left, right = (pa.table({"x": list(side), "k": numbers}) for side in zip(*pairs, strict=True))
    with duckdb.connect() as connection:
        found = match_rows(left, right, plan, connection).links
        assert connection.sql("show tables").fetchall() == []
    assert found["left"].to_pylist() == found["right"].to_pylist()
    assert sorted(found["left"].to_pylist()) == list(range(len(pairs)))
    places = found["left"].to_pylist()
    return {
        pairs[place]: level
        for place, level in zip(places, found["level_x"].to_pylist(), strict=True)
    }


@pytest.mark.parametrize(("one", "other", "expected"), PERSONS)
def test_names_of_persons(one, other, expected):
    assert levels("person_name")[one, other] == expected


@pytest.mark.parametrize(("one", "other", "expected"), UNITS)
def test_names_of_units(one, other, expected):
    assert levels("org_name")[one, other] == expected


@pytest.mark.parametrize(("one", "other", "expected"), NUMBERS)
def test_identity_numbers_by_the_digits_that_are_known(one, other, expected):
    assert levels("citizen_id")[one, other] == expected


@pytest.mark.parametrize(("one", "other", "expected"), DAYS)
def test_dates_by_their_parts(one, other, expected):
    assert levels("date")[one, other] == expected


@pytest.mark.parametrize(("method", "one", "other", "expected"), OTHERS)
def test_places_words_numbers(method, one, other, expected):
    assert levels(method)[one, other] == expected


def test_every_method_of_the_rulebook_is_known_with_the_same_levels():
    from xiezhi.link.compare import method_sql

    for name, method in comparisons().methods.items():
        words = [word for word, _ in method_sql(name).levels]
        assert words == [one.word for one in method.levels if one.word != "different"], name


def test_a_common_name_weighs_less_than_a_rare_one():
    rows = pa.table(
        {
            "n": ["王伟"] * 3000 + ["司徒烟雨"] + [f"甲乙{n}" for n in range(3000)],
            "b": [D(1950, 1, 1) + datetime.timedelta(days=n) for n in range(6001)],
        }
    )
    plan = MatchPlan(
        (Comparing("n", "n", "n", "person_name"), Comparing("b", "b", "b", "date")),
        ((("b", "b"),),),
        1e-9,
        1_000_000,
        10**9,
    )
    with duckdb.connect() as connection:
        links = match_rows(rows, rows, plan, connection).links
    weights = dict(
        zip(
            [rows["n"][place].as_py() for place in links["left"].to_pylist()],
            links["weight_n"].to_pylist(),
            strict=True,
        )
    )
    assert weights["司徒烟雨"] - weights["王伟"] > 5
