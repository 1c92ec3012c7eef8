"""Tree → SQL of one engine. What engines differ in is here and in ``functions``, nowhere else."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xiezhi.sql.functions import FUNCTIONS
from xiezhi.sql.name import quote
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
    LiteralValue,
    Name,
    Param,
    Tree,
    Unary,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.sql.types import Type

__all__ = ["Frame", "Renderer", "literal_sql"]

_STRENGTH = {"or": 1, "and": 2, "not": 3, "+": 6, "-": 6, "||": 6, "*": 7, "/": 7, "%": 7}
_SLOT = re.compile(r"\{([^{}]*)\}")
_PLAIN_CAST = re.compile(r"cast\((\d+) as int(?:eger)?\)")


@dataclass(frozen=True, slots=True)
class Frame:
    """How a window looks: partition and order as SQL, the order turned round, its first column."""

    partition: str
    order: str
    reverse: str
    day: str


@dataclass(frozen=True, slots=True)
class Renderer:
    """Writes expressions for one relation.

    Attributes:
        engine: ``duckdb`` or ``spark``.
        columns: Name → SQL of a column; names that are missing stand for themselves.
        params: Name → literal as SQL.
        as_of: The as-of date as SQL.
        types: Name → type of a column, for the operators whose form depends on it.
        frame: The window, for window functions.
    """

    engine: str
    columns: Mapping[str, str]
    params: Mapping[str, str]
    as_of: str
    types: Mapping[str, Type]
    frame: Frame | None = None

    def sql(self, tree: Tree) -> str:
        """The expression as SQL, with no more brackets than needed."""
        return self._sql(tree)[0]

    def tight(self, tree: Tree) -> str:
        """The expression in brackets unless it is a single thing."""
        text, strength = self._sql(tree)
        return text if strength >= _TIGHT else f"({text})"

    def _sql(self, tree: Tree) -> tuple[str, int]:
        match tree:
            case Literal():
                return literal_sql(tree.value, self.engine), _TIGHT
            case Name():
                known = self.columns.get(tree.name)
                return (known or quote(tree.name, self.engine)), _TIGHT
            case Param():
                return self.params[tree.name], _TIGHT
            case Unary():
                if tree.op == "not":
                    return f"not {self._at_least(tree.operand, 4)}", 3
                return f"-{self.tight(tree.operand)}", 8
            case Binary():
                return self._binary(tree)
            case IsNull():
                word = "is not null" if tree.negated else "is null"
                return f"{self._at_least(tree.operand, 5)} {word}", 4
        return self._more(tree)

    def _more(self, tree: Tree) -> tuple[str, int]:
        match tree:
            case In():
                return self._in(tree), 4
            case Between():
                word = "not between" if tree.negated else "between"
                low, high = self._at_least(tree.low, 5), self._at_least(tree.high, 5)
                return f"{self._at_least(tree.operand, 5)} {word} {low} and {high}", 4
            case Like():
                word = "not like" if tree.negated else "like"
                return f"{self._at_least(tree.operand, 5)} {word} {self.sql(tree.pattern)}", 4
            case Case():
                return self._case(tree), _TIGHT
            case Call():
                return self._call(tree), _TIGHT
            case ListOf():
                items = ", ".join(self.sql(item) for item in tree.items)
                return (f"array({items})" if self.engine == "spark" else f"[{items}]"), _TIGHT
        raise TypeError(type(tree).__name__)

    def _at_least(self, tree: Tree, strength: int) -> str:
        text, own = self._sql(tree)
        return text if own >= strength else f"({text})"

    def _binary(self, tree: Binary) -> tuple[str, int]:
        if tree.op == "/":
            left, right = self.sql(tree.left), self.sql(tree.right)
            return f"(cast({left} as double) / nullif(cast({right} as double), 0))", _TIGHT
        if tree.op == "%":
            return f"({self.tight(tree.left)} % nullif({self.sql(tree.right)}, 0))", _TIGHT
        if tree.op == "-" and self._is_day(tree.left) and self._is_day(tree.right):
            return self.sql(Call("days_between", (tree.right, tree.left))), _TIGHT
        strength = _STRENGTH.get(tree.op, 4)
        compares = strength == 4
        left = self._at_least(tree.left, 5 if compares else strength)
        right = self._at_least(tree.right, 5 if compares else strength + (tree.op == "-"))
        return f"{left} {tree.op} {right}", strength

    def _is_day(self, tree: Tree) -> bool:
        match tree:
            case Name():
                return tree.name in self.types and self.types[tree.name].is_date
            case Literal():
                return isinstance(tree.value, datetime.date)
            case Call():
                function = FUNCTIONS[tree.function]
                if function.gives == "first":
                    return self._is_day(tree.args[0])
                return function.gives == "date"
        return False

    def _in(self, tree: In) -> str:
        word = "not in" if tree.negated else "in"
        items = ", ".join(self.sql(item) for item in tree.items)
        return f"{self._at_least(tree.operand, 5)} {word} ({items})"

    def _case(self, tree: Case) -> str:
        whens = " ".join(f"when {self.sql(a)} then {self.sql(b)}" for a, b in tree.whens)
        tail = f" else {self.sql(tree.otherwise)}" if tree.otherwise is not None else ""
        return f"case {whens}{tail} end"

    def _call(self, tree: Call) -> str:
        function = FUNCTIONS[tree.function]
        # each argument once: nested calls would otherwise be rendered two to the depth times
        rendered = [self._sql(arg) for arg in tree.args]
        args = [text for text, _ in rendered]
        tight = [text if strength >= _TIGHT else f"({text})" for text, strength in rendered]

        def fill(match: re.Match[str]) -> str:
            slot = match.group(1)
            if slot == "*":
                return ", ".join(args)
            if slot == "as_of":
                return self.as_of
            if slot == "order":
                return self.sql(tree.order) if tree.order is not None else "null"
            if slot.startswith("range:"):
                return self._range(args[int(slot[6:])])
            if slot in ("ordered", "reversed", "running", "whole"):
                return self._over(slot)
            number, _, default = slot.partition("|")
            index = int(number)
            return tight[index] if index < len(args) else default

        text = _SLOT.sub(fill, function.form(self.engine))
        text = _PLAIN_CAST.sub(r"\1", text)
        return text if function.name not in ("as_type", "number") else f"({text})"

    def _over(self, kind: str) -> str:
        frame = self._frame()
        partition = f"partition by {frame.partition} " if frame.partition else ""
        if kind == "whole":
            return f"({partition.strip()})"
        order = frame.reverse if kind == "reversed" else frame.order
        rows = " rows between unbounded preceding and current row" if kind == "running" else ""
        return f"({partition}order by {order}{rows})"

    def _range(self, days: str) -> str:
        frame = self._frame()
        partition = f"partition by {frame.partition} " if frame.partition else ""
        length = f"interval '{days}' day" if self.engine == "spark" else f"interval ({days}) days"
        return f"({partition}order by {frame.day} range between {length} preceding and current row)"

    def _frame(self) -> Frame:
        if self.frame is None:
            raise ValueError("a window function outside the verb window")
        return self.frame


_TIGHT = 9


def literal_sql(value: LiteralValue, engine: str = "duckdb") -> str:
    """A constant as SQL."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return f"({value})" if value < 0 else str(value)
    if isinstance(value, datetime.datetime):
        return f"timestamp '{value.isoformat(' ')}'"
    if isinstance(value, datetime.date):
        return f"date '{value.isoformat()}'"
    text = str(value)
    if engine == "spark":
        text = text.replace("\\", "\\\\")
        return "'" + text.replace("'", "\\'") + "'"
    return "'" + text.replace("'", "''") + "'"
