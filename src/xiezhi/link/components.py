"""Components over pairs: what is connected directly or through others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import numpy as np

__all__ = ["components"]


def components(pairs: pa.Table, *, alike: bool) -> pa.Table:
    """The components of a graph given by its edges.

    Args:
        pairs: Two text columns, any names; a pair with an empty end is no edge.
        alike: Whether both columns hold nodes of one kind. Otherwise the first holds the nodes
            and the second what they share.

    Returns:
        One row per node, sorted: ``node``, ``component`` (its smallest node),
        ``component_size`` (nodes in it), ``component_pairs`` (different pairs in it), ``degree``
        (different partners of the node; itself is none).
    """
    import numpy as np
    from scipy.sparse import coo_array  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    one, other = (pc.cast(column, pa.string()) for column in pairs.columns)
    filled = pc.and_(pc.is_valid(one), pc.is_valid(other))
    one, other = one.filter(filled), other.filter(filled)
    nodes, a, b = _numbered(one, other, alike=alike)
    total = int(max(a.max(initial=-1), b.max(initial=-1))) + 1
    if not total:
        return _table(nodes, *(np.zeros(0, dtype=np.int64),) * 4)
    edges = np.unique(np.stack([np.minimum(a, b), np.maximum(a, b)], axis=1), axis=0)
    graph = coo_array(
        (np.ones(len(edges), dtype=np.int8), (edges[:, 0], edges[:, 1])), shape=(total, total)
    )
    count, labels = connected_components(graph, directed=False)
    own = labels[: len(nodes)]
    first = np.full(count, len(nodes), dtype=np.int64)
    np.minimum.at(first, own, np.arange(len(nodes)))
    sizes = np.bincount(own, minlength=count)
    inside = np.bincount(labels[edges[:, 0]], minlength=count)
    between = edges[edges[:, 0] != edges[:, 1]]
    degree = np.bincount(between.ravel(), minlength=total)[: len(nodes)]
    return _table(nodes, first[own], sizes[own], inside[own], degree)


def _numbered(
    one: pa.ChunkedArray, other: pa.ChunkedArray, *, alike: bool
) -> tuple[pa.Array, np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The nodes in their order, and the pairs as numbers: nodes first, what they share after."""
    if alike:
        nodes = _sorted(pa.chunked_array([*one.chunks, *other.chunks], pa.string()))
        return nodes, _places(one, nodes), _places(other, nodes)
    nodes, shared = _sorted(one), _sorted(other)
    return nodes, _places(one, nodes), _places(other, shared) + len(nodes)


def _sorted(values: pa.ChunkedArray) -> pa.Array:
    different = pc.unique(values)
    return different.take(pc.sort_indices(different))


def _places(values: pa.ChunkedArray, among: pa.Array) -> np.ndarray[Any, Any]:
    import numpy as np

    found: np.ndarray[Any, Any] = pc.index_in(values, among).to_numpy().astype(np.int64)
    return found


def _table(nodes: pa.Array, first: Any, sizes: Any, inside: Any, degree: Any) -> pa.Table:
    return pa.table(
        {
            "node": nodes,
            "component": nodes.take(pa.array(first)),
            "component_size": pa.array(sizes, pa.int64()),
            "component_pairs": pa.array(inside, pa.int64()),
            "degree": pa.array(degree, pa.int64()),
        }
    )
