"""Databases by SQLAlchemy URL, streamed with cursors of the server, from where the last load ended.

PostgreSQL, MySQL and MariaDB with their extras; SQLite; every other database for which a driver is
installed (Oracle, Dameng, Kingbase). Nothing is written there: one SELECT per sheet.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from xiezhi.shelf.ingest.cells import column_of
from xiezhi.shelf.ingest.header import unique_titles
from xiezhi.shelf.ingest.problem import refusal
from xiezhi.shelf.ingest.raw import RawBatch
from xiezhi.shelf.ingest.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Engine
    from sqlalchemy.sql import ClauseElement

    from xiezhi.shelf.ingest.problem import IngestError
    from xiezhi.shelf.ingest.sheet import Watermark

__all__ = ["database_sheets", "is_url"]

_URL = re.compile(r"[a-z][a-z0-9+_]*://", re.IGNORECASE)
_TABLE = re.compile(r"\w+(?:\.\w+)?")
_SELECT = re.compile(r"\s*(?:select|with)\b", re.IGNORECASE)
_EXTRAS = {"postgresql": "postgres", "mysql": "mysql", "mariadb": "mysql", "oracle": "oracle"}


def is_url(place: str) -> bool:
    """Whether a text is the URL of a database rather than a path."""
    return _URL.match(place) is not None


def database_sheets(
    url: str, *, query: str | None = None, watermark: Watermark | None = None
) -> list[Sheet]:
    """Sheets of a database: a query, a table, or every table.

    Args:
        url: SQLAlchemy's URL; its password is never shown.
        query: One SELECT, or the name of a table; None for every table.
        watermark: Take only what is new, in the order of this column.

    Raises:
        IngestError: No driver, no connection, no such table, or a query that is no SELECT.
    """
    from sqlalchemy.exc import SQLAlchemyError

    engine = _engine(url)
    shown = engine.url.render_as_string(hide_password=True)
    if query is not None and not _TABLE.fullmatch(query.strip()) and not _SELECT.match(query):
        raise refusal(
            "The query is no SELECT.", where=shown, why=query.strip()[:80],
            cure="Give one SELECT, or the name of a table.", code="ingest-query",
        )  # fmt: skip
    try:
        return [
            _sheet(engine, shown, name, statement, watermark)
            for name, statement in _statements(engine, query)
        ]
    except (SQLAlchemyError, OSError) as error:
        raise _said(error, shown, 0) from error


def _engine(url: str) -> Engine:
    import sqlalchemy

    try:
        return sqlalchemy.create_engine(url, pool_pre_ping=False)
    except ModuleNotFoundError as error:
        kind = url.partition("://")[0].partition("+")[0].lower()
        extra = _EXTRAS.get(kind)
        cure = f"Install `xiezhi[{extra}]`." if extra else "Install SQLAlchemy's dialect for it."
        raise refusal(
            f"The driver for {kind} is not installed.", why=str(error), cure=cure,
            code="ingest-driver",
        ) from error  # fmt: skip
    except sqlalchemy.exc.ArgumentError as error:
        raise refusal(
            "The URL names no database.", why=str(error).partition("\n")[0][:120],
            cure="Write it as postgresql+psycopg://user@host/database.", code="ingest-url",
        ) from error  # fmt: skip


def _statements(engine: Engine, query: str | None) -> list[tuple[str, ClauseElement]]:
    """Name and SELECT of each sheet."""
    import sqlalchemy as sa

    if query is not None and not _TABLE.fullmatch(query.strip()):
        return [("query", sa.text(query.strip().rstrip(";")))]
    inspector = sa.inspect(engine)
    names: Sequence[str] = [query.strip()] if query else inspector.get_table_names()
    found: list[tuple[str, ClauseElement]] = []
    for name in names:
        schema, _, bare = name.rpartition(".")
        if not inspector.has_table(bare, schema=schema or None):
            raise refusal(
                f"The database has no table {name}.",
                cure=f"It has {', '.join(inspector.get_table_names()[:20]) or 'none'}.",
                code="ingest-no-table",
            )
        found.append((name, sa.select(sa.Table(bare, sa.MetaData(), schema=schema or None,
                                               autoload_with=engine))))  # fmt: skip
    return found


def _sheet(
    engine: Engine, shown: str, name: str, statement: Any, watermark: Watermark | None
) -> Sheet:
    import sqlalchemy as sa

    bound = _above(statement, watermark, engine) if watermark else statement
    with engine.connect() as connection:
        result = connection.execution_options(stream_results=True).execute(bound)
        titles = unique_titles(list(result.keys()))
        result.close()
        connection.rollback()
    if watermark and watermark.column not in titles:
        raise refusal(
            f"The query yields no column {watermark.column}.", where=shown,
            why=f"it yields {', '.join(titles)}", code="ingest-watermark",
        )  # fmt: skip

    def read(size: int) -> Iterator[RawBatch]:
        return _batches(engine, shown, bound, titles, size, watermark)

    said = f"{shown} {sa.text(str(statement))} {watermark.since if watermark else ''}"
    digest = hashlib.sha256(said.encode()).hexdigest()
    place = engine.url.database or engine.url.host or shown
    return Sheet(str(place).rpartition("/")[2], name, titles, read, digest, typed=True,
                 watermark=watermark)  # fmt: skip


def _above(statement: Any, watermark: Watermark, engine: Engine) -> Any:
    """The rows above the mark, in its order."""
    import sqlalchemy as sa

    if isinstance(statement, sa.TextClause):
        with engine.connect() as connection:
            names = list(connection.execute(statement).keys())
            connection.rollback()
        columns = statement.columns(*(sa.column(name) for name in names)).subquery("delivered")
    else:
        columns = statement.subquery("delivered")
    chosen = sa.select(columns)
    if watermark.column not in columns.c:
        return chosen
    mark = columns.c[watermark.column]
    if watermark.since:
        chosen = chosen.where(mark > _typed(watermark.since, mark))
    return chosen.order_by(mark)


def _typed(value: str, column: Any) -> Any:
    """The mark as the column's type, so that the database compares like with like."""
    import datetime

    try:
        kind = column.type.python_type
    except NotImplementedError:
        kind = str
    if kind in (int, float):
        return kind(value)
    if kind in (datetime.date, datetime.datetime):
        return kind.fromisoformat(value)
    if kind is str and re.fullmatch(r"-?[0-9]+", value):
        return int(value)
    return value


