"""The folders of a workspace that the store uses, and who may write where at a time.

::

    shelf.json               where the store was made: the root that its metadata name
    shelf.db                 the catalogue, unless it is elsewhere by URL
    tables/<table>/data      Parquet files: <batch>-<schema>-<sha256>.parquet
    tables/<table>/metadata  Iceberg's
    tables/<table>/drafts    what loads in progress write; a killed load's is removed by the next
    tables/.locks            one lock a table, held while a version is added or removed
    batches/<batch>.json     the register of deliveries

A lock is the operating system's on an open file: it ends with its process, however that ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.store.refusal import DiskError, spoilt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedRandom
    from pathlib import Path

__all__ = ["Place"]

_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """Where one store lies.

    Attributes:
        folder: The workspace.
        root: URI under which its metadata name it: the place where the store was made. A
            workspace that was moved keeps the names and is read where it is.
        patience: Seconds to wait for another load of the same table.
    """

    folder: Path
    root: str
    patience: float

    @classmethod
    def open(cls, folder: Path, *, patience: float) -> Place:
        """Make the folders that are missing and read the root.

        Raises:
            OSError: The folder cannot be made or written.
            StoreError: ``shelf.json`` is not what a store wrote.
        """
        folder = folder.resolve()
        (folder / "tables" / ".locks").mkdir(parents=True, exist_ok=True)
        (folder / "batches").mkdir(exist_ok=True)
        said = folder / "shelf.json"
        with _lock(folder / "tables" / ".locks" / "shelf.lock"):
            if not said.is_file():
                draft = folder / ".shelf.draft"
                draft.write_text(json.dumps({"format": 1, "root": folder.as_uri()}) + "\n", "utf8")
                draft.replace(said)
        try:
            root = str(json.loads(said.read_text("utf8"))["root"])
        except (ValueError, KeyError, TypeError) as error:
            raise spoilt("The shelf's own file cannot be read.", str(said), str(error)) from error
        return cls(folder, root, patience)

    def table(self, table: str) -> Path:
        """The folder of a table."""
        return self.folder / "tables" / table

    def data(self, table: str) -> Path:
        """The folder of a table's Parquet files."""
        return self.table(table) / "data"

    def drafts(self, table: str) -> Path:
        """The folder of what loads in progress write."""
        return self.table(table) / "drafts"

    def uri(self, path: Path) -> str:
        """The name that metadata give to a file of the store."""
        return f"{self.root}/{path.relative_to(self.folder).as_posix()}"

    def path(self, uri: str) -> Path:
        """The file that metadata name."""
        return self.folder / uri.removeprefix(self.root).lstrip("/")

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """Hold the table: nobody else adds, removes or cleans versions meanwhile.

        Raises:
            DiskError: Another process held it for longer than ``patience``.
        """
        lock = self.folder / "tables" / ".locks" / f"{table}.lock"
        deadline = time.monotonic() + self.patience
        while (held := _try_lock(lock)) is None:
            if time.monotonic() > deadline:
                raise DiskError(
                    Problem(
                        what=f"Another load of {table} is still running.",
                        where=str(lock),
                        why=f"waited {self.patience:g} s",
                        cure="Try again when it has ended.",
                        code="store-busy",
                    )
                )
            time.sleep(_POLL_SECONDS)
        with held:
            yield

    @contextmanager
    def draft(self, table: str) -> Iterator[Path]:
        """A folder for one load's files, on the disk of the table; removed at the end.

        Raises:
            OSError: It cannot be made.
        """
        drafts = self.drafts(table)
        drafts.mkdir(parents=True, exist_ok=True)
        name = secrets.token_hex(8)
        lock = drafts / f"{name}.lock"
        folder = drafts / name
        held = _lock(lock)
        try:
            with held:
                folder.mkdir()
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)

    def dead_drafts(self, table: str) -> Iterator[Path]:
        """Remove the drafts of loads that were killed; yields each folder before it goes."""
        drafts = self.drafts(table)
        if not drafts.is_dir():
            return
        for lock in sorted(drafts.glob("*.lock")):
            held = _try_lock(lock)
            if held is None:
                continue  # its load is running
            with held:
                folder = lock.with_suffix("")
                yield folder
                shutil.rmtree(folder, ignore_errors=True)
                lock.unlink(missing_ok=True)


def _lock(path: Path) -> BufferedRandom:
    """A new lock file, held. A cleaner may take it away before it is held: then again."""
    while (held := _try_lock(path)) is None:
        time.sleep(_POLL_SECONDS)
    return held


def _try_lock(path: Path) -> BufferedRandom | None:
    """The lock file, held as long as it is open; None when another holds it."""
    file = path.open("a+b")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        there = path.stat()
    except (BlockingIOError, FileNotFoundError):
        file.close()
        return None
    except BaseException:
        file.close()
        raise
    if os.fstat(file.fileno()).st_ino != there.st_ino:
        file.close()  # what was opened has been removed meanwhile
        return None
    return file
