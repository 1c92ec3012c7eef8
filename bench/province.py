"""Forty models over the shelf of an invented province, of 100,000 and of 1,000,000 people.

``python -m bench.province [PEOPLE …]``. The twin writes clean tables, each is put on a shelf under a
contract, and the models run over it in one run, as ``xiezhi run`` does, with two threads.

Which forty: the first forty by name of the models of agencies' checks (``A-…`` in their notes) whose
tables the twin fills. The others that it feeds run after them, and are said apart.
"""

import json
import os
import sys
from pathlib import Path

from bench.measure_province import MEMORY, MODELS
from bench.process import run

ROOT = Path(__file__).parents[1]
SIZES = (100_000, 1_000_000)
MONTHS = int(os.environ.get("XIEZHI_BENCH_MONTHS", "162"))
"""How many months of payments: as many as give fifty million rows for a million people."""
TARGET = {"seconds": 600, "peak_mb": 8192, "growth": 12, "rows": 50_000_000}


def prepared(people: int) -> tuple[Path, dict]:
    """The shelf of a province of so many people, made once; what making it took."""
    base = Path(os.environ.get("XIEZHI_BENCH_DATA", ROOT / ".venv/bench-data"))
    folder = base / f"province-{people}-{MONTHS}"
    said = folder / "prepared.json"
    if not said.exists():
        lived = run(["-m", "bench.measure_province", "live", str(folder), str(people), str(MONTHS)])
        loaded = run(["-m", "bench.measure_province", "load", str(folder)])
        found = {
            "live": {**lived.said, "peak_mb": round(lived.peak_mb)},
            "load": {**loaded.said, "peak_mb": round(loaded.peak_mb)},
        }
        said.write_text(json.dumps(found, ensure_ascii=False))
    return folder, json.loads(said.read_text())


def measured(people: int) -> dict:
    folder, making = prepared(people)
    once = run(["-m", "bench.measure_province", "run", str(folder)])
    by_model = once.said["by_model"]
    ran = {name: one for name, one in by_model.items() if one["state"] == "done"}
    forty = dict(list(ran.items())[:MODELS])
    return {
        "rows_on_shelf": making["load"]["kept"],
        "twin": {key: round(making["live"][key]) for key in ("seconds", "peak_mb", "tables")},
        "loading": {key: round(making["load"][key]) for key in ("seconds", "peak_mb")},
        "forty": _summed(forty),
        "all_that_ran": _summed(ran),
        "process_seconds": round(once.wall, 1),
        "by_model": dict(list(ran.items())),
        "not_run": {name: one["why"] for name, one in by_model.items() if name not in ran},
    }


def _summed(some: dict[str, dict]) -> dict:
    return {
        "models": len(some),
        "seconds": round(sum(one["seconds"] for one in some.values()), 1),
        "peak_mb": max((one["peak_mb"] for one in some.values()), default=0),
        "rows_read": sum(one["rows_read"] for one in some.values()),
        "clues": sum(one["clues"] for one in some.values()),
    }


def measure(sizes: tuple[int, ...] = ()) -> dict:
    found = {str(people): measured(people) for people in sizes or SIZES}
    result = {"target": TARGET, "engine_memory_gb": MEMORY >> 30, "months": MONTHS, **found}
    if len(found) > 1:
        small, large = next(iter(found.values())), list(found.values())[-1]
        result["growth"] = {
            which: round(large[which]["seconds"] / small[which]["seconds"], 1)
            for which in ("forty", "all_that_ran")
        }
    return result


if __name__ == "__main__":
    print(json.dumps(measure(tuple(map(int, sys.argv[1:]))), ensure_ascii=False, indent=1))
