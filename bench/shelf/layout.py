"""The overlap model on the shelf's layout against hand-written SQL on the files as delivered.

``python -m bench.shelf.layout [PAYMENTS [PRISONERS]]``; without numbers ``XIEZHI_BENCH_PAYMENTS`` or
five million, and a tenth as many prisoners. The published figure is for 50 M × 5 M.
"""

import json
import os
import statistics
import sys
from pathlib import Path

from bench.process import run

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("XIEZHI_BENCH_ROUNDS", "3"))
MODES = ("hand", "shelf", "scan_delivered", "scan_shelf")
TARGET = 0.6


def prepare(payments: int, prisoners: int) -> Path:
    """The files as delivered; made once for each size."""
    base = Path(os.environ.get("XIEZHI_BENCH_DATA", ROOT / ".venv/bench-data"))
    folder = base / f"pensions-{payments}-{prisoners}"
    # in a process of its own: what the parent has held counts as a child's peak
    run(["-m", "bench.shelf.pensions", str(folder), str(payments), str(prisoners)])
    return folder


def loaded(folder: Path) -> dict:
    """Load them onto a shelf, once; seconds and the process's peak memory."""
    said = folder / "loaded.json"
    if not said.exists():
        one = run(["-m", "bench.shelf.measure_layout", "load", str(folder)])
        figures = {"seconds": one.said["by_table"], "peak_mb": round(one.peak_mb)}
        said.write_text(json.dumps(figures))
    return json.loads(said.read_text())


def measure(payments: int | None = None, prisoners: int | None = None) -> dict:
    payments = payments or int(os.environ.get("XIEZHI_BENCH_PAYMENTS", "5000000"))
    prisoners = prisoners or payments // 10
    folder = prepare(payments, prisoners)
    load = loaded(folder)
    times: dict[str, list[float]] = {mode: [] for mode in MODES}
    rows = {}
    for _ in range(ROUNDS):
        for mode in MODES:
            one = run(["-m", "bench.shelf.measure_layout", mode, str(folder)]).said
            times[mode].append(one["seconds"])
            rows[mode] = one["rows"]
    seconds = {mode: round(statistics.median(each), 3) for mode, each in times.items()}
    data = folder / "workspace/tables/pension_payment/data"
    return {
        "payments": payments,
        "prisoners": prisoners,
        "rounds": ROUNDS,
        "load": load,
        "clues": {mode: rows[mode] for mode in ("hand", "shelf")},
        "seconds": seconds,
        "ratio": round(seconds["shelf"] / seconds["hand"], 2),
        "target": TARGET,
        "shelf_to_its_scan_limit": round(seconds["shelf"] / seconds["scan_shelf"], 1),
        "megabytes": {
            "delivered": (folder / "pension_payment.parquet").stat().st_size >> 20,
            "shelf": sum(path.stat().st_size for path in data.glob("*.parquet")) >> 20,
        },
    }


if __name__ == "__main__":
    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
