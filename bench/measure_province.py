"""One measured process: ``python -m bench.measure_province live|load|run FOLDER [PEOPLE MONTHS]``.

``live`` writes the clean tables of an invented province, ``load`` puts each on a shelf under a
contract as ``xiezhi shelf add`` does, ``run`` runs models over the shelf as ``xiezhi run`` does.
Seconds, rows and the process's own high-water mark of resident memory are printed as JSON.
"""

import json
import os
import shutil
import sys
import time
from pathlib import Path

MODELS = 40
MEMORY = int(os.environ.get("XIEZHI_BENCH_MEMORY_GB", "5")) << 30
THREADS = 2
SEED = 7
WHO = "bench"
MOMENT = "2026-02-01T08:00:00+08:00"


class HighWater:
    """The greatest resident memory of this process since it was last asked (Linux)."""

    def take(self) -> int:
        """Megabytes; the mark begins anew."""
        status = Path("/proc/self/status").read_text("utf8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        Path("/proc/self/clear_refs").write_text("5")
        return int(line.split()[1]) >> 10


def live(folder: Path, people: int, months: int) -> dict:
    """The clean tables, with the list of deliveries that goes with them."""
    from xiezhi.twin.province import write_province

    start = time.perf_counter()
    written = write_province(folder / "tables", people, SEED, months=months)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "rows": sum(written.rows.values()), "tables": len(written.rows)}


def load(folder: Path) -> dict:
    """Every table that holds rows, a delivery each."""
    from xiezhi.cli.demo_shelf import OWNER, allow
    from xiezhi.shelf.register import Written
    from xiezhi.workspace.deliveries import shelve
    from xiezhi.workspace.shelf import Shelf

    shutil.rmtree(folder / "workspace", ignore_errors=True)
    written = Written(MOMENT, WHO)
    by_table: dict[str, dict] = {}
    begun = time.perf_counter()
    with Shelf.open(folder / "workspace", make=True) as shelf:
        shelf.register.record_owner(OWNER, written)
        for one in papers(folder / "tables"):
            start = time.perf_counter()
            added = shelve(shelf, folder / "tables", one, written)
            by_table[one["table"]] = {
                "rows_in": added.rows_in,
                "kept": added.rows_kept,
                "quarantined": added.rows_quarantined,
                "seconds": round(time.perf_counter() - start, 2),
            }
            print(one["table"], by_table[one["table"]], file=sys.stderr, flush=True)
        allow(shelf, WHO, written)
    return {
        "seconds": time.perf_counter() - begun,
        "rows_in": sum(one["rows_in"] for one in by_table.values()),
        "kept": sum(one["kept"] for one in by_table.values()),
        "by_table": by_table,
    }


def papers(tables: Path) -> list[dict]:
    """Deliveries as the twin's offices agree on them, of the clean files."""
    import pyarrow.parquet as pq

    from xiezhi.rulebook.tables import Tables

    supplied = json.loads((tables / "supplied.json").read_text("utf8"))
    found = []
    for path in sorted(tables.glob("*.parquet")):
        if path.stem not in Tables.load() or not pq.read_metadata(path).num_rows:
            continue
        table = Tables.load()[path.stem]
        found.append(
            {
                "table": table.name,
                "file": path.name,
                "provider": f"某省{table.owner.zh}",
                "basis": ["人民检察院组织法#21"],
                "purposes": ["刑事检察", "民事检察", "行政检察", "公益诉讼检察"],
                "until": "2033-12-31",
                "data_as_of": supplied["data_as_of"],
                "coverage": [
                    {name: value for name, value in stretch.items() if name != "table"}
                    for stretch in supplied["coverage"]
                    if stretch["table"] == table.name
                ],
                "impact_assessment": "虚构评估第1号",
                "necessity": "虚构数据，测速用",
            }
        )
    return found


def chosen(tables: set[str]) -> list:
    """Every model of an agency's check (``A-…``) whose tables are all on the shelf, by name."""
    from xiezhi.cli.scoring import checks_of
    from xiezhi.rulebook.tables import Tables
    from xiezhi.run.choosing import model_folders
    from xiezhi.workspace import Workspace

    def looks_at_agencies(model: object) -> bool:
        return any(check.startswith("A-") for check in checks_of(model))

    models = [
        model for folder in model_folders(["all"]) for model in Workspace.models([str(folder)])
    ]
    asked = {
        model.id: {one.table for one in model.inputs if one.table in Tables.load()}
        for model in models
    }
    fed = [model for model in models if looks_at_agencies(model) and asked[model.id] <= tables]
    return sorted(fed, key=lambda model: model.id)


def run(folder: Path, names: list[str]) -> dict:
    """The models over the shelf in one run; each one's time from its planning to its bundle."""
    import datetime

    from xiezhi.cli.demo_shelf import OWNER
    from xiezhi.engine.base import Limits
    from xiezhi.evidence.bundle import open_bundle
    from xiezhi.run.running import RunRequest
    from xiezhi.workspace.shelf import Shelf
    from xiezhi.workspace.using import run_on_shelf

    shutil.rmtree(folder / "run", ignore_errors=True)
    water, marks = HighWater(), {}
    with Shelf.open(folder / "workspace") as shelf:
        models = chosen(set(shelf.store.tables))
        models = [model for model in models if not names or model.id in names]
        limits = Limits(memory=MEMORY, threads=THREADS)
        request = RunRequest(started=MOMENT, who=WHO, limits=limits)
        reader = shelf.reader(WHO, OWNER, datetime.date.fromisoformat(MOMENT[:10]))

        def told(model: str, number: int, total: int, purpose: str, part: float | None) -> None:
            if model not in marks:
                marks[model] = (time.perf_counter(), water.take())

        begun = time.perf_counter()
        water.take()
        result = run_on_shelf(shelf, models, reader, folder / "run", request, told)
        ended = time.perf_counter()
    starts = [mark[0] for mark in marks.values()] + [ended]
    peaks = [*[mark[1] for mark in marks.values()][1:], water.take()]
    by_model = {}
    for at, outcome in enumerate(result.outcomes):
        said = {"state": outcome.state, "seconds": round(starts[at + 1] - starts[at], 2)}
        if outcome.bundle is not None:
            tables = open_bundle(folder / "run" / outcome.bundle).manifest.tables
            said["rows_read"] = sum(table.rows for table in tables.values())
            said["clues"] = outcome.clues
        else:
            said["why"] = [problem.what for problem in outcome.problems]
        by_model[outcome.model] = {**said, "peak_mb": peaks[at]}
    return {"seconds": ended - begun, "by_model": by_model}


def main(mode: str, folder: Path, rest: list[str]) -> dict:
    if mode == "live":
        return live(folder, *map(int, rest))
    return load(folder) if mode == "load" else run(folder, rest)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]), ensure_ascii=False))
