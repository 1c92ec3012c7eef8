"""Parts of a reading on disk: each chunk whole or absent, merged at the end.

A chunk of documents becomes one Arrow file per table and, last, a note that it is done. A kill
loses at most the chunks under way; the next run finds the notes and goes on behind them.
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

from xiezhi.text.columns import arrow_table, schema
from xiezhi.text.reader import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.text.facts import Row

__all__ = ["done", "forget", "merge", "write_part"]

_FOLDER = ".reading"
_ROWS_IN_GROUP = 65_536
_BYTES_IN_GROUP = 64 * 2**20


def write_part(out: Path, number: int, rows: dict[str, list[Row]], note: dict[str, Any]) -> None:
    """Write one chunk's rows, then its note."""
    import pyarrow as pa

    folder = out / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    plain, packed = pa.ipc.IpcWriteOptions(), pa.ipc.IpcWriteOptions(compression="lz4")
    for table in TABLES:
        options = plain if table == "document" else packed  # texts are packed once, at the end
        name = f"{number:06}.{table}.arrow"
        partial = folder / (name + ".partial")
        arrow = arrow_table(table, rows.get(table, []))
        with (
            pa.OSFile(str(partial), "wb") as sink,
            pa.ipc.new_file(sink, arrow.schema, options=options) as writer,
        ):
            writer.write_table(arrow)
        partial.replace(folder / name)
    _write_json(folder / f"{number:06}.json", note)


def done(out: Path, number: int, fingerprint: str) -> dict[str, Any] | None:
    """The note of a chunk that an earlier run finished, if it read the same documents."""
    path = out / _FOLDER / f"{number:06}.json"
    try:
        note: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return note if note.get("fingerprint") == fingerprint else None


def forget(out: Path) -> None:
    """Remove the parts."""
    shutil.rmtree(out / _FOLDER, ignore_errors=True)


def merge(out: Path, chunks: int, manifest: dict[str, Any]) -> None:
    """Parts into ``<table>.parquet`` and the manifest; all of them or, on a failure, none."""
    partials = []
    manifest["tables"] = {}
    try:
        for table in TABLES:
            partial = out / f"{table}.parquet.partial"
            partials.append(partial)
            manifest["tables"][table] = _merge_table(out, table, chunks, partial)
    except BaseException:
        for partial in partials:
            partial.unlink(missing_ok=True)
        raise
    (out / "manifest.json").unlink(missing_ok=True)
    for table, partial in zip(TABLES, partials, strict=True):
        partial.replace(out / f"{table}.parquet")
    _write_json(out / "manifest.json", manifest)
    forget(out)


def _merge_table(out: Path, table: str, chunks: int, partial: Path) -> int:
    """One table's parts, in the order of the documents, in row groups of a good size."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = count = size = 0
    waiting: list[Any] = []
    dictionaries = [name for name in schema(table).names if name not in ("text", "sha256")]
    with pq.ParquetWriter(
        partial, schema(table), compression="zstd", use_dictionary=dictionaries
    ) as writer:
        for number in range(chunks):
            path = out / _FOLDER / f"{number:06}.{table}.arrow"
            with pa.OSFile(str(path), "rb") as file:
                waiting.append(pa.ipc.open_file(file).read_all())
            size += waiting[-1].nbytes
            count += waiting[-1].num_rows
            if number + 1 == chunks or count >= _ROWS_IN_GROUP or size >= _BYTES_IN_GROUP:
                writer.write_table(pa.concat_tables(waiting))
                rows += count
                waiting, count, size = [], 0, 0
    return rows


def _write_json(path: Path, value: dict[str, Any]) -> None:
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
