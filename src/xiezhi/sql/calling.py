"""Calls of the whitelist's functions: known, in their place, with arguments they take."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.sql.comparing import Comparing
from xiezhi.sql.functions import FUNCTIONS, Function
from xiezhi.sql.pattern import pattern_fault
from xiezhi.sql.scope import closest
from xiezhi.sql.tree import Call, Literal, walk
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.rulebook.types import SemanticTypes
    from xiezhi.sql.tree import Tree

__all__ = ["Calling"]


@dataclass(slots=True)
class Calling(Comparing, ABC):
    """The part of a checker that knows functions."""

    def _call(self, tree: Call) -> Type | None:
        function = FUNCTIONS.get(tree.function)
        if function is None:
            close = closest(tree.function, FUNCTIONS)
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


_WORDS = {
    "whole": "a whole number",
    "number": "a number",
    "date": "a day",
    "moment": "a day with its time",
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
        case "moment":
            return given.is_moment
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
    if kind == "date" and given.is_moment:
        return "Use day_of(x)."
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
