"""Reading a version through the shelf against DuckDB on the bare Parquet files.

``python -m bench.shelf.read [PAYMENTS]``; processes in turn, the quickest of each.
"""

import json
import os
import statistics
import sys

from bench.process import run
from bench.shelf.layout import loaded, prepare
from bench.shelf.measure_read import QUESTIONS

ROUNDS = int(os.environ.get("XIEZHI_BENCH_ROUNDS", "5"))
TARGET = 1.05


def measure(payments: int | None = None) -> dict:
    payments = payments or int(os.environ.get("XIEZHI_BENCH_PAYMENTS", "5000000"))
    folder = prepare(payments, payments // 10)
    load = loaded(folder)
    found, opening = {}, []
    for question in QUESTIONS:
        times: dict[str, list[float]] = {"bare": [], "shelf": []}
        for _ in range(ROUNDS):
            for mode, each in times.items():
                words = ["-m", "bench.shelf.measure_read", mode, question, str(folder)]
                said = run(words).said
                each.append(said["seconds"])
                opening += [said["opening"]] if "opening" in said else []
        seconds = {mode: min(each) for mode, each in times.items()}
        found[question] = {mode: round(value, 4) for mode, value in seconds.items()}
        found[question]["ratio"] = round(seconds["shelf"] / seconds["bare"], 2)
    total = {mode: sum(one[mode] for one in found.values()) for mode in ("bare", "shelf")}
    return {
        "rows": payments,
        "rounds": ROUNDS,
        "load": load,
        "questions": found,
        "opening_seconds": round(statistics.median(opening), 4),
        "ratio_of_all": round(total["shelf"] / total["bare"], 3),
        "target": TARGET,
    }


if __name__ == "__main__":
    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
