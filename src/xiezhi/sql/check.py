"""The type of every expression, and what is wrong with it: said all at once, with the cure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from xiezhi.rulebook.vocabularies import vocabularies
from xiezhi.sql import arithmetic
from xiezhi.sql.functions import FUNCTIONS, Function, Kind
from xiezhi.sql.pattern import pattern_fault
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
    walk,
)
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.rulebook.types import SemanticTypes

__all__ = ["Checker", "Fault", "Scope"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an expression, at a character of its text."""

    at: int
    what: str
    why: str = ""
    cure: str = ""
    code: str = "type"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may see."""

    columns: Mapping[str, Type]
    params: Mapping[str, Type]
    types: SemanticTypes
    kinds: tuple[Kind, ...] = ("scalar",)
    not_null: frozenset[str] = frozenset()

    def type(self, name: str, *, literal: bool = False, storage: str = "") -> Type:
        """A semantic type with its usual storage, or another."""
        return Type(name, storage or self.types[name].storage, literal=literal)


_NULL = Type("null", "NULL", literal=True)


@dataclass(slots=True)
class Checker:
    """Finds the type of a tree; what is wrong is gathered in ``faults``.

    ``type_of`` returns None for a part whose fault was already noted, so that one mistake is one
    fault.
    """

    scope: Scope
    faults: list[Fault] = field(default_factory=list)

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

    def fault(self, at: int, what: str, why: str = "", cure: str = "", code: str = "type") -> None:
        """Note a fault."""
        self.faults.append(Fault(at, what, why, cure, code))

    # --- leaves ---------------------------------------------------------------------------------

    def _bool(self) -> Type:
        return self.scope.type("bool")

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
            close = _closest(tree.name, self.scope.columns)
            self.fault(
                tree.at,
                f"There is no column {tree.name!r} here.",
                why="known: " + ", ".join(sorted(_shown(self.scope.columns))),
                cure=f"Did you mean {close!r}?" if close else "Declare it, or write another name.",
                code="name-unknown-column",
            )
        return found

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
            close = _closest(value, known)
            self.fault(
                at,
                f"{value!r} is no word of {kind.values}: the condition can never hold.",
                why="words: " + ", ".join(known),
                cure=f"Did you mean {close!r}?" if close else "",
                code="never-word",
            )

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
            if kind.literal:
                if not found.literal:
                    self._literal_fits(found, tree, kind, "=")
            elif found.name != kind.name and not self._alike(found, kind):
                self.fault(
                    at,
                    f"{found} and {kind} are not the same thing.",
                    cure="Give every branch one meaning.",
                    code="type-branches",
                )
        return found

    def _alike(self, one: Type, other: Type) -> bool:
        return self.scope.types[one.name].comparable(self.scope.types[other.name])

    def _list(self, tree: ListOf) -> Type | None:
        found = self.same(list(tree.items), tree.at)
        if found is None:
            return None
        return Type(found.name, found.storage, many=True, literal=found.literal)

    # --- functions ------------------------------------------------------------------------------

    def _call(self, tree: Call) -> Type | None:
        function = FUNCTIONS.get(tree.function)
        if function is None:
            close = _closest(tree.function, FUNCTIONS)
            self.fault(
                tree.at,
                f"There is no function {tree.function!r} in the language.",
                why="only functions proved equal on every engine exist",
                cure=f"Did you mean {close!r}?" if close else "See docs/model-language.md.",
                code="name-unknown-function",
            )
            return None
        if function.kind not in self.scope.kinds:
            place = {"aggregate": "in group, settle and sql", "window": "in window"}
            self.fault(
                tree.at,
                f"{function.name} stands only {place.get(function.kind, '')}.",
                cure="Use that verb first.",
                code="type-function-place",
            )
            return None
        if function.kind != "scalar" and any(
            isinstance(node, Call)
            and node.function in FUNCTIONS
            and FUNCTIONS[node.function].kind != "scalar"
            for arg in tree.args
            for node in walk(arg)
        ):
            self.fault(
                tree.at,
                f"{function.name} cannot hold another aggregate.",
                cure="Compute it in an earlier step.",
                code="type-function-place",
            )
            return None
        return self._arguments(function, tree)

    def _arguments(self, function: Function, tree: Call) -> Type | None:
        wanted = _expanded(function.takes, len(tree.args))
        if wanted is None:
            shown = ", ".join(function.takes)
            self.fault(
                tree.at,
                f"{function.name} takes ({shown}), {len(tree.args)} were given.",
                code="type-arity",
            )
            return None
        if function.ordered == (tree.order is None):
            self.fault(
                tree.at,
                f"{function.name} {'needs' if function.ordered else 'takes no'} order by.",
                code="type-arity",
            )
            return None
        found: list[Type] = []
        for kind, arg in zip(wanted, tree.args, strict=True):
            given = self._argument(function, kind, arg, found)
            if given is None:
                return None
            found.append(given)
        if tree.order is not None and self.type_of(tree.order) is None:
            return None
        return self._gives(function, tree, found)

    def _argument(
        self, function: Function, kind: str, arg: Tree, before: list[Type]
    ) -> Type | None:
        given = self.type_of(arg)
        if given is None:
            return None
        if kind == "pattern":
            return given if self._pattern(function, arg) else None
        if kind in ("same", "item"):
            first = before[0].item
            self._compare_types(first, arg, given)
            return given
        if given.name == "null":
            self.fault(arg.at, f"{function.name} of null is nothing.", code="never-null")
            return None
        if not _accepts(kind, given, self.scope.types):
            self.fault(
                arg.at,
                f"{function.name} takes {_WORDS.get(kind, kind)}, this is {given}.",
                why="sums of it mean nothing" if kind == "summed" else "",
                cure=_cure(kind, given),
                code="type-argument",
            )
            return None
        return given

    def _compare_types(self, first: Type, arg: Tree, given: Type) -> None:
        if given.name == "null" or first.name == "null":
            return
        if given.literal and not first.literal:
            self._literal_fits(first, arg, given, "=")
        elif not given.literal and not first.literal:
            self._types_fit(first, given, "=", arg.at)

    def _pattern(self, function: Function, arg: Tree) -> bool:
        if not (isinstance(arg, Literal) and isinstance(arg.value, str)):
            self.fault(
                arg.at, f"The pattern of {function.name} is a fixed text.", code="type-pattern"
            )
            return False
        why = pattern_fault(arg.value)
        if why is not None:
            self.fault(
                arg.at,
                f"The pattern {arg.value!r} is not read alike by every engine.",
                why=why,
                code="type-pattern",
            )
            return False
        return True

    def _gives(self, function: Function, tree: Call, found: list[Type]) -> Type | None:
        gives = function.gives
        if gives == "first":
            return self._unliteral(self.same(list(tree.args), tree.at) or found[0])
        if gives == "number_of":
            first = found[0]
            if function.name == "number":
                return Type("number", first.storage)
            return Type(first.name, "DOUBLE")
        if gives == "sum":
            first = found[0]
            if first.storage.startswith("DECIMAL"):
                scale = first.storage.rstrip(")").split(",")[-1].strip()
                return Type(first.name, f"DECIMAL(38,{scale})")
            return Type(first.name, "DOUBLE" if first.storage == "DOUBLE" else "BIGINT")
        if gives == "named":
            name = tree.args[1].value if isinstance(tree.args[1], Literal) else None
            if not isinstance(name, str) or name not in self.scope.types:
                self.fault(
                    tree.args[1].at,
                    f"There is no semantic type {name!r}.",
                    code="name-unknown-type",
                )
                return None
            return self.scope.type(name)
        return self.scope.type(gives, storage="BIGINT" if function.kind == "window" else "")

    @staticmethod
    def _unliteral(kind: Type) -> Type:
        return Type(kind.name, kind.storage, kind.many, values=kind.values)


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

_WORDS = {
    "whole": "a whole number",
    "number": "a number",
    "date": "a day",
    "bool": "a condition",
    "list": "a list",
    "summed": "an amount",
    "name": "the name of a type",
}


def _accepts(kind: str, given: Type, types: SemanticTypes) -> bool:
    match kind:
        case "any":
            return not given.many
        case "text" | "name":
            return given.is_text
        case "number":
            return given.is_number
        case "whole":
            return not given.many and given.storage in ("INTEGER", "BIGINT")
        case "date":
            return given.is_date
        case "bool":
            return given.is_bool
        case "list":
            return given.many
        case "period":
            return given.name == "period"
        case "summed":
            return given.is_number and types[given.name].sums
    return False


def _cure(kind: str, given: Type) -> str:
    if kind == "date" and given.literal:
        return "Write date 'YYYY-MM-DD'."
    if kind == "text" and given.many:
        return "Use joined(list) or explode."
    if kind == "text":
        return "Use text(x)."
    return ""


def _expanded(takes: tuple[str, ...], given: int) -> list[str] | None:
    wanted: list[str] = []
    for kind in takes:
        if kind.endswith("*"):
            wanted.extend([kind[:-1]] * max(1, given - len(wanted)))
        elif not kind.endswith("?") or len(wanted) < given:
            wanted.append(kind.rstrip("?"))
    return wanted if len(wanted) == given else None


def _is_day(value: object) -> bool:
    try:
        datetime.date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _closest(word: str, known: object) -> str | None:
    import difflib

    found = difflib.get_close_matches(word, list(known), n=1)  # type: ignore[call-overload]
    return str(found[0]) if found else None


def _shown(columns: Mapping[str, Type]) -> list[str]:
    return [name for name in columns if not name.endswith(("_span", "_from", "_abstained"))]
