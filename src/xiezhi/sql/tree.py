"""The tree of an expression: small frozen nodes, each knowing where in its text it began."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator
    from decimal import Decimal

__all__ = [
    "Between",
    "Binary",
    "Call",
    "Case",
    "In",
    "IsNull",
    "Like",
    "ListOf",
    "Literal",
    "Name",
    "Param",
    "Tree",
    "Unary",
    "children_of",
    "columns_of",
    "conjuncts",
    "params_of",
    "rewrite",
    "substitute",
    "walk",
]

LiteralValue: TypeAlias = "str | int | Decimal | bool | datetime.date | None"


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant as written: text, whole number, exact number, day, truth value or null."""

    value: LiteralValue
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A column."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of the model, written ``:name``."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """``not x`` or ``-x``."""

    op: str
    operand: Tree
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands: ``and or = <> < <= > >= + - * / % ||``."""

    op: str
    left: Tree
    right: Tree
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class IsNull:
    """``x is null``, or ``x is not null`` when negated."""

    operand: Tree
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class In:
    """``x in (a, b)``."""

    operand: Tree
    items: tuple[Tree, ...]
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Between:
    """``x between low and high``, both included."""

    operand: Tree
    low: Tree
    high: Tree
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Like:
    """``x like '%a_'``."""

    operand: Tree
    pattern: Tree
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Case:
    """``case when a then b … else c end``."""

    whens: tuple[tuple[Tree, Tree], ...]
    otherwise: Tree | None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the whitelist; ``order`` and ``descending`` for first, last and list."""

    function: str
    args: tuple[Tree, ...]
    order: Tree | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ListOf:
    """``['a', 'b']``."""

    items: tuple[Tree, ...]
    at: int = field(default=0, compare=False)


Tree: TypeAlias = (
    Literal | Name | Param | Unary | Binary | IsNull | In | Between | Like | Case | Call | ListOf
)


_BRANCHES: dict[type, tuple[str, ...]] = {
    Unary: ("operand",),
    Binary: ("left", "right"),
    IsNull: ("operand",),
    In: ("operand", "items"),
    Between: ("operand", "low", "high"),
    Like: ("operand", "pattern"),
    Case: ("whens", "otherwise"),
    Call: ("args", "order"),
    ListOf: ("items",),
}


def children_of(tree: Tree) -> Iterator[Tree]:
    """The nodes directly below a node, in order."""
    for name in _BRANCHES.get(type(tree), ()):
        value = getattr(tree, name)
        if isinstance(value, tuple):
            for child in value:
                if isinstance(child, tuple):
                    yield from child
                else:
                    yield child
        elif value is not None:
            yield value


def walk(tree: Tree) -> Iterator[Tree]:
    """The node and everything below it, parents first."""
    yield tree
    for child in children_of(tree):
        yield from walk(child)


def columns_of(tree: Tree) -> frozenset[str]:
    """Names of the columns the expression reads."""
    return frozenset(node.name for node in walk(tree) if isinstance(node, Name))


def params_of(tree: Tree) -> frozenset[str]:
    """Names of the parameters the expression reads."""
    return frozenset(node.name for node in walk(tree) if isinstance(node, Param))


def conjuncts(tree: Tree) -> tuple[Tree, ...]:
    """The conditions joined by ``and`` at the top, in order; the tree itself when there is one."""
    if isinstance(tree, Binary) and tree.op == "and":
        return (*conjuncts(tree.left), *conjuncts(tree.right))
    return (tree,)


def rewrite(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """A copy in which every node, leaves first, went through ``change``."""
    updates: dict[str, Any] = {}
    for name in _BRANCHES.get(type(tree), ()):
        value = getattr(tree, name)
        if name == "whens":
            updates[name] = tuple((rewrite(a, change), rewrite(b, change)) for a, b in value)
        elif isinstance(value, tuple):
            updates[name] = tuple(rewrite(child, change) for child in value)
        elif value is not None:
            updates[name] = rewrite(value, change)
    return change(replace(tree, **updates) if updates else tree)


def substitute(tree: Tree, values: dict[str, Tree]) -> Tree:
    """A copy in which the named columns are replaced by other expressions."""
    if not values or not (columns_of(tree) & values.keys()):
        return tree
    return rewrite(
        tree, lambda node: values.get(node.name, node) if isinstance(node, Name) else node
    )
