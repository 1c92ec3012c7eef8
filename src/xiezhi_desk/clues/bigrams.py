"""Words cut into neighbouring characters, and sets of clues as packed bits. Knows no database."""

from __future__ import annotations

import unicodedata
import zlib
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np

__all__ = ["BLOCK", "bits_of", "folded", "grams", "members", "pack", "placed_grams", "unpack"]

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


def placed_grams(texts: Sequence[str], places: np.ndarray[Any, Any]) -> Iterator[tuple[str, bytes]]:
    """``grams(folded(text))`` of many texts at once: each with the places of those that have it.

    Args:
        texts: Texts.
        places: A place for each, unsigned and of 16 bits. It is told as often as the text says it.

    >>> import numpy as np
    >>> said = dict(placed_grams(["刑期", "7Ａ 刑"], np.array([3, 9], np.uint16)))
    >>> sorted(said), list(np.frombuffer(said["刑"], np.uint16))
    (['7a', '刑', '刑期', '期'], [np.uint16(3), np.uint16(9)])
    """
    import numpy as np

    lines = folded.__wrapped__("\n".join(" ".join(text.split()) for text in texts)) + "\n"
    signs = np.frombuffer(lines.encode("utf-32-le"), np.uint32)
    ends = signs == ord("\n")
    of = np.cumsum(ends) - ends
    blank = np.isin(signs, [ord(one) for one in set(lines) if one.isspace()])
    pair = ~(blank[:-1] | blank[1:])
    alone = ~blank & (signs > 0x7F)
    pairs = signs[:-1][pair].astype(np.uint64) << np.uint64(32) | signs[1:][pair]
    codes = np.concatenate((pairs, signs[alone]))
    order = np.argsort(codes, kind="stable")
    codes, mine = codes[order], places[np.concatenate((of[:-1][pair], of[alone]))[order]]
    starts = np.flatnonzero(np.diff(codes, prepend=np.uint64(0)))
    for start, end in pairwise([*starts.tolist(), len(codes)]):
        high, low = divmod(int(codes[start]), 1 << 32)
        yield (chr(high) if high else "") + chr(low), mine[start:end].tobytes()


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
