"""Where documents come from: parquet, jsonl(.gz), folders of txt, docx, pdf and pictures, stdin.

Every source yields records one after another, so that memory stays flat. What cannot be decoded
is a record too, without text and with the reason.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.shelf.ingest.pages import PICTURES, pdf_text, picture_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Record", "Source", "SourceError", "decode", "open_source", "record_of"]


class SourceError(XiezhiError):
    """There is nothing to read, or it is of a kind that is not read."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Record:
    """One document as found.

    Attributes:
        doc_id: Its id; for files without one, a hash of the text.
        text: Its text; None when it could not be had.
        file: Name of the file, relative to what was opened.
        problem: Why there is no text.
    """

    doc_id: str
    text: str | None
    file: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A number of documents, known or not.

    Attributes:
        name: What was opened, for messages.
        records: Starts a new pass over the documents.
        total: How many there are, when that is known before reading.
        skipped: Files of the folder that are of no kind that is read.
    """

    name: str
    records: Callable[[], Iterator[Record]]
    total: int | None = None
    skipped: int = 0


def open_source(source: str | Path) -> Source:
    """Find out what ``source`` is and how to go through it.

    Args:
        source: A parquet, jsonl, jsonl.gz, txt, docx or pdf file, a picture of a page, a folder
            of them, or ``-`` for stdin.

    Raises:
        SourceError: It does not exist, or is of another kind.
    """
    if str(source) == "-":
        return Source("stdin", _stdin)
    path = Path(source)
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise SourceError(
            Problem(
                what=f"There is no file or folder {path}.",
                cure="Give a parquet, jsonl, txt, docx or pdf file, a folder of them, or -.",
                code="source-missing",
            )
        )
    name = path.name.lower()
    if name.endswith(".parquet"):
        return _parquet(path)
    if name.endswith((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")):
        return Source(path.name, lambda: _jsonl(path))
    if name.endswith(_SINGLE):
        return Source(path.name, lambda: iter([_file(path, path.name)]), total=1)
    raise SourceError(
        Problem(
            what=f"{path.name} is of no kind that is read.",
            why=f"its name ends in {path.suffix or 'nothing'}",
            cure="Convert it to parquet or jsonl with doc_id and text, or to txt, docx or pdf.",
            code="source-kind",
        )
    )


_SINGLE = (".txt", ".docx", ".pdf", *PICTURES)


def _folder(folder: Path) -> Source:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    mine = [path for path in files if path.name.lower().endswith(_SINGLE)]
    if not mine:
        tables = [p for p in files if p.name.lower().endswith((".parquet", ".jsonl", ".jsonl.gz"))]
        found = f"it has {tables[0].name}: give that file itself" if tables else ""
        raise SourceError(
            Problem(
                what=f"The folder {folder} has no txt, docx or pdf file.",
                why=found,
                cure="Give a folder of judgments as txt, docx or pdf.",
                code="source-empty",
            )
        )

    def records() -> Iterator[Record]:
        for path in mine:
            yield _file(path, path.relative_to(folder).as_posix())

    return Source(folder.name, records, total=len(mine), skipped=len(files) - len(mine))


def _parquet(path: Path) -> Source:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise SourceError(
            Problem(
                what=f"{path.name} is no readable parquet file.",
                why=str(error)[:200],
                cure="Check that the copy is complete.",
                code="source-broken",
            )
        ) from error
    names = file.schema_arrow.names
    if "text" not in names:
        raise SourceError(
            Problem(
                what=f"{path.name} has no column text.",
                why=f"its columns are {', '.join(names[:12])}",
                cure="Rename the column that holds the documents to text.",
                code="source-columns",
            )
        )
    columns = [name for name in ("doc_id", "text") if name in names]

    def records() -> Iterator[Record]:
        with pq.ParquetFile(path) as again:
            for batch in again.iter_batches(batch_size=256, columns=columns):
                texts = batch.column("text").to_pylist()
                ids = batch.column("doc_id").to_pylist() if "doc_id" in columns else []
                for place, text in enumerate(texts):
                    yield record_of(ids[place] if ids else None, text, path.name)

    return Source(path.name, records, total=file.metadata.num_rows)


def _jsonl(path: Path) -> Iterator[Record]:
    if path.name.lower().endswith(".gz"):
        with gzip.open(path, "rb") as lines:
            yield from _lines(lines, path.name)
    else:
        with path.open("rb") as lines:
            yield from _lines(lines, path.name)


def _lines(lines: Any, name: str) -> Iterator[Record]:
    number = 0
    try:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _line(line, f"{name}:{number}")
    except (EOFError, gzip.BadGzipFile, OSError) as error:
        reason = f"the file breaks off: {type(error).__name__}"
        yield Record(f"{name}:{number + 1}", None, name, reason)


def _line(line: bytes, place: str) -> Record:
    """One line; what is no object with a text becomes a record that says so."""
    text, problem = decode(line)
    if text is None:
        return Record(place, None, place, problem)
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return Record(place, None, place, "the line is no JSON")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return Record(place, None, place, "the line has no text")
    return record_of(row.get("doc_id"), row["text"], place)


def record_of(doc_id: object, text: object, file: str) -> Record:
    """A document as a table or a line holds it.

    Args:
        doc_id: Its id; without one, a hash of the text.
        text: Its text; what is no text becomes a record that says so.
        file: Where it was found.
    """
    if not isinstance(text, str):
        return Record(str(doc_id or file), None, file, "the text is missing")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    known = str(doc_id).strip() if doc_id is not None else ""
    return Record(known or _hash(text), text, file)


_SURROGATE = re.compile("[\ud800-\udfff]")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def _stdin() -> Iterator[Record]:
    data = sys.stdin.buffer.read()
    if data.lstrip()[:1] == b"{":
        yield from _lines(io.BytesIO(data), "stdin")
        return
    yield _decoded(data, "stdin")


def _file(path: Path, name: str) -> Record:
    try:
        data = path.read_bytes()
    except OSError as error:
        return Record(name, None, name, f"the file cannot be opened: {error.strerror}")
    ending = path.suffix.lower()
    if ending == ".docx":
        return _docx(data, name)
    if ending == ".pdf" or ending in PICTURES:
        text, problem = pdf_text(data) if ending == ".pdf" else picture_text(data)
        if text is None:
            return Record(hashlib.sha256(data).hexdigest()[:24], None, name, problem)
        return record_of(None, text, name)
    return _decoded(data, name)


def _decoded(data: bytes, name: str) -> Record:
    text, problem = decode(data)
    if text is None:
        return Record(hashlib.sha256(data).hexdigest()[:24], None, name, problem)
    return record_of(None, text, name)


def _docx(data: bytes, name: str) -> Record:
    """The paragraphs and table cells of a Word file, in order."""
    import zipfile

    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        reason = f"no readable Word file: {type(error).__name__}"
        return Record(hashlib.sha256(data).hexdigest()[:24], None, name, reason)
    lines: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return record_of(None, "\n".join(lines), name)


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


def decode(data: bytes) -> tuple[str | None, str | None]:
    """Bytes as text, or the reason they are none.

    UTF-8 and UTF-16 (with their marks) and GB 18030 are tried; what decodes into many control
    or private characters is binary.
    """
    if not data.strip():
        return "", None
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    names = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text[:20000])) * 20 > len(text[:20000]):
            return None, "binary, no text"
        return text, None
    return None, "no known encoding (UTF-8, UTF-16, GB 18030)"
