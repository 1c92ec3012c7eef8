"""Loading, checking and compiling all models, cold and cached; ``xiezhi --help``.

Whole processes; a bare interpreter start is measured in the same run and given beside them.
"""

import tempfile

from bench.process import median

COMPILE = """
import datetime, json, sys, time
from pathlib import Path
start = time.perf_counter()
from xiezhi.model.cache import compile_models, load_models
from xiezhi.run.choosing import model_folders
from xiezhi.run.standing_rules import StandingRules
keep = Path(sys.argv[1])
rules = StandingRules()
folders = model_folders(["all"])
done = compile_models(folders, rules, as_of=datetime.date(2026, 1, 1), keep_in=keep)
print(json.dumps({"seconds": time.perf_counter() - start, "models": len(done)}))
"""


def measure() -> dict:
    bare = median(["-c", "pass"])
    shown = median(["-m", "xiezhi.cli", "--help"])
    cold = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as cache:
            cold.append(median(["-c", COMPILE, cache], times=1, warmup=0))
    with tempfile.TemporaryDirectory() as cache:
        cached = median(["-c", COMPILE, cache])
    middle = sorted(cold, key=lambda one: one.wall)[1]
    return {
        "target": "cold ≤ 1.5 s, cached ≤ 0.3 s, --help ≤ 0.2 s",
        "bare_interpreter_seconds": round(bare.wall, 3),
        "help_seconds": round(shown.wall, 3),
        "models": middle.said["models"],
        "cold_seconds": round(middle.wall, 3),
        "cached_seconds": round(cached.wall, 3),
    }
