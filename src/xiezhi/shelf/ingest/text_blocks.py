"""A text file in blocks of whole rows, in UTF-8, whatever it is encoded in.

A block is cut at a line end outside quotation marks. Bytes that are no text in the file's encoding
are tried in the other one, line by line (files are pasted together); what is text in neither
becomes U+FFFD and is counted. Bytes that no text has at all end the reading with their offset.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.shelf.ingest.problem import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xiezhi.shelf.ingest.sniff import Dialect

__all__ = ["BLOCK", "Block", "blocks"]

BLOCK = 8 << 20
_LONGEST_ROW = 64 << 20
_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13))
_CONTROL_SIGN = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_OTHER = {"utf-8": "gb18030", "gb18030": "utf-8"}


@dataclass(frozen=True, slots=True)
class Block:
    """Some whole rows.

    Attributes:
        data: Them in UTF-8.
        replaced: Characters that stand for bytes that are no text.
        other: Lines that were in the other encoding.
    """

    data: bytes
    replaced: int = 0
    other: int = 0


def blocks(path: Path, dialect: Dialect, size: int = BLOCK) -> Iterator[Block]:
    """The file's rows, block by block.

    Raises:
        IngestError: The file holds bytes that no text has, or a quotation mark that never closes.
    """
    with path.open("rb") as file:
        file.seek(dialect.bom)
        if dialect.encoding.startswith("utf-16"):
            yield from _of_utf16(file.read, dialect.encoding, size, path.name)
            return
        left, offset = b"", dialect.bom
        while piece := file.read(size):
            data = left + piece
            cut = _cut(data, dialect.delimiter)
            if not cut and len(data) > _LONGEST_ROW:
                raise _unclosed(path.name, offset)
            if cut:
                yield _decoded(data[:cut], dialect.encoding, offset, path.name)
                offset += cut
            left = data[cut:]
        if left:
            yield _decoded(_without_end_mark(left), dialect.encoding, offset, path.name)


def _cut(data: bytes, delimiter: str) -> int:
    """Where the last row ends that is whole: a line end before which quotation marks pair."""
    end = data.rfind(b"\n") + 1
    if not end:
        end = data.rfind(b"\r", 0, len(data) - 1) + 1 if b"\r" in data[:-1] else 0
    if not end or b'"' not in data or data.count(b'"', 0, end) % 2 == 0:
        return end
    # Odd: a quoted cell runs on past the end, or a mark stands inside a cell and opens nothing.
    edge = re.escape(delimiter.encode())
    opened = None
    for match in re.finditer(rb'(?:^|\n|%s)("(?:[^"]|"")*("?))' % edge, data[:end]):
        opened = None if match[2] else match.start(1)
    return end if opened is None else data.rfind(b"\n", 0, opened) + 1


def _without_end_mark(data: bytes) -> bytes:
    """DOS programs end a text with Ctrl-Z."""
    return data[:-1] if data.endswith(b"\x1a") else data


def _decoded(data: bytes, encoding: str, offset: int, name: str) -> Block:
    if _holds_control(data):
        _refuse_binary(data, encoding, offset, name)
    try:
        if encoding == "utf-8":
            codecs.utf_8_decode(data, "strict", True)  # noqa: FBT003
            return Block(data)
        if strangers := _utf8_lines(data):
            return _pasted(data, strangers, encoding)
        return Block(data.decode(encoding).encode())
    except UnicodeDecodeError:
        return _by_line(data, encoding)


def _utf8_lines(data: bytes) -> list[tuple[int, int]]:
    """Lines of a GB18030 block that are UTF-8: most of those decode as GB18030 too, to nonsense.

    Looked for are two Chinese characters of UTF-8 side by side; GB18030 has such bytes only by
    chance, and then the line as a whole is no UTF-8.
    """
    import numpy as np

    signs = np.frombuffer(data, np.uint8)
    leads = np.flatnonzero((signs[:-5] - 0xE4) <= 5)
    for step, low, span in (
        (1, 0x80, 63),
        (2, 0x80, 63),
        (3, 0xE4, 5),
        (4, 0x80, 63),
        (5, 0x80, 63),
    ):
        leads = leads[(signs[leads + step] - low) <= span]
    found: list[tuple[int, int]] = []
    for place in leads.tolist():
        if found and place < found[-1][1]:
            continue
        start = data.rfind(b"\n", 0, place) + 1
        end = data.find(b"\n", place) + 1 or len(data)
        try:
            codecs.utf_8_decode(data[start:end], "strict", True)  # noqa: FBT003
        except UnicodeDecodeError:
            continue
        found.append((start, end))
    return found


def _pasted(data: bytes, strangers: list[tuple[int, int]], encoding: str) -> Block:
    """A block with some lines in UTF-8."""
    pieces, at, replaced = [], 0, 0
    for start, end in [*strangers, (len(data), len(data))]:
        if at < start:
            between = _by_line(data[at:start], encoding)
            pieces.append(between.data)
            replaced += between.replaced
        pieces.append(data[start:end])
        at = end
    return Block(b"".join(pieces), replaced, len(strangers))


def _holds_control(data: bytes) -> bool:
    """Whether any byte stands for a control sign other than tab, line ends and page breaks."""
    import numpy as np

    signs = np.frombuffer(data, np.uint8)
    return bool((signs < 9).any() or ((signs - 14) < 18).any())


def _by_line(data: bytes, encoding: str) -> Block:
    lines, replaced, other = [], 0, 0
    for line in data.splitlines(keepends=True):
        for attempt in (encoding, _OTHER[encoding]):
            try:
                lines.append(line.decode(attempt).encode())
            except UnicodeDecodeError:
                continue
            other += attempt != encoding
            break
        else:
            text = line.decode(encoding, "replace")
            replaced += text.count("\ufffd")
            lines.append(text.encode())
    return Block(b"".join(lines), replaced, other)


def _refuse_binary(data: bytes, encoding: str, offset: int, name: str) -> None:
    """Control signs: a stray one is damage of one cell, many in one line are no text at all."""
    first = _CONTROL_SIGN.search(data)
    if first is None:
        return
    at = first.start()
    window = data[at : at + 256]
    strange = len(window) - len(window.translate(None, _CONTROL))
    strange += window.decode(encoding, "replace").count("\ufffd")
    if strange * 10 >= len(window) or b"\x00" in window:
        raise refusal(
            f"{name} is no text from byte {offset + at} on.",
            where=f"{name}, byte {offset + at}",
            why=f"{strange} of the {len(window)} bytes there stand for no character",
            cure="Ask for the file anew: it was spoilt or put together with another.",
            code="ingest-binary",
        )
    raise refusal(
        f"{name} holds a control sign at byte {offset + at}.",
        where=f"{name}, byte {offset + at}",
        why=f"byte {data[at]:#04x} stands for no character",
        cure="Take the sign out or ask for the file anew.",
        code="ingest-control-sign",
    )


def _of_utf16(read: object, encoding: str, size: int, name: str) -> Iterator[Block]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    left, offset = "", 0
    while True:
        piece = read(size)  # type: ignore[operator]
        text = left + decoder.decode(piece, not piece)
        data = text.encode("utf-8", "replace")
        cut = _cut(data, "") if piece else len(data)
        whole, left = data[:cut], data[cut:].decode()
        if whole:
            place = _CONTROL_SIGN.search(whole)
            if place:
                units = len(whole[: place.start()].decode().encode("utf-16-le"))
                raise refusal(
                    f"{name} is no text from byte {offset + units} on.",
                    where=f"{name}, byte {offset + units}",
                    cure="Ask for the file anew: it was spoilt or put together with another.",
                    code="ingest-binary",
                )
            yield Block(whole, whole.count("\ufffd".encode()))
            offset += len(whole.decode().encode("utf-16-le"))
        if not piece:
            return


def _unclosed(name: str, offset: int) -> Exception:
    return refusal(
        f"{name} has a quotation mark that is never closed.",
        where=f"{name}, after byte {offset}",
        why="no row ends within 64 MB",
        cure="Close the mark, or save the file without quotation marks.",
        code="ingest-quotes",
    )
