"""Groups of rows that are one and the same; a person splits and joins them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Decided", "clustered"]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about a pair of rows.

    Attributes:
        pair: Places of the rows, left and right.
        same: One and the same, or not.
    """

    pair: tuple[int, int]
    same: bool


def clustered(
    links: pa.Table, decided: Sequence[Decided], lefts: int, *, same_side: bool
) -> pa.Table:
    """The links with the group they belong to, after a person's decisions.

    A link decided to be none goes. When the two rows would still be in one group through others,
    links are taken weakest last: one that would join them again is dropped, so that the group
    falls apart where it holds least.

    Args:
        links: ``left``, ``right``, ``match_weight``, ``judged``.
        decided: Decisions.
        lefts: Rows on the left side.
        same_side: Whether both sides are one table.

    Returns:
        The links that stay with ``cluster`` (the least place in the group; places of the right
        side count on from the left's) and ``cluster_size``.
    """
    import numpy as np
    from scipy.sparse import coo_array  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    shift = 0 if same_side else lefts
    apart = {one.pair for one in decided if not one.same}
    links = _without(links, apart)
    kept = np.ones(links.num_rows, dtype=bool)
    one = links.column("left").to_numpy().astype(np.int64)
    other = links.column("right").to_numpy().astype(np.int64) + shift
    nodes = int(max(one.max(initial=-1), other.max(initial=-1))) + 1
    if apart and links.num_rows:
        kept = _split(links, one, other, {(a, b + shift) for a, b in apart}, nodes)
        links, one, other = links.filter(pa.array(kept)), one[kept], other[kept]
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(nodes, nodes))
    _, labels = connected_components(graph, directed=False)
    inside = np.unique(np.concatenate([one, other]))
    first: Any = np.full(int(labels.max(initial=-1)) + 1, nodes, dtype=np.int64)
    np.minimum.at(first, labels[inside], inside)
    sizes = np.bincount(labels[inside], minlength=len(first))
    own = labels[one] if len(one) else one
    return links.append_column("cluster", pa.array(first[own], pa.int64())).append_column(
        "cluster_size", pa.array(sizes[own].astype(np.int64), pa.int64())
    )


def _without(links: pa.Table, apart: set[tuple[int, int]]) -> pa.Table:
    if not apart:
        return links
    pairs = zip(links["left"].to_pylist(), links["right"].to_pylist(), strict=True)
    return links.filter(pa.array([pair not in apart for pair in pairs], pa.bool_()))


def _split(links: pa.Table, one: Any, other: Any, apart: set[tuple[int, int]], nodes: int) -> Any:
    """Which links stay when some rows may not come together: the strongest are taken first."""
    import numpy as np

    order = pc.sort_indices(
        links,
        sort_keys=[
            ("judged", "descending"),
            ("match_weight", "descending"),
            ("left", "ascending"),
            ("right", "ascending"),
        ],
    ).to_numpy()
    forbidden: dict[int, set[int]] = defaultdict(set)
    for a, b in apart:
        forbidden[a].add(b)
        forbidden[b].add(a)
    groups = _Groups(nodes, forbidden)
    kept = np.zeros(links.num_rows, dtype=bool)
    for place in order:
        kept[place] = groups.join(int(one[place]), int(other[place]))
    return kept


class _Groups:
    """Groups that grow by joining, unless that would bring together what was decided apart."""

    def __init__(self, nodes: int, forbidden: dict[int, set[int]]) -> None:
        self.parent = list(range(nodes))
        self.members: dict[int, set[int]] = {}
        self.forbidden: dict[int, set[int]] = dict(forbidden)

    def find(self, node: int) -> int:
        """The name of a node's group."""
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, one: int, other: int) -> bool:
        """Join two nodes' groups; False when that is forbidden."""
        a, b = self.find(one), self.find(other)
        if a == b:
            return True
        barred = self.forbidden.get(a, set())
        if barred and not barred.isdisjoint(self._members(b)):
            return False
        mine, theirs = self._members(a), self._members(b)
        self.parent[b] = a
        self.members[a] = mine | theirs
        self.members.pop(b, None)
        both = barred | self.forbidden.pop(b, set())
        if both:
            self.forbidden[a] = both
        return True

    def _members(self, root: int) -> set[int]:
        return self.members.get(root, {root})
