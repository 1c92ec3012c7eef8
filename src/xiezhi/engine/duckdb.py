"""DuckDB: in memory for one run, closed to the outside, spilling into a folder that goes away.

Runs on 1.5.5 and 2.0: results are fetched whole, and Arrow comes from a relation.
"""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from xiezhi.engine.base import (
    CancelledError,
    FileRelation,
    Limits,
    Progress,
    RelationColumn,
    TableRelation,
)
from xiezhi.engine.failing import engine_error
from xiezhi.engine.guard import check_query, dropped_name, read_statement
from xiezhi.engine.opening import settings_of, spill_folder
from xiezhi.engine.repeating import Parsed, Rows
from xiezhi.engine.standing import Standing
from xiezhi.engine.worker import Answer, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    import pyarrow as pa

__all__ = ["DuckDBEngine", "DuckDBSession"]

T = TypeVar("T")

_FILE_BITS = 40
"""A row's handle is its file's place in the version times 2^40 plus its place in the file."""
_FEW_ROWS = 2000
_POLL_SECONDS = 0.2


class DuckDBEngine:
    """Opens sessions on the DuckDB of this installation."""

    name = "duckdb"

    @property
    def version(self) -> str:
        """Version of the library, ``2.0.0``."""
        return duckdb.__version__

    def session(
        self,
        files: tuple[Path, ...] = (),
        limits: Limits | None = None,
        progress: Progress | None = None,
    ) -> DuckDBSession:
        """A session that may read these files and no other.

        Raises:
            EngineError: No spill folder can be made.
        """
        return DuckDBSession(files, limits or Limits(), progress)


