"""The type of every expression, and what is wrong with it: said all at once, with the cure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xiezhi.sql import arithmetic
from xiezhi.sql.calling import Calling
from xiezhi.sql.scope import Fault, Scope, closest
from xiezhi.sql.tree import (
    Between,
    Binary,
    Call,
    Case,
    In,
    IsNull,
    Like,
    ListOf,
    Literal,
    Name,
    Param,
    Tree,
    Unary,
)
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Checker", "Fault", "Scope"]

_NULL = Type("null", "NULL", literal=True)


@dataclass(slots=True)
class Checker(Calling):
    """Finds the type of a tree; what is wrong is gathered in ``faults``.

    ``type_of`` returns None for a part whose fault was already noted, so that one mistake is one
    fault.
    """

    def type_of(self, tree: Tree) -> Type | None:
        """The type of an expression."""
        handler = _HANDLERS[type(tree)]
        found: Type | None = getattr(self, handler)(tree)
        return found

    def condition(self, tree: Tree) -> None:
        """Require a truth value."""
        found = self.type_of(tree)
        if found is not None and not found.is_bool:
            self.fault(
                tree.at,
                f"A condition is expected, this is {found}.",
                cure="Compare it with something.",
                code="type-not-condition",
            )

    # --- leaves ---------------------------------------------------------------------------------

    def _literal(self, tree: Literal) -> Type:
        value = tree.value
        if value is None:
            return _NULL
        if isinstance(value, bool):
            return self.scope.type("bool", literal=True)
        if isinstance(value, int):
            return self.scope.type("int", literal=True)
        if isinstance(value, Decimal):
            return self.scope.type("number", literal=True)
        if isinstance(value, datetime.date):
            return self.scope.type("date", literal=True)
        return self.scope.type("text", literal=True)

    def _name(self, tree: Name) -> Type | None:
        found = self.scope.columns.get(tree.name)
        if found is None:
            close = closest(tree.name, self.scope.columns)
            self.fault(
                tree.at,
                f"There is no column {tree.name!r} here.",
                why="known: " + ", ".join(sorted(_shown(self.scope.columns))),
                cure=f"Did you mean {close!r}?" if close else "Declare it, or write another name.",
                code="name-unknown-column",
            )
        # a column whose own expression is wrong was told of where it is made
        return None if found is not None and found.name == "unknown" else found

    def _param(self, tree: Param) -> Type | None:
        found = self.scope.params.get(tree.name)
        if found is None:
            self.fault(
                tree.at,
                f"There is no parameter {tree.name!r}.",
                why="known: " + (", ".join(sorted(self.scope.params)) or "none"),
                cure="Declare it under parameters.",
                code="name-unknown-parameter",
            )
        return found

    # --- operators ------------------------------------------------------------------------------

    def _unary(self, tree: Unary) -> Type | None:
        if tree.op == "not":
            self.condition(tree.operand)
            return self._bool()
        found = self.type_of(tree.operand)
        if found is not None and not found.is_number:
            self.fault(tree.at, f"{found} has no minus.", code="type-arithmetic")
            return None
        return found

    def _binary(self, tree: Binary) -> Type | None:
        if tree.op in ("and", "or"):
            self.condition(tree.left)
            self.condition(tree.right)
            return self._bool()
        if tree.op in ("=", "<>", "<", "<=", ">", ">="):
            self._compare(tree.left, tree.right, tree.op, tree.at)
            return self._bool()
        left, right = self.type_of(tree.left), self.type_of(tree.right)
        if left is None or right is None:
            return None
        if tree.op == "||":
            if left.is_text and right.is_text:
                return self.scope.type("text")
            self.fault(
                tree.at,
                f"{left} || {right}: both must be text.",
                cure="Use text(x).",
                code="type-arithmetic",
            )
            return None
        result = arithmetic.result(self.scope.types, left, tree.op, right)
        if isinstance(result, Type):
            return result
        self.fault(
            tree.at,
            f"{left} {tree.op} {right} has no meaning.",
            why=result.why,
            cure=result.cure,
            code="type-arithmetic",
        )
        return None

    def _is_null(self, tree: IsNull) -> Type:
        found = self.type_of(tree.operand)
        if (
            found is not None
            and isinstance(tree.operand, Name)
            and tree.operand.name in self.scope.not_null
        ):
            word = "always" if tree.negated else "never"
            self.fault(
                tree.at,
                f"{tree.operand.name} is never empty: this is {word} true.",
                cure="Remove the condition.",
                code="never-null",
            )
        return self._bool()

    def _in(self, tree: In) -> Type:
        for item in tree.items:
            self._compare(tree.operand, item, "=", item.at)
        return self._bool()

    def _between(self, tree: Between) -> Type:
        for side in (tree.low, tree.high):
            self._compare(tree.operand, side, "<=", tree.at)
        return self._bool()

    def _like(self, tree: Like) -> Type:
        found = self.type_of(tree.operand)
        if found is not None and not found.is_text:
            self.fault(tree.at, f"like reads text, this is {found}.", code="type-text")
        if not (isinstance(tree.pattern, Literal) and isinstance(tree.pattern.value, str)):
            self.fault(tree.at, "The pattern of like is a fixed text.", code="type-pattern")
        return self._bool()

    def _case(self, tree: Case) -> Type | None:
        for condition, _ in tree.whens:
            self.condition(condition)
        values = [value for _, value in tree.whens]
        if tree.otherwise is not None:
            values.append(tree.otherwise)
        return self.same(values, tree.at)

    def _list(self, tree: ListOf) -> Type | None:
        found = self.same(list(tree.items), tree.at)
        if found is None:
            return None
        return Type(found.name, found.storage, many=True, literal=found.literal)


_HANDLERS: dict[type, str] = {
    Literal: "_literal",
    Name: "_name",
    Param: "_param",
    Unary: "_unary",
    Binary: "_binary",
    IsNull: "_is_null",
    In: "_in",
    Between: "_between",
    Like: "_like",
    Case: "_case",
    Call: "_call",
    ListOf: "_list",
}


def _shown(columns: Mapping[str, Type]) -> list[str]:
    return [name for name in columns if not name.endswith(("_span", "_from", "_abstained"))]
