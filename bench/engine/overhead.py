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
from bench.engine.questions import BY_HAND, CURVE
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


def compared(question: str, folder: Path, modes: tuple[str, ...]) -> tuple[dict, dict]:
    """Median seconds by mode, processes in turn; and what they said last."""
    times: dict[str, list[float]] = {mode: [] for mode in modes}
    said: dict[str, dict] = {}
    for _ in range(ROUNDS):
        for mode in modes:
            one = run(["-m", "bench.engine.measure_one", question, mode, str(folder)])
            times[mode].append(one.said["seconds"])
            said[mode] = one.said
    return {mode: statistics.median(seconds) for mode, seconds in times.items()}, said


def curve(folder: Path) -> list[dict]:
    """What complete evidence costs when more of the rows are cited."""
    points = []
    for share, since in CURVE.items():
        seconds, said = compared(since, folder, ("hand", "evidence"))
        points.append(
            {
                "share_of_sentences_cited": share,
                "clues": said["evidence"]["rows"],
                "evidence_rows": said["evidence"]["rows_cited"],
                "seconds": {mode: round(value, 3) for mode, value in seconds.items()},
                "ratio_to_hand": round(seconds["evidence"] / seconds["hand"], 2),
            }
        )
    return points


def measure() -> dict:
    folder = Path(os.environ.get("XIEZHI_BENCH_DATA", ROOT / ".venv/bench-data")) / str(ROWS)
    prepare(folder)
    questions = {}
    for question in BY_HAND:
        seconds, said = compared(question, folder, ("hand", "clues", "counts", "evidence"))
        pandas = run(["-m", "bench.engine.measure_one", question, "pandas", str(folder)]).said
        questions[question] = {
            "rows": {mode: one["rows"] for mode, one in said.items()} | {"pandas": pandas["rows"]},
            "evidence_rows": said["evidence"]["rows_cited"],
            "seconds": {mode: round(value, 3) for mode, value in seconds.items()}
            | {"pandas": round(pandas["seconds"], 2)},
            "ratio_to_hand": {mode: round(seconds[mode] / seconds["hand"], 2) for mode in TARGETS},
            "pandas_to_clues": round(pandas["seconds"] / seconds["clues"], 1),
        }
    return {
        "rows": ROWS,
        "rounds": ROUNDS,
        "targets": TARGETS | {"pandas_to_clues": 5},
        "questions": questions,
        "evidence_curve": curve(folder),
    }
