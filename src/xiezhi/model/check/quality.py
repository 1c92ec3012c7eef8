"""What a model needs of the quality of its data can be measured, and is of columns it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.model.analysis import Analysis

__all__ = ["check"]


def check(analysis: Analysis) -> Iterator[Problem]:
    """Needs of columns that the input does not declare, and shares that are no share."""
    for item in analysis.model.inputs:
        for need in item.needs:
            if need.column not in item.columns:
                yield Problem(
                    what=f"The input {item.name!r} needs quality of {need.column!r}, unseen by it.",
                    where=str(need.at),
                    why=f"its columns are {', '.join(item.columns)}",
                    cure="Declare the column, or drop the need.",
                    code="needs-column",
                )
            if not 0 < need.least <= 1:
                yield Problem(
                    what=f"{need.least} is no share.",
                    where=str(need.at),
                    why="a need is a share above 0, at most 1",
                    cure="Write 0.95 for 95 %.",
                    code="needs-share",
                )
