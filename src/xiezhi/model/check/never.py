"""Conditions that can never hold, alone or together with those before them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem
from xiezhi.model.step import Keep
from xiezhi.sql.parse import ExpressionError, parse_expression
from xiezhi.sql.tree import (
    Between,
    Binary,
    In,
    IsNull,
    Literal,
    Name,
    Param,
    Tree,
    Unary,
    conjuncts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.model.analysis import Analysis
    from xiezhi.model.step import Expr

__all__ = ["check"]

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}


def check(analysis: Analysis) -> Iterator[Problem]:
    """Kept conditions and exclusions that no row can meet."""
    model = analysis.model
    steps = dict(model.steps)
    values = {item.name: item.default for item in model.parameters}
    for name, step in model.steps:
        if not isinstance(step, Keep):
            continue
        before: list[Tree] = []
        source = steps.get(step.from_)
        while isinstance(source, Keep):
            if not source.negated:
                before += _parts(source.where)
            source = steps.get(source.from_)
        yield from _never(step.where, before, values, f"The condition of {name}")
    for exclusion in model.exclude:
        yield from _never(exclusion.where, [], values, f"The exclusion {exclusion.id}")


def _never(expr: Expr, before: list[Tree], values: dict[str, Any], what: str) -> Iterator[Problem]:
    own = _parts(expr)
    for parts, why in ((own, ""), ([*before, *own], " after the steps before it")):
        clash = _clash(parts, values)
        if clash:
            yield Problem(
                what=f"{what} can never hold{why}.",
                where=str(expr.at),
                why=clash,
                cure="Correct a bound, or join alternatives with or.",
                code="never-holds",
            )
            return
    for part in own:
        for branch in _branches(part):
            clash = _clash(list(conjuncts(branch)), values)
            if clash and branch is not part:
                yield Problem(
                    what=f"An alternative of {what[0].lower() + what[1:]} can never hold.",
                    where=str(expr.at),
                    why=clash,
                    cure="Remove it or correct a bound.",
                    code="never-holds",
                )


def _parts(expr: Expr) -> list[Tree]:
    try:
        return list(conjuncts(parse_expression(expr.text)))
    except ExpressionError:
        return []


def _branches(tree: Tree) -> list[Tree]:
    if isinstance(tree, Binary) and tree.op == "or":
        return [*_branches(tree.left), *_branches(tree.right)]
    return [tree]


@dataclass(slots=True)
class _Range:
    """What is known of one column while conditions are read."""

    low: Any = None
    low_open: bool = False
    high: Any = None
    high_open: bool = False
    words: set[Any] | None = None
    barred: set[Any] = field(default_factory=set)
    null: bool | None = None

    def empty(self) -> bool:
        if self.words is not None and not (self.words - self.barred):
            return True
        if self.null and (self.words is not None or self.low is not None or self.high is not None):
            return True
        if self.low is None or self.high is None:
            return False
        try:
            if self.low > self.high:
                return True
        except TypeError:
            return False
        return bool(self.low == self.high and (self.low_open or self.high_open))

    def at_least(self, value: Any, *, open_: bool) -> None:
        if self.low is None or value > self.low or (value == self.low and open_):
            self.low, self.low_open = value, open_

    def at_most(self, value: Any, *, open_: bool) -> None:
        if self.high is None or value < self.high or (value == self.high and open_):
            self.high, self.high_open = value, open_

    def one_of(self, values: set[Any]) -> None:
        self.words = values if self.words is None else self.words & values


def _clash(parts: list[Tree], values: dict[str, Any]) -> str:
    """The column on which conditions contradict each other; empty when none does."""
    ranges: dict[str, _Range] = {}
    truths: dict[str, bool] = {}
    for part in parts:
        name = _read(part, ranges, truths, values)
        if name is not None and (name in ranges and ranges[name].empty()):
            return f"no value of {name} meets every condition on it"
        if name == "":
            return "a column is asked to be true and not true"
    for name, found in ranges.items():
        if found.words is not None and not all(_within(value, found) for value in found.words):
            kept = {value for value in found.words - found.barred if _within(value, found)}
            if not kept:
                return f"no value of {name} meets every condition on it"
    return ""


def _within(value: Any, found: _Range) -> bool:
    try:
        low = found.low is None or value > found.low or (value == found.low and not found.low_open)
        high = (
            found.high is None
            or value < found.high
            or (value == found.high and not found.high_open)
        )
    except TypeError:
        return True
    return low and high


def _read(
    part: Tree, ranges: dict[str, _Range], truths: dict[str, bool], values: dict[str, Any]
) -> str | None:
    """Note one condition; the column it is about, ``""`` for a contradiction of truth values."""
    match part:
        case Name() | Unary(op="not", operand=Name()):
            name = part.name if isinstance(part, Name) else part.operand.name  # type: ignore[union-attr]
            truth = isinstance(part, Name)
            if truths.setdefault(name, truth) != truth:
                return ""
            return name
        case IsNull(operand=Name()):
            found = ranges.setdefault(part.operand.name, _Range())  # type: ignore[union-attr]
            if not part.negated:
                found.null = True
            return part.operand.name  # type: ignore[union-attr]
        case In(operand=Name(), negated=False):
            items = {_value(item, values) for item in part.items}
            if None not in items:
                ranges.setdefault(part.operand.name, _Range()).one_of(items)  # type: ignore[union-attr]
            return part.operand.name  # type: ignore[union-attr]
        case Between(operand=Name(), negated=False):
            return _between(part, ranges, values)
        case Binary():
            return _binary(part, ranges, values)
    return None


def _between(part: Between, ranges: dict[str, _Range], values: dict[str, Any]) -> str | None:
    if not isinstance(part.operand, Name):
        return None
    low, high = _value(part.low, values), _value(part.high, values)
    found = ranges.setdefault(part.operand.name, _Range())
    if low is not None:
        found.at_least(low, open_=False)
    if high is not None:
        found.at_most(high, open_=False)
    return part.operand.name


def _binary(part: Binary, ranges: dict[str, _Range], values: dict[str, Any]) -> str | None:
    if part.op not in _TURNED:
        return None
    column, other, op = part.left, part.right, part.op
    if not isinstance(column, Name):
        column, other, op = part.right, part.left, _TURNED[part.op]
    value = _value(other, values)
    if not isinstance(column, Name) or value is None:
        return None
    found = ranges.setdefault(column.name, _Range())
    try:
        _bound(found, op, value)
    except TypeError:
        return None
    return column.name


def _bound(found: _Range, op: str, value: Any) -> None:
    if op == "=":
        found.one_of({value})
        found.at_least(value, open_=False)
        found.at_most(value, open_=False)
    elif op == "<>":
        found.barred.add(value)
    elif op in (">", ">="):
        found.at_least(value, open_=op == ">")
    else:
        found.at_most(value, open_=op == "<")


def _value(tree: Tree, values: dict[str, Any]) -> Any:
    if isinstance(tree, Literal) and not isinstance(tree.value, bool):
        return tree.value
    if isinstance(tree, Param):
        return values.get(tree.name)
    return None
