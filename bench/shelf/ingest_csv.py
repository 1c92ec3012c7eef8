"""A GB18030 text of eight columns to the store, against pyarrow's bare ``read_csv`` + ``write_parquet``.

``python -m bench.shelf.ingest_csv [ROWS …]``; 5,000,000 rows when left out. Processes in turn, so that
a drift of the machine's speed meets both.
"""

import json
import os
import statistics
import sys
from pathlib import Path

from bench.process import run
from bench.shelf.data import write_csv

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("XIEZHI_BENCH_ROUNDS", "3"))
TARGET, MOST_MB = 2.5, 1536


def compared(path: Path, modes: tuple[str, ...], rounds: int) -> dict:
    """Median seconds and greatest memory by mode, processes in turn."""
    runs: dict[str, list] = {mode: [] for mode in modes}
    out = path.parent / "out"
    for _ in range(rounds):
        for mode in modes:
            args = ["-m", "bench.shelf.measure_ingest", mode, str(path), str(out)]
            runs[mode].append(run(args))
    return {
        mode: {
            **some[-1].said,
            "seconds": round(statistics.median(one.said["seconds"] for one in some), 2),
            "cpu": round(statistics.median(one.cpu for one in some), 2),
            "peak_mb": round(max(one.peak_mb for one in some)),
            "others": round(max(one.others for one in some), 3),
        }
        for mode, some in runs.items()
    }


def measure(sizes: tuple[int, ...] = ()) -> dict:
    folder = Path(os.environ.get("XIEZHI_BENCH_DATA", ROOT / ".venv/bench-data")) / "ingest"
    results = {}
    for rows in sizes or (int(os.environ.get("XIEZHI_BENCH_ROWS", "5000000")),):
        path = write_csv(folder / f"cases-{rows}.csv", rows)
        # Ten times the rows are read as a stream on the bare side too: whole they do not fit.
        bare = "bare-csv" if rows <= 10_000_000 else "bare-streamed"
        found = compared(path, (bare, "shelf"), ROUNDS if rows <= 10_000_000 else 1)
        found["ratio"] = round(found["shelf"]["seconds"] / found[bare]["seconds"], 2)
        found["target_ratio"], found["target_mb"] = TARGET, MOST_MB
        results[str(rows)] = found
    return results


if __name__ == "__main__":
    print(json.dumps(measure(tuple(map(int, sys.argv[1:]))), indent=1))
