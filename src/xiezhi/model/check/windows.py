"""Windows that can never close, or that close before they open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.model.step import Absent, FollowedBy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.model.analysis import Analysis
    from xiezhi.model.step import Length

__all__ = ["check"]

_MOST = {"days": 36500, "workdays": 25000, "months": 1200}


def check(analysis: Analysis) -> Iterator[Problem]:
    """Lengths of less than nothing, and of more than a hundred years."""
    for _, step in analysis.model.steps:
        if isinstance(step, Absent | FollowedBy) and step.within is not None:
            yield from _length(step.within, analysis)


def _length(length: Length, analysis: Analysis) -> Iterator[Problem]:
    values: list[tuple[object, str]] = [(length.amount, str(length.at))]
    if isinstance(length.amount, str):
        known = {item.name: item for item in analysis.model.parameters}
        parameter = known.get(length.amount)
        if parameter is None:
            return
        values = [
            (value, str(parameter.at))
            for value in (parameter.default, parameter.least, parameter.most)
            if value is not None
        ]
    for value, where in values:
        if not isinstance(value, int):
            continue
        if value < 0:
            yield Problem(
                what=f"A window of {value} {length.unit} closes before it opens.",
                where=where,
                cure="Write a length of at least 0.",
                code="window-negative",
            )
        if value > _MOST[length.unit]:
            yield Problem(
                what=f"A window of {value} {length.unit} never closes.",
                where=where,
                why="it is longer than a hundred years",
                cure="Leave within out to ask until the as-of date.",
                code="window-endless",
            )
