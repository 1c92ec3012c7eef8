"""Mutants of a model: each a small mistake that some story must notice.

Every condition turned round, every bound moved by its sign or by one, every exclusion taken away,
every window a unit shorter or longer, every score's points changed, every comparison of a match
taken away, its threshold moved. Labels, titles and law stay.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xiezhi.model.step import Expr, Length
from xiezhi.rulebook.form import Title
from xiezhi.rulebook.yaml_nodes import Place
from xiezhi.sql.parse import parse_expression
from xiezhi.sql.show import show
from xiezhi.sql.tree import Between, Binary, Call, In, IsNull, Like, Literal, Tree, Unary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.model.spec import Model

__all__ = ["Mutant", "mutants"]

_TURNED = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MOVED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_CONDITIONS = frozenset({"where", "pending_when", "having", "keep", "when"})
_STAND_INS = frozenset({"coalesce", "nullif"})
_LENGTH_TYPES = frozenset(
    {"days", "workdays", "months", "years", "int", "count", "money", "number"}
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A model with one mistake.

    Attributes:
        name: Step or exclusion and what was changed, for people.
        where: Place of what was changed.
        model: The changed model.
    """

    name: str
    where: str
    model: Model


def mutants(model: Model) -> Iterator[Mutant]:
    """Every mutant of a model, in the order of the file; each differs in exactly one thing."""
    for index, (name, step) in enumerate(model.steps):
        for what, at, changed in _variants(step, ""):
            steps = (*model.steps[:index], (name, changed), *model.steps[index + 1 :])
            yield Mutant(f"{name}: {what}", at, replace(model, steps=steps))
    for index, exclusion in enumerate(model.exclude):
        rest = (*model.exclude[:index], *model.exclude[index + 1 :])
        yield Mutant(
            f"{exclusion.id}: exclusion removed", str(exclusion.at), replace(model, exclude=rest)
        )
        for what, at, changed in _variants(exclusion, ""):
            every = (*model.exclude[:index], changed, *model.exclude[index + 1 :])
            yield Mutant(f"{exclusion.id}: {what}", at, replace(model, exclude=every))
    for index, parameter in enumerate(model.parameters):
        value = parameter.default
        if parameter.type not in _LENGTH_TYPES or not isinstance(value, int):
            continue
        for step_by in (-1, 1):
            moved = replace(parameter, default=value + step_by, least=None, most=None)
            changed_all = (*model.parameters[:index], moved, *model.parameters[index + 1 :])
            yield Mutant(
                f"{parameter.name}: {value} → {value + step_by}",
                str(parameter.at),
                replace(model, parameters=changed_all),
            )


def _variants(value: Any, field_name: str) -> Iterator[tuple[str, str, Any]]:
    """(what was changed, where, the changed value) for everything below a value."""
    if isinstance(value, Expr) and field_name == "least":
        yield from _thresholds(value)
    elif isinstance(value, Expr):
        condition = field_name in _CONDITIONS
        for what, tree in _trees(parse_expression(value.text), condition=condition):
            yield what, str(value.at), Expr(show(tree), value.at)
    elif isinstance(value, Length):
        yield from _lengths(value)
    elif isinstance(value, tuple):
        if field_name == "compare" and len(value) > 1:
            for index, item in enumerate(value):
                rest = (*value[:index], *value[index + 1 :])
                yield f"comparison {item.id} removed", str(item.at), rest
        for index, item in enumerate(value):
            for what, at, changed in _variants(item, field_name):
                yield what, at, (*value[:index], changed, *value[index + 1 :])
    elif is_dataclass(value) and not isinstance(value, Title | Place | type):
        yield from _fields(value)


def _lengths(length: Length) -> Iterator[tuple[str, str, Any]]:
    if isinstance(length.amount, int):
        for moved in (length.amount - 1, length.amount + 1):
            what = f"{length.amount} → {moved} {length.unit}"
            yield what, str(length.at), replace(length, amount=moved)


