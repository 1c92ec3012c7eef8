"""What the verbs with a prepared relation share: naming rows, thresholds, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.relation import ROW, Relation
from xiezhi.sql.parse import ExpressionError, parse_expression
from xiezhi.sql.tree import Literal, Param

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.spec import ParameterValue
    from xiezhi.model.written import Expr
    from xiezhi.rulebook.yaml_nodes import Place
    from xiezhi.sql.types import Type

__all__ = [
    "LEFT",
    "RIGHT",
    "check_least",
    "check_rows",
    "identity_columns",
    "least_value",
    "row_name",
    "same_row",
]

LEFT, RIGHT = "_l_", "_r_"
"""Prefixes of the identity columns of either side in a prepared relation."""


def row_name(relation: Relation) -> tuple[str, ...]:
    """Columns that name a row of a relation; empty when it promises none."""
    if relation.has_row:
        return (ROW,)
    keys = sorted(relation.unique, key=lambda key: (len(key), sorted(key)))
    return tuple(name for name in relation.columns if name in keys[0]) if keys else ()


def identity_columns(relation: Relation, prefix: str) -> tuple[tuple[str, Type], ...]:
    """The columns that name a row, as a prepared relation holds them."""
    return tuple((prefix + name, relation.columns[name]) for name in row_name(relation))


def same_row(relation: Relation, making: Making, alias: str, prefix: str) -> str:
    """The condition between rows of a side and the prepared relation ``p``."""
    filled = relation.not_null | {ROW}
    return " and ".join(
        f"{making.column(name, alias)} "
        f"{'=' if name in filled else 'is not distinct from'} "
        f"{making.column(prefix + name, 'p')}"
        for name in row_name(relation)
    )


def check_rows(relations: Iterable[Relation], at: Place, describing: Describing) -> None:
    """Refuse relations whose rows have no name: what is found could not be led back to them."""
    for relation in relations:
        if relation.columns and not row_name(relation):
            describing.refuse(
                at,
                f"The rows of {relation.name} have no name.",
                why="several of them may be alike in every column",
                cure="Use distinct or group first, or take an input.",
                code="link-no-row",
            )


def check_least(expr: Expr, describing: Describing) -> None:
    """Require a share above 0 and up to 1: a number or a parameter."""
    values = {item.name: item.default for item in describing.model.parameters}
    value = least_value(expr, values)
    if value is None or not 0 < value <= 1:
        describing.refuse(
            expr.at,
            f"least is {expr.text}.",
            why="a share above 0 and up to 1 is expected, or a parameter that is one",
            cure="Write least: 0.95.",
            code="link-least",
        )


def least_value(expr: Expr, values: Mapping[str, ParameterValue]) -> float | None:
    """The number of a threshold; None when it is none."""
    try:
        tree = parse_expression(expr.text)
    except ExpressionError:
        return None
    value = values.get(tree.name) if isinstance(tree, Param) else None
    if isinstance(tree, Literal):
        value = tree.value  # type: ignore[assignment]
    if isinstance(value, bool | str) or value is None:
        return None
    return float(value)
