"""An expression back as text of the language: for near misses and for mutants."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from xiezhi.sql.parse import ExpressionError, parse_expression
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
    Unary,
)

if TYPE_CHECKING:
    from xiezhi.sql.tree import Tree

__all__ = ["expression_text"]

_WORDS = frozenset({"and", "or"})
_PLAIN = re.compile(r"[^\W\d]\w*")


def expression_text(tree: Tree) -> str:
    """The text that reads back as the same tree; brackets wherever order could be in doubt."""
    match tree:
        case Literal(value=value):
            return _literal(value)
        case Name(name=name):
            return _name(name)
        case Param(name=name):
            return f":{name}"
        case Unary(op=op, operand=operand):
            return f"{op} {_inner(operand)}"
        case Binary(op=op, left=left, right=right):
            return f"{_inner(left, op)} {op} {_inner(right)}"
        case IsNull() | In() | Between() | Like():
            return f"{_inner(tree.operand)} {_test(tree)}"
        case ListOf(items=items):
            return f"[{_list(items)}]"
        case Case():
            return _case(tree)
        case Call():
            return _call(tree)


def _inner(tree: Tree, above: str = "") -> str:
    """An operand: a single thing as it is, anything else in brackets."""
    text = expression_text(tree)
    if isinstance(tree, Literal | Name | Param | Call | ListOf):
        negative = isinstance(tree, Literal) and text.startswith("-")
        return f"({text})" if negative else text
    if isinstance(tree, Binary) and tree.op == above and above in _WORDS:
        return text  # a chain of `and` reads better without them
    return f"({text})"


def _test(tree: IsNull | In | Between | Like) -> str:
    """What is asked of the operand."""
    negated = "not " if tree.negated else ""
    match tree:
        case IsNull():
            return f"is {negated}null"
        case In(items=items):
            return f"{negated}in ({_list(items)})"
        case Between(low=low, high=high):
            return f"{negated}between {_inner(low)} and {_inner(high)}"
        case Like(pattern=pattern):
            return f"{negated}like {_inner(pattern)}"


def _list(items: tuple[Tree, ...]) -> str:
    return ", ".join(expression_text(item) for item in items)


def _case(tree: Case) -> str:
    whens = " ".join(
        f"when {expression_text(when)} then {expression_text(then)}" for when, then in tree.whens
    )
    otherwise = f" else {expression_text(tree.otherwise)}" if tree.otherwise is not None else ""
    return f"case {whens}{otherwise} end"


def _call(tree: Call) -> str:
    if tree.function == "count" and not tree.args:
        return "count(*)"
    order = f" order by {expression_text(tree.order)}" if tree.order is not None else ""
    return f"{tree.function}({_list(tree.args)}{order})"


def _name(name: str) -> str:
    """A name that would read as anything else stands in quotes."""
    try:
        plain = _PLAIN.fullmatch(name) is not None and parse_expression(name) == Name(name)
    except ExpressionError:
        plain = False
    return name if plain else f'"{name}"'


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
