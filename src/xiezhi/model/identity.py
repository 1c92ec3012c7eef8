"""The identity of a model: a hash of its logic, blind to comments, titles and layout."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from xiezhi.model.step import Expr
from xiezhi.rulebook.form import Title
from xiezhi.rulebook.yaml_nodes import Place
from xiezhi.sql.parse import ExpressionError, parse_expression

if TYPE_CHECKING:
    from xiezhi.model.spec import Model

__all__ = ["logic_hash"]

_LOGIC = ("id", "inputs", "parameters", "steps", "exclude", "extension_points", "supersedes")


def logic_hash(model: Model) -> str:
    """SHA-256 over what decides which clues a model gives and how they are named.

    Titles, law, remedy, notes, grade and layout do not count; spacing inside expressions neither.
    """
    clue = model.clue
    logic: dict[str, Any] = {name: _plain(getattr(model, name)) for name in _LOGIC}
    logic["clue"] = _plain(
        (clue.from_, clue.key, clue.affected, clue.amount, clue.occurred, clue.expires)
    )
    text = json.dumps(logic, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Expr):
        try:
            return _node(parse_expression(value.text))
        except ExpressionError:
            return value.text
    if isinstance(value, Place | Title):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            item.name: _plain(getattr(value, item.name)) for item in fields(value) if item.compare
        }
        return {"": type(value).__name__, **kept}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _node(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        kept = [_node(getattr(value, item.name)) for item in fields(value) if item.compare]
        return [type(value).__name__, *kept]
    if isinstance(value, tuple):
        return [_node(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return f"{type(value).__name__}:{value}"
