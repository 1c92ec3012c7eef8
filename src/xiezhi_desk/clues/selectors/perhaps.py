"""Sets of clues that perhaps fit, read from the two-character index and asked of the database.

The index only narrows: a bit too many costs a look, and every condition is still asked of each
clue; who may see a clue is never read here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from xiezhi_desk.clues.bigrams import BLOCK, members, unpack
from xiezhi_desk.clues.records import Gram

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from xiezhi_desk.clues.records import Clue

__all__ = ["Parts", "Perhaps", "all_of", "looked_up"]

Parts = Sequence["QuerySet[Clue]"]
"""Clues asked for, in parts that share none (``access.parts``)."""


@dataclass(frozen=True)
class Perhaps:
    """Clues that perhaps fit.

    Attributes:
        bits: By block, one bit a clue, the lowest first.
    """

    bits: dict[int, int]

    @cached_property
    def size(self) -> int:
        """How many."""
        return sum(bits.bit_count() for bits in self.bits.values())

    @property
    def last(self) -> int:
        """The largest id; -1 when there is none."""
        block = max(self.bits, default=-1)
        return block * BLOCK + self.bits[block].bit_length() - 1 if self.bits else -1

    def __and__(self, other: Perhaps) -> Perhaps:
        """Those of both."""
        both = self.bits.keys() & other.bits.keys()
        found = {block: self.bits[block] & other.bits[block] for block in both}
        return Perhaps({block: bits for block, bits in found.items() if bits})

    def __or__(self, other: Perhaps) -> Perhaps:
        """Those of either."""
        found = dict(self.bits)
        for block, bits in other.bits.items():
            found[block] = found.get(block, 0) | bits
        return Perhaps(found)

    def ids(self) -> list[int]:
        """Their ids, ascending."""
        return [pk for block in sorted(self.bits) for pk in members(self.bits[block], block)]

    def among(self, found: Parts) -> Parts:
        """Those of the parts' clues that are of these, by looking each of these up."""
        ids = self.ids()
        if connection.vendor == "postgresql":
            sent = RawSQL("SELECT unnest(%s::bigint[])", [ids])
        else:
            sent = RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ids)])
        return [part.filter(pk__in=sent) for part in found]

    def tested(self, found: Parts, *, most: bool) -> Parts:
        """The same, by testing a bit of each of the parts' clues that is met.

        Args:
            found: The parts.
            most: Many of them have it: PostgreSQL, which cannot know, is told so.
        """
        sent = self._test(most=most)
        return [part.filter(sent) for part in found]

    def _test(self, *, most: bool) -> RawSQL:
        size = BLOCK // 8
        last = max(self.bits, default=-1) + 1
        blocks = (self.bits.get(block, 0) for block in range(last))
        packed = b"".join(bits.to_bytes(size, "little") for bits in blocks)
        if connection.vendor == "postgresql":
            # Later ids meet a bit that is not set. It takes an equation for rare, CASE for usual.
            bit = 'get_bit(%s::bytea, least("clues_clue"."id", %s)) = 1'
            sql = f"CASE WHEN {bit} THEN true ELSE false END" if most else bit
            sent = [packed + b"\0", last * BLOCK]
            return RawSQL(sql, sent, output_field=BooleanField())  # noqa: S611  (no person's words)
        import numpy as np

        # A byte a clue: SQLite takes one out of a text of bytes, but no bit.
        single = np.unpackbits(np.frombuffer(packed, np.uint8), bitorder="little").tobytes()
        sql = 'substr(%s, "clues_clue"."id" + 1, 1) = x\'01\''
        return RawSQL(sql, [single], output_field=BooleanField())  # noqa: S611  (no person's words)


def looked_up(asked: Sequence[Collection[str]]) -> list[Perhaps]:
    """What the index knows of each group of words: clues that say any of them (one query)."""
    wanted = {word for group in asked for word in group}
    rows: dict[str, dict[int, int]] = {word: {} for word in wanted}
    if wanted:
        kept = Gram.objects.filter(gram__in=wanted).values_list("gram", "block", "bits")
        for gram, block, bits in kept:
            rows[gram][block] = unpack(bits)
    return [_any(rows[word] for word in group) for group in asked]


def _any(rows: Iterable[dict[int, int]]) -> Perhaps:
    every = list(rows)
    if len(every) == 1:
        return Perhaps(every[0])
    return reduce(or_, map(Perhaps, every), Perhaps({}))


def all_of(groups: Iterable[Perhaps]) -> Perhaps | None:
    """Those of every group; None when there is no group: any clue perhaps."""
    every = list(groups)
    return reduce(and_, every) if every else None
