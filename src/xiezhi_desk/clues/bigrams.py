"""Words cut into neighbouring characters, and sets of clues as packed bits. Knows no database."""

from __future__ import annotations

import unicodedata
import zlib
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator

__all__ = ["BLOCK", "bits_of", "folded", "grams", "members", "pack", "unpack"]

BLOCK = 65_536
"""Clues a block of the index spans: those whose id has the same ``id // BLOCK``."""


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text as it is compared: full width and case do not matter.

    >>> folded("（2031）某０１０１刑初7号 ABC")
    '(2031)某0101刑初7号 abc'
    """
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=65_536)
def grams(text: str) -> frozenset[str]:
    """The pairs of a folded text, none across a blank; and its Chinese characters one by one.

    >>> sorted(grams("刑期 7a"))
    ['7a', '刑', '刑期', '期']
    """
    found: set[str] = set()
    for word in text.split():
        found.update(one for one in word if one > "\x7f")
        found.update(map("".join, pairwise(word)))
    return frozenset(found)


def bits_of(parts: Iterable[array[int]]) -> int:
    """Places within a block, unsigned and of 16 bits, as one number.

    >>> from array import array
    >>> bits_of([array("H", [0, 3]), array("H", [3, 4])])
    25
    """
    import numpy as np

    said = np.zeros(BLOCK, np.bool_)
    for places in parts:
        said[np.frombuffer(places, np.uint16)] = True
    return int.from_bytes(np.packbits(said, bitorder="little").tobytes(), "little")


def pack(bits: int) -> bytes:
    """A block's bits for the database, deflated."""
    return zlib.compress(bits.to_bytes((bits.bit_length() + 7) // 8, "little"), 1)


def unpack(packed: bytes | memoryview) -> int:
    """A block's bits as one number: bit ``n`` is the clue ``block * BLOCK + n``."""
    return int.from_bytes(zlib.decompress(bytes(packed)), "little")


def members(bits: int, block: int) -> Iterator[int]:
    """Ids of the clues whose bit is set, ascending."""
    first = block * BLOCK
    for place, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            for bit in range(8):
                if byte >> bit & 1:
                    yield first + place * 8 + bit
