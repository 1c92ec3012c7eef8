"""Documents as rows of a document table: txt, docx, PDF with text, scans by the extra `ocr`."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

from xiezhi.shelf.ingest.cells import column_of
from xiezhi.shelf.ingest.pages import pdf_text, picture_text
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


class UnreadableError(Exception):
    """A document without text that can be had.

    Attributes:
        code: ``no-text-layer`` or ``no-document``.
        why: What stood in the way.
    """

    def __init__(self, code: str, why: str) -> None:
        self.code, self.why = code, why
        super().__init__(why)


def documents_sheet(name: str, files: Sequence[tuple[str, Path]]) -> Sheet:
    """Files as a document table; those without text are refused row by row.

    Args:
        name: What was delivered.
        files: Name and place of each document; its place in the list is its row.

    Raises:
        IngestError: The only document of the delivery has no text.
    """
    if len(files) == 1:
        _must_have_text(*files[0])

    def read(size: int) -> Iterator[RawBatch]:
        return _batches(files, min(size, _AT_ONCE))

    return Sheet(name, "", _TITLES, read, rows=len(files))


def _must_have_text(name: str, path: Path) -> None:
    try:
        text_of(path)
    except UnreadableError as error:
        scan = error.code == "no-text-layer"
        raise refusal(
            f"{name} has no text layer." if scan else f"{name} cannot be read.",
            where=name,
            why=error.why,
            cure="Install `xiezhi[ocr]` and offer it again." if scan
            else "Ask for it anew, or save it as txt or docx.",
            code=f"ingest-{error.code}",
        ) from error  # fmt: skip


def _batches(files: Sequence[tuple[str, Path]], size: int) -> Iterator[RawBatch]:
    import numpy as np

    counted = enumerate(files, 1)
    while some := list(islice(counted, size)):
        rows, numbers, broken = [], [], []
        for number, (name, path) in some:
            try:
                text = text_of(path)
            except UnreadableError as error:
                broken.append(BrokenRow(number, f"{name}: {error.why}", code=error.code))
                continue
            digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
            rows.append((digest[:24], text, digest, name))
            numbers.append(number)
        columns = tuple(map(column_of, zip(*rows, strict=True))) if rows else ()
        columns = columns or tuple(column_of([]) for _ in _TITLES)
        yield RawBatch(np.array(numbers, np.int64), columns, tuple(broken))


def text_of(path: Path) -> str:
    """The text of a document; scans are recognised where the extra `ocr` is installed.

    Raises:
        UnreadableError: It is a scan, or spoilt.
    """
    kind = format_of(path)
    if kind == "docx":
        return _docx(path)
    if kind in ("pdf", "image"):
        data = path.read_bytes()
        text, why = pdf_text(data) if kind == "pdf" else picture_text(data)
        if text is None:
            raise UnreadableError("no-text-layer" if "ocr" in str(why) else "no-document", str(why))
        return text
    if kind in ("csv", "json", "jsonl"):
        return _plain(path)
    if kind == "empty":
        raise UnreadableError("no-document", "it has 0 bytes")
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
