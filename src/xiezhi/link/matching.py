"""Linkage: which rows of two tables are one and the same when no number links them.

Splink scores the pairs on DuckDB; the weights are the rulebook's, adjusted by how often a value
occurs. A pair is a link when its probability reaches the threshold and something beside a name
agrees. What a person has decided stands, and groups are split and joined by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.kernel.errors import Problem
from xiezhi.link.blocking import BlockCount, block_counts, pairs_alike
from xiezhi.link.clusters import Decided, clustered
from xiezhi.link.plan import LinkError, MatchPlan
from xiezhi.link.rows import SideRows, prepare_rows
from xiezhi.link.scoring import nothing_scored, score
from xiezhi.rulebook.comparisons import comparisons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

__all__ = ["Matched", "count_pairs", "match_rows"]


@dataclass(frozen=True, slots=True)
class Matched:
    """The links.

    Attributes:
        links: ``left``, ``right`` (places of the rows, from 0), ``level_<id>``, ``weight_<id>``,
            ``match_probability``, ``match_weight``, ``judged``, ``cluster``, ``cluster_size``.
        blocks: Pairs that each key proposed.
        same_names: Pairs of the same name, linked or not.
        same_linked: Those of them that are links.
    """

    links: pa.Table
    blocks: tuple[BlockCount, ...]
    same_names: int
    same_linked: int


def match_rows(
    left: pa.Table,
    right: pa.Table | None,
    plan: MatchPlan,
    connection: duckdb.DuckDBPyConnection,
    decided: Sequence[Decided] = (),
) -> Matched:
    """Link the rows of two tables, or find doubles in one.

    Args:
        left: The rows, with every column the plan names.
        right: The other side; None looks for doubles in ``left``.
        plan: How.
        connection: Where to compute; what is made there is removed again.
        decided: Pairs of places that a person has decided.

    Raises:
        LinkError: More pairs would be compared than allowed, or splink is not installed.
    """
    _require_splink()
    rows = prepare_rows(left, right, plan.compare, plan.block, connection)
    try:
        blocks = block_counts(rows, connection)
        _check_pairs(blocks, plan)
        proposed = any(block.pairs for block in blocks)
        scored = score(rows, plan, connection) if proposed else nothing_scored(plan)
        forced = _forced(scored, decided, rows, plan, connection)
        names = [one for one in plan.compare if comparisons().methods[one.method].name]
        same_names = sum(pairs_alike(rows, rows.columns[one.id], connection) for one in names)
    finally:
        rows.drop(connection)
    kept = _supported(pa.concat_tables([scored, *forced]), plan, decided)
    links = clustered(kept, decided, len(left), same_side=right is None)
    if plan.best:
        links = _best(links)
    same = [pc.equal(links.column(f"level_{one.id}"), "same") for one in names]
    linked = sum(pc.sum(pc.cast(one, pa.int64())).as_py() or 0 for one in same)
    return Matched(links, blocks, same_names, linked)


def count_pairs(
    left: pa.Table,
    right: pa.Table | None,
    plan: MatchPlan,
    connection: duckdb.DuckDBPyConnection,
) -> tuple[BlockCount, ...]:
    """The pairs that each key would propose, before any is made; see ``match_rows``."""
    rows = prepare_rows(left, right, plan.compare, plan.block, connection)
    try:
        return block_counts(rows, connection)
    finally:
        rows.drop(connection)


def _require_splink() -> None:
    try:
        import splink  # noqa: F401
    except ImportError as error:
        raise LinkError(
            Problem(
                what="Linking needs Splink, which is not installed.",
                why=str(error),
                cure="pip install 'xiezhi[link]'",
                code="link-missing",
            )
        ) from error


def _check_pairs(blocks: Iterable[BlockCount], plan: MatchPlan) -> None:
    counted = list(blocks)
    total = sum(block.pairs for block in counted)
    if total > plan.pairs:
        raise LinkError(
            Problem(
                what=f"{total:,} pairs would have to be compared; {plan.pairs:,} are allowed.",
                why="; ".join(f"{', '.join(block.key)}: {block.pairs:,}" for block in counted),
                cure="Block on a narrower key, or raise pairs in the model.",
                code="link-pairs",
            )
        )


def _forced(
    scored: pa.Table,
    decided: Sequence[Decided],
    rows: SideRows,
    plan: MatchPlan,
    connection: duckdb.DuckDBPyConnection,
) -> list[pa.Table]:
    """Pairs that a person joined and no key proposed, or that fell short: scored by themselves."""
    if not any(one.same for one in decided):
        return []
    there = set(zip(scored["left"].to_pylist(), scored["right"].to_pylist(), strict=True))
    missing = [one.pair for one in decided if one.same and one.pair not in there]
    return [score(rows, plan, connection, only=sorted(set(missing)))] if missing else []


def _supported(scored: pa.Table, plan: MatchPlan, decided: Sequence[Decided]) -> pa.Table:
    """The pairs on which something beside a name agrees, and those joined by a person."""
    methods = comparisons().methods
    agrees: Any = pa.repeat(pa.scalar(value=False), scored.num_rows)
    for one in plan.compare:
        if methods[one.method].supports:
            agrees = pc.or_(agrees, pc.greater(scored.column(f"weight_{one.id}"), 0))
    same = {one.pair for one in decided if one.same}
    judged: Any = pa.repeat(pa.scalar(value=False), scored.num_rows)
    if same:
        pairs = zip(scored["left"].to_pylist(), scored["right"].to_pylist(), strict=True)
        judged = pa.array([pair in same for pair in pairs], pa.bool_())
    return scored.append_column("judged", judged).filter(pc.or_(agrees, judged))


def _best(links: pa.Table) -> pa.Table:
    """Of each left row the likeliest link; a person's word goes first, then the earlier row."""
    order = pc.sort_indices(
        links,
        sort_keys=[
            ("left", "ascending"),
            ("judged", "descending"),
            ("match_weight", "descending"),
            ("right", "ascending"),
        ],
    )
    ordered = links.take(order)
    lefts = ordered.column("left")
    return ordered.take(pc.index_in(pc.unique(lefts), lefts))
