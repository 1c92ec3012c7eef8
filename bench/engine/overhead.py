"""Models against the same questions written by hand, on ten million rows.

Processes in turn (hand, clues, counts, evidence, hand, …), so that a drift of the machine's speed
meets all of them; medians of the rounds, ratios of medians in one run.
"""

import json
import os
import statistics
from pathlib import Path

import pyarrow.parquet as pq

from bench.engine.data import write
from bench.engine.questions import BY_HAND
from bench.process import run

ROOT = Path(__file__).parents[2]
ROWS = int(os.environ.get("XIEZHI_BENCH_ROWS", "10000000"))
ROUNDS = int(os.environ.get("XIEZHI_BENCH_ROUNDS", "3"))
TARGETS = {"clues": 1.10, "counts": 1.5, "evidence": 2.0}


def prepare(folder: Path) -> None:
    write(folder, ROWS)
    if (folder / "supplied.json").exists():
        return
    import pyarrow as pa

    from xiezhi.rulebook.dated import DatedTables

    table = DatedTables.load()["charge_rule"]
    kinds = {"charge": pa.string(), "max_months": pa.int32()}
    kinds |= {"valid_from": pa.date32(), "valid_to": pa.date32()}
    columns = {
        name: pa.array([row[name] for row in table.rows], kind) for name, kind in kinds.items()
    }
    pq.write_table(pa.table(columns), folder / "charge_rule.parquet")
    covered = {
        "table": "enforcement_case", "covers_from": "2015-01-01", "covers_to": "2024-01-01",
    }  # fmt: skip
    said = {"data_as_of": "2024-01-01", "coverage": [covered]}
    (folder / "supplied.json").write_text(json.dumps(said))


def measure() -> dict:
    folder = Path(os.environ.get("XIEZHI_BENCH_DATA", ROOT / ".venv/bench-data")) / str(ROWS)
    prepare(folder)
    questions = {}
    for question in BY_HAND:
        times: dict[str, list[float]] = {}
        rows: dict[str, int] = {}
        cited = 0
        for _ in range(ROUNDS):
            for mode in ("hand", "clues", "counts", "evidence"):
                one = run(["-m", "bench.engine.measure_one", question, mode, str(folder)])
                times.setdefault(mode, []).append(one.said["seconds"])
                rows[mode] = one.said["rows"]
                cited = one.said.get("rows_cited", cited)
        pandas = run(["-m", "bench.engine.measure_one", question, "pandas", str(folder)])
        hand = statistics.median(times["hand"])
        questions[question] = {
            "rows": rows | {"pandas": pandas.said["rows"], "evidence_rows": cited},
            "seconds": {mode: round(statistics.median(t), 3) for mode, t in times.items()}
            | {"pandas": round(pandas.said["seconds"], 2)},
            "ratio_to_hand": {
                mode: round(statistics.median(times[mode]) / hand, 2) for mode in TARGETS
            },
            "pandas_to_clues": round(pandas.said["seconds"] / statistics.median(times["clues"]), 1),
        }
    return {
        "rows": ROWS,
        "rounds": ROUNDS,
        "targets": TARGETS | {"pandas_to_clues": 5},
        "questions": questions,
    }
