"""The database itself: a snapshot of SQLite, whether it is empty, emptied again."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction

from xiezhi_desk.audit import guards
from xiezhi_desk.runs.backups import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["copy_sqlite", "empty", "is_empty", "is_sqlite", "load_rows", "put_sqlite"]

_MAGIC = b"SQLite format 3\0"


def is_sqlite(path: Path) -> bool:
    """Whether a file is a database of SQLite."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def copy_sqlite(source: Path, target: Path) -> None:
    """One moment of a database of SQLite, whatever others write meanwhile; compact.

    Raises:
        sqlite3.DatabaseError: The source is spoilt.
    """
    with _plain(source) as from_:
        from_.execute("VACUUM INTO ?", (str(target),))
    with _plain(target) as copy:
        found = copy.execute("PRAGMA quick_check").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def put_sqlite(source: Path) -> None:
    """Put a database of SQLite in the place of the desk's own, which nobody may have open."""
    connections.close_all()
    place = Path(settings.DATABASES["default"]["NAME"])
    for end in ("-wal", "-shm"):
        place.with_name(place.name + end).unlink(missing_ok=True)
    source.replace(place)


class _plain:  # noqa: N801  (a context, not a type)
    """A connection of the standard library's own, closed at the end."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, timeout=60, isolation_level=None)

    def __enter__(self) -> sqlite3.Connection:
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def is_empty() -> bool:
    """Whether nobody works here yet: no tables, or no person and no office in them."""
    names = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in {"accounts_person", "accounts_office"} & names:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
            if cursor.fetchone():
                return False
    return True


def empty() -> None:
    """Take every table away."""
    with connection.schema_editor() as editor:
        editor.deferred_sql.clear()
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
        after = " CASCADE" if connection.vendor == "postgresql" else ""
        for name in names:
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)}{after}")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = ON")


def load_rows(folder: Path, made: list[str], counts: Mapping[str, int]) -> int:
    """Fill an empty database with the rows of a backup: all of them or none.

    Args:
        folder: With a file a table.
        made: The migrations whose tables these are.
        counts: Rows of each table, as the backup says.

    Returns:
        How many rows.

    Raises:
        ValueError: A file does not fit its table, or has another number of rows.
    """
    for one in made:
        app, _, name = one.partition(".")
        call_command("migrate", app, name, interactive=False, verbosity=0)
    found = rows.tables(made)
    with connection.constraint_checks_disabled(), transaction.atomic():
        guards.lift(connection)
        with connection.cursor() as cursor:
            for table in found:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")
        total = 0
        for table in found:
            path = folder / f"{table.name}{rows.EXTENSION}"
            many = rows.fill(table, path) if path.is_file() else 0
            if many != counts.get(table.name, 0):
                message = f"{path.name}: {many} rows, the backup says {counts.get(path.stem, 0)}"
                raise ValueError(message)
            total += many
        connection.check_constraints()
        _count_on(found)
        guards.put(connection)
    return total


def _count_on(found: list[rows.Table]) -> None:
    """New rows get numbers behind the old ones."""
    models = [table.model for table in found]
    statements = connection.ops.sequence_reset_sql(no_style(), models)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
