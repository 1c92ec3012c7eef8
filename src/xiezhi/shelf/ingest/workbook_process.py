"""Reads a large workbook in a process of its own, so that reading and normalising run side by side.

The library of workbooks makes a Python object of every cell while it holds the interpreter, and for
as long nothing else of the program runs. The other process runs this module: it says which sheets
there are, then hands over a batch each time it is asked for one.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import weakref
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import pyarrow as pa

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.ingest.problem import IngestError
from xiezhi.shelf.ingest.raw import RawBatch, RawColumn
from xiezhi.shelf.ingest.sheet import Sheet
from xiezhi.shelf.ingest.workbook import workbook_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LARGE", "large_workbook_sheets"]

LARGE = 8 << 20
"""Bytes from which a workbook is worth a process: some hundred thousand cells."""

_AHEAD = 3
_HEAD = struct.Struct("<Q?")  # bytes, whether they tell a problem
_SAID = ("file", "name", "titles", "rows", "header", "above", "dates_from_1904")


def large_workbook_sheets(path: Path, *, name: str = "") -> tuple[list[Sheet], list[str]]:
    """As ``workbook_sheets``; a large file is read by another process.

    Raises:
        IngestError: As ``workbook_sheets`` does, or the other process ended early.
    """
    served = _Served.started(path, name) if path.stat().st_size >= LARGE else None
    return workbook_sheets(path, name=name) if served is None else served.sheets()


class _Served:
    """The other process, which ends when nobody holds one of its sheets any more."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._to = cast("IO[bytes]", process.stdin)
        self._from = cast("IO[bytes]", process.stdout)
        self._asked = 0  # batches asked for and not taken
        self._pass = 0
        weakref.finalize(self, _end, process)

    @classmethod
    def started(cls, path: Path, name: str) -> _Served | None:
        """It, or None where none can be started and this process reads."""
        words = json.dumps([str(path.absolute()), name])
        try:
            return cls(
                subprocess.Popen(  # noqa: S603 - this very program
                    [sys.executable, "-m", __name__, words],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    bufsize=0,
                )
            )
        except (OSError, ValueError):
            return None

    def sheets(self) -> tuple[list[Sheet], list[str]]:
        """The sheets that hold a table, and what was left out."""
        said = json.loads(self._take())
        found = [self._sheet(place, one) for place, one in enumerate(said["sheets"])]
        return found, said["left_out"]

    def _sheet(self, place: int, said: dict[str, Any]) -> Sheet:
        def read(rows: int) -> Iterator[RawBatch]:
            return self._read(place, rows)

        titles, over = tuple(said.pop("titles")), tuple(said.pop("above"))
        return Sheet(titles=titles, above=over, read=read, typed=True, **said)

    def _read(self, place: int, rows: int) -> Iterator[RawBatch]:
        """One pass; whoever begins another ends it."""
        while self._asked:  # what a pass broken off has left
            self._asked -= 1
            self._take()
        self._pass += 1
        mine = self._pass
        self._say(b"%d %d\n" % (place, rows))
        self._ask(_AHEAD)
        while mine == self._pass:
            self._asked -= 1
            data = self._take()
            if not data:
                return
            self._ask(1)
            yield _batch_of(data)
        raise AssertionError("another pass over the workbook has begun")

    def _ask(self, batches: int) -> None:
        self._asked += batches
        self._say(b"\n" * batches)

    def _say(self, line: bytes) -> None:
        try:
            self._to.write(line)
        except OSError:
            raise _ended() from None

    def _take(self) -> bytes:
        size, problem = _HEAD.unpack(_exactly(self._from, _HEAD.size))
        data = _exactly(self._from, size)
        if problem:
            raise IngestError(*(Problem(**said) for said in json.loads(data)))
        return data


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    process.wait()


def _ended() -> IngestError:
    return IngestError(
        Problem(
            what="The process that reads the workbook ended early.",
            cure="Run it again; nothing of this delivery was loaded.",
            code="ingest-decoding",
        )
    )


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = bytearray(size)
    view, at = memoryview(data), 0
    while at < size:
        got = stream.readinto(view[at:])  # type: ignore[attr-defined]
        if not got:
            raise _ended()
        at += got
    return cast("bytes", data)  # nothing is copied once more


def _bytes_of(batch: RawBatch) -> memoryview:
    """A batch as an Arrow stream: row numbers, then cells and kinds by place."""
    parts: dict[str, Any] = {"rows": pa.array(batch.rows)}
    for place, column in enumerate(batch.columns):
        parts[f"c{place}"] = column.cells
        if column.kinds is not None:
            parts[f"k{place}"] = pa.array(column.kinds)
    rows = pa.RecordBatch.from_pydict(parts)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_batch(rows)
    return memoryview(sink.getvalue())


def _batch_of(data: bytes) -> RawBatch:
    rows = pa.ipc.open_stream(data).read_next_batch()
    names = rows.schema.names
    columns = []
    for place in range(sum(name[0] == "c" for name in names)):
        kinds = rows.column(f"k{place}").to_numpy() if f"k{place}" in names else None
        columns.append(RawColumn(rows.column(f"c{place}"), kinds))
    return RawBatch(rows.column("rows").to_numpy(), tuple(columns))


def _serve(words: str, asked: IO[bytes], out: IO[bytes]) -> None:
    """Say what there is, then a batch for every empty line, until nobody asks any more."""
    import gc

    gc.disable()  # cells are no cycles, and going over all of them takes as long as making them
    place, name = json.loads(words)
    try:
        sheets, left_out = workbook_sheets(Path(place), name=name)
        said = [{key: getattr(sheet, key) for key in _SAID} for sheet in sheets]
        _send(out, json.dumps({"sheets": said, "left_out": left_out}).encode())
        batches: Iterator[RawBatch] = iter(())
        for line in asked:
            if line.strip():
                number, rows = map(int, line.split())
                batches = sheets[number].read(rows)
            else:
                batch = next(batches, None)
                _send(out, b"" if batch is None else _bytes_of(batch))
    except IngestError as error:
        problems = [asdict(problem) for problem in error.problems]
        _send(out, json.dumps(problems).encode(), problem=True)


def _send(out: IO[bytes], data: bytes | memoryview, *, problem: bool = False) -> None:
    out.write(_HEAD.pack(len(data), problem))
    out.write(data)
    out.flush()


if __name__ == "__main__":
    try:
        _serve(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        sys.exit(0)
