"""Tree → text of the language: what ``parse_expression`` reads back as the same tree."""

from __future__ import annotations

import datetime
from decimal import Decimal

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

__all__ = ["show"]

_WORDS = """
and or not in between like is null true false case when then else end order by date desc asc
select from where group having union exists over join inner on as distinct limit with
"""
_QUOTED = frozenset(_WORDS.split())


def show(tree: Tree) -> str:
    """The expression as text, with brackets around every part that is not a single thing."""
    match tree:
        case Literal():
            return _literal(tree)
        case Name():
            return f'"{tree.name}"' if tree.name in _QUOTED else tree.name
        case Param():
            return f":{tree.name}"
        case Unary():
            return f"{tree.op} {_inner(tree.operand)}" if tree.op == "not" else _minus(tree)
        case Binary():
            return f"{_inner(tree.left)} {tree.op} {_inner(tree.right)}"
        case IsNull():
            return f"{_inner(tree.operand)} is {'not ' if tree.negated else ''}null"
        case In():
            items = ", ".join(show(item) for item in tree.items)
            return f"{_inner(tree.operand)} {'not ' if tree.negated else ''}in ({items})"
    return _more(tree)


def _more(tree: Tree) -> str:
    match tree:
        case Between():
            word = "not between" if tree.negated else "between"
            return f"{_inner(tree.operand)} {word} {_inner(tree.low)} and {_inner(tree.high)}"
        case Like():
            word = "not like" if tree.negated else "like"
            return f"{_inner(tree.operand)} {word} {show(tree.pattern)}"
        case Case():
            whens = " ".join(f"when {show(a)} then {show(b)}" for a, b in tree.whens)
            tail = f" else {show(tree.otherwise)}" if tree.otherwise is not None else ""
            return f"case {whens}{tail} end"
        case Call():
            args = ", ".join(show(arg) for arg in tree.args)
            order = f" order by {show(tree.order)}" if tree.order is not None else ""
            return f"{tree.function}({args}{order})"
        case ListOf():
            return f"[{', '.join(show(item) for item in tree.items)}]"
    raise TypeError(type(tree).__name__)


def _inner(tree: Tree) -> str:
    text = show(tree)
    return f"({text})" if isinstance(tree, Binary | Unary | IsNull | In | Between | Like) else text


def _minus(tree: Unary) -> str:
    return f"-{_inner(tree.operand)}"


def _literal(tree: Literal) -> str:
    value = tree.value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, int | Decimal):
        return f"({value})" if value < 0 else str(value)
    return "'" + value.replace("'", "''") + "'"
