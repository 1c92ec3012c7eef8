"""Lets people write between the batches of a long piece of work."""

from __future__ import annotations

from time import sleep

from django.db import connection

__all__ = ["rest"]

PAUSE = 0.15
"""Longer than SQLite's waiting writers sleep between two looks at the lock (100 ms)."""


def rest() -> None:
    """Leave the database to others for a moment.

    SQLite gives its lock to whoever asks first, and work that goes on at once always does: without
    a pause, somebody's note would wait until the whole of it is done.
    """
    if connection.vendor == "sqlite":
        sleep(PAUSE)
