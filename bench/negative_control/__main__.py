"""``python -m bench.negative_control FACTS``: defendants against executives they are not.

No truth about identity between the two exists: every link would be a false one. FACTS is a facts
folder read from the real judgments; the executives are public (``XIEZHI_REAL``/people). Counts only.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.model.checking import check_model
from xiezhi.model.compiling import compile_model
from xiezhi.model.load import load_model
from xiezhi.rulebook.own import bring_own
from xiezhi.run.offering import offer_inputs
from xiezhi.run.preparing import prepare
from xiezhi.run.standing_rules import StandingRules
from xiezhi.shelf.facts_folder import FactsFolder

HERE = Path(__file__).parent
REAL = Path(os.environ.get("XIEZHI_REAL", HERE.parents[2] / "shared/data/real"))
SEX = {"男": "male", "女": "female"}
YEAR = 2018
LEAST = (0.5, 0.95)


def main() -> None:
    """Print the counts as JSON."""
    bring_own(HERE)
    rules = StandingRules()
    models = HERE / "models" / "criminal"
    refused = check_model(load_model(models / "executive-by-name"), rules)
    found: dict[str, object] = {
        "by name alone": sorted({one.code for one in refused} - {"unused-column"})
    }
    facts = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        together = Path(folder)
        (together / "judgment_party.parquet").symlink_to(
            (facts / "judgment_party.parquet").resolve()
        )
        pq.write_table(executives(), together / "listed_executive.parquet")
        catalogue = FactsFolder(together)
        for least in LEAST:
            found[f"by match, least {least}"] = linked(
                models / "executive-by-match", least, catalogue
            )
    print(json.dumps(found, ensure_ascii=False, indent=2))


def executives() -> pa.Table:
    """The executives; an age of 2018 gives the year of birth, open by one."""
    with gzip.open(REAL / "people" / "cn_listed_executives.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ages = [int(row["age"]) for row in rows]
    return pa.table(
        {
            "row_no": [str(number) for number in range(len(rows))],
            "name": [row["name"] for row in rows],
            "sex": [SEX.get(row["gender"]) for row in rows],
            "birth_year": pa.array([YEAR - age if age > 0 else None for age in ages], pa.int32()),
            "company": [row["code"] for row in rows],
        }
    )


def linked(folder: Path, least: float, catalogue: FactsFolder) -> dict[str, object]:
    """Pairs compared, pairs of one name, links."""
    compiled = compile_model(load_model(folder), StandingRules())
    compiled = replace(
        compiled, prepared=tuple(replace(one, least=least) for one in compiled.prepared)
    )
    versions = {plan.name: catalogue.version(plan.table) for plan in compiled.inputs}
    files = tuple(path for one in versions.values() for path in one.files)
    started = time.perf_counter()
    with DuckDBEngine().session(files) as session:
        offer_inputs(session, compiled, versions)
        notes = prepare(session, compiled)
        people = session.fetch(
            "select count(*) as n from defendants where kind = 'person' and "
            "role in ('defendant', 'appellant_defendant') and name is not null"
        )
        shared = session.fetch(
            "select count(distinct name) as n from defendants where kind = 'person' and "
            "role in ('defendant', 'appellant_defendant') and name in (select name from executives)"
        )
    return {
        "defendants": people["n"].to_pylist()[0],
        "names shared": shared["n"].to_pylist()[0],
        "notes": notes,
        "seconds": round(time.perf_counter() - started, 1),
    }


if __name__ == "__main__":
    main()
