"""Which columns of which relation the clue needs, and how far its values may restrict a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.compile import verb_of
from xiezhi.sql.parse import columns_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.model.analysis import Analysis

__all__ = ["needs", "restrictions"]


def needs(
    analysis: Analysis, wanted: frozenset[str], *, traced: bool = False
) -> dict[str, frozenset[str]]:
    """Relation → columns of it that it takes to give the wanted columns of the clue step.

    Relations that the clue does not need are not in the answer. ``traced`` adds what the links of
    the second pass speak of.
    """
    found: dict[str, set[str]] = {analysis.model.clue.from_: set(wanted)}
    for name, step in reversed(analysis.model.steps):
        if name not in found:
            continue
        asked = found[name]
        for exclusion in analysis.model.exclusions_of(name):
            asked |= columns_in(exclusion.where.text)
        verb = verb_of(step)
        if traced:
            asked |= verb.shows(step, analysis) & analysis.relations[name].columns.keys()
        for source, columns in verb.reads(step, frozenset(asked), analysis).items():
            found.setdefault(source, set()).update(columns)
        for source, columns in verb.traces(step, analysis).items() if traced else ():
            found.setdefault(source, set()).update(columns)
    return {name: frozenset(columns) for name, columns in found.items()}


def restrictions(
    analysis: Analysis, used: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[tuple[str, str]]]:
    """Relation → pairs (its column, clue column) whose values may be restricted in its place.

    A pair holds only when it holds along every way from the relation to the clue: keeping the
    relation's rows whose value lies among the clues' values then loses no evidence and adds no
    clue.
    """
    clue = analysis.model.clue.from_
    columns = analysis.relations[clue].columns
    found: dict[str, frozenset[tuple[str, str]]] = {
        clue: frozenset((column, column) for column in columns)
    }
    for name, step in reversed(analysis.model.steps):
        if name not in used or name not in found:
            continue
        verb = verb_of(step)
        origins = verb.origins(step, analysis)
        reached: dict[str, set[tuple[str, str]]] = {
            source: set() for source in verb.reads(step, frozenset(), analysis)
        }
        for column, clue_column in found[name]:
            for source, source_column in origins.get(column, ()):
                reached.setdefault(source, set()).add((source_column, clue_column))
        for source, pairs in reached.items():
            before = found.get(source)
            found[source] = frozenset(pairs) if before is None else before & pairs
    return found
