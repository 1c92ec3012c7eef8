"""Models that are wrong in one place: what stories must notice."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xiezhi.model.step import Absent, Expr, FollowedBy, Length, Lookup, Overlap, Settle
from xiezhi.run.expression_text import expression_text
from xiezhi.sql.parse import parse_expression
from xiezhi.sql.tree import Between, Binary, In, IsNull, Like, Literal, Tree, Unary, conjuncts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.model.spec import Model
    from xiezhi.model.step import Step

__all__ = ["Mutant", "mutants_of"]

_BOUNDARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "<>", "<>": "="}
_CONDITIONS = frozenset({"where", "having", "keep", "when", "pending_when"})
"""Fields of steps that hold a condition; ``threshold`` and ``tolerance`` are boundaries."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A model wrong in one place.

    Attributes:
        model: The wrong model.
        what: What was changed, for people: ``owed: fine > 0 → fine >= 0``.
        where: Where the original stands.
    """

    model: Model
    what: str
    where: str


def mutants_of(model: Model) -> Iterator[Mutant]:
    """Every mutant of a model.

    Each condition flipped and left out, each boundary moved, each exclusion removed and flipped,
    each window longer, shorter and gone, each parameter one more and one less.
    """
    for number, (name, step) in enumerate(model.steps):
        for changed, what, where in _of_step(step):
            steps = (*model.steps[:number], (name, changed), *model.steps[number + 1 :])
            yield Mutant(replace(model, steps=steps), f"{name}: {what}", where)
    yield from _exclusions(model)
    yield from _parameters(model)


def _exclusions(model: Model) -> Iterator[Mutant]:
    for number, exclusion in enumerate(model.exclude):
        rest = (*model.exclude[:number], *model.exclude[number + 1 :])
        at = str(exclusion.at)
        yield Mutant(replace(model, exclude=rest), f"{exclusion.id}: left out", at)
        for text, what in _conditions(exclusion.where.text):
            where = replace(exclusion.where, text=text)
            changed = (
                *model.exclude[:number],
                replace(exclusion, where=where),
                *model.exclude[number + 1 :],
            )
            yield Mutant(replace(model, exclude=changed), f"{exclusion.id}: {what}", at)


def _parameters(model: Model) -> Iterator[Mutant]:
    for number, parameter in enumerate(model.parameters):
        value = parameter.default
        if isinstance(value, bool):
            moved: list[Any] = [not value]
        elif isinstance(value, int):
            moved = [value + 1, value - 1]
        else:
            continue
        for other in moved:
            changed = replace(parameter, default=other, least=None, most=None)
            parameters = (*model.parameters[:number], changed, *model.parameters[number + 1 :])
            what = f":{parameter.name} {value} → {other}"
            yield Mutant(replace(model, parameters=parameters), what, str(parameter.at))


def _of_step(step: Step) -> Iterator[tuple[Step, str, str]]:
    """(step, what was changed, where) for every change of one step."""
    for changed, what, where in _inside(step, conditional=False):
        yield changed, what, where
    if isinstance(step, Absent) and step.within is not None:
        yield replace(step, within=None), "window left out", str(step.at)
    if isinstance(step, Overlap):
        for days in (step.at_least + 1, step.at_least - 1):
            if days > 0:
                yield replace(step, at_least=days), f"at_least → {days}", str(step.at)
    if isinstance(step, FollowedBy) and step.pick == "next":
        yield replace(step, pick="all"), "next → all", str(step.at)
    if isinstance(step, Lookup) and step.missing == "not_checkable":
        yield replace(step, missing="keep"), "not_checkable → keep", str(step.at)
    if isinstance(step, Settle):
        for text, what in _conditions(step.where.text):
            yield replace(step, where=replace(step.where, text=text)), what, str(step.where.at)


def _inside(value: Any, *, conditional: bool) -> Iterator[tuple[Any, str, str]]:
    """Every change of the expressions and lengths inside a step, with the step rebuilt."""
    if isinstance(value, Expr):
        changes = _conditions(value.text) if conditional else _values(value.text)
        for text, what in changes:
            yield replace(value, text=text), what, str(value.at)
    elif isinstance(value, Length):
        yield from _lengths(value)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            for changed, what, where in _inside(item, conditional=conditional):
                yield (*value[:place], changed, *value[place + 1 :]), what, where
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _of_fields(value)


def _lengths(length: Length) -> Iterator[tuple[Length, str, str]]:
    if isinstance(length.amount, int):
        for amount in (length.amount + 1, length.amount - 1):
            what = f"{length.amount} → {amount} {length.unit}"
            yield replace(length, amount=amount), what, str(length.at)


def _of_fields(value: Any) -> Iterator[tuple[Any, str, str]]:
    for part in fields(value):
        if part.name == "where" and isinstance(value, Settle):
            continue  # flipped as a whole, see _of_step
        inner, asks = getattr(value, part.name), part.name in _CONDITIONS
        for changed, what, where in _inside(inner, conditional=asks):
            yield replace(value, **{part.name: changed}), what, where


def _conditions(text: str) -> Iterator[tuple[str, str]]:
    """A condition wrong in one place: a conjunct flipped, left out, or a boundary in it moved."""
    parts = conjuncts(parse_expression(text))
    for place, part in enumerate(parts):
        shown = expression_text(part)
        others = [*parts[:place], *parts[place + 1 :]]
        yield _joined([*parts[:place], _flipped(part), *parts[place + 1 :]]), f"not ({shown})"
        yield _joined(others) if others else "1 = 1", f"without {shown}"
        for changed in _moved(part):
            whole = _joined([*parts[:place], changed, *parts[place + 1 :]])
            yield whole, f"{shown} → {expression_text(changed)}"


def _values(text: str) -> Iterator[tuple[str, str]]:
    """An expression that computes: a comparison inside it moved, a number one more."""
    tree = parse_expression(text)
    for changed in _moved(tree):
        yield expression_text(changed), f"{expression_text(tree)} → {expression_text(changed)}"


def _joined(parts: list[Tree]) -> str:
    whole = parts[0]
    for part in parts[1:]:
        whole = Binary("and", whole, part)
    return expression_text(whole)


def _flipped(tree: Tree) -> Tree:
    if isinstance(tree, IsNull | In | Between | Like):
        return replace(tree, negated=not tree.negated)
    return Unary("not", tree)


def _moved(tree: Tree) -> Iterator[Tree]:
    """The tree with one comparison moved, one inner ``and`` or ``or`` swapped, one number ±1."""
    yield from _here(tree)
    # the number of an ordered comparison is moved by moving the comparison
    ordered = isinstance(tree, Binary) and tree.op in ("<", "<=", ">", ">=")
    for part in fields(tree):
        inner = getattr(tree, part.name)
        if ordered and isinstance(inner, Literal):
            continue
        for changed_part in _moved_inside(inner):
            yield replace(tree, **{part.name: changed_part})


def _moved_inside(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            for changed in _moved_inside(item):
                yield (*value[:place], changed, *value[place + 1 :])
    elif isinstance(value, Tree):
        yield from _moved(value)


def _here(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Binary) and tree.op in _BOUNDARY:
        yield replace(tree, op=_BOUNDARY[tree.op])
    elif isinstance(tree, Binary) and tree.op in ("and", "or"):
        yield replace(tree, op="or" if tree.op == "and" else "and")
    elif isinstance(tree, Literal) and type(tree.value) in (int, Decimal):
        yield replace(tree, value=tree.value + 1)  # type: ignore[operator]
    elif isinstance(tree, Literal) and isinstance(tree.value, bool):
        yield replace(tree, value=not tree.value)
    elif isinstance(tree, In) and len(tree.items) > 1:
        for place in range(len(tree.items)):
            yield replace(tree, items=(*tree.items[:place], *tree.items[place + 1 :]))
    elif isinstance(tree, In | IsNull | Like | Between):
        yield replace(tree, negated=not tree.negated)
