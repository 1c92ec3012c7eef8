"""The clue's own expressions have a type that suits them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.describing import Describing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.kernel.errors import Problem
    from xiezhi.model.analysis import Analysis

__all__ = ["check"]


def check(analysis: Analysis) -> Iterator[Problem]:
    """``amount`` is money, ``occurred`` and ``expires`` are days; parameters have known types."""
    model = analysis.model
    relation = analysis.relations.get(model.clue.from_)
    describing = Describing(model, analysis.rules, analysis.params)
    for item in model.parameters:
        if item.type != "workdays" and item.type not in analysis.rules.types:
            describing.refuse(
                item.at,
                f"There is no type {item.type!r}.",
                cure="See rulebook/types.yaml.",
                code="name-unknown-type",
            )
    if relation is not None:
        wanted = (
            ("amount", model.clue.amount, "a number"),
            ("occurred", model.clue.occurred, "a day"),
            ("expires", model.clue.expires, "a day"),
        )
        for name, expr, shape in wanted:
            if expr is None:
                continue
            kind = describing.type(expr, relation)
            good = kind is None or (kind.is_number if shape == "a number" else kind.is_date)
            if not good:
                describing.refuse(
                    expr.at, f"{name} is {shape}, this is {kind}.", code="type-argument"
                )
    yield from describing.problems
