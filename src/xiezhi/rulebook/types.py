"""Semantic types: what a column means, and so what may be compared, joined, added and shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Companion", "SemanticType", "SemanticTypes", "TypesError"]

Order: TypeAlias = Literal["none", "equal", "ordered"]
Literals: TypeAlias = Literal["text", "number", "date", "bool", "none"]
KeyRule: TypeAlias = Literal["alone", "with", "never"]
Mask: TypeAlias = Literal["none", "name", "id", "number", "address", "hidden"]
Sensitivity: TypeAlias = Literal["public", "personal", "sensitive_personal"]

_ORDERS = ("none", "equal", "ordered")
_LITERALS = ("text", "number", "date", "bool", "none")
_KEYS = ("alone", "with", "never")
_MASKS = ("none", "name", "id", "number", "address", "hidden")
_CURRENCY = re.compile("[A-Z]{3}")
SENSITIVITIES = ("public", "personal", "sensitive_personal")


class TypesError(XiezhiError):
    """``rulebook/types.yaml`` is not what the loader can trust; carries every problem."""


@dataclass(frozen=True, slots=True)
class SemanticType:
    """One meaning a column can have.

    Attributes:
        name: As columns name it.
        title: In both languages.
        storage: DuckDB type of one value.
        order: Whether values are comparable at all, only equal, or ordered.
        comparable_with: Other types it may be compared and joined with.
        literal: Kind of literal it may be compared with.
        key: Whether it links rows alone, only beside another key, or never.
        sums: Whether sums and averages mean something.
        mask: How a value is shown unless revealed.
        sensitivity: Least sensitivity of a column of this type.
        unit: Unit of the number, empty when there is none.
        masked_state: A masked value is a state of its own, neither valid nor invalid.
        why: The reason behind a refusal, completed into a message by the checker.
    """

    name: str
    title: Title
    storage: str
    order: Order
    comparable_with: frozenset[str]
    literal: Literals
    key: KeyRule
    sums: bool
    mask: Mask
    sensitivity: Sensitivity
    unit: str
    masked_state: bool
    why: str

    @property
    def family(self) -> str:
        """The type of the rulebook's list: ``money`` for ``money:USD``."""
        return self.name.partition(":")[0]

    def comparable(self, other: SemanticType) -> bool:
        """Whether values of the two types may be compared or joined."""
        if self.order == "none" or other.order == "none":
            return False
        return self.name == other.name or other.name in self.comparable_with


@dataclass(frozen=True, slots=True)
class Companion:
    """A column that stands beside every column read from a document.

    Attributes:
        suffix: ``_span``, ``_from`` or ``_abstained``.
        type: Semantic type of the companion.
        is_list: Whether it holds a list of that type.
    """

    suffix: str
    type: str
    is_list: bool
    about: Title


class SemanticTypes:
    """All semantic types, what arithmetic they allow, and the companions' rule."""

    def __init__(
        self,
        types: dict[str, SemanticType],
        arithmetic: dict[tuple[str, str, str], str],
        companions: tuple[Companion, ...],
    ) -> None:
        self.types = types
        self.arithmetic = arithmetic
        self.companions = companions

    @classmethod
    def load(cls, path: Path | None = None) -> SemanticTypes:
        """Read ``rulebook/types.yaml`` (once) or the file given.

        Raises:
            TypesError: Fields are missing, unknown or contradict each other.
        """
        return _standard() if path is None else _read(path)

    def __contains__(self, name: str) -> bool:
        """Whether a type of that name exists: ``money``, ``money:USD``."""
        return name in self.types or self._in_currency(name) is not None

    def __getitem__(self, name: str) -> SemanticType:
        """The type of that name; ``KeyError`` when there is none."""
        found = self.types.get(name) or self._in_currency(name)
        if found is None:
            raise KeyError(name)
        return found

    def _in_currency(self, name: str) -> SemanticType | None:
        """Money in another currency than the law's own: a type by itself, adding to its like."""
        family, _, currency = name.partition(":")
        kind = self.types.get(family)
        if not currency or kind is None or not _CURRENCY.fullmatch(kind.unit):
            return None
        if not _CURRENCY.fullmatch(currency) or currency == kind.unit:
            return None
        title = Title(f"{kind.title.zh}（{currency}）", f"{kind.title.en} in {currency}")
        return replace(kind, name=name, title=title, unit=currency, comparable_with=frozenset())

    def result(self, left: str, operator: str, right: str) -> str | None:
        """The type of ``left operator right``, or None when it is refused.

        Addition and multiplication hold with the sides exchanged as well.
        """
        (one, currency), (other, second) = _apart(left), _apart(right)
        if one == other and currency != second:
            return None
        found = self.arithmetic.get((one, operator, other))
        if found is None and operator in "+*":
            found = self.arithmetic.get((other, operator, one))
        family = one if currency else other
        return f"{found}:{currency or second}" if found == family and currency + second else found


