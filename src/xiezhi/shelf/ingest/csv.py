"""Text files of delimited cells: any delimiter, UTF-8, GB18030, UTF-16, or two of them mixed.

Each block of rows is decoded and parted by Arrow; rows with another number of cells than the header
are handed on as broken, with their number, and never repaired.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.shelf.ingest.decoding import decoded_blocks
from xiezhi.shelf.ingest.header import LOOKED_AT, Header, above, find_header, unique_titles
from xiezhi.shelf.ingest.problem import WIDEST, IngestError, refusal, too_wide
from xiezhi.shelf.ingest.raw import BrokenRow, RawBatch, RawColumn
from xiezhi.shelf.ingest.sheet import Sheet
from xiezhi.shelf.ingest.sniff import Dialect, dialect_of
from xiezhi.shelf.ingest.text_blocks import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from xiezhi.shelf.ingest.text_blocks import Block

__all__ = ["csv_sheet", "looks_like_table"]

_SAMPLE = 1 << 18


def csv_sheet(path: Path, *, delimiter: str = "", encoding: str = "") -> Sheet:
    """The one sheet of a delimited text.

    Args:
        path: The file.
        delimiter: One character; sniffed when left out.
        encoding: Python's name; sniffed when left out.

    Raises:
        IngestError: It is empty, no text, has no header or too many columns.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    dialect = dialect_of(sample, whole=size <= len(sample))
    if delimiter:
        dialect = dialect._replace(delimiter=delimiter)
    if encoding:
        dialect = dialect._replace(encoding=encoding.lower())
    head = _head(path, dialect)
    header = find_header(head)
    if header is None:
        raise refusal(
            f"{path.name} has no header.",
            where=path.name,
            why=f"none of its first {min(len(head), LOOKED_AT)} rows looks like column titles",
            cure="Put the titles of the columns in the first row.",
            code="ingest-no-header",
        )
    width = max(dialect.columns, len(_spoken(header)))
    titles = unique_titles([*header.titles, *[""] * width][:width])
    if width > WIDEST:
        raise too_wide(path.name, width)
    remarks: list[str] = []

    def read(rows: int) -> Iterator[RawBatch]:
        return _batches(path, dialect, width, header.last, rows, remarks)

    line = max(len(sample) / max(sample.count(b"\n"), 1), 1)
    return Sheet(
        path.name, "", titles, read,
        rows=int(size / line), header=header.last, above=above(head, header), remarks=remarks,
    )  # fmt: skip


def _spoken(header: Header) -> list[str]:
    """Titles up to the last one that says something."""
    titles = list(header.titles)
    while titles and titles[-1] == f"第{len(titles)}列":
        titles.pop()
    return titles


def _head(path: Path, dialect: Dialect) -> list[list[str]]:
    """The first rows, parted by Python, which takes rows of any length."""
    first = next(blocks(path, dialect, _SAMPLE), None)
    if first is None:
        return []
    text = first.data.decode("utf-8", "replace")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > LOOKED_AT + 10:
                break
    except csv.Error as error:
        raise _unparted(path.name, len(rows) + 1, str(error)) from error
    return rows


def _unparted(name: str, row: int, why: str) -> Exception:
    return refusal(
        f"Rows of {name} cannot be parted into cells.",
        where=f"{name}, row {row}",
        why=why,
        cure="Save the file as a workbook, or as text with another delimiter.",
        code="ingest-csv",
    )


def _batches(
    path: Path, dialect: Dialect, width: int, header: int, rows: int, remarks: list[str]
) -> Iterator[RawBatch]:
    """Raw batches with row numbers; rows up to the header's last are left out."""
    seen, replaced, other = 0, 0, 0
    for block in decoded_blocks(path, dialect):
        table, broken, total = _parted(block, dialect.delimiter, width, path.name)
        batch = _numbered(table, broken, seen, total, damaged=bool(block.replaced))
        seen += total
        replaced, other = replaced + block.replaced, other + block.other
        batch, trimmed = _without_tails(_below(batch, header), dialect.delimiter, width)
        yield from _slices(batch, rows)
        if trimmed is not None:
            yield trimmed
    if replaced:
        remarks.append(f"{replaced} characters stand for bytes that are no text")
    if other:
        remarks.append(f"{other} lines are in another encoding than the rest")


