# ruff: noqa: INP001
"""The published files as an office's own tables: ``python examples/h2/prepare.py DATA FACTS``.

DATA is the folder with the three files, FACTS the facts folder to write. Nothing is mended here:
columns are renamed, dates and sums typed, rows numbered in the order of their content.
"""

from __future__ import annotations

import datetime
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq

DECISIONS = {
    "case_no": "case_no",
    "visa_type": "program",
    "decision_date": "decided_date",
    "case_status": "outcome",
    "n_certified": "workers",
    "employer_name": "employer",
    "employer_city": "city",
    "employer_state": "state",
    "organization_flag": "filed_as",
}
DEBARMENTS = {
    "Program": "program",
    "Entity Debarred": "employer",
    "City": "city",
    "State": "state",
    "Start Date": "debarred_from",
    "End Date": "debarred_to",
}
QUESTIONS = [
    ("q1", "T. Bell Detasseling", "Lone Tree", "IA", "2015-01-30", "2015-12-31"),
    ("q1", "T. Bell Detasseling", "Conesville", "IA", "2015-01-30", "2015-12-31"),
    ("q2", "Popsy Pop", "Somerdale", "NJ", "2012-11-02", "2015-12-31"),
]


def prepare(data: Path, facts: Path) -> None:
    """Write the four tables of ``examples/h2/tables`` as Parquet."""
    facts.mkdir(parents=True, exist_ok=True)
    for name, table in (
        ("h2_certification", decisions(data)),
        ("h2_debarment", debarments(data)),
        ("h2_back_wages", back_wages(data)),
        ("h2_question", questions()),
    ):
        pq.write_table(table, facts / f"{name}.parquet", compression="zstd")


def decisions(data: Path) -> pa.Table:
    """Decisions on requests; days as days."""
    raw = pq.read_table(data / "certification_decisions_fy2009_2015.parquet")
    order = [(name, "ascending") for name in ("fy", *DECISIONS)]
    raw = raw.take(pc.sort_indices(raw, sort_keys=order)).select(list(DECISIONS))
    return numbered(as_days(raw.rename_columns(list(DECISIONS.values())), "decided_date"), "c")


def debarments(data: Path) -> pa.Table:
    """Debarments, in the order of the file."""
    table = texts(data / "debarments_2010_2014.csv").select(list(DEBARMENTS))
    table = table.rename_columns(list(DEBARMENTS.values()))
    return numbered(as_days(table, "debarred_from", "debarred_to"), "d")


def back_wages(data: Path) -> pa.Table:
    """Employers found to owe wages; the list gives no place."""
    table = texts(data / "employers_over_100k_back_wages_2010_2014.csv")
    sums = [Decimal(text) for text in table.column("back_wages_usd").to_pylist()]
    return pa.table(
        {
            "ein": table.column("ein"),
            "employer": table.column("name"),
            "state": pa.nulls(table.num_rows, pa.string()),
            "back_wages": pa.array(sums, pa.decimal128(18, 2)),
        }
    )


def questions() -> pa.Table:
    """The two employers of the published report, with each address they filed under."""
    names = ("question", "employer", "city", "state", "asked_from", "asked_to")
    columns = {
        name: pa.array(part) for name, part in zip(names, zip(*QUESTIONS, strict=True), strict=True)
    }
    return as_days(pa.table(columns), "asked_from", "asked_to")


def texts(path: Path) -> pa.Table:
    """A CSV file with every column as text."""
    names = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    options = pc_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    return pc_csv.read_csv(path, convert_options=options)


def as_days(table: pa.Table, *names: str) -> pa.Table:
    """Columns such as 2015-01-30 as days."""
    for name in names:
        days = [datetime.date.fromisoformat(text) if text else None
                for text in table.column(name).to_pylist()]  # fmt: skip
        index = table.column_names.index(name)
        table = table.set_column(index, name, pa.array(days, pa.date32()))
    return table


def numbered(table: pa.Table, letter: str) -> pa.Table:
    """The rows with a number of their own."""
    numbers = [f"{letter}{number}" for number in range(1, table.num_rows + 1)]
    return table.add_column(0, "row_no", pa.array(numbers))


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), Path(sys.argv[2]))
