"""Describing a model: every name resolved, every expression typed, every fault in its place."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.model.relation import UNKNOWN, Relation
from xiezhi.sql.check import Checker, Scope
from xiezhi.sql.parse import ExpressionError, parse_expression
from xiezhi.sql.select import aggregates
from xiezhi.sql.tree import Call, Literal, Name, Tree, children_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xiezhi.model.rules import Rules
    from xiezhi.model.spec import Model
    from xiezhi.model.step import Expr, Key, Named
    from xiezhi.rulebook.yaml_nodes import Place
    from xiezhi.sql.functions import Kind
    from xiezhi.sql.types import Type

__all__ = ["Describing"]


@dataclass(slots=True)
class Describing:
    """Holds what is known so far; verbs ask it and report to it."""

    model: Model
    rules: Rules
    params: Mapping[str, Type]
    problems: list[Problem] = field(default_factory=list)
    relations: dict[str, Relation] = field(default_factory=dict)

    def refuse(
        self, at: Place, what: str, why: str = "", cure: str = "", code: str = "model"
    ) -> None:
        """Note a problem."""
        self.problems.append(Problem(what=what, where=str(at), why=why, cure=cure, code=code))

    def relation(self, name: str, at: Place) -> Relation:
        """An input or an earlier step; an empty one after the fault is noted."""
        found = self.relations.get(name)
        if found is not None:
            return found
        later = name in dict(self.model.steps)
        close = difflib.get_close_matches(name, list(self.relations), n=1)
        self.refuse(
            at,
            f"{name!r} comes later." if later else f"There is no input or step {name!r}.",
            why="known here: " + ", ".join(self.relations),
            cure=f"Did you mean {close[0]!r}?" if close else "Steps see what stands above them.",
            code="name-unknown-step",
        )
        return Relation(name, _Anything())

    def has(self, relation: Relation, column: str, at: Place) -> Type:
        """The type of a column."""
        found = relation.columns.get(column)
        if found is not None:
            return found
        close = difflib.get_close_matches(column, relation.visible, n=1)
        self.refuse(
            at,
            f"{relation.name} has no column {column!r}.",
            why="columns: " + ", ".join(relation.visible),
            cure=f"Did you mean {close[0]!r}?" if close else "Declare it in the input.",
            code="name-unknown-column",
        )
        return UNKNOWN

    def tree(self, expr: Expr) -> Tree | None:
        """The expression parsed; None after the fault is noted."""
        try:
            return parse_expression(expr.text)
        except ExpressionError as error:
            self.refuse(
                _place(expr, error.offset),
                error.what,
                why=f"in {_short(expr)}",
                cure=error.cure,
                code="expression-syntax",
            )
            return None

    def type(
        self, expr: Expr, relation: Relation, kinds: tuple[Kind, ...] = ("scalar",)
    ) -> Type | None:
        """The type of an expression over a relation."""
        tree = self.tree(expr)
        return None if tree is None else self.tree_type(expr, tree, relation, kinds)

    def tree_type(
        self, expr: Expr, tree: Tree, relation: Relation, kinds: tuple[Kind, ...] = ("scalar",)
    ) -> Type | None:
        """The type of a parsed expression; ``expr`` says where it stands."""
        checker = self._checker(relation, kinds)
        found = checker.type_of(tree)
        self._report(expr, checker)
        return found

    def condition(
        self, expr: Expr, relation: Relation, kinds: tuple[Kind, ...] = ("scalar",)
    ) -> None:
        """Require a condition over a relation."""
        tree = self.tree(expr)
        if tree is None:
            return
        checker = self._checker(relation, kinds)
        checker.condition(tree)
        if isinstance(tree, Literal):
            checker.fault(0, "A fixed condition is no condition.", code="never-constant")
        self._report(expr, checker)

    def _checker(self, relation: Relation, kinds: tuple[Kind, ...]) -> Checker:
        scope = Scope(relation.scope, self.params, self.rules.types, kinds, relation.not_null)
        return Checker(scope)

    def _report(self, expr: Expr, checker: Checker) -> None:
        for fault in checker.faults:
            self.refuse(
                _place(expr, fault.at),
                fault.what,
                fault.why or f"in {_short(expr)}",
                fault.cure,
                fault.code,
            )

    def derived(
        self,
        named: Iterable[Named],
        relation: Relation,
        kinds: tuple[Kind, ...] = ("scalar",),
        beside: Iterable[str] | None = None,
    ) -> dict[str, Type]:
        """The types of new columns; one that is wrong is ``UNKNOWN`` from then on.

        ``beside`` names the columns that stay (default: all of the relation): none may have the
        name of a new one.
        """
        found: dict[str, Type] = {}
        kept = dict.fromkeys(relation.columns if beside is None else beside)
        for item in named:
            self.new_name(item.name, None, item.expr.at, taken={**kept, **found})
            kind = self.type(item.expr, relation, kinds)
            if kind is not None and kind.name == "null":
                self.refuse(item.expr.at, f"{item.name} is always null.", code="type-null")
            found[item.name] = UNKNOWN if kind is None else replace(kind, literal=False)
        return found

    def aggregated(self, named: Iterable[Named], by: Iterable[str]) -> None:
        """Require that every column beside the key stands inside an aggregate."""
        for item in named:
            tree = self.tree(item.expr)
            if tree is None:
                continue
            loose = sorted(_outside_aggregates(tree) - set(by))
            if loose or not aggregates(tree):
                self.refuse(
                    item.expr.at,
                    f"{item.name} is no aggregate.",
                    why=f"{', '.join(loose)} differs from row to row" if loose else "",
                    cure="Write min, max, only, sum … of it, or add it to by.",
                    code="type-function-place",
                )

    def new_name(
        self, name: str, relation: Relation | None, at: Place, taken: Mapping[str, object]
    ) -> None:
        """Refuse a column name that is no name or already there."""
        if not name.replace("_", "a").isalnum() or not name.isascii() or name != name.lower():
            self.refuse(
                at,
                f"{name!r} is no name for a column.",
                cure="Use small letters, digits and underscores.",
                code="name-form",
            )
        elif name.startswith("_"):
            self.refuse(
                at, "Names that begin with an underscore are the system's.", code="name-form"
            )
        if name in taken or (relation is not None and name in relation.columns):
            self.refuse(
                at,
                f"There is already a column {name!r}.",
                cure="Choose another name.",
                code="name-twice",
            )

    def key(self, key: Key, left: Relation, right: Relation) -> None:
        """Check a join key: columns exist, mean the same, and link rows rather than coincide."""
        weak: list[str] = []
        for pair in key:
            one, other = self.has(left, pair.left, pair.at), self.has(right, pair.right, pair.at)
            if UNKNOWN in (one, other):
                return
            if not self._comparable(one, other):
                self.refuse(
                    pair.at,
                    f"{pair.left} ({one}) and {pair.right} ({other}) are not the same thing.",
                    cure="Join columns of one meaning; as_type(x, 'type') states a meaning.",
                    code="key-types",
                )
                return
            rule = self.rules.types[one.name]
            if rule.key == "never" or one.many:
                self.refuse(
                    pair.at,
                    f"{one} links no rows.",
                    why=rule.why,
                    cure="Join on identity numbers, case numbers or documents.",
                    code="key-never",
                )
                return
            if rule.key == "with":
                weak.append(pair.left)
        if len(weak) == len(key) == 1:
            kind = left.columns[weak[0]]
            self.refuse(
                key[0].at,
                f"{kind} alone links no rows.",
                why=self.rules.types[kind.name].why,
                cure="Add another part to the key.",
                code="key-alone",
            )

    def _comparable(self, one: Type, other: Type) -> bool:
        kinds = self.rules.types
        if one.values and other.values and one.values != other.values:
            return False
        return kinds[one.name].comparable(kinds[other.name])


class _Anything(dict[str, "Type"]):
    """Columns of a relation that does not exist: each of unknown type, nothing reported twice."""

    def get(self, key: str, default: object = None) -> Type:
        return UNKNOWN

    def __contains__(self, key: object) -> bool:
        return False


def _outside_aggregates(tree: Tree) -> set[str]:
    if isinstance(tree, Call) and aggregates(replace(tree, args=(), order=None)):
        return set()
    if isinstance(tree, Name):
        return {tree.name}
    return set().union(*(_outside_aggregates(child) for child in children_of(tree)), set())


def _place(expr: Expr, offset: int) -> Place:
    if "\n" in expr.text:
        return expr.at
    return replace(expr.at, column=expr.at.column + offset)


def _short(expr: Expr) -> str:
    text = " ".join(expr.text.split())
    return text if len(text) <= 120 else text[:117] + "…"