def _batches(
    engine: Engine,
    shown: str,
    statement: Any,
    titles: tuple[str, ...],
    size: int,
    watermark: Watermark | None,
) -> Iterator[RawBatch]:
    import numpy as np
    from sqlalchemy.exc import SQLAlchemyError

    mark = titles.index(watermark.column) if watermark else -1
    read = 0
    connection = None
    try:
        connection = engine.connect().execution_options(
            stream_results=True, max_row_buffer=min(size, 20_000)
        )
        result = connection.execute(statement)
        for rows in result.partitions(size):
            cells = list(zip(*rows, strict=True))
            numbers = np.arange(read + 1, read + len(rows) + 1, dtype=np.int64)
            read += len(rows)
            if watermark:
                _reach(watermark, cells[mark])
            yield RawBatch(numbers, tuple(map(column_of, cells)))
    except (SQLAlchemyError, OSError) as error:
        raise _said(error, shown, read) from error
    finally:
        if connection is not None:
            _hang_up(connection)


def _hang_up(connection: Any) -> None:
    """Close, also a connection that is gone."""
    if not connection.invalidated:
        connection.close()


def _reach(watermark: Watermark, values: tuple[Any, ...]) -> None:
    there = [value for value in values if value is not None]
    if there:
        greatest = there[-1]
        watermark.reached = (
            greatest.isoformat() if hasattr(greatest, "isoformat") else str(greatest)
        )


def _said(error: Exception, shown: str, read: int) -> IngestError:
    """What went wrong, without the password that a driver may repeat."""
    first = str(getattr(error, "orig", None) or error).strip().partition("\n")[0][:200]
    if read:
        return refusal(
            "The database broke off.",
            where=shown,
            why=f"after {read} rows: {first}",
            cure="Run it again: nothing of this delivery was loaded.",
            code="ingest-database-broke-off",
        )
    return refusal(
        "The database cannot be read.", where=shown, why=first,
        cure="Check address, rights and query.", code="ingest-database",
    )  # fmt: skip
