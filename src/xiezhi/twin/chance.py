"""Chance with a seed: the same key gives the same choices on every machine."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

Thing = TypeVar("Thing")


class Chance:
    """A stream of choices that depends on its key and on nothing else."""

    def __init__(self, *key: object) -> None:
        # A text key is hashed by `random` itself, so the interpreter's hash seed has no part.
        self._random = random.Random("|".join(map(str, key)))  # noqa: S311 - not for secrets

    def odds(self, share: float) -> bool:
        """True in ``share`` of the cases (0 to 1)."""
        return self._random.random() < share

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things, each as likely as the others."""
        return things[int(self._random.random() * len(things))]

    def weigh(self, shares: Mapping[Thing, float]) -> Thing:
        """One key of the mapping, as likely as its weight says."""
        return self._random.choices(list(shares), weights=list(shares.values()))[0]

    def whole(self, low: int, high: int, step: int = 1) -> int:
        """A whole number of ``low, low + step, …`` not above ``high``."""
        if high <= low:
            return low
        return low + step * int(self._random.random() * ((high - low) // step + 1))

    def low_whole(self, low: int, high: int, step: int = 1) -> int:
        """Like `whole`, but small numbers come more often (the lesser of two draws)."""
        return min(self.whole(low, high, step), self.whole(low, high, step))

    def day(self, first: date, last: date) -> date:
        """A day of the closed interval."""
        return first + timedelta(days=self.whole(0, max(0, (last - first).days)))

    def some(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """``count`` different things in random order (all of them when there are fewer)."""
        return self._random.sample(things, min(count, len(things)))

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """The things in random order."""
        return self._random.sample(things, len(things))

    def spread(self, middle: float, width: float) -> float:
        """A positive number with median ``middle`` (log-normal with ``width`` sigma)."""
        return middle * self._random.lognormvariate(0.0, width)
