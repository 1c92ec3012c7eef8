"""The pieces that steps are written with: expressions, keys, lengths of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from xiezhi.rulebook.yaml_nodes import Place

__all__ = ["Expr", "Key", "KeyPair", "Length", "Named", "Unit"]

Unit: TypeAlias = Literal["days", "workdays", "months"]


@dataclass(frozen=True, slots=True)
class Expr:
    """An expression of the language as written."""

    text: str
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Named:
    """A new column and the expression that fills it."""

    name: str
    expr: Expr


@dataclass(frozen=True, slots=True)
class KeyPair:
    """One column on each side that must be equal."""

    left: str
    right: str
    at: Place = field(compare=False)


Key: TypeAlias = tuple[KeyPair, ...]


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: a number or the name of a parameter, in a unit."""

    amount: int | str
    unit: Unit
    at: Place = field(compare=False)
