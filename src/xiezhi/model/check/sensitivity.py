"""A model is at least as sensitive as the columns it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.model.analysis import Analysis

__all__ = ["check"]

_ORDER = ("public", "personal", "sensitive_personal")


def check(analysis: Analysis) -> Iterator[Problem]:
    """Columns more sensitive than the model says it is."""
    own = _ORDER.index(analysis.model.sensitivity)
    for item in analysis.model.inputs:
        table = analysis.rules.table(item.table)
        if table is None:
            continue
        for name in item.columns:
            column = table.columns.get(name)
            if column is not None and _ORDER.index(column.sensitivity) > own:
                yield Problem(
                    what=f"The model is {analysis.model.sensitivity}, "
                    f"its column {name} is {column.sensitivity}.",
                    where=str(item.at),
                    cure=f"Write sensitivity: {column.sensitivity}, or leave the column out.",
                    code="sensitivity",
                )
