"""One measured process: ``python -m bench.shelf.measure_read shelf|bare QUESTION DATA``.

``bare`` is DuckDB on the same Parquet files by name; ``shelf`` opens the current version, offers it
to a session as a run does, and asks the same. Opening is said apart.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

THREADS, REPEATS = 2, 5
QUESTIONS = {
    "aggregate": "select pay_month, count(*) as n, sum(amount) as total from {t} group by pay_month",
    "one person": "select * from {t} where citizen_id = (select max(citizen_id) from {t})",
    "scan": "select count(citizen_id), max(name), max(agency), max(pay_date), sum(amount) from {t}",
    "join": "select count(*) as n, sum(amount) as total from {t} join (select distinct citizen_id from {t} where pay_month = date '2022-03-01' and amount > 3000) using (citizen_id)",
}


def bare(question: str, files: list[str]) -> dict:
    with duckdb.connect() as connection:
        connection.execute(f"set threads={THREADS}; set memory_limit='8GB'")
        connection.execute("set preserve_insertion_order=false")  # as a run's session has it
        assert isinstance(connection.sql("select 1").to_arrow_table(), pa.Table)  # warm
        query = QUESTIONS[question].format(t=f"read_parquet({files})")
        return {"seconds": quickest(lambda: connection.sql(query).to_arrow_table())}


def quickest(ask: Callable[[], object]) -> float:
    """Seconds of the quickest of some repetitions: what the machine's other work adds is not ours."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return min(times)


def shelf(question: str, data: Path) -> dict:
    from xiezhi.engine.base import FileRelation, Limits, RelationColumn
    from xiezhi.engine.duckdb import DuckDBEngine
    from xiezhi.shelf.shelf_catalogue import ShelfCatalogue
    from xiezhi.shelf.store import Store
    from xiezhi.shelf.store.columns import storage_of

    store = Store.open(data / "workspace")
    start = time.perf_counter()
    version = ShelfCatalogue(store).version("pension_payment")
    opening = time.perf_counter() - start
    columns = tuple(RelationColumn(field.name, storage_of(field.type)) for field in version.schema)
    with DuckDBEngine().session(version.files, Limits(8 << 30, THREADS)) as session:
        session.offer(FileRelation("pensions", version.files, columns, fields=version.fields))
        assert isinstance(session.fetch("select 1"), pa.Table)
        query = QUESTIONS[question].format(t="pensions")
        return {"seconds": quickest(lambda: session.fetch(query)), "opening": opening}


def main(mode: str, question: str, data: Path) -> dict:
    if mode == "shelf":
        return shelf(question, data)
    files = sorted((data / "workspace/tables/pension_payment/data").glob("*.parquet"))
    return bare(question, [str(path) for path in files])


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
