"""What may be compared with what: types, literals, words of closed lists, branches."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.rulebook.vocabularies import vocabularies
from xiezhi.sql.scope import Fault, Scope, closest
from xiezhi.sql.tree import Literal

if TYPE_CHECKING:
    from xiezhi.sql.tree import Tree
    from xiezhi.sql.types import Type

__all__ = ["Comparing"]


@dataclass(slots=True)
class Comparing(ABC):
    """The part of a checker that knows comparisons."""

    scope: Scope
    faults: list[Fault] = field(default_factory=list)

    @abstractmethod
    def type_of(self, tree: Tree) -> Type | None:
        """The type of an expression; None when its fault was already noted."""

    def fault(self, at: int, what: str, why: str = "", cure: str = "", code: str = "type") -> None:
        """Note a fault."""
        self.faults.append(Fault(at, what, why, cure, code))

    def _bool(self) -> Type:
        return self.scope.type("bool")

    def _compare(self, left_tree: Tree, right_tree: Tree, op: str, at: int) -> None:
        left, right = self.type_of(left_tree), self.type_of(right_tree)
        if left is None or right is None:
            return
        if left.name == "null" or right.name == "null":
            self.fault(
                at,
                "A comparison with null is never true.",
                cure="Write is null.",
                code="never-null",
            )
            return
        if left.literal and right.literal:
            self.fault(
                at,
                "Both sides are fixed: the answer is always the same.",
                cure="Compare a column.",
                code="never-constant",
            )
            return
        if left.literal:
            self._literal_fits(right, left_tree, left, op)
        elif right.literal:
            self._literal_fits(left, right_tree, right, op)
        else:
            self._types_fit(left, right, op, at)

    def _types_fit(self, left: Type, right: Type, op: str, at: int) -> None:
        if left.many or right.many:
            self.fault(
                at,
                f"{left} and {right} are not compared.",
                cure="Use has, has_any or the verb explode.",
                code="type-list",
            )
            return
        one, other = self.scope.types[left.name], self.scope.types[right.name]
        if not one.comparable(other):
            why = one.why or other.why if one.name == other.name else ""
            self.fault(
                at,
                f"{left} and {right} are not compared.",
                why=why or f"they mean {one.title.en} and {other.title.en}",
                cure="Compare columns of one meaning; as_type(x, 'type') states a meaning.",
                code="type-compare",
            )
        elif left.values and right.values and left.values != right.values:
            self.fault(
                at,
                "Words of two closed lists are not compared.",
                why=f"{left.values} and {right.values}",
                cure="Translate one with case.",
                code="type-compare",
            )
        elif op not in ("=", "<>") and "equal" in (one.order, other.order):
            self._unordered(left, at)

    def _unordered(self, kind: Type, at: int) -> None:
        self.fault(at, f"{kind} has no order.", cure="Use = or <>.", code="type-order")

    def _literal_fits(self, kind: Type, tree: Tree, literal: Type, op: str) -> None:
        if kind.many:
            self.fault(
                tree.at,
                f"{kind} and one value are not compared.",
                cure="Use has(list, x).",
                code="type-list",
            )
            return
        rule = self.scope.types[kind.name]
        value = tree.value if isinstance(tree, Literal) else None
        given = {"int": "number", "number": "number", "text": "text", "date": "date"}.get(
            literal.name, literal.name
        )
        if rule.literal == "date" and given == "text" and _is_day(value):
            given = "date"
        if rule.literal != given:
            wanted = rule.why or f"{kind} is compared with a {rule.literal}"
            cure = "Write date 'YYYY-MM-DD'." if rule.literal == "date" else ""
            self.fault(
                tree.at,
                f"{kind} and {value!r} are not compared.",
                why=wanted,
                cure=cure,
                code="type-compare",
            )
        elif op not in ("=", "<>") and rule.order == "equal":
            self._unordered(kind, tree.at)
        elif kind.values and isinstance(value, str):
            self._word(kind, value, tree.at)

    def _word(self, kind: Type, value: str, at: int) -> None:
        known = vocabularies().get(kind.values)
        if known is not None and value not in known:
            close = closest(value, known)
            self.fault(
                at,
                f"{value!r} is no word of {kind.values}: the condition can never hold.",
                why="words: " + ", ".join(known),
                cure=f"Did you mean {close!r}?" if close else "",
                code="never-word",
            )

    def same(self, trees: list[Tree], at: int) -> Type | None:
        """The one type that all of these have; literals take their neighbours' type."""
        found: Type | None = None
        for tree in trees:
            kind = self.type_of(tree)
            if kind is None or kind.name == "null":
                continue
            if found is None:
                found = kind
                continue
            if found.literal and not kind.literal:
                found, kind = kind, found
            if kind.literal and found.literal:
                found = self._wider(found, kind, at)
            elif kind.literal:
                self._literal_fits(found, tree, kind, "=")
            elif found.name != kind.name and not self._alike(found, kind):
                self.fault(
                    at,
                    f"{found} and {kind} are not the same thing.",
                    cure="Give every branch one meaning.",
                    code="type-branches",
                )
        return found

    def _wider(self, one: Type, other: Type, at: int) -> Type:
        """The type of two literals: a whole number beside a fraction is a number."""
        if {one.name, other.name} == {"int", "number"}:
            return one if one.name == "number" else other
        if one.name != other.name:
            self.fault(
                at,
                f"{one} and {other} are not the same thing.",
                cure="Give every branch one meaning.",
                code="type-branches",
            )
        return one

    def _alike(self, one: Type, other: Type) -> bool:
        return self.scope.types[one.name].comparable(self.scope.types[other.name])


def _is_day(value: object) -> bool:
    try:
        datetime.date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
