"""One measured process: ``python -m bench.shelf.measure_ingest MODE FILE OUT``.

MODE: bare-csv | bare-xlsx read the file with the library alone; shelf | normalise bring it through
mapping, normalising and checking, to the store or to nowhere. Prints seconds after imports.
"""

import json
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

COLUMNS = {
    "执行案号": "exec_no", "执行法院": "court", "被执行人": "debtor", "身份证号码": "debtor_id",
    "执行标的额": "amount", "到位金额": "paid", "立案日期": "file_date", "结案日期": "close_date",
}  # fmt: skip


def bare_csv(path: Path, out: Path) -> dict:
    import pyarrow.csv as arrow_csv
    import pyarrow.parquet as pq

    start = time.perf_counter()
    table = arrow_csv.read_csv(path, read_options=arrow_csv.ReadOptions(encoding="gb18030"))
    pq.write_table(table, out / "bare.parquet")
    return {"seconds": time.perf_counter() - start, "rows": table.num_rows}


def bare_streamed(path: Path, out: Path) -> dict:
    """As ``bare_csv``, batch by batch: the same file in flat memory."""
    import pyarrow.csv as arrow_csv
    import pyarrow.parquet as pq

    start, rows = time.perf_counter(), 0
    with (
        arrow_csv.open_csv(path, read_options=arrow_csv.ReadOptions(encoding="gb18030")) as reader,
        pq.ParquetWriter(out / "bare.parquet", reader.schema) as writer,
    ):
        for batch in reader:
            writer.write_batch(batch)
            rows += batch.num_rows
    return {"seconds": time.perf_counter() - start, "rows": rows}


def bare_xlsx(path: Path, out: Path) -> dict:
    import fastexcel

    start = time.perf_counter()
    table = fastexcel.read_excel(path).load_sheet(0).to_arrow()
    return {"seconds": time.perf_counter() - start, "rows": table.num_rows}


def through_shelf(path: Path, out: Path, *, store: bool) -> dict:
    from xiezhi.rulebook.tables import Tables
    from xiezhi.shelf.ingest.source import Source
    from xiezhi.shelf.mapping.mapping import Mapped, Mapping
    from xiezhi.shelf.normalise.normalised import normalise
    from xiezhi.shelf.store.delivery import DeliveredFile, Delivery
    from xiezhi.shelf.store.store import Store

    table = Tables.load()["enforcement_case"]
    start = time.perf_counter()
    source = Source.open(path)
    columns = tuple(Mapped(title, COLUMNS[title]) for title in source.sheets[0].titles)
    constants = {} if "执行法院" in source.sheets[0].titles else {"court": "甲省第1区人民法院"}
    mapping = Mapping("enforcement_case", "甲", columns, constants)
    shelf = Store.open(out / "shelf")
    batch = shelf.next_batch()
    quarantine = out / "quarantine" / f"{batch}.parquet"
    done = normalise(source, mapping, table, batch=batch, quarantine=quarantine)

    def files() -> tuple[DeliveredFile, ...]:
        return tuple(DeliveredFile(one.name, one.sheet, one.sha256, one.rows) for one in done.files)

    if store:
        # sums of the files at the start, rows of each at the end: as `xiezhi shelf add` does
        delivery = Delivery(batch=batch, provider="甲", files=files())
        shelf.load(
            table,
            done,
            mode="append",
            delivery=delivery,
            counted=lambda known: replace(known, files=files(), quarantined=done.rows_quarantined),
        )
    else:
        for _ in done:
            pass
    return {
        "seconds": time.perf_counter() - start,
        "rows": done.rows_in,
        "kept": done.rows_kept,
        "quarantined": done.rows_quarantined,
        "cells_refused": done.cells_refused,
    }


def main(mode: str, path: Path, out: Path) -> dict:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    try:
        if mode in ("shelf", "normalise"):
            return through_shelf(path, out, store=mode == "shelf")
        bare = {"bare-csv": bare_csv, "bare-streamed": bare_streamed, "bare-xlsx": bare_xlsx}
        return bare[mode](path, out)
    finally:
        shutil.rmtree(out, ignore_errors=True)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
