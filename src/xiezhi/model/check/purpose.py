"""The purpose is one of the rulebook's: contracts are held against the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.rulebook.purposes import purpose, unknown_purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.kernel.errors import Problem
    from xiezhi.model.analysis import Analysis

__all__ = ["check"]


def check(analysis: Analysis) -> Iterator[Problem]:
    """A purpose that ``rulebook/terms/purposes.yaml`` does not have."""
    model = analysis.model
    if purpose(model.purpose) is None:
        yield unknown_purpose(model.purpose, str(model.at))
