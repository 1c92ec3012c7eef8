"""Every table of a clean province as its office's file, with the list of deliveries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from xiezhi.rulebook.tables import Tables
from xiezhi.twin.province.draw import Draw
from xiezhi.twin.province.messy.body import body_of
from xiezhi.twin.province.messy.manner import manner_of
from xiezhi.twin.province.messy.sheets import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.twin.province.messy.body import Body
    from xiezhi.twin.province.messy.sheets import Written

__all__ = ["DELIVERIES", "Delivered", "deliver"]

DELIVERIES = "deliveries.json"
_BASIS = "人民检察院组织法#21"
_PURPOSES = ("刑事检察", "民事检察", "行政检察", "公益诉讼检察", "国家司法救助")
_TRUTH = pa.schema(
    [
        ("table", pa.string()),
        ("file", pa.string()),
        ("part", pa.string()),
        ("line", pa.int64()),
        ("why", pa.string()),
        ("column", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """One table's delivery.

    Attributes:
        table: The standard table.
        file: Name of the file.
        clean: Rows that must be kept.
        twice: Rows that repeat another and must be refused as duplicates.
        damaged: Rows whose identity number lost digits and that must be refused.
    """

    table: str
    file: str
    clean: int
    twice: int
    damaged: int

    @property
    def rows(self) -> int:
        """All rows of the file."""
        return self.clean + self.twice + self.damaged


def deliver(clean: Path, out: Path, seed: int) -> tuple[Delivered, ...]:
    """Write the tables of a province as the files of offices.

    Args:
        clean: Folder of clean tables with ``supplied.json``.
        out: Folder for the files, ``deliveries.json`` and ``messy_truth.parquet``.
        seed: The same seed gives the same files.

    Returns:
        What was delivered, a table each.
    """
    out.mkdir(parents=True, exist_ok=True)
    supplied = json.loads((clean / "supplied.json").read_text("utf8"))
    done: list[Delivered] = []
    papers: list[dict[str, Any]] = []
    told: list[dict[str, Any]] = []
    for path in sorted(clean.glob("*.parquet")):
        if path.stem not in Tables.load():
            continue
        delivered, body, written = _one(path, out, Draw("messy", seed, path.stem))
        done.append(delivered)
        papers.append(_paper(delivered, supplied))
        told += [
            {
                "table": delivered.table,
                "file": written.name,
                "part": part,
                "line": line,
                "why": why,
                "column": body.number if why == "damaged" else None,
            }
            for part, line, why in written.added
        ]
    pq.write_table(pa.Table.from_pylist(told, _TRUTH), out / "messy_truth.parquet")
    text = json.dumps({"deliveries": papers}, ensure_ascii=False, indent=1)
    (out / DELIVERIES).write_text(text + "\n", "utf8")
    return tuple(done)


def _one(path: Path, out: Path, draw: Draw) -> tuple[Delivered, Body, Written]:
    table = Tables.load()[path.stem]
    rows = pq.read_table(path)
    # An office that has no such records hands over its titles: what is absent can then be told.
    filled = [
        name
        for name in table.columns
        if rows.column(name).null_count < rows.num_rows or not rows.num_rows
    ]
    manner = manner_of(table, filled, rows.num_rows, draw("manner"))
    body = body_of(table, rows.select(filled), manner, draw("body"))
    written = write_file(body, manner, out, f"{table.title.zh}_{table.name}")
    delivered = Delivered(table.name, written.name, body.clean, body.twice, body.damaged)
    return delivered, body, written


def _paper(delivered: Delivered, supplied: dict[str, Any]) -> dict[str, Any]:
    """What the office and the procuratorate agreed on, as the shelf asks for it."""
    table = Tables.load()[delivered.table]
    own = (supplied.get("tables") or {}).get(delivered.table) or {}
    day = str(own.get("data_as_of") or supplied["data_as_of"])
    return {
        "table": delivered.table,
        "file": delivered.file,
        "provider": f"某省{table.owner.zh}",
        "basis": [_BASIS],
        "purposes": list(_PURPOSES),
        "until": f"{int(day[:4]) + 2}-12-31",
        "data_as_of": day,
        "sensitivity": table.sensitivity,
        "coverage": [
            {name: value for name, value in stretch.items() if name != "table"}
            for stretch in supplied.get("coverage") or []
            if stretch.get("table", delivered.table) == delivered.table
        ],
        "rows": {
            "clean": delivered.clean,
            "twice": delivered.twice,
            "damaged": delivered.damaged,
        },
    }
