"""Chance with a seed for whole columns: the same key gives the same draws on every machine."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

from xiezhi.twin.province.arrays import Bools, Ints, Reals, np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Draw"]

Thing = TypeVar("Thing")


class Draw:
    """A stream of draws that depends on its key and on nothing else."""

    def __init__(self, *key: object) -> None:
        digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
        self._key = key
        self._source = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))

    def __call__(self, *key: object) -> Draw:
        """A stream of its own below this one: drawing from one does not disturb the other."""
        return Draw(*self._key, *key)

    def shares(self, count: int) -> Reals:
        """Numbers from 0 to 1, each as likely as the others."""
        return self._source.random(count)

    def odds(self, share: float | Reals, count: int) -> Bools:
        """True in ``share`` of the rows."""
        return self.shares(count) < share

    def whole(self, low: int | Ints, high: int | Ints, count: int) -> Ints:
        """Whole numbers from ``low`` to ``high``, both possible; ``low`` where high is less."""
        width = np.maximum(np.asarray(high) - np.asarray(low) + 1, 1)
        drawn: Ints = (np.asarray(low) + np.floor(self.shares(count) * width)).astype(np.int64)
        return drawn

    def low(self, low: int | Ints, high: int | Ints, count: int) -> Ints:
        """Like `whole`, but small numbers come more often (the lesser of two draws)."""
        drawn: Ints = np.minimum(self.whole(low, high, count), self.whole(low, high, count))
        return drawn

    def weigh(self, weights: Sequence[float] | Reals, count: int) -> Ints:
        """Places in ``weights``, each as likely as its weight says."""
        edges = np.cumsum(np.asarray(weights, np.float64))
        places: Ints = np.searchsorted(edges, self.shares(count) * edges[-1], side="right")
        return places

    def spread(self, middle: float | Reals, width: float, count: int) -> Reals:
        """Positive numbers with median ``middle`` (log-normal with ``width`` sigma)."""
        noise: Reals = self._source.standard_normal(count)
        return np.asarray(middle * np.exp(width * noise))

    def some(self, places: Ints, count: int) -> Ints:
        """``count`` different ones of the places (all when there are fewer), sorted."""
        order = np.argsort(self.shares(len(places)), kind="stable")
        return np.sort(places[order[: max(count, 0)]])

    def one_of(self, things: Sequence[Thing]) -> Thing:
        """One of the things."""
        return things[int(self.shares(1)[0] * len(things))]
