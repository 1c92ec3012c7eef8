"""A record that only grows: one JSON object a line, each holding the hash of the line before.

Whoever changes, drops or swaps a line breaks the chain behind it. Cutting lines off the end is
seen by whoever knows the last hash: every run writes it into its index, every export shows it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Chain", "ChainError", "Head"]

Json = dict[str, Any]
START = "0" * 64
"""What the first line names as the line before it."""


class ChainError(XiezhiError):
    """The record was changed, or cannot be read or written."""

    exit_code = 3


class Head:
    """Number and hash of the last line; ``0`` and zeros of an empty record."""

    __slots__ = ("hash", "n")

    def __init__(self, n: int = 0, digest: str = START) -> None:
        self.n = n
        self.hash = digest


class Chain:
    """An append-only JSONL file with a hash chain.

    Appending is safe between processes: a lock beside the file is held from reading the last
    line until the new one is on the disk.

    Args:
        path: The file; made at the first append.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, entry: Mapping[str, Any], *, after: int | None = None) -> Json:
        """Add one entry.

        Args:
            entry: JSON values by name; ``n``, ``previous`` and ``hash`` are the chain's own.
            after: Number of the line it must follow; None follows whatever is last.

        Returns:
            The line as written.

        Raises:
            ChainError: The last line was changed, someone else wrote after the line named, or
                the file cannot be written.
        """
        return self.extend([entry], after=after)[0]

    def extend(
        self, entries: Sequence[Mapping[str, Any]], *, after: int | None = None
    ) -> list[Json]:
        """Add several entries with one write: all of them or, at a crash, a beginning of them.

        Raises:
            ChainError: As for ``append``.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _locked(self.path):
                head = self._last()
                if after is not None and after != head.n:
                    raise _moved(self.path, after, head.n)
                lines = []
                for entry in entries:
                    line = _sealed({**entry, "n": head.n + 1, "previous": head.hash})
                    head = Head(line["n"], line["hash"])
                    lines.append(line)
                self._write("".join(_text(line) + "\n" for line in lines))
        except OSError as error:
            raise _broken(self.path, error.strerror or str(error), "chain-unwritable") from error
        return lines

    def entries(self) -> list[Json]:
        """Every line in order, the chain checked.

        Raises:
            ChainError: A line is spoilt, changed, missing or out of order.
        """
        found: list[Json] = []
        head = Head()
        for number, text in enumerate(self._lines(), 1):
            line = self._parsed(text, number)
            if line.get("previous") != head.hash or line.get("n") != head.n + 1:
                why = f"line {number} does not follow the line before it"
                raise _broken(self.path, why, "chain-broken", number)
            head = Head(number, str(line["hash"]))
            found.append(line)
        return found

    @property
    def head(self) -> Head:
        """Number and hash of the last line."""
        entries = self.entries()
        return Head(entries[-1]["n"], entries[-1]["hash"]) if entries else Head()

    def _lines(self) -> list[str]:
        try:
            text = self.path.read_text("utf8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise _broken(self.path, str(error), "chain-unreadable") from error
        lines = text.split("\n")
        # what stands behind the last line break was never acknowledged: a crash cut it off
        return lines[:-1]

    def _parsed(self, text: str, number: int) -> Json:
        try:
            line = json.loads(text)
        except ValueError as error:
            raise _broken(self.path, f"line {number}: {error}", "chain-broken", number) from error
        if not isinstance(line, dict) or _sealed(line) != line:
            why = f"line {number} is not what its hash says"
            raise _broken(self.path, why, "chain-broken", number)
        return line

    def _last(self) -> Head:
        """The last line without reading the whole file; a torn end is taken away first."""
        if not self.path.is_file():
            return Head()
        with self.path.open("r+b") as file:
            size = file.seek(0, os.SEEK_END)
            tail = b""
            while size and tail.count(b"\n") < 2:
                step = min(size, 1 << 16)
                size -= step
                file.seek(size)
                tail = file.read(step) + tail
            whole = tail.rfind(b"\n") + 1
            if whole < len(tail):
                file.truncate(size + whole)
                tail = tail[:whole]
        if not tail.strip():
            return Head()
        last = tail.rstrip(b"\n").rsplit(b"\n", 1)[-1]
        line = self._parsed(last.decode("utf8", "replace"), 0)
        return Head(int(line["n"]), str(line["hash"]))

    def _write(self, text: str) -> None:
        with self.path.open("ab") as file:
            file.write(text.encode("utf8"))
            file.flush()
            os.fsync(file.fileno())


def _sealed(entry: Mapping[str, Any]) -> Json:
    body = {name: value for name, value in entry.items() if name != "hash"}
    plain = json.loads(_text(body))
    return {**plain, "hash": hashlib.sha256(_text(plain).encode("utf8")).hexdigest()}


def _text(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = path.with_name(f".{path.name}.lock")
    with lock.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            yield
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _moved(path: Path, after: int, last: int) -> ChainError:
    return ChainError(
        Problem(
            what="Someone else wrote into the record meanwhile.",
            where=str(path),
            why=f"line {after} was the last one when it was read, now it is {last}",
            cure="Do it again: what the others wrote is then known.",
            code="chain-moved",
        )
    )


def _broken(path: Path, why: str, code: str, line: int = 0) -> ChainError:
    changed = code == "chain-broken"
    return ChainError(
        Problem(
            what="The record was changed." if changed else "The record cannot be read or written.",
            where=f"{path}:{line}" if line else str(path),
            why=why,
            cure="Restore it from a backup; nothing is added to a broken record."
            if changed
            else "Check the disk and the right to write it.",
            code=code,
        )
    )
