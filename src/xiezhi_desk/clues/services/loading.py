"""Writes many rows of one table at once: COPY on PostgreSQL, one prepared INSERT on SQLite.

Ids are reserved beforehand, so that rows of several tables can name each other while they stream.
PostgreSQL writes in a process of its own: ``Behind`` lets it do so while the next rows are made.
"""

from __future__ import annotations

import json
import secrets
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import connection

from xiezhi_desk.clues.services.columns import copied, tuples
from xiezhi_desk.ui.numbers import ALPHABET, LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    import pyarrow as pa
    from django.db.models import Field, Model
    from django.db.models.options import Options

    from xiezhi_desk.clues.services.columns import Columns

__all__ = ["Behind", "Table", "ahead", "alone", "fetch", "moment", "numbers", "reserve"]

Batch = TypeVar("Batch")
_LETTERS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
_LOCK = 7_190_411
"""Names our advisory lock; any number, the same everywhere."""


def alone() -> None:
    """One import at a time: matters, blocks of the index and counters are read, then written.

    SQLite's write transaction is that already; on PostgreSQL a lock that ends with the
    transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def numbers(count: int) -> pa.Array:
    """Many opaque numbers, as good as ``new_number`` one by one."""
    import numpy as np
    import pyarrow as pa

    letters = secrets.token_bytes(count * LENGTH).translate(_LETTERS)
    ends = np.arange(count + 1, dtype=np.int32) * LENGTH
    return pa.StringArray.from_buffers(count, pa.py_buffer(ends), pa.py_buffer(letters))


def reserve(record: type[Model], count: int) -> Sequence[int]:
    """Ids for new rows that nobody else will get, ascending."""
    if not count:
        return ()
    table = _meta(record).db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')::regclass::oid", [table])
            (sequence,) = cursor.fetchone()
            cursor.execute(
                "SELECT array_agg(nextval(%s::oid::regclass)) FROM generate_series(1, %s)",
                [sequence, count],
            )
            return list(cursor.fetchone()[0])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        if row is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [table])
        first = (row[0] if row else 0) + 1
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [first + count - 1, table]
        )
        return range(first, first + count)


def moment(at: datetime) -> Any:
    """A moment as the database takes it in raw rows."""
    return at if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(at)


def fetch(sql: str, before: Sequence[Any], among: Iterable[str]) -> list[tuple[Any, ...]]:
    """Rows of a query over a long list of texts, which is sent as one value.

    Args:
        sql: With ``{among}`` behind a column, after every other place.
        before: Values of the other places.
        among: The list.
    """
    texts = list(among)
    if not texts:
        return []
    if connection.vendor == "postgresql":
        # A constant array is looked up in the index, whatever is known of a table just filled.
        place, sent = "= ANY(%s::text[])", _array(texts)
    else:
        place, sent = "IN (SELECT value FROM json_each(%s))", json.dumps(texts)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(among=place), [*before, sent])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The batches, the next one read in a thread while the database takes the one before.

    At most two are held. The reader must not touch the database.
    """
    waiting: Queue[Batch | BaseException | None] = Queue(maxsize=1)
    stopped = Event()

    def read() -> None:
        try:
            for batch in batches:
                waiting.put(batch)
                if stopped.is_set():
                    return
            waiting.put(None)
        except BaseException as error:  # noqa: BLE001  (raised again where it is waited for)
            waiting.put(error)

    thread = Thread(target=read, name="bundle reader", daemon=True)
    thread.start()
    try:
        while (batch := waiting.get()) is not None:
            if isinstance(batch, BaseException):
                raise batch
            yield batch
    finally:
        stopped.set()
        with suppress(Empty):
            while True:
                waiting.get_nowait()


def _array(texts: Iterable[str]) -> str:
    """Texts as PostgreSQL writes an array; the driver's own way takes ten times as long."""
    escaped = (one.replace("\\", "\\\\").replace('"', '\\"') for one in texts)
    return '{"' + '","'.join(escaped) + '"}'


class Table:
    """Writes rows of one table.

    Args:
        record: Its class.
        fields: Names of the fields, in the order of the values. JSON comes as text, moments
            through ``moment``.
    """

    def __init__(self, record: type[Model], fields: Sequence[str]) -> None:
        meta = _meta(record)
        names = [cast("Field[Any, Any]", meta.get_field(name)).column for name in fields]
        quoted = ", ".join(connection.ops.quote_name(str(name)) for name in names)
        table = connection.ops.quote_name(meta.db_table)
        places = ", ".join(["%s"] * len(names))
        self.copy = f"COPY {table} ({quoted}) FROM STDIN"
        self._insert = f"INSERT INTO {table} ({quoted}) VALUES ({places})"

    def write(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Write rows one by one made; inside the caller's transaction."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(self.copy) as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                cursor.executemany(self._insert, list(rows))

    def insert(self, columns: Columns) -> None:
        """Write rows made as columns, on SQLite; on PostgreSQL ``Behind`` does."""
        with connection.cursor() as cursor:
            cursor.executemany(self._insert, list(tuples(columns)))


class Behind:
    """Writes what was put in while the next rows are made; on SQLite rows are written at once.

    Nothing else may ask the database between ``start`` and ``settle``.
    """

    def __init__(self) -> None:
        self._copies: list[tuple[str, bytes]] = []
        self._going: Future[None] | None = None
        self._hands = (
            ThreadPoolExecutor(1, "rows writer") if connection.vendor == "postgresql" else None
        )

    def __enter__(self) -> Behind:
        return self

    def __exit__(self, *_: object) -> None:
        if self._hands is not None:
            self._hands.shutdown(wait=True)

    def put(self, table: Table, columns: Columns) -> None:
        """Rows to be written with the next ``start``; on SQLite they are written now."""
        if self._hands is None:
            table.insert(columns)
        elif text := copied(columns):
            self._copies.append((table.copy, text))

    def start(self) -> None:
        """Begin to write what was put."""
        self.settle()
        copies, self._copies = self._copies, []
        if self._hands is not None and copies:
            line = cast("Any", connection.connection)
            self._going = self._hands.submit(_copy, line, copies)

    def settle(self) -> None:
        """Wait until what was started is written.

        Raises:
            DatabaseError: A row was refused.
        """
        going, self._going = self._going, None
        if going is not None:
            with connection.wrap_database_errors:
                going.result()

    def finish(self) -> None:
        """Write all that is left."""
        self.start()
        self.settle()


def _copy(line: Any, copies: list[tuple[str, bytes]]) -> None:
    with line.cursor() as cursor:
        for command, text in copies:
            with cursor.copy(command) as copy:
                copy.write(text)


def _meta(record: type[Model]) -> Options[Any]:
    return record._meta  # noqa: SLF001  (Django's documented door to a table's names)
