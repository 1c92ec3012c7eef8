"""Bundles of any size, grown from those of the demonstration: clues, rows, links, reasons copied
under new names, each clue on an organ of another county and with a case number of its own.

``python -m bench.desk.bundles FOLDER CLUES TARGET`` grows one.
"""

import dataclasses
import os
import re
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.desk.places import moved, names
from bench.process import run
from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.sameness import evidence_hashes
from xiezhi.evidence.writing import BundleContent, write_bundle

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("XIEZHI_BENCH_DATA", ROOT / ".venv/bench-data")) / "desk"

_SERIAL = re.compile(r"\d+号")


def seeds() -> list[Path]:
    """The demonstration's bundles that hold clues; the demonstration is run once."""
    demo = DATA / "demo"
    if not (demo / "run").is_dir():
        demo.parent.mkdir(parents=True, exist_ok=True)
        run(
            ["-m", "xiezhi.cli", "demo", "--out", str(demo)],
            env={"DEMO_PEOPLE": "2000", "DEMO_DOCUMENTS": "80"},
        )
    folders = sorted(path.parent for path in (demo / "run").glob("*/manifest.json"))
    return [one for one in folders if open_bundle(one).manifest.counts.clues]


def grown(seed: Path, clues: int, target: Path, salt: int = 0) -> Path:
    """A bundle of so many clues at ``target``, made once."""
    if (target / "manifest.json").exists():
        return target
    old = open_bundle(seed)
    base = old.table("clues")
    copies = -(-clues // len(base))
    rng = np.random.default_rng(7 + salt)
    table = _clues(_copied(base, copies, ("clue", "matter", "key"), salt), rng).slice(0, clues)
    kept = pc.SetLookupOptions(value_set=table.column("clue").combine_chunks())
    links = _copied(old.table("links"), copies, ("clue", "_row"), salt)
    links = links.filter(pc.is_in(links.column("clue"), options=kept))
    rows = {
        name: _rows(old.table(f"rows/{name}"), copies, salt, links, name) for name in old.inputs
    }
    table = table.set_column(
        table.schema.get_field_index("evidence"),
        "evidence",
        pa.array(evidence_hashes(table, links, rows)),
    )
    mine = {
        name: _copied(old.table(name), copies, ("clue",), salt).filter(
            pc.is_in(_copied(old.table(name), copies, ("clue",), salt).column("clue"), options=kept)
        )
        for name in ("reasons", "searched")
    }
    manifest = old.manifest
    write_bundle(
        target,
        BundleContent(
            model=manifest.model,
            run_key=dataclasses.replace(manifest.run_key),
            as_of=manifest.as_of,
            parameters=manifest.parameters,
            tables=manifest.tables,
            clues=table,
            rows=rows,
            links=links,
            documents=old.table("documents"),
            funnel=old.funnel,
            office_key=manifest.office_key,
            documents_mode=manifest.documents,
            run=old.run,
            model_files={name: old.model_text(name).encode("utf8") for name in old.model_files},
            notes=manifest.notes,
            **mine,
        ),
    )
    return target


def _copied(table: pa.Table, copies: int, named: tuple[str, ...], salt: int) -> pa.Table:
    """The table so many times over; the named columns say which copy."""
    if not len(table):
        return table
    places = pa.array(np.tile(np.arange(len(table)), copies))
    marks = pa.array([f"{salt}.{copy}" for copy in range(copies)])
    marks = marks.take(pa.array(np.repeat(np.arange(copies), len(table))))
    found = table.take(places)
    for name in named:
        column = found.column(name).combine_chunks()
        if name == "key":
            ends = pc.binary_join_element_wise(',["episode","text","', marks, '"]]', "")
            made = pc.binary_join_element_wise(pc.utf8_slice_codeunits(column, 0, -1), ends, "")
        else:
            made = pc.binary_join_element_wise(column, marks, "~")
        at = found.schema.get_field_index(name)
        found = found.set_column(at, found.schema.field(at), made)
    return found


def _rows(table: pa.Table, copies: int, salt: int, links: pa.Table, name: str) -> pa.Table:
    found = _copied(table, copies, ("_row",), salt)
    used = links.filter(pc.equal(links.column("input"), name)).column("_row").combine_chunks()
    kept = found.filter(pc.is_in(found.column("_row"), options=pc.SetLookupOptions(value_set=used)))
    return kept.replace_schema_metadata(table.schema.metadata)


def _clues(table: pa.Table, rng: np.random.Generator) -> pa.Table:
    """The clues with other organs, amounts and days."""
    _, counties = names()
    organs = table.column("organ").to_pylist()
    where = rng.integers(0, len(counties), len(organs))
    organs = [
        moved(organ or "人民法院", *counties[place])
        for organ, place in zip(organs, where, strict=True)
    ]
    table = _set(table, "organ", pa.array(organs))
    factor = rng.lognormal(0, 1.2, len(organs))
    amounts = [
        None if one is None else round(float(one) * by, 2)
        for one, by in zip(table.column("amount").to_pylist(), factor, strict=True)
    ]
    texts = pa.array([None if one is None else f"{one:.2f}" for one in amounts])
    table = _set(table, "amount", texts.cast(pa.decimal128(20, 2)))
    for name in ("occurred", "expires"):
        days = table.column(name).combine_chunks().cast(pa.int32())
        shift = pa.array(rng.integers(-900, 200, len(organs)), pa.int32())
        table = _set(table, name, pc.add(days, shift).cast(pa.date32()))
    for name in {"value.case_no", "value.case_number"} & set(table.schema.names):
        serials = rng.integers(1, 9999, len(organs))
        told = zip(table.column(name).to_pylist(), serials, strict=True)
        numbers = [one and _SERIAL.sub(f"{by}号", one) for one, by in told]
        table = _set(table, name, pa.array(numbers, table.schema.field(name).type))
    return table


def _set(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    at = table.schema.get_field_index(name)
    return table.set_column(at, table.schema.field(at), values)


if __name__ == "__main__":
    print(grown(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
