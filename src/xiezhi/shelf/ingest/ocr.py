"""Text recognition for scans, with what the extra `ocr` installs; imported only when asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["OcrMissingError", "read_scan"]

_DOTS_PER_POINT = 200 / 72


class OcrMissingError(Exception):
    """The extra is not installed."""


def read_scan(path: Path) -> str:
    """The text of a picture or of each page of a PDF, line by line.

    Raises:
        OcrMissingError: The extra is not installed.
    """
    recognise = _recogniser()
    lines: list[str] = []
    for page in _pages(path):
        found = recognise(page)
        lines += list(found.txts or ())
    return "\n".join(lines)


@lru_cache(maxsize=1)
def _recogniser() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        message = "text recognition is not installed: install `xiezhi[ocr]`"
        raise OcrMissingError(message) from error
    return RapidOCR()


def _pages(path: Path) -> Iterator[Any]:
    if path.read_bytes()[:5] != b"%PDF-":
        yield str(path)
        return
    try:
        import pypdfium2
    except ImportError as error:
        message = "pages of a PDF cannot be drawn: install `xiezhi[ocr]`"
        raise OcrMissingError(message) from error
    document = pypdfium2.PdfDocument(str(path))
    try:
        for page in document:
            yield page.render(scale=_DOTS_PER_POINT).to_numpy()
    finally:
        document.close()
