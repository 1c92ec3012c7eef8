"""Processes that each load once, or die on the way, forked from one that has read the library.

Told on standard input, a line of JSON each: ``["start", FOLDER, FILE, POINT, N, SAID]`` answers
with the number of a new process, which is killed (SIGKILL, as ``kill -9`` sends it) at POINT
(``none`` ends well), loads N rows by upsert and writes what it complains of to SAID;
``["wait", NUMBER]`` answers with how it ended.
"""

import importlib
import itertools
import json
import os
import signal
import sys
import traceback
from datetime import date
from pathlib import Path

import pyarrow as pa
import sqlalchemy.orm
from pyiceberg.catalog.sql import SqlCatalog

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.hashes import FileHashes
from xiezhi.shelf.origin import pack
from xiezhi.shelf.standard_schema import standard_schema
from xiezhi.shelf.store import DeliveredFile, Delivery, Store
from xiezhi.shelf.store import commit as commit_room
from xiezhi.shelf.store.disk import _Synced
from xiezhi.shelf.store.register import Register
from xiezhi.shelf.store.workbench import Workbench


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def after(owner: object, name: str) -> None:
    """Die when a function has done its work."""
    real = getattr(owner, name)

    def worked(*args: object, **named: object) -> None:
        real(*args, **named)
        die()

    setattr(owner, name, worked)


def at_close(nth: int) -> None:
    """Die when the nth file of metadata is half on the disk."""
    real, count = _Synced.close, itertools.count(1)

    def closed(self: _Synced) -> None:
        if not self._file.closed and next(count) == nth:
            self._file.flush()
            die()
        real(self)

    _Synced.close = closed


POINTS = {
    "none": lambda: None,
    "registered": lambda: after(Register, "write"),
    "reading": lambda: None,
    "sorted": lambda: after(Workbench, "write"),
    "summed": lambda: after(commit_room, "sum_of"),
    "moved": lambda: setattr(commit_room, "sync_file", die),
    "manifest": lambda: at_close(1),
    "manifest list": lambda: at_close(3),
    "metadata": lambda: at_close(4),
    "committing": lambda: setattr(sqlalchemy.orm.Session, "commit", die),
    "committed": lambda: after(SqlCatalog, "commit_table"),
    "remembering": lambda: setattr(FileHashes, "remember", die),
}


def main(folder: Path, file: str, point: str, number: int) -> None:
    table = Tables.load(folder.parent / "tables")["pension"]
    store = Store.open(folder, patience=60)
    batch = store.next_batch()
    POINTS[point]()
    schema = standard_schema(table)

    def rows():
        for part in range(2):
            said = [
                {"_row": pack(batch, 1, 2 + one), "citizen_id": f"{file}{one}", "agency": "某局"}
                for one in range(part, number, 2)
            ]
            for one in said:
                one["month"] = date(2031, 1, 1)
            yield pa.RecordBatch.from_pylist(said, schema=schema)
            if point == "reading":
                die()

    delivered = Delivery(batch, "某局", (DeliveredFile(file, "", file, number),))
    store.load(table, rows(), mode="upsert", delivery=delivered)


def child(folder: str, file: str, point: str, number: int, said: str) -> None:
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT), 2)
    try:
        main(Path(folder), file, point, number)
    except BaseException:  # noqa: BLE001 - written down, whatever it is
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    for late in ("duckdb", "pandas", "pyiceberg.io.pyarrow", "sqlalchemy.dialects.sqlite"):
        importlib.import_module(late)  # what a load would bring in, once for all
    for line in sys.stdin:
        word, *rest = json.loads(line)
        if word == "wait":
            answer = os.waitstatus_to_exitcode(os.waitpid(*rest, 0)[1])
        elif (answer := os.fork()) == 0:
            child(*rest)
        print(answer, flush=True)
