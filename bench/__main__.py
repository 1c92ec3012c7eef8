"""Run every comparison, or those named: ``python -m bench [read_speed] [load_models] …``."""

import importlib
import json
import os
import platform
import sys
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
ALL = (
    "read_speed",
    "load_models",
    "engine.overhead",
    "shelf.read",
    "shelf.layout",
    "shelf.ingest_csv",
    "shelf.ingest_xlsx",
    "link",
    "province",
    "desk.arriving",
    "desk.pages",
    "desk.paint",
    "desk.crowd",
    "desk.race",
)


def main(names: list[str]) -> None:
    RESULTS.mkdir(exist_ok=True)
    for name in names or ALL:
        before = os.getloadavg()[0]
        result = importlib.import_module(f"bench.{name}").measure()
        result["python"] = platform.python_version()
        result["cores"] = os.cpu_count()
        # of the last minute: what the measurement itself asks for shows at its end
        result["load_average"] = {"before": round(before, 2), "after": round(os.getloadavg()[0], 2)}
        text = json.dumps(result, ensure_ascii=False, indent=1)
        print(f"{name}: {text}")
        (RESULTS / f"{name}.json").write_text(text + "\n", "utf8")


if __name__ == "__main__":
    main(sys.argv[1:])
