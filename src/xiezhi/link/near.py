"""Texts that are nearly the same: candidates by MinHash, each confirmed exactly.

A text is taken without blanks as its runs of five characters (code points). Two texts are as
similar as their share of common runs (Jaccard). One-permutation MinHash puts a text's runs into
bins and keeps the least of each; bands of bins that agree make a candidate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from xiezhi.kernel.errors import Problem
from xiezhi.link.plan import LinkError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.uint64]]
    Places = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["NearPlan", "near_pairs"]

_RUN = 5
_BINS = 128
_MISSED = 1e-3
"""Most of the pairs just at the threshold that the bands may miss, as a share."""
_PASSAGE = 13
"""Least length of a passage that is shown as shared."""
_ODD = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class NearPlan:
    """How to compare.

    Attributes:
        text: The column.
        within: Columns both rows agree on.
        least: Least share of common runs, above 0 and up to 1.
        pairs: Most candidates to confirm; more are refused.
    """

    text: str
    within: tuple[str, ...]
    least: float
    pairs: int


def near_pairs(rows: pa.Table, plan: NearPlan) -> pa.Table:
    """Each pair of rows whose texts are nearly the same, once, the earlier row left.

    Args:
        rows: The rows, with the plan's columns; an empty text is like nothing.
        plan: How.

    Returns:
        ``left``, ``right`` (places from 0), ``similarity``, ``shared_length`` (characters of the
        left text in shared passages), ``shared_passages`` and ``other_shared_passages`` (places in
        the texts as ``start-end``, separated by blanks).

    Raises:
        LinkError: More candidates than allowed: the texts share a form.
    """
    texts = [_Text(value) for value in rows.column(plan.text).to_pylist()]
    groups = _groups(rows, plan.within)
    found: list[dict[str, Any]] = []
    candidates = _candidates(texts, groups, plan)
    for one, other in candidates:
        pair = _confirmed(texts[one], texts[other], plan.least)
        if pair is not None:
            found.append({"left": one, "right": other, **pair})
    return pa.Table.from_pylist(found, schema=_SCHEMA)


_SCHEMA = pa.schema(
    [
        ("left", pa.int64()),
        ("right", pa.int64()),
        ("similarity", pa.float64()),
        ("shared_length", pa.int64()),
        ("shared_passages", pa.string()),
        ("other_shared_passages", pa.string()),
    ]
)


class _Text:
    """A text as its runs, with the place of every character that is no blank."""

    __slots__ = ("places", "runs", "sorted")

    def __init__(self, text: str | None) -> None:
        import numpy as np

        points = np.frombuffer((text or "").encode("utf-32-le"), dtype=np.uint32)
        self.places: Places = np.flatnonzero(~np.isin(points, _BLANKS)).astype(np.int64)
        kept = points[self.places].astype(np.uint64)
        self.runs: Numbers = _hashes(kept)
        self.sorted: Numbers = np.unique(self.runs)


_BLANKS = [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0x3000]


def _hashes(points: Numbers) -> Numbers:
    """A number per run of five characters, mixed so that its bits are as good as random."""
    import numpy as np

    if len(points) < _RUN:
        return np.zeros(0, dtype=np.uint64)
    with np.errstate(over="ignore"):
        mixed = np.zeros(len(points) - _RUN + 1, dtype=np.uint64)
        for place in range(_RUN):
            mixed = mixed * np.uint64(1_000_003) + points[place : len(points) - _RUN + 1 + place]
        mixed ^= mixed >> np.uint64(33)
        mixed *= np.uint64(_ODD)
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(32)
    return mixed


def _groups(rows: pa.Table, within: Sequence[str]) -> list[Any]:
    if not within:
        return [()] * rows.num_rows
    columns = [rows.column(name).to_pylist() for name in within]
    # an empty value agrees with nothing
    return [None if None in key else key for key in zip(*columns, strict=True)]


def _rows_per_band(least: float) -> int:
    """As many bins per band as still find pairs at the threshold."""
    best = 1
    for size in range(1, 9):
        if (1 - least**size) ** (_BINS // size) <= _MISSED:
            best = size
    return best


def _signature(runs: Numbers) -> Numbers:
    """The least run of every bin; an empty bin borrows from the next one that is not."""
    import numpy as np

    least = np.full(_BINS, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(least, (runs & np.uint64(_BINS - 1)).astype(np.int64), runs >> np.uint64(7))
    empty = least == np.iinfo(np.uint64).max
    if empty.any() and not empty.all():
        filled = np.flatnonzero(~empty)
        after = filled[np.searchsorted(filled, np.flatnonzero(empty)) % len(filled)]
        steps = (after - np.flatnonzero(empty)) % _BINS
        with np.errstate(over="ignore"):
            least[empty] = least[after] + steps.astype(np.uint64) * np.uint64(_ODD)
    return least


def _candidates(
    texts: Sequence[_Text], groups: Sequence[Any], plan: NearPlan
) -> list[tuple[int, int]]:
    import numpy as np

    size = _rows_per_band(plan.least)
    there = [place for place, text in enumerate(texts) if len(text.sorted) and
             groups[place] is not None]  # fmt: skip
    if not there:
        return []
    signatures = np.stack([_signature(texts[place].sorted) for place in there])
    pairs: set[tuple[int, int]] = set()
    for band in range(_BINS // size):
        buckets: dict[Any, list[int]] = {}
        part = np.ascontiguousarray(signatures[:, band * size : (band + 1) * size])
        for place, key in zip(there, part.view(f"V{part.itemsize * size}").ravel(), strict=True):
            buckets.setdefault((groups[place], key.tobytes()), []).append(place)
        for members in buckets.values():
            if len(members) * (len(members) - 1) // 2 > plan.pairs:
                raise LinkError(_too_many(plan))
            pairs.update(_each_two(members))
            if len(pairs) > plan.pairs:
                raise LinkError(_too_many(plan))
    return sorted(pairs)


def _each_two(members: list[int]) -> Iterator[tuple[int, int]]:
    for place, one in enumerate(members):
        for other in members[place + 1 :]:
            yield (one, other)


def _too_many(plan: NearPlan) -> Problem:
    return Problem(
        what=f"More than {plan.pairs:,} pairs of texts would have to be confirmed.",
        why="many texts share a form, or the threshold is low",
        cure="Compare within a group, raise least, or raise pairs in the model.",
        code="link-pairs",
    )


def _confirmed(one: _Text, other: _Text, least: float) -> dict[str, Any] | None:
    """The exact share of common runs and the passages they make; None below the threshold."""
    import numpy as np

    smaller, larger = sorted((len(one.sorted), len(other.sorted)))
    if smaller < least * larger:
        return None
    common = np.intersect1d(one.sorted, other.sorted, assume_unique=True)
    similarity = len(common) / (smaller + larger - len(common))
    if similarity < least:
        return None
    own, theirs = _passages(one, common), _passages(other, common)
    return {
        "similarity": round(similarity, 6),
        "shared_length": sum(end - start for start, end in own),
        "shared_passages": _shown(own),
        "other_shared_passages": _shown(theirs),
    }


def _passages(text: _Text, common: Numbers) -> list[tuple[int, int]]:
    """Stretches of the text, all of whose runs are in the other one as well."""
    import numpy as np

    shared = np.isin(text.runs, common)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], shared.astype(np.int8), [0]])))
    found: list[tuple[int, int]] = []
    for first, last in edges.reshape(-1, 2):
        start, end = int(first), int(last) - 1 + _RUN
        if end - start >= _PASSAGE or len(text.runs) + _RUN - 1 < _PASSAGE:
            found.append((int(text.places[start]), int(text.places[end - 1]) + 1))
    return found


def _shown(passages: list[tuple[int, int]]) -> str:
    return " ".join(f"{start}-{end}" for start, end in passages)
