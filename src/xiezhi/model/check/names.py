"""Every name resolves: the clue's step and columns, exclusions, extension points, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.model.clue import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.model.analysis import Analysis
    from xiezhi.model.relation import Relation
    from xiezhi.rulebook.yaml_nodes import Place

__all__ = ["check"]

_SYSTEM = ("_clue", "_row", "_id")


def check(analysis: Analysis) -> Iterator[Problem]:
    """Names that lead nowhere, and names used twice."""
    model = analysis.model
    steps = dict(model.steps)
    for item in model.inputs:
        if analysis.rules.table(item.table) is None:
            yield Problem(
                what=f"There is no standard table {item.table!r}.",
                where=str(item.at),
                why="tables: " + ", ".join(analysis.rules.table_names()),
                cure="Choose one, or add it to rulebook/tables.",
                code="name-unknown-table",
            )
        if item.name in steps:
            yield _problem(item.at, f"{item.name!r} names an input and a step.", "Rename one.")
    for exclusion in model.exclude:
        if exclusion.step not in steps:
            yield _problem(exclusion.at, f"There is no step {exclusion.step!r}.",
                           "An exclusion names the step whose rows it takes out.")  # fmt: skip
    ids = [exclusion.id for exclusion in model.exclude]
    for exclusion in model.exclude:
        if ids.count(exclusion.id) > 1:
            yield _problem(exclusion.at, f"Two exclusions are called {exclusion.id!r}.",
                           "Rename one.")  # fmt: skip
    for point in model.extension_points:
        if point not in steps:
            yield _problem(model.at, f"The extension point {point!r} is no step.",
                           "Name the step where an office may exclude.")  # fmt: skip
    yield from _clue(analysis)


def _clue(analysis: Analysis) -> Iterator[Problem]:
    clue = analysis.model.clue
    relation = analysis.relations.get(clue.from_)
    if relation is None or analysis.is_input(clue.from_):
        yield _problem(clue.at, f"The clue comes from {clue.from_!r}, which is no step.",
                       "Write from: <the last step>.")  # fmt: skip
        return
    named = {
        "key": clue.key.columns,
        "title": placeholders(clue.title),
        "affected": (clue.affected.name,) if clue.affected and clue.affected.name else (),
    }
    organ = analysis.model.supervises.from_
    if organ is not None:
        named["supervises.organ.from"] = (organ,)
    for field, columns in named.items():
        for column in columns:
            if column not in relation.columns:
                yield Problem(
                    what=f"{field} names {column!r}, which {relation.name} does not have.",
                    where=str(clue.at),
                    why="columns: " + ", ".join(relation.visible),
                    cure="Carry the column to the last step, or name another.",
                    code="name-unknown-column",
                )
    yield from _subject(analysis, relation)


def _subject(analysis: Analysis, relation: Relation) -> Iterator[Problem]:
    """The subject of a clue is an organ and an act, not a person."""
    for column in analysis.model.clue.key.subject:
        kind = relation.columns.get(column)
        if kind is not None and kind.name in ("person_name", "citizen_id"):
            yield Problem(
                what=f"The subject of a clue is no person: {column} is {kind}.",
                where=str(analysis.model.clue.at),
                why="a clue is about an organ's act; the person touched stands under affected",
                cure="Name the act: case number, document, ordinal.",
                code="clue-subject",
            )
        if kind is not None and kind.many:
            yield _problem(analysis.model.clue.at, f"{column} is a list and no part of a key.",
                           "Use a single value.")  # fmt: skip


def _problem(at: Place, what: str, cure: str) -> Problem:
    return Problem(what=what, where=str(at), cure=cure, code="name-unknown-step")
