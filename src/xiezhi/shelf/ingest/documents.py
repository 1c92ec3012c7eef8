"""Documents as rows of a document table: txt, docx, PDF with text, scans by the extra `ocr`."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

from xiezhi.shelf.ingest.cells import column_of
from xiezhi.shelf.ingest.ocr import OcrMissingError, read_scan
from xiezhi.shelf.ingest.problem import refusal
from xiezhi.shelf.ingest.raw import BrokenRow, RawBatch
from xiezhi.shelf.ingest.sheet import Sheet
from xiezhi.shelf.ingest.sniff import encoding_of, format_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["DOCUMENTS", "UnreadableError", "documents_sheet", "text_of"]

DOCUMENTS = ("docx", "pdf", "image")
"""Formats that are documents whatever they hold; text files may be either."""

_TITLES = ("doc_id", "text", "sha256", "source_file")
_AT_ONCE = 64
_FEWEST_SIGNS = 8
"""A page with less text than this beside a picture is a scan."""


class UnreadableError(Exception):
    """A document without text that can be had.

    Attributes:
        code: ``no-text-layer`` or ``no-document``.
        why: What stood in the way.
    """

    def __init__(self, code: str, why: str) -> None:
        self.code, self.why = code, why
        super().__init__(why)


def documents_sheet(
    name: str, files: Sequence[tuple[str, Path]], *, sha256: str, ocr: bool = False
) -> Sheet:
    """Files as a document table; those without text are refused row by row.

    Args:
        name: What was delivered.
        files: Name and place of each document; its place in the list is its row.
        sha256: Sum of the delivery.
        ocr: Read scans, if the extra is installed.

    Raises:
        IngestError: The only document of the delivery has no text.
    """
    if len(files) == 1:
        _must_have_text(*files[0], ocr=ocr)

    def read(size: int) -> Iterator[RawBatch]:
        return _batches(files, min(size, _AT_ONCE), ocr=ocr)

    return Sheet(name, "", _TITLES, read, sha256, rows=len(files))


def _must_have_text(name: str, path: Path, *, ocr: bool) -> None:
    try:
        text_of(path, ocr=ocr)
    except UnreadableError as error:
        scan = error.code == "no-text-layer"
        raise refusal(
            f"{name} has no text layer." if scan else f"{name} cannot be read.",
            where=name,
            why=error.why,
            cure="Install `xiezhi[ocr]` and read it with text recognition." if scan
            else "Ask for it anew, or save it as txt or docx.",
            code=f"ingest-{error.code}",
        ) from error  # fmt: skip


def _batches(files: Sequence[tuple[str, Path]], size: int, *, ocr: bool) -> Iterator[RawBatch]:
    import numpy as np

    counted = enumerate(files, 1)
    while some := list(islice(counted, size)):
        rows, numbers, broken = [], [], []
        for number, (name, path) in some:
            try:
                text = text_of(path, ocr=ocr)
            except UnreadableError as error:
                broken.append(BrokenRow(number, f"{name}: {error.why}", code=error.code))
                continue
            digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
            rows.append((digest[:24], text, digest, name))
            numbers.append(number)
        columns = tuple(map(column_of, zip(*rows, strict=True))) if rows else ()
        columns = columns or tuple(column_of([]) for _ in _TITLES)
        yield RawBatch(np.array(numbers, np.int64), columns, tuple(broken))


def text_of(path: Path, *, ocr: bool = False) -> str:
    """The text of a document.

    Raises:
        UnreadableError: It is a scan, or spoilt.
    """
    kind = format_of(path)
    if kind == "docx":
        return _docx(path)
    if kind == "pdf":
        return _pdf(path, ocr=ocr)
    if kind == "image":
        return _scan(path, "it is a picture", ocr=ocr)
    if kind in ("csv", "json", "jsonl"):
        return _plain(path)
    raise UnreadableError("no-document", f"it is {kind}, no document that is read")


def _plain(path: Path) -> str:
    data = path.read_bytes()
    encoding, bom = encoding_of(data)
    try:
        return data[bom:].decode(encoding)
    except UnicodeDecodeError as error:
        why = f"byte {bom + error.start} is no {encoding}"
        raise UnreadableError("no-document", why) from error


def _docx(path: Path) -> str:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(str(path))
    except (OpcError, KeyError, ValueError, OSError) as error:
        raise UnreadableError("no-document", str(error)[:120]) from error
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def _pdf(path: Path, *, ocr: bool) -> str:
    import pypdf

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("no-document", "it asks for a password")
        pages = [(page.extract_text() or "", len(page.images)) for page in reader.pages]
    except (pypdf.errors.PyPdfError, ValueError, KeyError, OSError) as error:
        raise UnreadableError("no-document", str(error)[:120]) from error
    empty = [
        number for number, (text, _) in enumerate(pages, 1) if len(text.strip()) < _FEWEST_SIGNS
    ]
    scans = [number for number in empty if pages[number - 1][1]]
    if scans or len(empty) == len(pages):
        what = f"page {(scans or [1])[0]} of {len(pages)} is a picture without text"
        return _scan(path, what, ocr=ocr)
    return "\n".join(text for text, _ in pages)


def _scan(path: Path, why: str, *, ocr: bool) -> str:
    if not ocr:
        raise UnreadableError("no-text-layer", why)
    try:
        return read_scan(path)
    except OcrMissingError as error:
        raise UnreadableError("no-text-layer", f"{why}; {error}") from error
