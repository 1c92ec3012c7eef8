"""What the columns are called that linking verbs add: levels, weights, the other side's values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xiezhi.model.linking import Connect, Match, Similar
from xiezhi.model.naming import COMPARED, MADE
from xiezhi.rulebook.comparisons import LEVELS
from xiezhi.rulebook.form import Title
from xiezhi.rulebook.tables import Column
from xiezhi.rulebook.types import SemanticTypes
from xiezhi.rulebook.vocabularies import vocabularies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.model.linking import Compared
    from xiezhi.model.spec import Model

__all__ = ["linked_columns"]

_KINDS = {"match_probability": "share", "similarity": "share", "match_weight": "number"}


def linked_columns(model: Model | None, columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns that the linking steps of a model add, with titles and words.

    Args:
        model: As the bundle carries it; None adds none.
        columns: Standard columns by name.
    """
    found: dict[str, Column] = {}
    for _, step in model.steps if model is not None else ():
        if not isinstance(step, Match | Similar | Connect):
            continue
        for name, title in MADE.items():
            kind = SemanticTypes.load()[_KINDS.get(name, "text")]
            found[name] = Column(name, kind, Title(title["zh"], title["en"]))
        if isinstance(step, Match):
            for one in step.compare:
                found |= _compared(one, columns)
        for new, old in step.take if not isinstance(step, Connect) else ():
            if old in columns and new not in columns:
                own = columns[old].title  # renamed because both sides have it
                other = Title(f"对方{own.zh}", f"{own.en} of the other")
                found[new] = replace(columns[old], name=new, title=other)
    return {name: column for name, column in found.items() if name not in columns}


def _compared(one: Compared, columns: Mapping[str, Column]) -> dict[str, Column]:
    types = SemanticTypes.load()
    base = columns.get(one.left)
    title = base.title if base is not None else Title(one.id, one.id)
    names = {
        prefix: Title(words["zh"].format(title.zh), words["en"].format(title.en))
        for prefix, words in COMPARED.items()
    }
    level = Column(f"level_{one.id}", types["status_code"], names["level_"],
                   labels=vocabularies()[LEVELS])  # fmt: skip
    weight = Column(f"weight_{one.id}", types["number"], names["weight_"])
    other = Column(f"other_{one.id}", types["text"], names["other_"])
    if base is not None:
        other = replace(base, name=other.name, title=names["other_"])
    return {column.name: column for column in (level, weight, other)}
