"""How to link: what is compared, which pairs, how much is enough."""

from __future__ import annotations

from dataclasses import dataclass

from xiezhi.kernel.errors import XiezhiError

__all__ = ["Comparing", "LinkError", "MatchPlan"]


class LinkError(XiezhiError):
    """Linking was refused or cannot be done here; nothing was linked."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Comparing:
    """One comparison: a column of either side, and the method of the rulebook."""

    id: str
    left: str
    right: str
    method: str


@dataclass(frozen=True, slots=True)
class MatchPlan:
    """How to link.

    Attributes:
        compare: The comparisons.
        block: Keys as (left column, right column) pairs; only pairs that agree on one are scored.
        least: Least probability of a link.
        among: How many people or units a row could be about.
        pairs: Most pairs to score; more are refused before any is made.
        best: Of each left row's links the likeliest alone.
    """

    compare: tuple[Comparing, ...]
    block: tuple[tuple[tuple[str, str], ...], ...]
    least: float
    among: int
    pairs: int
    best: bool = False
