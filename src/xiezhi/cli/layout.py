"""Text in columns on a terminal, where a Chinese character is as wide as two letters."""

from __future__ import annotations

import re
import shutil
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["columns", "cut", "pad", "table", "width", "wrap"]

# Han characters and full-width marks break anywhere; a run of anything else stays together.
_PIECE = re.compile(r"[⺀-〿㐀-鿿豈-﫿︰-﹏＀-｠]|[^\s⺀-〿㐀-鿿豈-﫿︰-﹏＀-｠]+|\s+")
_NO_LINE_START = "，。；：、！？）》」』】〕％%"


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def columns(limit: int = 100) -> int:
    """Columns to write in: the terminal's, at most ``limit``."""
    return max(40, min(limit, shutil.get_terminal_size((limit, 24)).columns))


def pad(text: str, size: int, *, right: bool = False) -> str:
    """``text`` filled with blanks to ``size`` columns, on the left when ``right``."""
    blanks = " " * max(0, size - width(text))
    return blanks + text if right else text + blanks


def cut(text: str, size: int) -> str:
    """``text`` in at most ``size`` columns, the rest told by an ellipsis."""
    if width(text) <= size:
        return text
    kept, used = [], 1
    for char in text:
        used += width(char)
        if used > size:
            break
        kept.append(char)
    return "".join(kept) + "…"


def wrap(text: str, size: int, indent: str = "", hanging: str | None = None) -> str:
    """``text`` in lines of at most ``size`` columns.

    Args:
        text: Paragraphs divided by line breaks; each is wrapped by itself.
        size: Columns a line may take, indent included.
        indent: What the first line of a paragraph begins with.
        hanging: What its other lines begin with; ``indent`` when None.
    """
    hanging = indent if hanging is None else hanging
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrapped(paragraph, size, indent, hanging)
    return "\n".join(lines)


def _wrapped(paragraph: str, size: int, indent: str, hanging: str) -> Iterator[str]:
    line, used = indent, width(indent)
    empty = True
    for piece in _PIECE.findall(paragraph):
        wide = width(piece)
        if used + wide > size and not empty and piece not in _NO_LINE_START:
            yield line.rstrip()
            line, used, empty = hanging, width(hanging), True
        if empty and piece.isspace():
            continue
        line, used, empty = line + piece, used + wide, False
    yield line.rstrip()


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = (), gap: str = "  ") -> str:
    """Rows in aligned columns.

    Args:
        rows: Equally long; the first may be a heading.
        right: Positions of the columns that are aligned on the right (numbers).
        gap: What stands between columns.
    """
    if not rows:
        return ""
    sizes = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        gap.join(
            pad(cell, sizes[place], right=place in right) for place, cell in enumerate(row)
        ).rstrip()
        for row in rows
    )
