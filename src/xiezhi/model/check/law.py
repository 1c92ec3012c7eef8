"""Every citation resolves in ``rulebook/law`` and every remedy in ``rulebook/terms``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.model.analysis import Analysis

__all__ = ["check"]


def check(analysis: Analysis) -> Iterator[Problem]:
    """Citations and remedies that the rulebook does not know, and a model without a basis."""
    for entry in analysis.model.law:
        if not analysis.rules.cites(entry.cite):
            yield Problem(
                what=f"The citation {entry.cite!r} does not resolve.",
                where=str(entry.at),
                why="rulebook/law has no such law or article",
                cure="Correct it (law#article, 刑法#73(2)), or add it to rulebook/law.",
                code="law-unresolved",
            )
    for word in analysis.model.remedy:
        if not analysis.rules.remedy(word):
            yield Problem(
                what=f"There is no remedy {word!r}.",
                where=str(analysis.model.at),
                cure="See rulebook/terms/remedies.yaml.",
                code="remedy-unknown",
            )
    if analysis.model.law and all(entry.role != "basis" for entry in analysis.model.law):
        yield Problem(
            what="No citation is the basis.",
            where=str(analysis.model.law[0].at),
            cure="Give the article that was not followed role: basis.",
            code="law-basis",
        )
