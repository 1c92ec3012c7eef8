"""The clue section: which columns a clue carries and what they are for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xiezhi.model.compiled import CluePlan, Column, ReasonPlan
from xiezhi.model.describing import Describing
from xiezhi.model.linked_reasons import linked_reasons
from xiezhi.model.step import Connect, Keep, Match, Score, Similar, sources_of
from xiezhi.rulebook.form import Title
from xiezhi.sql.parse import columns_in, parse_expression
from xiezhi.sql.tree import columns_of, conjuncts

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.relation import Relation
    from xiezhi.model.spec import Model
    from xiezhi.rulebook.form import Title as TitleType

__all__ = ["clue_columns", "clue_made", "clue_plan", "placeholders"]

_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


def placeholders(title: TitleType) -> tuple[str, ...]:
    """Names of the columns a title shows, in order, each once."""
    found = _PLACEHOLDER.findall(title.zh) + _PLACEHOLDER.findall(title.en)
    return tuple(dict.fromkeys(found))


def clue_made(model: Model) -> tuple[tuple[str, str], ...]:
    """Columns computed for the clue: (name, expression)."""
    clue = model.clue
    made = (("_amount", clue.amount), ("_occurred", clue.occurred), ("_expires", clue.expires))
    return tuple((name, expr.text) for name, expr in made if expr is not None)


def clue_columns(analysis: Analysis) -> tuple[str, ...]:
    """Columns of the clue step that a clue carries, in the step's order."""
    model = analysis.model
    relation = analysis.relations[model.clue.from_]
    wanted = set(model.clue.key.columns) | set(placeholders(model.clue.title))
    if model.clue.affected is not None and model.clue.affected.name:
        wanted.add(model.clue.affected.name)
    if model.supervises.from_:
        wanted.add(model.supervises.from_)
    for _, text in clue_made(model):
        wanted |= columns_in(text)
    for reason in _reasons(analysis):
        wanted |= set(reason.columns)
        wanted |= {name for name in (reason.fired, reason.weight) if name}
    return tuple(name for name in relation.columns if name in wanted)


def clue_plan(
    analysis: Analysis, columns: tuple[str, ...], suppressed: tuple[str, ...] = ()
) -> CluePlan:
    """The roles of the clue's columns."""
    model = analysis.model
    relation = analysis.relations[model.clue.from_]
    made = {name for name, _ in clue_made(model)}
    return CluePlan(
        columns=tuple(Column(name, relation.columns[name]) for name in columns),
        subject=model.clue.key.subject,
        organ=model.clue.key.organ,
        episode=model.clue.key.episode,
        affected_name=model.clue.affected.name if model.clue.affected else None,
        amount="_amount" if "_amount" in made else None,
        occurred="_occurred" if "_occurred" in made else None,
        expires="_expires" if "_expires" in made else None,
        shown=placeholders(model.clue.title),
        reasons=_reasons(analysis),
        suppressed=suppressed,
        amount_type=_amount_type(analysis, relation),
    )


def _amount_type(analysis: Analysis, relation: Relation) -> str:
    """What the clue's amount is counted in."""
    amount = analysis.model.clue.amount
    if amount is None:
        return ""
    describing = Describing(analysis.model, analysis.rules, analysis.params)
    kind = describing.type(amount, relation)
    return kind.name if kind is not None else ""


def _reasons(analysis: Analysis) -> tuple[ReasonPlan, ...]:
    """The conditions on the way to the clue whose values the clue still carries, and indicators."""
    model = analysis.model
    last = analysis.relations[model.clue.from_]
    wanted = {model.clue.from_}
    found: list[ReasonPlan] = []
    for name, step in reversed(model.steps):
        if name not in wanted:
            continue
        wanted |= set(sources_of(step))
        if isinstance(step, Score):
            found += [
                ReasonPlan(
                    item.id,
                    name,
                    item.title,
                    item.when.text,
                    (f"value_{item.id}",) if f"value_{item.id}" in last.columns else (),
                    item.points,
                    f"fired_{item.id}",
                )
                for item in reversed(step.indicators)
                if f"fired_{item.id}" in last.columns
            ]
        if isinstance(step, Match | Similar | Connect):
            found += linked_reasons(name, step, last.columns)[::-1]
        if isinstance(step, Keep) and not step.negated:
            found += _conditions(name, step, analysis)[::-1]
    return tuple(found[::-1])


def _conditions(name: str, step: Keep, analysis: Analysis) -> list[ReasonPlan]:
    last = analysis.relations[analysis.model.clue.from_]
    source = analysis.relations[step.from_]
    parts: list[ReasonPlan] = []
    for number, tree in enumerate(conjuncts(parse_expression(step.where.text)), 1):
        shown = tuple(
            column
            for column in sorted(columns_of(tree))
            if column in last.columns and last.columns[column] == source.columns.get(column)
        )
        parts.append(
            ReasonPlan(
                f"{name}-{number}", name, Title(_prose(tree, "zh"), _prose(tree, "en")), "", shown
            )
        )
    return parts


def _prose(tree: object, lang: str) -> str:
    from xiezhi.model.prose import sentence

    return sentence(tree, lang)  # type: ignore[arg-type]
