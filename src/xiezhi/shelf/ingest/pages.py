"""Text of PDF files and of pictures of pages; pictures need the extra ``ocr``."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PICTURES", "pdf_text", "picture_text"]

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
"""Endings of files that hold the picture of a page."""

_FEWEST = 20
"""Characters a page has at least on average when its file has a text layer."""
_SCALE = 200 / 72
_MOST_PAGES = 2000
_SURE = 0.5
_NO_OCR = "scanned pages without a text layer: install xiezhi[ocr], or deliver the text"

Text = tuple[str | None, str | None]
"""The text, or None and the reason there is none."""


def pdf_text(data: bytes) -> Text:
    """The text of a PDF file, page after page.

    A file without a text layer is read by optical recognition when the extra ``ocr`` is there;
    otherwise the reason says what to do. Nothing is guessed from a file that cannot be opened.

    Args:
        data: The file's bytes.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            return None, "the PDF file is locked with a password"
        count = len(reader.pages)
        if count > _MOST_PAGES:
            return None, f"the PDF file has {count} pages; {_MOST_PAGES} are read at most"
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        return None, f"no readable PDF file: {type(error).__name__}"
    text = "\n".join(pages)
    if len(re.sub(r"\s", "", text)) >= _FEWEST * max(1, count):
        return text, None
    return _scanned(data)


def picture_text(data: bytes) -> Text:
    """The text of the picture of a page."""
    engine = _engine()
    if engine is None:
        return None, _NO_OCR
    return _recognised(engine, [data])


def _scanned(data: bytes) -> Text:
    engine = _engine()
    if engine is None:
        return None, _NO_OCR
    return _recognised(engine, _pictures(data))


def _pictures(data: bytes) -> Iterator[Any]:
    """Each page of a PDF file as an array of pixels."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield page.render(scale=_SCALE).to_numpy()
    finally:
        document.close()


def _recognised(engine: Any, pictures: Any) -> Text:
    """Lines of all pictures; a page whose letters the engine is not sure of is none."""
    lines: list[str] = []
    for number, picture in enumerate(pictures, 1):
        found = engine(picture)
        if found.txts is None:
            continue
        if sum(found.scores) / len(found.scores) < _SURE:
            return None, f"page {number} cannot be made out"
        lines += found.txts
    return ("\n".join(lines), None) if lines else (None, "no writing was found on the pages")


@cache
def _engine() -> Any:
    """The recognition engine with the models of its package; None without the extra."""
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    return RapidOCR(params={"Global.log_level": "critical"})
