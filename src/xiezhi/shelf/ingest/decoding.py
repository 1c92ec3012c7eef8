"""Decodes a large text in a process of its own, so that decoding and normalising run side by side.

Python decodes GB18030 while it holds the interpreter, and for as long nothing else of the program
runs. The other process runs this module: it writes each block of rows under its sizes to its
output, or the problem that ended the reading.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.ingest.problem import IngestError
from xiezhi.shelf.ingest.sniff import Dialect
from xiezhi.shelf.ingest.text_blocks import Block, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LARGE", "decoded_blocks"]

LARGE = 64 << 20
"""Bytes from which a file is worth a process: starting one costs as much as decoding some."""

_PIPE = 1 << 20
"""Bytes on their way: the two processes wake each other sixteen times less often than for 64 kB."""

_KEEP = str(64 << 20)
"""Bytes that the C library keeps for the next block instead of giving them back to the system.

A block and its text are some 40 MB, given out anew block by block: fetching them page by page from
the system each time takes a seventh of decoding. Other C libraries do not know these words.
"""
_MALLOC = {"MALLOC_MMAP_THRESHOLD_": _KEEP, "MALLOC_TRIM_THRESHOLD_": _KEEP}

_HEAD = struct.Struct("<QQQ")  # bytes, characters replaced, lines in the other encoding
_PROBLEM = (1 << 64) - 1


def decoded_blocks(path: Path, dialect: Dialect) -> Iterator[Block]:
    """The rows of a text, block by block, in UTF-8.

    Raises:
        IngestError: As ``blocks`` does.
    """
    large = dialect.encoding != "utf-8" and path.stat().st_size >= LARGE
    other = _started(path, dialect) if large else None
    if other is None or other.stdout is None:
        yield from blocks(path, dialect)
        return
    try:
        yield from _received(other.stdout)
    finally:
        other.kill()
        other.stdout.close()
        other.wait()


def _started(path: Path, dialect: Dialect) -> subprocess.Popen[bytes] | None:
    """The other process; None where none can be started, and this one decodes."""
    asked = json.dumps([str(path.absolute()), *dialect])
    try:
        return subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-m", __name__, asked],
            stdout=subprocess.PIPE,
            bufsize=0,
            pipesize=_PIPE,
            env={**os.environ, **_MALLOC},
        )
    except (OSError, ValueError):
        return None


def _received(stream: IO[bytes]) -> Iterator[Block]:
    while head := _read(stream, _HEAD.size):
        size, replaced, other = _HEAD.unpack(head)
        data = _read(stream, size)
        if replaced == _PROBLEM:
            raise IngestError(*(Problem(**said) for said in json.loads(data)))
        if not size:
            return
        yield Block(data, replaced, other)
    raise IngestError(
        Problem(
            what="The process that decodes the file ended early.",
            cure="Run it again; nothing of this delivery was loaded.",
            code="ingest-decoding",
        )
    )


def _read(stream: IO[bytes], size: int) -> bytes:
    """Exactly so many bytes, or none when the other side has ended; nothing is copied once more."""
    data = bytearray(size)
    view, at = memoryview(data), 0
    while at < size:
        got = stream.readinto(view[at:])  # type: ignore[attr-defined]
        if not got:
            return b""
        at += got
    return cast("bytes", data)


def _send(asked: str, out: IO[bytes]) -> None:
    place, *dialect = json.loads(asked)
    try:
        for block in blocks(Path(place), Dialect(*dialect)):
            out.write(_HEAD.pack(len(block.data), block.replaced, block.other))
            out.write(block.data)
        out.write(_HEAD.pack(0, 0, 0))
    except IngestError as error:
        said = json.dumps([asdict(problem) for problem in error.problems]).encode()
        out.write(_HEAD.pack(len(said), _PROBLEM, 0) + said)
    out.flush()


if __name__ == "__main__":
    _send(sys.argv[1], sys.stdout.buffer)
