"""Sums of delivered files, computed while they are read."""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from xiezhi.shelf.catalogue import stamp_of
from xiezhi.shelf.ingest.problem import refusal

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LARGE", "Sum", "sha256_of"]

LARGE = 16 << 20
"""Bytes from which a sum is worth a thread: below, it is there within some hundredths of a second.

Computing one leaves the interpreter free, and whoever only looks at a file need not wait for it.
"""


class Sum:
    """SHA-256 of a file as it was when it was opened.

    Args:
        path: The file.

    Raises:
        OSError: It is not there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = stamp_of(path)
        self._found: Future[str] = Future()
        if path.stat().st_size < LARGE:
            self._compute()
        else:
            threading.Thread(target=self._compute, daemon=True).start()

    def _compute(self) -> None:
        try:
            self._found.set_result(sha256_of(self._path))
        except OSError as error:
            self._found.set_exception(error)

    @property
    def sha256(self) -> str:
        """In hexadecimal; waits until it is there.

        Raises:
            OSError: The file cannot be read.
        """
        return self._found.result()

    def check(self, name: str) -> None:
        """Refuse a file that is no longer the one that was opened: what was read may be another.

        Args:
            name: What the delivery calls it.

        Raises:
            IngestError: It was written to or replaced meanwhile, or is gone.
        """
        try:
            held = self.sha256 and stamp_of(self._path) == self._stamp
        except FileNotFoundError:
            held = False
        if not held:
            raise refusal(
                f"{name} changed while it was read.",
                where=name,
                why="its size, its time or the file itself is another than when it was opened",
                cure="Wait until it is written to the end, then load it again; nothing of it was "
                "loaded.",
                code="ingest-file-changed",
            )


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
