"""A database as rows of JSON, table by table: the same for SQLite and PostgreSQL.

Tables are those of the migrations that were made, not of the program: a backup taken before an
upgrade holds the old tables, and is put back into them.
"""

from __future__ import annotations

import base64
import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.duration import duration_iso_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["EXTENSION", "Table", "dump", "fill", "made", "snapshot", "tables"]

EXTENSION = ".jsonl"
_AT_ONCE = 2000
_NOT_KEPT = frozenset({"django_session", "django_migrations"})
"""Sessions end with the move; migrations write their own table."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a state of the migrations knows it.

    Attributes:
        name: In the database.
        fields: Those with a column, in order.
        key: The attribute of the primary key.
        rows: Reads it.
    """

    model: type[models.Model]
    name: str
    fields: tuple[Any, ...]
    key: str
    rows: models.Manager[models.Model]

    @classmethod
    def of(cls, model: type[models.Model]) -> Table:
        """The table of a model."""
        about = model._meta  # noqa: SLF001  (Django's documented way to a model's fields)
        assert about.pk is not None  # noqa: S101  (a stored table has one)
        manager: models.Manager[models.Model] = models.Manager()
        manager.model = model
        return cls(model, about.db_table, tuple(about.concrete_fields), about.pk.attname, manager)

    @property
    def columns(self) -> list[str]:
        """Names of the columns in order."""
        return [str(one.column) for one in self.fields]


def made() -> list[str]:
    """The last migration of each app that was made: ``app.name``."""
    loader = MigrationLoader(connection)
    done = {key for key in loader.applied_migrations if key in loader.graph.nodes}
    last = [key for key in done if not any(c.key in done for c in _children(loader, key))]
    return sorted(f"{app}.{name}" for app, name in last)


def _children(loader: MigrationLoader, key: tuple[str, str]) -> list[Any]:
    return [one for one in loader.graph.node_map[key].children if one.key[0] == key[0]]


def tables(of: Iterable[str]) -> list[Table]:
    """The tables as the migrations named left them, in a fixed order.

    Args:
        of: ``app.name`` of each app's last migration.
    """
    loader = MigrationLoader(connection)
    targets = [(app, name) for app, _, name in (one.partition(".") for one in of)]
    state = loader.project_state(targets)
    found = [Table.of(one) for one in state.apps.get_models(include_auto_created=True)]
    kept = [one for one in found if one.name not in _NOT_KEPT]
    return sorted(kept, key=lambda one: one.name)


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the database for as long as the block lasts, whatever others write."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def dump(table: Table, file: IO[str]) -> int:
    """Write a table: a line with its columns, then a line a row. Memory stays flat.

    Returns:
        How many rows.
    """
    head = {"table": table.name, "columns": table.columns}
    file.write(json.dumps(head, ensure_ascii=False) + "\n")
    names = [one.attname for one in table.fields]
    rows = table.rows.order_by(table.key).values_list(*names)
    many = 0
    for row in rows.iterator(chunk_size=_AT_ONCE):
        file.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")
        many += 1
    return many


def fill(table: Table, path: Path) -> int:
    """Put the rows of a file into an emptied table, in the caller's transaction.

    Returns:
        How many rows.

    Raises:
        ValueError: The file is of another table, or has other columns.
    """
    quote = connection.ops.quote_name
    names = ", ".join(quote(one) for one in table.columns)
    marks = ", ".join(["%s"] * len(table.fields))
    insert = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})"
    many = 0
    with path.open(encoding="utf8") as file, connection.cursor() as cursor:
        if json.loads(file.readline())["columns"] != table.columns:
            message = f"{path.name}: its columns are not those of {table.name}"
            raise ValueError(message)
        for batch in _batches(file):
            cursor.executemany(insert, [_row(table.fields, json.loads(line)) for line in batch])
            many += len(batch)
    return many


def _batches(file: IO[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in file:
        batch.append(line)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _row(fields: Iterable[Any], values: list[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(_value(field, value), connection)
        for field, value in zip(fields, values, strict=True)
    ]


def _value(field: Any, value: Any) -> Any:
    """A value of JSON as the field's own."""
    if value is None:
        # JSON's null in a column that may not be empty is a value of its own
        return models.Value(None, field) if _holds_null(field) else None
    if isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    while field.remote_field is not None:
        field = field.target_field
    return field.to_python(value)


def _holds_null(field: Any) -> bool:
    return isinstance(field, models.JSONField) and not field.null


def _plain(value: Any) -> Any:
    """What JSON does not know, as text."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode("ascii")
    message = f"no form in a backup for {type(value).__name__}"
    raise TypeError(message)
