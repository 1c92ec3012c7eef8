"""What adding, subtracting, multiplying and dividing gives: the rulebook's table, with storage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.rulebook.types import SemanticTypes

__all__ = ["NoMeaning", "result"]


@dataclass(frozen=True, slots=True)
class NoMeaning:
    """Why an operation is refused and what to write instead."""

    why: str
    cure: str


_CHANGE = "Convert one at the rate of the day, in a column of its own."
_BARE = ("number", "count", "int", "ordinal", "share")


def result(types: SemanticTypes, left: Type, op: str, right: Type) -> Type | NoMeaning:
    """The type of ``left op right``, or why there is none.

    A literal beside ``+`` or ``-`` takes the type of its neighbour; beside ``*`` and ``/`` it is a
    plain number, as counts and whole numbers are.
    """
    if left.many or right.many or not (_counts(left) and _counts(right)):
        return NoMeaning("arithmetic needs numbers or days", "")
    if op == "%":
        whole = left.storage in ("INTEGER", "BIGINT") and right.storage in ("INTEGER", "BIGINT")
        return Type(left.name, "BIGINT") if whole else NoMeaning("% needs whole numbers", "")
    name = _name(types, left, op, right)
    if name is None:
        units = _currencies(types, left, right)
        if units:
            return NoMeaning(f"one is in {units[0]}, the other in {units[1]}", _CHANGE)
        return NoMeaning(f"the rulebook gives {left} {op} {right} no type", _cure(left, op, right))
    literal = left.literal and right.literal
    if name == "days" and left.is_date:
        return Type("days", "INTEGER")
    return Type(name, _storage(left, op, right), literal=literal)


def _currencies(types: SemanticTypes, left: Type, right: Type) -> tuple[str, str] | None:
    """The two currencies of sums of money that cannot be taken together."""
    if left.name not in types or right.name not in types or left.name == right.name:
        return None
    one, other = types[left.name], types[right.name]
    return (one.unit, other.unit) if one.family == other.family else None


def _counts(kind: Type) -> bool:
    return kind.is_number or kind.is_date


def _name(types: SemanticTypes, left: Type, op: str, right: Type) -> str | None:
    ones, others = _readings(left, op, right), _readings(right, op, left)
    for one in ones:
        for other in others:
            found = types.result(one, op, other)
            if found is not None:
                return found
    return None


def _readings(kind: Type, op: str, neighbour: Type) -> list[str]:
    """The names a side may go by, its own first."""
    if kind.literal and op in "+-":
        return [neighbour.name] if not neighbour.literal else ["number"]
    if kind.name in _BARE:
        return list(dict.fromkeys([kind.name, "number"]))
    return [kind.name]


def _storage(left: Type, op: str, right: Type) -> str:
    if op == "/" or "DOUBLE" in (left.storage, right.storage):
        return "DOUBLE"
    decimals = [kind for kind in (left, right) if kind.storage.startswith("DECIMAL")]
    if not decimals:
        return "BIGINT"
    if op == "*" and len(decimals) == 2:
        return "DOUBLE"
    return decimals[0].storage


def _cure(left: Type, op: str, right: Type) -> str:
    if "date" in (left.name, right.name) and op in "+-":
        return "Use add_days, add_months or add_years."
    if op in "+-":
        return "number(x) takes the unit away where that is meant."
    return ""
