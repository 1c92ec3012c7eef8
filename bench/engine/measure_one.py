"""One measured process: ``python -m bench.engine.measure_one QUESTION MODE DATA``.

MODE: hand | clues | counts | evidence | pandas. Prints seconds after imports, loading and compiling,
from the first statement to the last row in Arrow; both sides have two threads and 8 GB.
"""

import datetime
import json
import sys
import time
from pathlib import Path

import duckdb

from bench.engine.questions import BY_HAND, MODELS, by_hand, pandas_script

AS_OF = datetime.date(2024, 1, 1)
THREADS = 2


def with_xiezhi(question: str, mode: str, data: Path) -> tuple[float, int, dict]:
    from xiezhi.engine.base import Limits
    from xiezhi.engine.duckdb import DuckDBEngine
    from xiezhi.model.compiling import compile_model
    from xiezhi.model.load import parse_model
    from xiezhi.run.execute import execute, execute_clues
    from xiezhi.run.offering import offer_inputs
    from xiezhi.run.references import reference_version
    from xiezhi.run.standing_rules import StandingRules
    from xiezhi.shelf.facts_folder import FactsFolder

    file, given = (question, {}) if question in BY_HAND else ("judged-since", {"since": question})
    model = parse_model((MODELS / f"{file}.yaml").read_text("utf8"), file)
    compiled = compile_model(model, StandingRules(), parameters=given, as_of=AS_OF)
    catalogue = FactsFolder(data)
    versions = {
        plan.name: reference_version(plan)
        if plan.kind == "reference"
        else catalogue.version(plan.table)
        for plan in compiled.inputs
    }
    limits = Limits(memory=8 << 30, threads=THREADS)
    with DuckDBEngine().session(catalogue.files, limits) as session:
        offer_inputs(session, compiled, versions)
        start = time.perf_counter()
        if mode == "clues":
            rows = execute_clues(session, compiled).num_rows
            return time.perf_counter() - start, rows, {}
        done = execute(session, compiled)
        seconds = done.seconds
        taken = seconds["clues"] + seconds["counts"]
        if mode == "evidence":
            taken += seconds["evidence"]
        cited = sum(table.num_rows for table in done.traced.rows.values())
        return taken, done.clues.num_rows, {"rows_cited": cited}


def main(question: str, mode: str, data: Path) -> dict:
    if mode == "pandas":
        start = time.perf_counter()
        rows = pandas_script(question, data)
        return {"seconds": time.perf_counter() - start, "rows": rows}
    if mode == "hand":
        connection = duckdb.connect()
        connection.execute(f"set threads={THREADS}; set memory_limit='8GB'")
        connection.execute(f"create table charge_rule as from '{data}/charge_rule.parquet'")
        start = time.perf_counter()
        rows = by_hand(question, data, connection)
        return {"seconds": time.perf_counter() - start, "rows": rows}
    seconds, rows, more = with_xiezhi(question, mode, data)
    return {"seconds": seconds, "rows": rows, **more}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
