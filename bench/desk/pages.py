"""Server time of the desk's pages at 100,000 and a million clues, on both databases.

``python -m bench desk.pages``. The desk is served as ``xiezhi-desk serve`` serves it, without the
night's work; people of every level ask, one after another, for lists, lists with three filters, clues, words, their week.
XIEZHI_BENCH_CLUES, XIEZHI_BENCH_DATABASES, XIEZHI_BENCH_VISITS (of each kind) make it smaller.
"""

import os

from bench.desk.filled import Filled, on_each
from bench.desk.serving import Machine, Visitor, served
from bench.desk.visits import KINDS, Cast, shown

VISITS = int(os.environ.get("XIEZHI_BENCH_VISITS", "150"))
WARM = 150


def measure() -> dict:
    return {"target": {"ms_p95": 120, "queries_max": 12}, **on_each("100000,1000000", one)}


def one(desk: Filled) -> dict:
    """All kinds of pages of a desk, in turns."""
    cast = Cast.of(desk)
    with served(desk, "--no-work") as site:
        visitors = {one["name"]: Visitor(site.host, one["cookie"]) for one in cast.people}
        for turn in range(WARM):
            _ask(cast, visitors, KINDS[turn % len(KINDS)])
        machine, cpu = Machine(site), site.cpu()
        answers: dict[str, list] = {kind: [] for kind in KINDS}
        for turn in range(VISITS * len(KINDS)):
            kind = KINDS[turn % len(KINDS)]
            answers[kind].append(_ask(cast, visitors, kind))
        cpu = 1000 * (site.cpu() - cpu) / (VISITS * len(KINDS))
        said = machine.said()
    wrong = [one for kind in KINDS for one in answers[kind] if one[1].status != 200]
    return {
        "filling": desk.made,
        **said,
        "cpu_ms_each_with_database": round(cpu, 1),
        "not_200": [[where, answer.status] for where, answer in wrong],
        **{kind: shown(answers[kind]) for kind in KINDS},
    }


def _ask(cast: Cast, visitors: dict[str, Visitor], kind: str):
    person, address = cast.visit(kind)
    return [person["name"], address], visitors[person["name"]].ask(address)


if __name__ == "__main__":
    measure()