class DuckDBSession:
    """One connection; see ``xiezhi.engine.base.Session``."""

    def __init__(self, files: tuple[Path, ...], limits: Limits, progress: Progress | None) -> None:
        self._progress = progress
        self._standing = Standing()
        self._registered: dict[str, Rows] = {}
        self._parsed = Parsed()
        self._checked: dict[tuple[str, frozenset[str]], tuple[str, ...]] = {}
        self._spill = spill_folder(limits)
        self._cancelled = threading.Event()
        self._worker = Worker()
        self._beside: duckdb.DuckDBPyConnection | None = None
        try:
            self._connection = duckdb.connect(":memory:", config=settings_of(limits, self._spill))
            if not limits.improved:
                self._connection.execute("PRAGMA disable_optimizer")
            self._lock(files, limits.spill_bytes)
        except duckdb.Error as error:
            shutil.rmtree(self._spill, ignore_errors=True)
            raise engine_error(error, "opening the engine") from error

    def __enter__(self) -> DuckDBSession:
        """The session itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close, whatever happened."""
        self.close()

    def offer(self, relation: FileRelation | TableRelation) -> None:
        """Make a relation visible under its name, in place of one of that name."""
        if isinstance(relation, FileRelation):
            source = _scan(relation)
            handle = _handle(relation)
        else:
            rows = f"_arrow_{relation.name.lower()}"
            source, handle = _name(rows), ""
            self._register(rows, relation)
        shown = ", ".join([*map(_shown, relation.columns), *([handle] if handle else [])])
        view = (
            f"CREATE OR REPLACE TEMP VIEW {_name(relation.name)} AS "
            f"SELECT {shown} FROM {source}{_visible(relation)}"
        )
        if not self._standing.stands(relation.name, view):  # else other rows under the same view
            self._execute(view, relation.name)
            self._standing.made(relation.name, "VIEW", view, hidden=relation.hidden)

    def _register(self, rows: str, relation: TableRelation) -> None:
        """Few rows of the same columns take the place of others under the views that show them."""
        table, known = relation.table, self._registered.get(rows)
        if known is not None and _same(known.table, table):
            return
        if known is not None and _few(known.table, table) and known.table.schema == table.schema:
            known.table = table
            self._standing.touched(relation.name)
            return
        held = Rows(table)
        source = held if _few(table) else table  # of many, the engine reads only what it needs
        self._call(lambda: self._connection.register(rows, source), "")
        self._registered[rows] = held
        self._standing.forget([relation.name])

    def withdraw(self, keep: Collection[str] = ()) -> None:
        """Drop what was offered or created: the next model starts from nothing."""
        gone = self._standing.others(keep)
        if gone:
            drops = (f"DROP {kind} IF EXISTS {_name(name)}" for name, kind in gone.items())
            self._execute("; ".join(drops), "")
            self._standing.forget(gone)
        for rows in set(self._registered) - {f"_arrow_{name.lower()}" for name in keep}:
            self._connection.unregister(rows)
            del self._registered[rows]

    def run(self, sql: str, purpose: str = "") -> None:
        """Run CREATE TEMP TABLE or VIEW … AS SELECT, or DROP; see the protocol."""
        statement = read_statement(sql)
        if statement.action == "drop":
            self.drop([sql])
            return
        read = self._check(statement.query, self._standing.visible())
        name = statement.name
        if self._standing.stands(name, sql):
            return
        kind = self._standing.kind(name)
        if kind == "TABLE" and self._standing.fits(name, sql):
            self._fill(name, sql, statement.query, purpose)
            return
        self._standing.forget([name])
        before = "" if kind is None else f"DROP {kind} {_name(name)};\n"
        self._execute(before + sql, purpose or name)
        self._standing.made(name, statement.kind, sql, read)

    def _fill(self, name: str, sql: str, query: str, purpose: str) -> None:
        """Give a table of the same statement the rows that it selects now."""
        self._standing.emptied(name)
        self._execute(
            f"DELETE FROM {_name(name)};\nINSERT INTO {_name(name)} {query}", purpose or name
        )
        self._standing.filled(name, sql)

    def drop(self, statements: Sequence[str]) -> None:
        """Run DROPs together; see the protocol."""
        names = [dropped_name(sql) for sql in statements]
        if names:
            self._execute(";\n".join(sql.rstrip().rstrip(";") for sql in statements), "")
        self._standing.forget(names)

    def fetch(self, sql: str, purpose: str = "", *, hidden: bool = False) -> pa.Table:
        """The answer of one SELECT as an Arrow table; see the protocol."""
        self._check(sql, self._standing.names() if hidden else self._standing.visible())
        return self._call(lambda: self._connection.sql(sql).to_arrow_table(), purpose)

    def rows(self, sql: str, purpose: str = "") -> list[dict[str, Any]]:
        """The answer of one SELECT as values; see the protocol."""
        self._check(sql, self._standing.visible())
        return self._call(lambda: self._values(sql), purpose)

    def aside(self, work: Callable[[duckdb.DuckDBPyConnection], T], purpose: str = "") -> T:
        """Compute on a second connection to the same database; see the protocol."""
        beside = self._connection.cursor()
        self._beside = beside
        try:
            return self._call(lambda: _unwrapped(work, beside), purpose)
        finally:
            self._beside = None
            beside.close()

    def cancel(self) -> None:
        """Stop what runs, from another thread."""
        self._cancelled.set()
        self._interrupt()

    def _interrupt(self) -> None:
        self._connection.interrupt()
        if self._beside is not None:
            self._beside.interrupt()

    def close(self) -> None:
        """Release memory and remove the spill folder."""
        self._worker.close()
        self._connection.close()
        shutil.rmtree(self._spill, ignore_errors=True)

    def _lock(self, files: tuple[Path, ...], spill_bytes: int | None) -> None:
        """Only the files named, no settings, no extensions: from here on and for good."""
        paths = ", ".join(_literal(str(path.resolve())) for path in files)
        if spill_bytes is not None:  # heeded only after the spill folder is known
            self._connection.execute(f"SET max_temp_directory_size = '{spill_bytes}B'")
        for setting in (
            f"enable_progress_bar = {'false' if self._progress is None else 'true'}",
            "enable_progress_bar_print = false",
            f"allowed_paths = [{paths}]",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            self._connection.execute(f"SET {setting}")

    def _check(self, sql: str, allowed: frozenset[str]) -> tuple[str, ...]:
        """Look at a query once for the names that it may read; returns those it reads."""
        if (sql, allowed) not in self._checked:
            self._checked[sql, allowed] = check_query(sql, self._tree, allowed)
        return self._checked[sql, allowed]

    def _tree(self, sql: str) -> str:
        question = f"SELECT json_serialize_sql({_literal(sql)})"
        answer = self._call(lambda: self._connection.execute(question).fetchall(), "")
        return str(answer[0][0])

    def _values(self, sql: str) -> list[dict[str, Any]]:
        answer = self._run(sql)
        names = [str(column[0]) for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def _execute(self, sql: str, purpose: str) -> None:
        self._call(lambda: self._run(sql).fetchall(), purpose)

    def _run(self, sql: str) -> duckdb.DuckDBPyConnection:
        """Run what a text says; the answer is that of its last statement."""
        answer = self._connection
        for statement in self._parsed.of(sql, self._connection.extract_statements):
            answer = self._connection.execute(statement)
        return answer

    def _call(self, work: Callable[[], T], purpose: str) -> T:
        """Let a thread compute while this one waits, tells how far it is, and hears Ctrl-C.

        DuckDB itself hears Ctrl-C only in some places; its ``interrupt`` works everywhere.
        """
        if self._cancelled.is_set():
            raise CancelledError(purpose)
        answer = self._worker.answer(work)
        try:
            self._wait(answer, purpose)
        except BaseException:
            self._interrupt()
            answer.done.wait()
            raise
        if isinstance(answer.error, duckdb.InterruptException):
            raise CancelledError(purpose) from answer.error
        if isinstance(answer.error, duckdb.Error):
            raise engine_error(answer.error, purpose) from answer.error
        if answer.error is not None:
            raise answer.error
        return answer.value

    def _wait(self, answer: Answer[T], purpose: str) -> None:
        if self._progress is None or not purpose:
            answer.done.wait()
            return
        self._progress(purpose, None)
        while not answer.done.wait(_POLL_SECONDS):
            part = self._connection.query_progress()
            self._progress(purpose, part / 100 if 0 <= part <= 100 else None)


def _unwrapped(
    work: Callable[[duckdb.DuckDBPyConnection], T], connection: duckdb.DuckDBPyConnection
) -> T:
    """What a library computes; an error of the engine in the wrapping of the library's own."""
    try:
        return work(connection)
    except Exception as error:
        if isinstance(error.__cause__, duckdb.Error):
            raise error.__cause__ from error
        raise


def _scan(relation: FileRelation) -> str:
    paths = ", ".join(_literal(str(path.resolve())) for path in relation.files)
    if not relation.fields:
        return f"read_parquet([{paths}], file_row_number = true, hive_partitioning = false)"
    fields = ", ".join(
        f"{number}: {{name: {_literal(name)}, type: {_literal(kind)}, default_value: NULL}}"
        for number, name, kind in relation.fields
    )
    return f"read_parquet([{paths}], schema = MAP {{{fields}}})"


def _handle(relation: FileRelation) -> str:
    if relation.handle is None:
        return ""
    number = "file_row_number"
    if len(relation.files) > 1:
        number = f"(file_index::BIGINT << {_FILE_BITS}) + file_row_number"
    return f"({number})::BIGINT AS {_name(relation.handle)}"


def _shown(column: RelationColumn) -> str:
    source = _name(column.name) if column.present else "NULL"
    return f"{source}::{column.storage} AS {_name(column.name)}"


def _visible(relation: FileRelation | TableRelation) -> str:
    """The condition under which a row is seen: not of later, and of the reader's jurisdiction."""
    conditions = []
    if relation.dated_by is not None and relation.as_of is not None:
        column = _name(relation.dated_by)
        day = relation.as_of.isoformat()
        conditions.append(f"({column} IS NULL OR {column} <= DATE '{day}')")
    if relation.only is not None:
        column = f"{_name(relation.only.column)}::VARCHAR"
        values = relation.only.values
        if relation.only.prefix:
            tests = [f"starts_with({column}, {_literal(value)})" for value in values]
        else:
            tests = [f"{column} = {_literal(value)}" for value in values]
        conditions.append(f"({' OR '.join(tests) or 'false'})")
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _same(one: pa.Table, other: pa.Table) -> bool:
    """Whether a table need not be registered again; many rows are not looked through for it."""
    if one is other:
        return True
    return _few(other) and bool(one.schema == other.schema and one.equals(other))


def _few(*tables: pa.Table) -> bool:
    return all(table.num_rows <= _FEW_ROWS for table in tables)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
