"""What a file is, by its bytes rather than its name; of text files also encoding and delimiter."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Dialect", "Format", "dialect_of", "encoding_of", "format_of"]

Format: TypeAlias = Literal[
    "empty", "csv", "json", "jsonl", "parquet", "zip", "workbook", "ole", "html", "pdf", "docx",
    "gzip", "sqlite", "image", "rar", "7z",
]  # fmt: skip

_HEAD = 4096
_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
)
_DELIMITERS = ",\t|;^\x01~"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Dialect(NamedTuple):
    """How a text file parts its rows.

    Attributes:
        encoding: Python's name; ``utf-8`` also for files that begin with a byte order mark.
        bom: Bytes before the first row.
        delimiter: One character.
        columns: How many cells most rows have.
    """

    encoding: str
    bom: int
    delimiter: str
    columns: int


def format_of(path: Path) -> Format:
    """What a file is by its first bytes; a name decides only between kinds of text."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return "empty"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return _in_zip(path) if name == "zip" else name
    return _kind_of_text(path, head)


def _in_zip(path: Path) -> Format:
    """A workbook or a document is an archive too; what lies in it says which."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
                return "workbook"
            if "word/document.xml" in names:
                return "docx"
            if "mimetype" in names and b"spreadsheet" in archive.read("mimetype")[:200]:
                return "workbook"
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return "zip"
    return "zip"


def _kind_of_text(path: Path, head: bytes) -> Format:
    encoding, bom = encoding_of(head)
    text = head[bom:].decode(encoding, "replace").lstrip()
    if text.startswith("["):
        return "json"
    if text.startswith("{"):
        lines = [line for line in text.splitlines() if line.strip()]
        named = path.suffix.lower() in (".jsonl", ".ndjson")
        return (
            "jsonl" if named or (len(lines) > 1 and lines[1].lstrip().startswith("{")) else "json"
        )
    if text[:200].lower().startswith(("<html", "<!doctype html", "<table", "<meta", "<?xml")):
        return "html"
    return "csv"


def encoding_of(sample: bytes) -> tuple[str, int]:
    """Encoding of a text by a piece of it, and the length of its byte order mark.

    UTF-8 where the piece is UTF-8, else GB18030, which holds GBK and GB2312; UTF-16 by its mark or
    by where its noughts stand.
    """
    for bom, encoding in _BOMS:
        if sample.startswith(bom):
            return encoding, len(bom)
    if b"\x00" in sample[:200]:
        even, odd = sample[:200:2].count(0), sample[1:200:2].count(0)
        if odd > 4 * even + 4:
            return "utf-16-le", 0
        if even > 4 * odd + 4:
            return "utf-16-be", 0
    return (
        ("utf-8", 0) if _faults(sample, "utf-8") <= _faults(sample, "gb18030") else ("gb18030", 0)
    )


def _faults(sample: bytes, encoding: str) -> int:
    """Bytes that are no text in an encoding; a character cut off at the end is no fault."""
    try:
        sample.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end >= len(sample) - 3 and error.start >= len(sample) - 4:
            return 0
        return sample.decode(encoding, "replace").count("\ufffd")
    return 0


def dialect_of(sample: bytes, *, whole: bool) -> Dialect:
    """Encoding, delimiter and width of a text file by its first piece.

    Args:
        sample: The first bytes of the file.
        whole: They are all of it; else its last line is cut off and left out.
    """
    encoding, bom = encoding_of(sample)
    text = sample[bom:].decode(encoding, "ignore")
    if not whole and "\n" in text:
        text = text[: text.rindex("\n") + 1]
    best = max(_DELIMITERS, key=lambda delimiter: _score(text, delimiter))
    if _score(text, best)[0] <= 0:
        best = ","
    widths = _widths(text, best)
    return Dialect(encoding, bom, best, widths.most_common(1)[0][0] if widths else 1)


def _widths(text: str, delimiter: str) -> Counter[int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    counted: Counter[int] = Counter()
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                counted[len(row)] += 1
    except csv.Error:
        return counted
    return counted


def _score(text: str, delimiter: str) -> tuple[float, int]:
    """Share of rows that have the same number of cells, more than one; then how many cells."""
    if delimiter not in text:
        return 0.0, 0
    widths = _widths("".join(text.splitlines(keepends=True)[:200]), delimiter)
    if not widths:
        return 0.0, 0
    width, rows = widths.most_common(1)[0]
    return (rows / widths.total(), width) if width > 1 else (0.0, 0)
