"""One measured process: ``python -m bench.shelf.measure_layout MODE DATA``.

MODE: load | hand | scan_delivered | shelf | scan_shelf. Seconds after imports, opening and compiling,
from the first statement to the last row in Arrow; both sides have two threads and 8 GB.
"""

import datetime
import json
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.shelf.pensions import delivered

THREADS = 2
MODEL = Path(__file__).parent / "models/pension-in-prison.yaml"
TABLES = ("pension_payment", "prison_inmate")
AS_OF = datetime.date(2024, 1, 1)
BY_HAND = """
    select agency, citizen_id, admit_date, count(distinct pay_month) as months, sum(amount) as total
    from read_parquet('{data}/pension_payment.parquet') as p
      join read_parquet('{data}/prison_inmate.parquet') as j using (citizen_id)
    where pay_month >= admit_date and (leave_date is null or pay_month <= leave_date)
    group by all"""
SCAN = "select count(citizen_id), max(citizen_id), max(pay_month), sum(amount), max(agency) from read_parquet({files})"


def load(data: Path) -> dict:
    from xiezhi.shelf.store import Delivery, Store

    store = Store.open(data / "workspace")
    said = {}
    for table in TABLES:
        batch = store.next_batch()
        start = time.perf_counter()
        rows = delivered(data, table, batch)
        store.load(table, rows, mode="append", delivery=Delivery(batch, "某局"))
        said[table] = round(time.perf_counter() - start, 2)
    return {"seconds": sum(said.values()), "by_table": said, "rows": 0}


def on_shelf(data: Path) -> dict:
    from xiezhi.engine.base import Limits
    from xiezhi.engine.duckdb import DuckDBEngine
    from xiezhi.model.compiling import compile_model
    from xiezhi.model.load import parse_model
    from xiezhi.run.execute import execute_clues
    from xiezhi.run.offering import offer_inputs
    from xiezhi.run.standing_rules import StandingRules
    from xiezhi.shelf.shelf_catalogue import ShelfCatalogue
    from xiezhi.shelf.store import Store

    model = parse_model(MODEL.read_text("utf8"), MODEL.stem)
    compiled = compile_model(model, StandingRules(), parameters={}, as_of=AS_OF)
    catalogue = ShelfCatalogue(Store.open(data / "workspace"))
    versions = {plan.name: catalogue.version(plan.table) for plan in compiled.inputs}
    files = tuple(path for version in versions.values() for path in version.files)
    with DuckDBEngine().session(files, Limits(memory=8 << 30, threads=THREADS)) as session:
        offer_inputs(session, compiled, versions)
        start = time.perf_counter()
        rows = execute_clues(session, compiled).num_rows
        return {"seconds": time.perf_counter() - start, "rows": rows}


def by_hand(query: str) -> dict:
    with duckdb.connect() as connection:
        connection.execute(f"set threads={THREADS}; set memory_limit='8GB'")
        assert isinstance(connection.sql("select 1").to_arrow_table(), pa.Table)  # warm
        start = time.perf_counter()
        rows = connection.sql(query).to_arrow_table().num_rows
        return {"seconds": time.perf_counter() - start, "rows": rows}


def main(mode: str, data: Path) -> dict:
    if mode == "load":
        return load(data)
    if mode == "hand":
        return by_hand(BY_HAND.format(data=data))
    if mode == "scan_delivered":
        return by_hand(SCAN.format(files=[str(data / "pension_payment.parquet")]))
    if mode == "scan_shelf":
        from xiezhi.shelf.store import Store

        version = Store.open(data / "workspace").version("pension_payment")
        return by_hand(SCAN.format(files=[str(path) for path in version.files]))
    return on_shelf(data)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]))))
