"""Nothing is declared that nothing uses: a model sees no more than it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.model.clue import clue_columns
from xiezhi.model.need import needs
from xiezhi.model.step import Length
from xiezhi.sql.parse import ExpressionError, parse_expression
from xiezhi.sql.tree import params_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from xiezhi.model.analysis import Analysis

__all__ = ["check"]


def check(analysis: Analysis) -> Iterator[Problem]:
    """Inputs, columns, steps and parameters that the clue does not need.

    Columns of a relation at an extension point count as used: an office may exclude by them.
    """
    model = analysis.model
    needed = needs(analysis, frozenset(clue_columns(analysis)), traced=True)
    open_ = {
        name
        for point in model.extension_points
        if point in analysis.relations
        for name in analysis.relations[point].inputs
    }
    for name, step in model.steps:
        if name not in needed:
            yield Problem(
                what=f"The step {name!r} is not used.",
                where=str(step.at),
                why=f"the clue comes from {model.clue.from_!r} and does not need it",
                cure="Remove it, or lead it to the clue.",
                code="unused-step",
            )
    for item in model.inputs:
        if item.name not in needed:
            yield Problem(
                what=f"The input {item.name!r} is not used.",
                where=str(item.at),
                cure="Remove it: a model sees only what it needs.",
                code="unused-input",
            )
            continue
        scope = item.covers.by if item.covers is not None else None
        for column in item.columns:
            if column in needed[item.name] or column == scope or item.name in open_:
                continue
            if any(
                column + suffix in needed[item.name] for suffix in ("_span", "_from", "_abstained")
            ):
                continue
            yield Problem(
                what=f"The column {column!r} of {item.name} is not used.",
                where=str(item.at),
                cure="Remove it: a model sees only what it needs.",
                code="unused-column",
            )
    used = set(_params(model.steps)) | set(_params(model.exclude)) | set(_params(model.clue))
    for parameter in model.parameters:
        if parameter.name not in used:
            yield Problem(
                what=f"The parameter {parameter.name!r} is not used.",
                where=str(parameter.at),
                cure="Remove it, or write :" + parameter.name + ".",
                code="unused-parameter",
            )


def _params(value: Any) -> Iterator[str]:
    """Names of the parameters that anything below a value speaks of."""
    if isinstance(value, Length):
        if isinstance(value.amount, str):
            yield value.amount
        return
    text = getattr(value, "text", None)
    if isinstance(text, str):
        try:
            yield from params_of(parse_expression(text))
        except ExpressionError:
            return
        return
    if isinstance(value, tuple):
        for item in value:
            yield from _params(item)
        return
    for name in getattr(value, "__slots__", ()):
        yield from _params(getattr(value, name))
