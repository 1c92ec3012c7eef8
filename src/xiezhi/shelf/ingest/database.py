"""Tables and queries of an office's database, by SQLAlchemy URL, streamed and read only.

PostgreSQL and MySQL/MariaDB come with the extras ``postgres`` and ``mysql``, Oracle with
``oracle``; Dameng (``dm+dmPython://``) and Kingbase (``kingbase8+psycopg2://``) with their makers'
drivers. The order of the rows is that of the watermark column, else the database's own.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xiezhi.shelf.ingest.cells import column_of
from xiezhi.shelf.ingest.header import unique_titles
from xiezhi.shelf.ingest.problem import IngestError, refusal
from xiezhi.shelf.ingest.raw import RawBatch
from xiezhi.shelf.ingest.sheet import Sheet
from xiezhi.shelf.ingest.waiting import Patience, patience_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import URL, Connection, Engine, TextClause

__all__ = ["Watermark", "database_sheet", "is_database_url", "table_names"]

_URL = re.compile(r"^[a-z][a-z0-9_]*(\+[A-Za-z0-9_]+)?://")
_READS = re.compile(r"^\s*(select|with)\b", re.IGNORECASE)
_EXTRAS = {"postgresql": "postgres", "mysql": "mysql", "mariadb": "mysql", "oracle": "oracle"}
_NAME = re.compile(r"^[^\W\d]\w*(\.[^\W\d]\w*){0,2}$")


@dataclass(slots=True)
class Watermark:
    """Up to where a table was read: the next delivery begins behind it.

    Attributes:
        column: A column that only grows (a number, a time of change).
        after: The greatest value of the last delivery; None reads everything.
        reached: The greatest value of this one; set while reading.
    """

    column: str
    after: Any = None
    reached: Any = None


def is_database_url(text: str) -> bool:
    """Whether a source is a database and no file."""
    return _URL.match(text) is not None and not text.startswith(("file://", "http"))


def table_names(url: str) -> tuple[str, ...]:
    """Names of the tables of a database, sorted.

    Raises:
        IngestError: No driver or no connection.
    """
    from sqlalchemy import inspect

    engine, patience = _engine(url)
    with (
        _told(_shown(engine), patience),
        engine.connect() as connection,
        patience.waiting(connection),
    ):
        return tuple(sorted(inspect(connection).get_table_names()))


def database_sheet(
    url: str, *, table: str = "", query: str = "", watermark: Watermark | None = None
) -> Sheet:
    """The rows of one table or of one query.

    Args:
        url: SQLAlchemy's form: ``postgresql+psycopg://user@host/name``.
        table: A table or view; may name its schema.
        query: One SELECT in place of a table.
        watermark: Reads only rows behind its ``after``, in the order of its column.

    Raises:
        IngestError: Neither or both of table and query, more than a SELECT, no driver, no
            connection, no such table or column.
    """
    rows = _rows(table, query, watermark)
    words = _ordered(rows, watermark)
    engine, patience = _engine(url)
    where = f"{_shown(engine)} · {table or 'query'}"
    after = {} if watermark is None or watermark.after is None else {"after": watermark.after}
    with _told(where, patience), _reading(engine) as connection:
        with patience.waiting(connection):
            none = connection.execute(_text(f"select * from ({rows}) source where 1 = 0"))
            names = tuple(str(name) for name in none.keys())  # noqa: SIM118
        place = _place(names, watermark, where)
        with patience.waiting(connection):
            answer = connection.execute(_text(f"select count(*) from ({words}) source"), after)
            count = int(answer.scalar_one())
    titles = unique_titles(names)

    def read(size: int) -> Iterator[RawBatch]:
        number = 1
        with _told(where, patience), _reading(engine) as connection:
            with patience.waiting(connection):
                parts = connection.execute(_text(words), after).partitions(size)
            while part := _next(parts, connection, patience):
                if watermark is not None:
                    watermark.reached = _greatest(part, place, watermark.reached)
                yield _batch(part, number, len(titles))
                number += len(part)

    text = f"{_shown(engine)}\n{words}\n{after.get('after')}\n{count}"
    return Sheet(
        file=_shown(engine),
        name=table or "query",
        titles=titles,
        read=read,
        known_sum=hashlib.sha256(text.encode()).hexdigest(),
        rows=count,
        typed=True,
    )


def _rows(table: str, query: str, watermark: Watermark | None) -> str:
    """The one SELECT that is asked for."""
    if bool(table) == bool(query):
        raise refusal(
            "Name a table or a query.",
            cure="One of --table and --query.",
            code="ingest-database-what",
        )
    if query and (not _READS.match(query) or ";" in query.strip().rstrip(";")):
        raise refusal(
            "The query is more than one SELECT.",
            why="a database of another office is only read",
            cure="Write one SELECT; ask the office for a view where that is not enough.",
            code="ingest-database-query",
        )
    for name in (table, watermark.column if watermark else ""):
        if name and not _NAME.match(name):
            raise refusal(
                f"{name} is no name of a table or column.",
                cure="Use --query for names that need quotation marks.",
                code="ingest-database-name",
            )
    return query.strip().rstrip(";") if query else f"select * from {table}"


def _ordered(rows: str, watermark: Watermark | None) -> str:
    """The rows behind the watermark in its order."""
    if watermark is None:
        return rows
    behind = "" if watermark.after is None else f" where {watermark.column} > :after"
    return f"select * from ({rows}) source{behind} order by {watermark.column}"


def _next(
    parts: Iterator[Sequence[Any]], connection: Connection, patience: Patience
) -> Sequence[Any]:
    """The next rows; empty at the end."""
    with patience.waiting(connection):
        return next(parts, ())


def _engine(url: str) -> tuple[Engine, Patience]:
    from sqlalchemy import create_engine, make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    # whoever looks at the first rows leaves the rest unread, and says so to nobody
    warnings.filterwarnings("ignore", "Previous unbuffered result was left", module="pymysql")
    try:
        patience = patience_of(make_url(url))
        return create_engine(patience.url, connect_args=patience.given), patience
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        kind = url.split(":", 1)[0].split("+", 1)[0]
        extra = _EXTRAS.get(kind)
        raise refusal(
            f"There is no driver for {kind}.",
            why=str(error).splitlines()[0].replace(url, "the address"),
            cure=f"Install xiezhi[{extra}]."
            if extra
            else "Install the SQLAlchemy driver of the database's maker; check the address.",
            code="ingest-database-driver",
        ) from error


def _reading(engine: Engine) -> Connection:
    """A connection that streams and, where the database can, only reads."""
    options: dict[str, Any] = {"stream_results": True, "max_row_buffer": 10_000}
    if engine.dialect.name == "postgresql":
        options |= {"postgresql_readonly": True}
    return engine.connect().execution_options(**options)


@contextmanager
def _told(where: str, patience: Patience) -> Iterator[None]:
    """A failure of the database becomes an error with a cure; nothing was loaded."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as error:
        raise _failure(error, where, patience) from error


