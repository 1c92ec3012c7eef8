"""Writes bodies into files: text in the encodings of offices, workbooks, archives."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from xiezhi.twin.province.messy.frame import above, added_rows, below
from xiezhi.twin.province.messy.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xiezhi.twin.province.messy.body import Body
    from xiezhi.twin.province.messy.manner import Manner

__all__ = ["Written", "write_file"]

_BLOCK = 1 << 22
_SUFFIX = {"csv": ".csv", "tsv": ".txt", "xlsx": ".xlsx", "xls": ".xls", "zip": ".zip"}


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written.

    Attributes:
        name: Its name.
        inside: Names of the files in an archive, of the sheets of a workbook; else empty.
        first: Line of the first clean row by file or sheet, counted from 1.
        added: Line of each row that was added: (file or sheet, line, ``twice`` or ``damaged``).
    """

    name: str
    inside: tuple[str, ...]
    first: tuple[int, ...]
    added: tuple[tuple[str, int, str], ...]


def write_file(body: Body, manner: Manner, folder: Path, stem: str) -> Written:
    """Write one delivery.

    Args:
        body: The rows.
        manner: Form, encoding, header, notes.
        folder: Where to; it must exist.
        stem: Name of the file without its ending.
    """
    path = folder / (stem + _SUFFIX[manner.form])
    if manner.form == "zip":
        return _zip(body, manner, path, stem)
    if manner.form in ("xlsx", "xls"):
        return Written(path.name, *write_workbook(body, manner, path))
    with path.open("wb") as file:
        first, added = _text(body, manner, file, 0, body.rows)
    return Written(path.name, (), (first,), tuple((path.name, line, why) for line, why in added))


def _zip(body: Body, manner: Manner, path: Path, stem: str) -> Written:
    half = body.rows // 2
    names, firsts, added = [], [], []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for place, (start, stop) in enumerate(((0, half), (half, body.rows)), 1):
            name = f"{stem}_{place}.csv"
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as file:
                first, rows = _text(body, manner, file, start, stop)
            names.append(name)
            firsts.append(first)
            added += [(name, line, why) for line, why in rows]
    return Written(path.name, tuple(names), tuple(firsts), tuple(added))


def _text(
    body: Body, manner: Manner, file: IO[bytes], start: int, stop: int
) -> tuple[int, list[tuple[int, str]]]:
    """Rows from ``start`` to ``stop`` as lines; where the clean ones begin, what was added."""
    mark = manner.delimiter
    lines = [mark.join(cells) for cells in above(manner)]
    head = "".join(line + "\r\n" for line in lines)
    file.write(head.encode(manner.encoding))
    middle = start + (stop - start) // 2 if manner.header_again else stop
    for first, last in ((start, middle), (middle, stop)):
        if first == middle and manner.header_again and first < last:
            _put(file, manner, lines[-1] + "\r\n")
        for block in _lines(body, manner, first, last):
            _put(file, manner, block)
    if manner.foot:
        for cells in below(manner, body):
            _put(file, manner, mark.join(cells) + "\r\n")
    begin = len(lines) + 1
    again = int(manner.header_again and middle < stop)
    return begin, [
        (begin + place - start + (again if place >= middle else 0), why)
        for place, why in added_rows(body)
        if start <= place < stop
    ]


def _put(file: IO[bytes], manner: Manner, text: str) -> None:
    encoding = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(manner.encoding, manner.encoding)
    file.write(text.encode(encoding))


def _lines(body: Body, manner: Manner, start: int, stop: int) -> Iterator[str]:
    """Lines of rows as text, in blocks."""
    columns = {name: texts.slice(start, stop - start) for name, texts in body.cells.items()}
    arrays = list(columns.values())
    if manner.numbered:
        arrays = [pa.array(range(start + 1, stop + 1)).cast(pa.string()), *arrays]
    table = pa.table(arrays, names=[str(place) for place in range(len(arrays))])
    sink = io.BytesIO()
    special = f'[{re.escape(manner.delimiter)}"\r\n]'
    plain = not any(
        pc.any(pc.match_substring_regex(texts, special)).as_py() for texts in arrays if len(texts)
    )
    options = pa_csv.WriteOptions(
        include_header=False,
        delimiter=manner.delimiter,
        quoting_style="none" if plain else "needed",
        eol="\r\n",
    )
    for batch in table.to_batches(max_chunksize=100_000):
        sink.seek(0)
        sink.truncate()
        pa_csv.write_csv(pa.Table.from_batches([batch]), sink, options)
        yield sink.getvalue().decode("utf8")
