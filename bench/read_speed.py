"""Reading real judgments: characters per second per core, linearity, memory.

Whole processes, one core, everything from opening the Parquet file to the written tables.
"""

import os
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from bench.process import median

ROOT = Path(__file__).parents[1]
ROUNDS = int(os.environ.get("XIEZHI_BENCH_ROUNDS", "3"))
REAL = Path(os.environ.get("XIEZHI_REAL", ROOT.parent / "shared/data/real"))
READ = """
import json, sys, time
from xiezhi.text.job import read_documents
start = time.perf_counter()
manifest = read_documents(sys.argv[1], sys.argv[2], 1, resume=False)
print(json.dumps({"seconds": time.perf_counter() - start, "characters": manifest["characters"]}))
"""


def measure() -> dict:
    source = REAL / "judgments/judgments_dev.parquet"
    if not source.is_file():
        return {"skipped": "no real judgments: set XIEZHI_REAL"}
    whole = pq.read_table(source, columns=["doc_id", "text"])
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for share in (0.25, 0.5, 1.0, 2.0):
            count = int(whole.num_rows * share)
            part = whole.slice(0, min(count, whole.num_rows))
            if share > 1:
                again = whole.set_column(
                    0, "doc_id", [[f"{one}-2" for one in whole["doc_id"].to_pylist()]]
                )
                import pyarrow as pa

                part = pa.concat_tables([whole, again.cast(whole.schema)])
            documents = Path(folder) / f"{share}.parquet"
            pq.write_table(part, documents, row_group_size=512)
            one = median(
                ["-c", READ, str(documents), f"{folder}/facts-{share}"],
                times=ROUNDS,
                warmup=int(ROUNDS > 1),
            )
            rows.append(
                {
                    "documents": part.num_rows,
                    "characters": one.said["characters"],
                    "seconds": round(one.said["seconds"], 2),
                    "million_characters_per_second": round(
                        one.said["characters"] / one.said["seconds"] / 1e6, 2
                    ),
                    "peak_mb": round(one.peak_mb),
                }
            )
    return {"target": "≥ 5 million characters per second per core", "rounds": ROUNDS, "runs": rows}
