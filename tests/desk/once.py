"""What the workers of one run of the suite make once between them."""

from __future__ import annotations

import fcntl
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

__all__ = ["MIGRATED", "alone", "migrated_once", "shared"]

MIGRATED = "migrated.sqlite3"
"""In the shared folder, once the suite's database stands: what all migrations make, nobody in it."""


def shared(factory: pytest.TempPathFactory, config: pytest.Config) -> Path:
    """The folder that all workers of this run see."""
    base = factory.getbasetemp()
    return base.parent if hasattr(config, "workerinput") else base


@contextmanager
def alone(folder: Path, name: str) -> Iterator[Path]:
    """One worker at a time; the path of what they share, which may not be there yet."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / name


@contextmanager
def migrated_once(folder: Path) -> Iterator[None]:
    """An empty SQLite database takes over what the first worker's migrations made."""
    from django.core.management.commands.migrate import Command
    from django.db import connections

    plain = Command.handle

    def handle(command: Command, *words: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor != "sqlite" or connection.introspection.table_names():
            plain(command, *words, **options)
            return
        connection.ensure_connection()
        with alone(folder, MIGRATED) as path:
            there = path.exists()
            with sqlite3.connect(path) as kept:
                if there:
                    kept.backup(connection.connection)
                else:
                    plain(command, *words, **options)
                    connection.connection.backup(kept)

    Command.handle = handle
    yield
    Command.handle = plain
