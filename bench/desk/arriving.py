"""A bundle of 100,000 clues (two evidence rows each) taken in: checked, copied, read, written.

``python -m bench.desk.arriving``. A tenth of it beside it shows whether memory grows.
"""

import json

from bench.desk.databases import ENGINES, on

SIZES = (10_000, 100_000)
TARGET = {"sqlite": 15, "postgresql": 10}


def measure() -> dict:
    found: dict = {"target_seconds": TARGET}
    for engine in ENGINES:
        found[engine] = {
            str(size): on(engine, ["-m", "bench.desk.measure_arriving", str(size)]).said
            for size in SIZES
        }
    return found


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
