"""A desk of 100,000 or a million clues, kept: bundles of sixteen models taken in as the product
takes them in, offices and people of a province, and work done on a third of the clues.

``with filled("sqlite", 100_000) as desk: …``; made once under XIEZHI_BENCH_DATA.
"""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.desk.bundles import DATA, grown, seeds
from bench.desk.cluster import cluster
from bench.process import run

SHARES = {
    "court-fee-not-refunded": 14, "credit-ratio-wrong": 12, "panel-composition": 10,
    "ended-enforcement-not-queried": 8, "deregistered-with-unpaid-penalty": 8,
    "combined-term-out-of-bounds": 8, "bail-money-not-returned": 6, "property-penalty-not-sent": 6,
    "penalty-window-missed": 5, "groundwater-over-permit-or-unpaid": 5,
    "probation-period-detention": 4, "farmland-tax-not-levied": 4, "lightning-not-tested": 3,
    "special-equipment-overdue": 3, "former-staff-as-agent": 2, "recidivist-found-wrongly": 2,
}  # fmt: skip
"""How many of a hundred clues each model has."""


@dataclass(frozen=True)
class Filled:
    """A desk that is there.

    Attributes:
        env: Variables under which the product's programs serve it.
        cluster: Folder of its PostgreSQL; None for SQLite.
        made: What filling took.
    """

    engine: str
    clues: int
    env: dict[str, str]
    cluster: Path | None
    made: dict


def on_each(sizes: str, one: Callable[[Filled], dict]) -> dict:
    """What a measurement says of each desk: by engine and number of clues, as the variables say."""
    found = {}
    for clues in wanted(sizes):
        for engine in engines():
            with filled(engine, clues) as desk:
                found[f"{engine} {clues}"] = one(desk)
                print(engine, clues, found[f"{engine} {clues}"], flush=True)
    return found


@contextmanager
def filled(engine: str, clues: int) -> Iterator[Filled]:
    """The desk, filled when it is not there yet."""
    home = DATA / f"filled-{engine}-{clues}"
    done = home / "filled.json"
    place = DATA / f"pg-{clues}" if engine == "postgresql" else None
    if not done.exists():
        for old in filter(None, (home, place)):
            shutil.rmtree(old, ignore_errors=True)
    env = {
        "XIEZHI_DESK_HOME": str(home),
        "XIEZHI_DESK_DATABASE": "",
        "XIEZHI_DESK_SECOND_FACTOR": "",
        "DJANGO_SETTINGS_MODULE": "bench.desk.settings",
    }
    with _database(place) as url:
        env["XIEZHI_DESK_DATABASE"] = url
        if not done.exists():
            _fill(env, clues, done)
        yield Filled(engine, clues, env, place, json.loads(done.read_text("utf8")))


@contextmanager
def _database(place: Path | None) -> Iterator[str]:
    if place is None:
        yield ""
        return
    with cluster(place) as url:
        yield url


def folders(clues: int) -> list[Path]:
    """The bundles for a desk of so many clues, grown when they are not there."""
    there = {one.name: one for one in seeds()}
    found = []
    for place, (name, share) in enumerate(SHARES.items()):
        number = clues * share // 100
        found.append(grown(there[name], number, DATA / f"grown-{name}-{number}", salt=place))
    return found


def _fill(env: dict[str, str], clues: int, done: Path) -> None:
    bundles = [str(one) for one in folders(clues)]
    began = time.time()
    said = run(["-m", "bench.desk.filling", *bundles], env=env)
    made = {**said.said, "wall": round(said.wall), "at": began}
    done.write_text(json.dumps(made) + "\n", "utf8")


def wanted(default: str) -> list[int]:
    """Sizes: XIEZHI_BENCH_CLUES, with commas."""
    return [int(one) for one in os.environ.get("XIEZHI_BENCH_CLUES", default).split(",")]


def engines() -> list[str]:
    """Databases: XIEZHI_BENCH_DATABASES, with commas."""
    return os.environ.get("XIEZHI_BENCH_DATABASES", "sqlite,postgresql").split(",")