def _failure(error: Exception, where: str, patience: Patience) -> IngestError:
    from sqlalchemy.exc import DBAPIError, OperationalError

    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    cause = str(getattr(error, "orig", None) or error).strip().splitlines()
    why = cause[0] if cause else type(error).__name__
    if waited := patience.told(why):
        return refusal(
            "The database does not answer.",
            where=where,
            why=waited,
            cure="Offer it again when the database answers, or ask for less; nothing was loaded. "
            "A query that needs longer: read_timeout=SECONDS in the address.",
            code="ingest-database-silent",
        )
    if lost:
        return refusal(
            "The database dropped the connection.",
            where=where,
            why=why,
            cure="Offer it again; nothing of this delivery was loaded.",
            code="ingest-database-lost",
        )
    reached = not isinstance(error, OperationalError)
    return refusal(
        "The database refused the query." if reached else "The database cannot be used.",
        where=where,
        why=why,
        cure="Check the table, the columns and the rights of the account; nothing was loaded."
        if reached
        else "Check address, name and password, and that the database runs; nothing was loaded.",
        code="ingest-database-query" if reached else "ingest-database-connection",
    )


def _place(names: Sequence[str], watermark: Watermark | None, where: str) -> int:
    if watermark is None:
        return -1
    for place, name in enumerate(names):
        if name.lower() == watermark.column.lower():
            return place
    raise refusal(
        f"There is no column {watermark.column} to go on from.",
        where=where,
        why=f"there are {', '.join(names)}",
        cure="Name a column that only grows.",
        code="ingest-database-watermark",
    )


def _greatest(part: Sequence[Any], place: int, known: Any) -> Any:
    values = [row[place] for row in part if row[place] is not None]
    if known is not None:
        values.append(known)
    return max(values) if values else None


def _batch(part: Sequence[Any], number: int, width: int) -> RawBatch:
    import numpy as np

    columns = zip(*part, strict=True) if part else ((),) * width
    return RawBatch(
        np.arange(number, number + len(part), dtype=np.int64),
        tuple(column_of([_plain(value) for value in column]) for column in columns),
    )


def _plain(value: Any) -> Any:
    """A value as the readers of cells know it: exact numbers and ids as their text."""
    import datetime
    from decimal import Decimal
    from uuid import UUID

    if isinstance(value, Decimal | UUID | datetime.time):
        return str(value)
    if isinstance(value, memoryview):
        return bytes(value).hex()
    return value.hex() if isinstance(value, bytes) else value


def _shown(engine: Engine) -> str:
    """The address without the password."""
    url: URL = engine.url
    return url.render_as_string(hide_password=True)


def _text(words: str) -> TextClause:
    from sqlalchemy import text

    return text(words)
