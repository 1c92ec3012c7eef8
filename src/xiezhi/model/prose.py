"""An expression as a sentence a lawyer reads, in Chinese and English."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from xiezhi.sql.functions import FUNCTIONS
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

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["sentence"]

_ZH = {"=": "为", "<>": "不为", "<": "小于", "<=": "不超过", ">": "大于", ">=": "不低于",
       "and": "，且", "or": "，或者"}  # fmt: skip
_EN = {"=": "is", "<>": "is not", "<": "is below", "<=": "is at most", ">": "is above",
       ">=": "is at least", "and": " and ", "or": " or "}  # fmt: skip
_SLOT = re.compile(r"\{([^{}]*)\}")


def sentence(
    tree: Tree,
    lang: str,
    names: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """An expression in words.

    Args:
        tree: The expression.
        lang: ``zh`` or ``en``.
        names: Column or ``:parameter`` → title; a missing one stands for itself.
        words: Column → word of its closed list → label.
    """
    return _Writer(lang, names or {}, words or {}).say(tree)


class _Writer:
    def __init__(
        self, lang: str, names: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.zh = lang == "zh"
        self.names = names
        self.words = words

    def say(self, tree: Tree) -> str:
        match tree:
            case Literal():
                return self._literal(tree)
            case Name():
                return self.names.get(tree.name, tree.name)
            case Param():
                return self.names.get(":" + tree.name, tree.name)
            case Unary():
                return self._unary(tree)
            case Binary():
                return self._binary(tree)
            case IsNull():
                return self._is_null(tree)
            case In():
                return self._in(tree)
        return self._rest(tree)

    def _rest(self, tree: Tree) -> str:
        match tree:
            case Between():
                return self._between(tree)
            case Like():
                shown, pattern = self.say(tree.operand), self.say(tree.pattern)
                if self.zh:
                    return f"{shown}{'不' if tree.negated else ''}形如{pattern}"
                return f"{shown} is {'not ' if tree.negated else ''}like {pattern}"
            case Case():
                return self._case(tree)
            case Call():
                return self._call(tree)
            case ListOf():
                return ("、" if self.zh else ", ").join(self.say(item) for item in tree.items)
        raise TypeError(type(tree).__name__)

    def _literal(self, tree: Literal) -> str:
        value = tree.value
        if value is None:
            return "空" if self.zh else "nothing"
        if isinstance(value, bool):
            return {True: "是", False: "否"}[value] if self.zh else str(value).lower()
        if isinstance(value, datetime.date):
            if self.zh:
                return f"{value.year}年{value.month}月{value.day}日"
            return f"{value.day} {value:%B} {value.year}"
        if isinstance(value, str):
            return f"“{value}”"
        return str(value)

    def _word(self, column: Tree, value: Tree) -> str:
        """A word of a closed list by its label."""
        if isinstance(column, Name) and isinstance(value, Literal):
            label = self.words.get(column.name, {}).get(str(value.value))
            if label is not None:
                return f"“{label}”"
        return self.say(value)

    def _unary(self, tree: Unary) -> str:
        if tree.op == "-":
            return f"-{self.say(tree.operand)}"
        if isinstance(tree.operand, Name):
            shown = self.say(tree.operand)
            return f"非“{shown}”" if self.zh else f"not ({shown})"
        return f"并非（{self.say(tree.operand)}）" if self.zh else f"not ({self.say(tree.operand)})"

    def _binary(self, tree: Binary) -> str:
        words = _ZH if self.zh else _EN
        if tree.op in ("and", "or"):
            left, right = self._nested(tree.left, tree.op), self._nested(tree.right, tree.op)
            return f"{left}{words[tree.op]}{right}"
        if tree.op in words:
            left = self._word(tree.right, tree.left)
            right = self._word(tree.left, tree.right)
            return (
                f"{left}{words[tree.op]}{right}" if self.zh else f"{left} {words[tree.op]} {right}"
            )
        sign = {"*": "×", "/": "÷"}.get(tree.op, tree.op)
        return f"{self._tight(tree.left)} {sign} {self._tight(tree.right)}"

    def _nested(self, tree: Tree, op: str) -> str:
        shown = self.say(tree)
        if isinstance(tree, Binary) and tree.op in ("and", "or") and tree.op != op:
            return f"（{shown}）" if self.zh else f"({shown})"
        return shown

    def _tight(self, tree: Tree) -> str:
        shown = self.say(tree)
        return f"({shown})" if isinstance(tree, Binary) else shown

    def _is_null(self, tree: IsNull) -> str:
        shown = self.say(tree.operand)
        if self.zh:
            return f"{'已载明' if tree.negated else '未载明'}{shown}"
        return f"{shown} is {'known' if tree.negated else 'not known'}"

    def _in(self, tree: In) -> str:
        shown = self.say(tree.operand)
        items = [self._word(tree.operand, item) for item in tree.items]
        if self.zh:
            return f"{shown}{'不' if tree.negated else ''}属于{'、'.join(items)}"
        return f"{shown} is {'not ' if tree.negated else ''}one of {', '.join(items)}"

    def _between(self, tree: Between) -> str:
        shown, low, high = self.say(tree.operand), self.say(tree.low), self.say(tree.high)
        if self.zh:
            return f"{shown}{'不' if tree.negated else ''}在{low}至{high}之间（含两端）"
        return f"{shown} is {'not ' if tree.negated else ''}between {low} and {high}"

    def _case(self, tree: Case) -> str:
        parts = [
            f"{self.say(condition)}时为{self.say(value)}"
            if self.zh
            else f"{self.say(value)} when {self.say(condition)}"
            for condition, value in tree.whens
        ]
        if tree.otherwise is not None:
            shown = self.say(tree.otherwise)
            parts.append(f"否则为{shown}" if self.zh else f"otherwise {shown}")
        return ("，" if self.zh else ", ").join(parts)

    def _stand_in(self, tree: Tree, other: Tree) -> str:
        """``coalesce(x, y)``: x, or y where it is not known."""
        shown = self.say(tree)
        if isinstance(other, Literal) and other.value is False:
            return shown
        if self.zh:
            return f"{shown}（未载明的按{self.say(other)}计）"
        return f"{shown} ({self.say(other)} where not known)"

    def _call(self, tree: Call) -> str:
        if tree.function == "coalesce" and len(tree.args) == 2:
            return self._stand_in(*tree.args)
        function = FUNCTIONS[tree.function]
        args = [self.say(arg) for arg in tree.args]
        joined = ("、" if self.zh else ", ").join(args)

        def fill(match: re.Match[str]) -> str:
            slot = match.group(1)
            if slot == "*":
                return joined
            if slot == "order":
                return self.say(tree.order) if tree.order is not None else ""
            index = int(slot)
            return args[index] if index < len(args) else ""

        return _SLOT.sub(fill, function.zh if self.zh else function.en)