def _thresholds(least: Expr) -> Iterator[tuple[str, str, Any]]:
    """A share ten times as easy, and one a hundred times as hard to reach."""
    tree = parse_expression(least.text)
    if isinstance(tree, Literal) and isinstance(tree.value, Decimal | int):
        share = Decimal(tree.value)
        for moved in (share / 10, 1 - (1 - share) / 100):
            if moved != share:
                what = f"least {least.text} → {moved.normalize():f}"
                yield what, str(least.at), Expr(f"{moved.normalize():f}", least.at)


def _fields(value: Any) -> Iterator[tuple[str, str, Any]]:
    for item in fields(value):
        child = getattr(value, item.name)
        if item.name == "least" and isinstance(child, int) and not isinstance(value, Length):
            for moved in (child - 1, child + 1):
                yield f"least {child} → {moved}", str(value.at), replace(value, least=moved)
            continue
        if item.name == "points":
            yield f"points {child} → 0", str(value.when.at), replace(value, points=0)
            continue
        for what, at, changed in _variants(child, item.name):
            yield what, at, replace(value, **{item.name: changed})


def _trees(tree: Tree, *, condition: bool) -> Iterator[tuple[str, Tree]]:
    """Trees that differ from this one in one place."""
    if condition and not (isinstance(tree, Binary) and tree.op in ("and", "or")):
        turned = _turn(tree)
        yield f"{show(tree)} → {show(turned)}", turned
    if isinstance(tree, Binary) and tree.op in _MOVED:
        moved = replace(tree, op=_MOVED[tree.op])
        yield f"{show(tree)} → {show(moved)}", moved
    if isinstance(tree, Literal):
        yield from _literals(tree)
        return
    if isinstance(tree, Call) and tree.function in _STAND_INS:
        yield from _stand_in(tree)
        return
    for item in fields(tree):
        child = getattr(tree, item.name)
        below = condition and isinstance(tree, Binary) and tree.op in ("and", "or")
        if isinstance(child, Tree):
            for what, changed in _trees(child, condition=below):
                yield what, replace(tree, **{item.name: changed})  # type: ignore[arg-type]
        elif isinstance(child, tuple):
            for what, several in _tuples(child):
                yield what, replace(tree, **{item.name: several})  # type: ignore[arg-type]


def _stand_in(tree: Call) -> Iterator[tuple[str, Tree]]:
    """A value that stands in for an unknown one is no bound: only what is computed changes."""
    for index, arg in enumerate(tree.args):
        if not isinstance(arg, Literal):
            for what, changed in _trees(arg, condition=False):
                args = (*tree.args[:index], changed, *tree.args[index + 1 :])
                yield what, replace(tree, args=args)


def _tuples(children: tuple[Any, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for index, child in enumerate(children):
        found: Iterator[tuple[str, Any]] = (
            _tuples(child) if isinstance(child, tuple) else _trees(child, condition=False)
        )
        for what, changed in found:
            yield what, (*children[:index], changed, *children[index + 1 :])


def _turn(tree: Tree) -> Tree:
    """The condition turned round where it is true or false; null stays null."""
    if isinstance(tree, Binary) and tree.op in _TURNED:
        return replace(tree, op=_TURNED[tree.op])
    if isinstance(tree, IsNull | In | Between | Like):
        return replace(tree, negated=not tree.negated)
    if isinstance(tree, Unary) and tree.op == "not":
        return tree.operand
    return Unary("not", tree, getattr(tree, "at", 0))


def _literals(tree: Literal) -> Iterator[tuple[str, Tree]]:
    value = tree.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal | datetime.date):
        return
    one: Any = datetime.timedelta(days=1) if isinstance(value, datetime.date) else 1
    for moved in (value - one, value + one):
        yield f"{show(tree)} → {show(Literal(moved))}", replace(tree, value=moved)