def _apart(name: str) -> tuple[str, str]:
    family, _, currency = name.partition(":")
    return family, currency


@lru_cache(maxsize=1)
def _standard() -> SemanticTypes:
    return _read(rulebook_folder() / "types.yaml")


def _read(path: Path) -> SemanticTypes:
    problems: list[Problem] = []
    root = Form(read_yaml(path), problems)
    types = {name: _type(name, form) for name, form in root.children("types")}
    arithmetic: dict[tuple[str, str, str], str] = {}
    for form in root.rows("arithmetic"):
        _arithmetic(form, types, arithmetic)
    companions = tuple(_companion(name, form) for name, form in root.children("companions"))
    root.done()
    for kind in types.values():
        for other in sorted(kind.comparable_with):
            if other not in types or kind.name not in types[other].comparable_with:
                root.refuse(
                    root.place,
                    f"{kind.name} names {other} under with, which does not answer.",
                    cure="Name each other on both sides.",
                    code="types-one-sided",
                )
    if problems:
        raise TypesError(*problems)
    return SemanticTypes(types, arithmetic, companions)


def _type(name: str, form: Form) -> SemanticType:
    kind = SemanticType(
        name=name,
        title=form.title(),
        storage=form.text("storage"),
        order=cast("Order", form.choice("order", _ORDERS)),
        comparable_with=frozenset(form.texts("with")),
        literal=cast("Literals", form.choice("literal", _LITERALS)),
        key=cast("KeyRule", form.choice("key", _KEYS)),
        sums=form.boolean("sums"),
        mask=cast("Mask", form.choice("mask", _MASKS)),
        sensitivity=cast("Sensitivity", form.choice("sensitivity", SENSITIVITIES)),
        unit=form.text("unit", ""),
        masked_state=form.boolean("masked_state"),
        why=form.text("why", ""),
    )
    form.done()
    if kind.key == "with" and not kind.why:
        form.refuse(form.place, f"{name} may not link rows alone: say why.", code="types-no-why")
    return kind


def _arithmetic(
    form: Form, types: dict[str, SemanticType], table: dict[tuple[str, str, str], str]
) -> None:
    left, right, gives = form.text("left"), form.text("right"), form.text("gives")
    for name in (left, right, gives):
        if name not in types:
            form.refuse(form.place, f"There is no type {name!r}.", code="types-unknown")
    for operator in form.texts("op"):
        if operator not in ("+", "-", "*", "/"):
            form.refuse(form.place, f"{operator!r} is no operator.", code="types-operator")
        table[(left, operator, right)] = gives
    form.done()


def _companion(suffix: str, form: Form) -> Companion:
    companion = Companion(
        suffix=suffix,
        type=form.text("type"),
        is_list=form.boolean("list"),
        about=form.title("about"),
    )
    form.boolean("nullable")
    form.done()
    return companion
