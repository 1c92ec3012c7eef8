"""A model understood: every relation described; the ground that compiling stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.model.relation import Relation
    from xiezhi.model.rules import Rules
    from xiezhi.model.spec import Model
    from xiezhi.sql.types import Type

__all__ = ["Analysis"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A model with its relations.

    Attributes:
        relations: Every input and step by name, in the order of the file.
        params: Types of the parameters.
        used_by: Relation → the steps that read it, in order.
    """

    model: Model
    rules: Rules
    relations: Mapping[str, Relation]
    params: Mapping[str, Type]
    used_by: Mapping[str, tuple[str, ...]]

    def is_input(self, name: str) -> bool:
        """Whether the relation is an input."""
        return any(item.name == name for item in self.model.inputs)
