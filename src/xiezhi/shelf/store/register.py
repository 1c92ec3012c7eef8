"""The register of deliveries: ``batches/<batch>.json``, one number after the other, never twice.

A number is taken by creating its file, so two loads at once never share one. The entry is written
before the rows become a version and is never removed: ``_row`` in an old bundle keeps its name.
Whether a batch is *in* a table is said by the table's versions alone.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.store.delivery import Delivery
from xiezhi.shelf.store.refusal import StoreError, said_clearly, spoilt

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Entry", "Register"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One delivery as the register knows it.

    Attributes:
        delivery: What was handed over.
        table: The standard table it was offered to.
        mode: ``append``, ``replace`` or ``upsert``.
        erased: Whether its rows were disposed of.
    """

    delivery: Delivery
    table: str
    mode: str
    erased: bool = False


class Register:
    """The deliveries of one workspace.

    Args:
        folder: ``batches/`` of the workspace.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self) -> int:
        """A batch number that nobody else has or had.

        Raises:
            DiskError: The folder cannot be written.
        """
        with said_clearly(str(self._folder)):
            number = max(self._numbers(), default=0) + 1
            while True:
                try:
                    self._path(number).open("x").close()
                except FileExistsError:
                    number += 1  # another load was quicker
                else:
                    return number

    def write(self, entry: Entry) -> None:
        """Say what a batch is; a batch that was taken may be said again.

        Raises:
            DiskError: The folder cannot be written.
        """
        path = self._path(entry.delivery.batch)
        said = entry.delivery.said() | {
            "table": entry.table,
            "mode": entry.mode,
            "erased": entry.erased,
        }
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with said_clearly(str(path)):
            try:
                with draft.open("w", encoding="utf8") as file:
                    json.dump(said, file, ensure_ascii=False, indent=1)
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)

    def read(self, batch: int) -> Entry:
        """What a batch is.

        Raises:
            StoreError: No such batch was ever offered, or its entry is spoilt.
        """
        entry = self.entry(batch)
        if entry is None:
            raise StoreError(
                Problem(
                    what=f"There is no delivery {batch}.",
                    where=str(self._folder),
                    why="the number was never taken, or nothing was offered under it",
                    cure="See `xiezhi shelf history`.",
                    code="store-batch-unknown",
                )
            )
        return entry

    def entry(self, batch: int) -> Entry | None:
        """What a batch is; None when nothing was offered under the number.

        Raises:
            StoreError: Its entry is spoilt.
        """
        return self._read(batch) if self.taken(batch) else None

    def taken(self, batch: int) -> bool:
        """Whether the number was handed out."""
        return self._path(batch).is_file()

    def all(self) -> tuple[Entry, ...]:
        """Every delivery ever offered, in order."""
        read = (self._read(number) for number in sorted(self._numbers()))
        return tuple(entry for entry in read if entry is not None)

    def _read(self, batch: int) -> Entry | None:
        path = self._path(batch)
        try:
            text = path.read_text("utf8")
            if not text:
                return None  # taken, and nothing offered under it
            said: dict[str, Any] = json.loads(text)
            return Entry(
                Delivery.of(said), str(said["table"]), str(said["mode"]), bool(said["erased"])
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise spoilt(
                f"The entry of delivery {batch} is spoilt.", str(path), str(error)
            ) from error

    def _numbers(self) -> set[int]:
        return {int(path.stem) for path in self._folder.glob("*.json") if path.stem.isdigit()}

    def _path(self, batch: int) -> Path:
        return self._folder / f"{batch:06d}.json"
