"""Codes that a model lists (``posts_held: list(post)``), said in the words of their vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.step import Group
from xiezhi.rulebook.form import Title
from xiezhi.sql.parse import ExpressionError, parse_expression
from xiezhi.sql.tree import Call, Name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.model.spec import Model
    from xiezhi.rulebook.tables import Column
    from xiezhi.rulebook.vocabularies import Vocabulary

__all__ = ["listed_codes", "said"]

_BETWEEN = "、"


def listed_codes(model: Model | None, columns: Mapping[str, Column]) -> dict[str, Vocabulary]:
    """Columns that list the codes of a standard column, with the words of the codes.

    Args:
        model: As the bundle carries it; None gives none.
        columns: Standard columns by name.
    """
    found = {}
    for _, step in model.steps if model is not None else ():
        for named in step.columns if isinstance(step, Group) else ():
            column = columns.get(_listed(named.expr.text))
            if column is not None and column.labels:
                found[named.name] = column.labels
    return found


def _listed(text: str) -> str:
    """The column that an aggregate lists; nothing for other aggregates."""
    try:
        tree = parse_expression(text)
    except ExpressionError:
        return ""
    if isinstance(tree, Call) and tree.function == "list" and isinstance(tree.args[0], Name):
        return tree.args[0].name
    return ""


def said(codes: str, words: Vocabulary) -> Title:
    """``legal_rep、manager`` in words; what is no code stays as it is."""
    titles = [words[code] if code in words else Title(code, code) for code in codes.split(_BETWEEN)]
    return Title(_BETWEEN.join(one.zh for one in titles), ", ".join(one.en for one in titles))
