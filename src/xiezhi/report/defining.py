"""What a model's own columns mean: the expression behind each, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xiezhi.model.prose import sentence
from xiezhi.model.step import Derive
from xiezhi.rulebook.form import Title
from xiezhi.sql.parse import ExpressionError, parse_expression
from xiezhi.sql.tree import Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.model.spec import Model
    from xiezhi.rulebook.tables import Column

__all__ = ["definitions"]

_LONGEST = 48
_COMPUTED = re.compile(r"(?:computed|expected|correct|due)_(\w+)")


def definitions(model: Model | None, columns: Mapping[str, Column]) -> dict[str, Title]:
    """The wording of every derived column, in the order of the steps.

    Args:
        model: As the bundle carries it; None gives none.
        columns: Standard columns by name, for their titles and the words of their codes.

    Returns:
        Column → wording. A bare number and a wording too long for a line give none.
    """
    steps = model.steps if model is not None else ()
    titles = {name: column.title for name, column in columns.items()}
    labels = {name: column.labels for name, column in columns.items() if column.labels}
    found: dict[str, Title] = {}
    for _, step in steps:
        if not isinstance(step, Derive):
            continue
        for named in step.columns:
            wording = _counterpart(named.name, columns) or _wording(
                named.expr.text, {**titles, **found}, labels
            )
            if wording is not None:
                found[named.name] = wording
    return found


def _counterpart(name: str, columns: Mapping[str, Column]) -> Title | None:
    """``computed_end`` goes by the printed column it is the counterpart of."""
    found = _COMPUTED.fullmatch(name)
    if found is None:
        return None
    printed = next((columns[one] for one in (found[1], f"{found[1]}s") if one in columns), None)
    if printed is None:
        return None
    return Title(f"推算的{printed.title.zh}", f"computed {printed.title.en}")


def _wording(
    text: str, titles: Mapping[str, Title], labels: Mapping[str, Mapping[str, Title]]
) -> Title | None:
    try:
        tree = parse_expression(text)
    except ExpressionError:
        return None
    if isinstance(tree, Literal):
        return None
    said = []
    for lang in ("zh", "en"):
        names = {name: title.of(lang) for name, title in titles.items()}
        words = {
            name: {code: label.of(lang) for code, label in codes.items()}
            for name, codes in labels.items()
        }
        said.append(sentence(tree, lang, names, words))
    return Title(*said) if len(said[0]) <= _LONGEST else None
