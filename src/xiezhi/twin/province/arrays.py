"""Arrays: the days, people and sums of a province stand in columns of whole numbers.

Days count from 1970-01-01, months from 1970-01, money is in cents. What never happens happens on
the day ``NEVER``, so that "late or never" is one comparison. The room is imported late, by the verb
that writes a province, and every module of it computes on arrays; so NumPy is imported here, once.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np  # noqa: TID253 - see above
import numpy.typing as npt  # noqa: TID253

__all__ = ["NEVER", "Bools", "Ints", "Reals", "before", "counted", "np", "runs", "within"]

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Reals: TypeAlias = npt.NDArray[np.float64]

NEVER = 999_999
"""The day on which things happen that never happen (it lies in the year 4707)."""


def runs(lengths: Ints) -> tuple[Ints, Ints]:
    """Rows of owners that have several each.

    Args:
        lengths: How many rows each owner has; negative counts as none.

    Returns:
        For each row the owner's place and the row's number within its owner, from 0.
    """
    lengths = np.maximum(lengths, 0)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    starts = np.cumsum(lengths) - lengths
    return owner, np.arange(len(owner)) - starts[owner]


def counted(*keys: Ints) -> Ints:
    """The number, from 0, of each row among the rows of equal keys, in the order given."""
    if len(keys[0]) == 0:
        return np.zeros(0, np.int64)
    order = np.lexsort(keys[::-1])
    changes = np.zeros(len(order), bool)
    changes[0] = True
    for key in keys:
        ordered = key[order]
        changes[1:] |= ordered[1:] != ordered[:-1]
    starts = np.maximum.accumulate(np.where(changes, np.arange(len(order)), 0))
    found = np.empty(len(order), np.int64)
    found[order] = np.arange(len(order)) - starts
    return found


def before(first: Ints, second: Ints | int) -> Bools:
    """Whether the first day happened at all and not after the second."""
    return (first < NEVER) & (first <= second)


def within(day: Ints, start: Ints, end: Ints) -> Bools:
    """Whether the day lies in the closed stretch."""
    return (start <= day) & (day <= end)