def _parted(
    block: Block, delimiter: str, width: int, name: str
) -> tuple[pa.Table, list[BrokenRow], int]:
    """The cells of a block; rows of another width apart, with their number in the block."""
    import pyarrow.csv as arrow_csv

    broken: list[BrokenRow] = []

    def handle(row: Any) -> str:
        broken.append(BrokenRow(row.number, row.text, row.actual_columns, row.expected_columns))
        return "skip"

    names = [f"f{place}" for place in range(width)]
    quoted = b'"' in block.data
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(block.data),
            read_options=arrow_csv.ReadOptions(
                use_threads=False, column_names=names, block_size=len(block.data) + 1
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if quoted else False,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
                invalid_row_handler=handle,
            ),
            convert_options=arrow_csv.ConvertOptions(
                check_utf8=False,  # a block is
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                null_values=[],
            ),
        )
    except pa.ArrowInvalid as error:
        raise _unparted(name, 0, str(error)[:200]) from error
    return table, broken, table.num_rows + len(broken)


def _numbered(
    table: pa.Table, broken: list[BrokenRow], seen: int, total: int, *, damaged: bool
) -> RawBatch:
    import numpy as np

    numbers = np.arange(seen + 1, seen + total + 1, dtype=np.int64)
    if broken:
        numbers = np.delete(numbers, [row.row - 1 for row in broken])
    columns = tuple(RawColumn(_one(column)) for column in table.columns)
    moved = tuple(BrokenRow(row.row + seen, row.text, row.cells, row.expected) for row in broken)
    return RawBatch(numbers, columns, moved, damaged=damaged)


def _one(column: pa.ChunkedArray) -> pa.Array:
    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], pa.string())


def _below(batch: RawBatch, header: int) -> RawBatch:
    """The batch without the rows down to the header, which are titles."""
    import numpy as np

    if not batch.num_rows or batch.rows[0] > header:
        broken = tuple(row for row in batch.broken if row.row > header)
        return RawBatch(batch.rows, batch.columns, broken, damaged=batch.damaged)
    kept = batch.keep(np.flatnonzero(batch.rows > header))
    broken = tuple(row for row in batch.broken if row.row > header)
    return RawBatch(kept.rows, kept.columns, broken, damaged=batch.damaged)


def _without_tails(batch: RawBatch, delimiter: str, width: int) -> tuple[RawBatch, RawBatch | None]:
    """Parts from the broken rows those that only have blank cells too many at their end."""
    import numpy as np

    kept: list[BrokenRow] = []
    numbers: list[int] = []
    cells: list[list[str]] = []
    for row in batch.broken:
        parted = _parted_alone(row, delimiter)
        if parted is None or len(parted) <= width or "".join(parted[width:]).strip():
            kept.append(row)
        else:
            numbers.append(row.row)
            cells.append(parted[:width])
    if not numbers:
        return batch, None
    columns = tuple(RawColumn(pa.array(column, pa.string())) for column in zip(*cells, strict=True))
    trimmed = RawBatch(np.array(numbers, np.int64), columns, damaged=batch.damaged)
    return replace(batch, broken=tuple(kept)), trimmed


def _parted_alone(row: BrokenRow, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([row.text], delimiter=delimiter), None)
    except csv.Error:
        return None


def _slices(batch: RawBatch, rows: int) -> Iterator[RawBatch]:
    """The batch in even parts; up to twice the rows asked for go on as they are, without a copy."""
    parts = max(-(-batch.num_rows // rows), 1) if batch.num_rows > 2 * rows else 1
    if parts == 1:
        yield batch
        return
    step = -(-batch.num_rows // parts)
    for at in range(0, batch.num_rows, step):
        columns = tuple(RawColumn(column.cells.slice(at, step)) for column in batch.columns)
        broken = batch.broken if at == 0 else ()
        yield RawBatch(batch.rows[at : at + step], columns, broken, damaged=batch.damaged)


def looks_like_table(path: Path) -> bool:
    """Whether a text file holds cells under titles rather than sentences."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    dialect = dialect_of(sample, whole=path.stat().st_size <= len(sample))
    if dialect.columns < 2:
        return path.suffix.lower() in (".csv", ".tsv")
    try:
        return find_header(_head(path, dialect)) is not None
    except IngestError:
        return False
