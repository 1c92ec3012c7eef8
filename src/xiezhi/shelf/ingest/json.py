"""JSON and JSONL: objects as rows, their fields as titles, numbers as they are written.

A number keeps its digits: it is never read as a binary fraction.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from xiezhi.shelf.ingest.cells import column_of
from xiezhi.shelf.ingest.header import unique_titles
from xiezhi.shelf.ingest.problem import refusal
from xiezhi.shelf.ingest.raw import BrokenRow, RawBatch
from xiezhi.shelf.ingest.sheet import Sheet
from xiezhi.shelf.ingest.sniff import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    Row = dict[str, Any]

__all__ = ["json_sheet", "jsonl_sheet"]

_LARGEST = 512 << 20
_LOOKED_AT = 5000
_DEEPEST = 3


def json_sheet(path: Path) -> Sheet:
    """The list of objects in a JSON file: the file itself, or the one list in its object.

    Raises:
        IngestError: It is no JSON, too large to be held, or holds no list of objects.
    """
    if path.stat().st_size > _LARGEST:
        raise refusal(
            f"{path.name} is too large for one JSON document.",
            where=path.name,
            why=f"it has {path.stat().st_size >> 20} MB; at most {_LARGEST >> 20} are held at once",
            cure="Write one object per line (JSONL).",
            code="ingest-json-size",
        )
    try:
        whole = _parse(_text(path))
    except (ValueError, RecursionError) as error:
        raise refusal(
            f"{path.name} is no JSON.", where=path.name, why=str(error)[:200],
            cure="Ask for it anew; it may be cut off.", code="ingest-json",
        ) from error  # fmt: skip
    rows = _rows_in(whole)
    if rows is None:
        raise refusal(
            f"{path.name} holds no list of objects.",
            where=path.name,
            cure="Write a list of objects, one per row.",
            code="ingest-json-shape",
        )
    flat = [_flat(row) for row in rows]
    titles = tuple(dict.fromkeys(key for row in flat for key in row))

    def read(size: int) -> Iterator[RawBatch]:
        return _batches(enumerate(flat, 1), titles, size)

    return Sheet(path.name, "", unique_titles(titles), read, rows=len(flat))


def jsonl_sheet(path: Path) -> Sheet:
    """One object per line; fields that appear only far down are left out and said.

    Raises:
        IngestError: None of the first lines is an object.
    """
    with path.open("rb") as file:
        encoding, bom = encoding_of(file.read(1 << 18))
    remarks: list[str] = []
    first = [row for _, row in islice(_lines(path, encoding, bom), _LOOKED_AT) if row is not None]
    titles = tuple(dict.fromkeys(key for row in first for key in row))
    if not titles:
        raise refusal(
            f"{path.name} holds no objects.", where=path.name,
            why="none of its first lines is a JSON object", code="ingest-json-shape",
        )  # fmt: skip

    def read(size: int) -> Iterator[RawBatch]:
        return _batches(_lines(path, encoding, bom), titles, size, remarks)

    line = max(path.stat().st_size // max(len(first), 1), 1) if len(first) < _LOOKED_AT else 200
    return Sheet(
        path.name, "", unique_titles(titles), read,
        rows=path.stat().st_size // line, remarks=remarks,
    )  # fmt: skip


def _text(path: Path) -> str:
    data = path.read_bytes()
    encoding, bom = encoding_of(data)
    return data[bom:].decode(encoding)


def _parse(text: str) -> Any:
    return json.loads(text, parse_float=str, parse_int=str)


def _rows_in(whole: Any) -> list[Row] | None:
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list)]
        whole = lists[0] if len(lists) == 1 else [whole] if whole and not lists else None
    if isinstance(whole, list) and whole and all(isinstance(row, dict) for row in whole):
        return whole
    return None


def _flat(row: Row, before: str = "", depth: int = 1) -> Row:
    """Objects inside become ``outer.inner``; lists become their values between semicolons."""
    found: Row = {}
    for key, value in row.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and depth < _DEEPEST:
            found.update(_flat(value, f"{name}.", depth + 1))
        elif isinstance(value, list) and all(isinstance(one, str | bool | None) for one in value):
            found[name] = ";".join(str(one) for one in value if one is not None)
        elif isinstance(value, list | dict):
            found[name] = json.dumps(value, ensure_ascii=False)
        else:
            found[name] = value
    return found


def _lines(path: Path, encoding: str, bom: int) -> Iterator[tuple[int, Row | None]]:
    """Each line's number and object; None for a line that is none, its text under ``""``."""
    with path.open("rb") as file:
        file.seek(bom)
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = _parse(line.decode(encoding))
            except (ValueError, RecursionError):
                row = None
            yield number, _flat(row) if isinstance(row, dict) else None


def _batches(
    rows: Iterable[tuple[int, Row | None]],
    titles: tuple[str, ...],
    size: int,
    remarks: list[str] | None = None,
) -> Iterator[RawBatch]:
    import numpy as np

    counted = iter(rows)
    known = set(titles)
    while some := list(islice(counted, size)):
        broken = tuple(BrokenRow(number, "", code="no-json") for number, row in some if row is None)
        good = [(number, row) for number, row in some if row is not None]
        if remarks is not None:
            strange = {key for _, row in good for key in row if key not in known}
            remarks += [
                f"the field {key} is left out: it begins far down" for key in sorted(strange)
            ]
            known |= strange
        columns = tuple(column_of([row.get(title) for _, row in good]) for title in titles)
        numbers = np.array([number for number, _ in good], np.int64)
        yield RawBatch(numbers, columns, broken)
