"""A workbook with damaged identity numbers to the store, against a bare fastexcel read of it.

``python -m bench.shelf.ingest_xlsx [ROWS]``; 1,000,000 rows when left out.
"""

import json
import os
import sys
from pathlib import Path

from bench.shelf.data import write_xlsx
from bench.shelf.ingest_csv import ROUNDS, compared

ROOT = Path(__file__).parents[2]
TARGET = 3.0


def measure(rows: int = 0) -> dict:
    rows = rows or int(os.environ.get("XIEZHI_BENCH_XLSX_ROWS", "1000000"))
    folder = Path(os.environ.get("XIEZHI_BENCH_DATA", ROOT / ".venv/bench-data")) / "ingest"
    path = write_xlsx(folder / f"cases-{rows}.xlsx", rows)
    found = compared(path, ("bare-xlsx", "shelf"), ROUNDS)
    found["ratio"] = round(found["shelf"]["seconds"] / found["bare-xlsx"]["seconds"], 2)
    found["target_ratio"] = TARGET
    return found


if __name__ == "__main__":
    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
