"""Relations that no statement can compute: read the sides, link them, register what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.engine.base import RelationColumn, TableRelation
from xiezhi.kernel.errors import Problem
from xiezhi.link.clusters import Decided
from xiezhi.link.components import components
from xiezhi.link.matching import count_pairs, match_rows
from xiezhi.link.near import NearPlan, near_pairs
from xiezhi.link.plan import Comparing, LinkError, MatchPlan
from xiezhi.model.linked import LEFT, RIGHT
from xiezhi.model.linking import Connect, Match, Similar
from xiezhi.rulebook.comparisons import comparisons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xiezhi.engine.base import Session
    from xiezhi.link.blocking import BlockCount
    from xiezhi.link.matching import Matched
    from xiezhi.model.compiled import Compiled, Preparation, Side
    from xiezhi.model.judgement import Judgement

__all__ = ["StepPairs", "match_plan", "pairs_ahead", "prepare", "side_rows"]


def prepare(
    session: Session, compiled: Compiled, judgements: Sequence[Judgement] = ()
) -> tuple[str, ...]:
    """Compute and register every prepared relation of a model; its inputs are offered already.

    Args:
        session: Where.
        compiled: The model.
        judgements: What a person decided about pairs.

    Returns:
        What a reader of the bundle must know: pairs compared, pairs alike in name alone.

    Raises:
        LinkError: Too many pairs, or linking is not installed.
        EngineError: A statement failed.
    """
    return tuple(
        note for plan in compiled.prepared if (note := _prepared(session, plan, judgements))
    )


@dataclass(frozen=True, slots=True)
class StepPairs:
    """What a match would compare.

    Attributes:
        left, right: Rows of either side.
        blocks: Pairs by key.
        limit: Most pairs that the model allows.
    """

    step: str
    left: int
    right: int
    blocks: tuple[BlockCount, ...]
    limit: int

    @property
    def pairs(self) -> int:
        """Pairs of all keys."""
        return sum(block.pairs for block in self.blocks)


def pairs_ahead(session: Session, compiled: Compiled) -> tuple[StepPairs, ...]:
    """The pairs that every match of a model would compare; its inputs are offered already.

    Nothing is linked, except where a later match reads what an earlier step links.
    """
    found: list[StepPairs] = []
    for place, plan in enumerate(compiled.prepared):
        if isinstance(plan.asked, Match):
            found.append(_ahead(session, plan, plan.asked))
        if any(plan.relation in side.sql for later in compiled.prepared[place + 1 :]
               for side in later.sides):  # fmt: skip
            _prepared(session, plan, ())
    return tuple(found)


def _ahead(session: Session, plan: Preparation, asked: Match) -> StepPairs:
    sides = [side_rows(session, side) for side in plan.sides]
    left, right = sides[0], None if asked.left == asked.right else sides[1]
    how = match_plan(plan, asked)
    blocks = session.aside(lambda connection: count_pairs(left, right, how, connection))
    return StepPairs(plan.step, len(left), len(sides[-1]), blocks, asked.pairs)


def _prepared(session: Session, plan: Preparation, judgements: Sequence[Judgement]) -> str:
    """Compute and register one relation; returns what is to be said of it."""
    note = ""
    sides = [side_rows(session, side) for side in plan.sides]
    if isinstance(plan.asked, Match):
        own = [one for one in judgements if one.step == plan.step]
        found, note = _matched(session, plan, plan.asked, sides, own)
    elif isinstance(plan.asked, Similar):
        found = _similar(plan, plan.asked, sides[0])
    else:
        found = _connected(plan.asked, sides[0], plan.sides[0])
    columns = tuple(RelationColumn(column.name, column.type.column_type) for column in plan.columns)
    session.offer(TableRelation(plan.relation, found, columns))
    return note


def side_rows(session: Session, side: Side) -> pa.Table:
    """The rows of a side in the order of what names them: the same rows give the same answer."""
    rows = session.fetch(side.sql, f"reading {side.source}")
    if not side.identity:
        return rows
    keys = [(name, "ascending") for name in side.identity]
    return rows.take(pc.sort_indices(rows, sort_keys=keys))


def match_plan(plan: Preparation, asked: Match) -> MatchPlan:
    """How to link, for the linking room."""
    kinds = {column.name: column.type for column in plan.sides[0].columns}
    known = comparisons()
    compare = []
    for one in asked.compare:
        method = known.methods.get(one.by) or known.of_type(kinds[one.left].name)
        if method is None:  # refused when the model was loaded
            raise KeyError(one.left)
        compare.append(Comparing(one.id, one.left, one.right, method.id))
    return MatchPlan(
        compare=tuple(compare),
        block=tuple(tuple((pair.left, pair.right) for pair in key) for key in asked.block),
        least=plan.least,
        among=asked.among or known.population,
        pairs=asked.pairs,
        best=asked.pick == "best",
    )


def _matched(
    session: Session,
    plan: Preparation,
    asked: Match,
    sides: list[pa.Table],
    judgements: Sequence[Judgement],
) -> tuple[pa.Table, str]:
    doubles = asked.left == asked.right
    left, right = sides[0], sides[0] if doubles else sides[1]
    decided = _decided(judgements, left, right, doubles=doubles)
    how = match_plan(plan, asked)

    def work(connection: Any) -> Matched:
        return match_rows(left, None if doubles else right, how, connection, decided)

    matched = session.aside(work, f"linking {plan.step}")
    links = matched.links
    names = [plan.sides[0].identity, plan.sides[-1].identity]
    columns = _identities(links, left, right, names)
    columns |= {
        name: links.column(name)
        for name in (column.name for column in plan.columns)
        if name in links.column_names
    }
    blocks = "; ".join(f"{', '.join(block.key)}: {block.pairs:,}" for block in matched.blocks)
    note = f"match {plan.step}: pairs compared by key: {blocks}; "
    note += f"links: {links.num_rows:,}; "
    note += f"pairs of the same name: {matched.same_names:,}, linked: {matched.same_linked:,}"
    return pa.table(columns), note


def _identities(
    links: pa.Table, left: pa.Table, right: pa.Table, names: list[tuple[str, ...]]
) -> dict[str, Any]:
    """Places in the sides as the columns that name their rows."""
    found: dict[str, Any] = {}
    for prefix, place, side, identity in (
        (LEFT, "left", left, names[0]),
        (RIGHT, "right", right, names[1]),
    ):
        for name in identity:
            found[prefix + name] = side.column(name).take(links.column(place))
    return found


def _similar(plan: Preparation, asked: Similar, rows: pa.Table) -> pa.Table:
    pairs = near_pairs(rows, NearPlan(asked.text, asked.within, plan.least, asked.pairs))
    identity = plan.sides[0].identity
    columns = _identities(pairs, rows, rows, [identity, identity])
    columns |= {name: pairs.column(name) for name in pairs.column_names[2:]}
    return pa.table(columns)


def _connected(asked: Connect, rows: pa.Table, side: Side) -> pa.Table:
    kinds = {column.name: column.type.name for column in side.columns}
    one, other = asked.pair
    return components(rows.select([one, other]), alike=kinds[one] == kinds[other])


def _decided(
    judgements: Sequence[Judgement], left: pa.Table, right: pa.Table, *, doubles: bool
) -> tuple[Decided, ...]:
    """The pairs of places that decisions speak of; a decision about no row decides nothing."""
    found: dict[tuple[int, int], bool] = {}
    for one in judgements:
        for mine in _places(left, one.left):
            for theirs in _places(right, one.right):
                pair = (min(mine, theirs), max(mine, theirs)) if doubles else (mine, theirs)
                if doubles and mine == theirs:
                    continue
                same = one.answer == "same"
                if found.setdefault(pair, same) != same:
                    raise LinkError(_contradiction(one))
    return tuple(Decided(pair, same) for pair, same in found.items())


def _places(rows: pa.Table, values: Sequence[tuple[str, str]]) -> list[int]:
    fits: Any = pa.array([True] * rows.num_rows, pa.bool_())
    for name, value in values:
        text = pc.cast(rows.column(name), pa.string())
        fits = pc.and_(fits, pc.fill_null(pc.equal(text, value), fill_value=False))
    places: list[int] = pc.indices_nonzero(fits).to_pylist()
    return places


def _contradiction(one: Judgement) -> Problem:
    return Problem(
        what=f"Two judgements about {one.step} contradict each other.",
        where=str(one.at),
        why="the same pair of rows is decided to be the same and different",
        cure="Take one of them back.",
        code="link-judgement",
    )
