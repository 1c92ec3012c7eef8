"""What a run computes before the statements: one relation per verb that no statement can say."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from xiezhi.model.assemble import listed, with_ctes
from xiezhi.model.compile import verb_of
from xiezhi.model.compiled import Column, Preparation, Side
from xiezhi.model.linked import least_value
from xiezhi.model.verb import prepared_name
from xiezhi.sql.name import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.model.linking import Linking
    from xiezhi.model.plan import Planner
    from xiezhi.model.spec import ParameterValue

__all__ = ["preparations"]


def preparations(planner: Planner, values: Mapping[str, ParameterValue]) -> tuple[Preparation, ...]:
    """The relations to prepare, in the order of the steps."""
    found: list[Preparation] = []
    for name, step in planner.steps:
        wanted = verb_of(step).prepared(step, name, planner.analysis)
        if wanted is None:
            continue
        sides = tuple(
            _side(planner, source, columns, identity) for source, columns, identity in wanted.sides
        )
        least = least_value(wanted.least, values) if wanted.least is not None else None
        found.append(
            Preparation(
                step=name,
                relation=prepared_name(name),
                asked=cast("Linking", step),
                sides=sides,
                columns=tuple(Column(column, kind) for column, kind in wanted.columns),
                least=0.0 if least is None else least,
            )
        )
    return tuple(found)


def _side(
    planner: Planner, source: str, columns: tuple[str, ...], identity: tuple[str, ...]
) -> Side:
    relation = planner.analysis.relations[source]
    chosen = [(name, quote(name, planner.engine)) for name in columns]
    sql = with_ctes(
        planner.ctes_of(source),
        f"select {listed(chosen, planner.engine)}\nfrom {planner.plain_name(source)}",
        planner.engine,
    )
    kinds = tuple(Column(name, relation.columns[name]) for name in columns)
    return Side(source, sql, kinds, identity)
