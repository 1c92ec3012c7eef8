"""Loading, checking and compiling all models, cold and cached; ``xiezhi --help``.

With their stories, as ``xiezhi check all`` takes them; and as ``xiezhi run all`` prepares them, which
reads no stories: compiled, and told in words in both languages.

Whole processes; a bare interpreter start is measured in the same run and given beside them.
"""

import tempfile

from bench.process import Run, median

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

RUN = """
import datetime, json, sys, time
from pathlib import Path
start = time.perf_counter()
from xiezhi.model.cache import prepare_model, read_models
from xiezhi.run.choosing import model_folders
from xiezhi.run.standing_rules import StandingRules
keep, rules, day = Path(sys.argv[1]), StandingRules(), datetime.date(2026, 1, 1)
models = read_models(model_folders(["all"]), keep)
for model in models:
    prepare_model(model, rules, parameters={}, as_of=day, keep_in=keep)
print(json.dumps({"seconds": time.perf_counter() - start, "models": len(models)}))
"""


def measure() -> dict:
    bare = median(["-c", "pass"])
    shown = median(["-m", "xiezhi.cli", "--help"])
    checked, cached = _cold_and_cached(COMPILE)
    prepared, kept = _cold_and_cached(RUN)
    return {
        "target": "cold ≤ 1.5 s, cached ≤ 0.3 s, --help ≤ 0.2 s",
        "bare_interpreter_seconds": round(bare.wall, 3),
        "help_seconds": round(shown.wall, 3),
        "models": checked.said["models"],
        "cold_seconds": round(checked.wall, 3),
        "cold_cpu": round(checked.cpu, 3),
        "cached_seconds": round(cached.wall, 3),
        "for_a_run_cold_seconds": round(prepared.wall, 3),
        "for_a_run_cold_cpu": round(prepared.cpu, 3),
        "for_a_run_cached_seconds": round(kept.wall, 3),
    }


def _cold_and_cached(code: str) -> tuple[Run, Run]:
    """The median of three runs with nothing kept, and of five with everything kept."""
    cold = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as cache:
            cold.append(median(["-c", code, cache], times=1, warmup=0))
    with tempfile.TemporaryDirectory() as cache:
        return sorted(cold, key=lambda one: one.wall)[1], median(["-c", code, cache])
