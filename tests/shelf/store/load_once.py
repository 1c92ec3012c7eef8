"""A process of its own that loads once, or dies on the way: ``load_once.py FOLDER FILE POINT [N]``.

Killed (SIGKILL, as ``kill -9`` sends it) at POINT; ``none`` ends well. Loads N rows by upsert.
"""

import itertools
import os
import signal
import sys
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


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int((sys.argv[4:] or ["3"])[0]))
