"""Understanding a model: inputs from the rulebook's tables, then every step in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.analysis import Analysis
from xiezhi.model.compile import verb_of
from xiezhi.model.describing import Describing
from xiezhi.model.relation import Relation
from xiezhi.model.rules import column_type
from xiezhi.model.step import sources_of
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.kernel.errors import Problem
    from xiezhi.model.rules import Rules
    from xiezhi.model.spec import Input, Model
    from xiezhi.rulebook.tables import Table

__all__ = ["analyse"]


def analyse(model: Model, rules: Rules, problems: list[Problem]) -> Analysis:
    """Describe every relation of a model; what is wrong is added to ``problems``."""
    params = {item.name: _param_type(item.type, rules) for item in model.parameters}
    describing = Describing(model, rules, params, problems)
    for item in model.inputs:
        describing.relations[item.name] = _input(item, describing)
    for name, step in model.steps:
        found = verb_of(step).describe(step, name, describing)
        describing.relations[name] = found.renamed(name)
    for exclusion in model.exclude:
        if exclusion.step in describing.relations:
            describing.condition(exclusion.where, describing.relations[exclusion.step])
    used: dict[str, list[str]] = {name: [] for name in describing.relations}
    for name, step in model.steps:
        for source in dict.fromkeys(sources_of(step)):
            if source in used:
                used[source].append(name)
    return Analysis(
        model,
        rules,
        describing.relations,
        params,
        {name: tuple(users) for name, users in used.items()},
    )


def _param_type(name: str, rules: Rules) -> Type:
    if name in rules.types:
        return Type(name, rules.types[name].storage)
    return Type("days", "INTEGER")


def _input(item: Input, describing: Describing) -> Relation:
    table = describing.rules.table(item.table)
    if table is None:
        return Relation(item.name, {})
    columns: dict[str, Type] = {}
    hidden: set[str] = set()
    for name in item.columns:
        column = table.columns.get(name)
        if column is None:
            describing.refuse(
                item.at,
                f"{item.table} has no column {name!r}.",
                why="columns: " + ", ".join(table.columns),
                cure=f"See rulebook/tables/{item.table}.yaml.",
                code="name-unknown-column",
            )
            continue
        columns[name] = column_type(column)
    for name in item.columns:
        for companion in table.companions.values():
            if companion.companion_of == name:
                columns[companion.name] = column_type(companion)
                hidden.add(companion.name)
    return _promises(item, table, columns, hidden).with_row()


def _promises(item: Input, table: Table, columns: dict[str, Type], hidden: set[str]) -> Relation:
    key = frozenset(table.key)
    dated = table.coverage_date or table.event
    return Relation(
        item.name,
        columns,
        frozenset(hidden),
        (key,) if key and key <= columns.keys() else (),
        frozenset(
            name
            for name in item.columns
            if name in table.columns and not table.columns[name].nullable
        ),
        frozenset({item.name}),
        dated if dated in columns else None,
    )
