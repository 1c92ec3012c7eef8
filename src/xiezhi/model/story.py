"""A story as it was told: rows given, clues expected."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from xiezhi.model.compiled import Compiled
    from xiezhi.model.spec import ParameterValue
    from xiezhi.rulebook.form import Title

__all__ = ["Coverage", "LiteralTable", "Story", "Value"]

Value: TypeAlias = "str | int | bool | Decimal | datetime.date | list[Any] | None"


@dataclass(frozen=True, slots=True)
class LiteralTable:
    """Rows of one input, typed; ``_row`` is 1, 2, … in the order written.

    ``columns`` are (name, DuckDB type) of the declared columns and of the companions given.
    """

    input: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of one input in a story: None means everything up to the as-of date."""

    covers_from: datetime.date | None
    covers_to: datetime.date | None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One story.

    Attributes:
        name: In both languages.
        tables: Literal rows per input; an input not mentioned has none.
        expect: Columns and values of every clue expected, no more and no fewer clues.
        pending, not_checkable: Rows expected to wait or to be undecidable; None: not asked.
        look_alike: A known false alarm that must not fire.
        covers: Input → coverage, where the story says so.
        scopes: Every agency or region that the rows name (they are covered unless ``covers`` says).
    """

    name: Title
    as_of: datetime.date | None
    tables: tuple[LiteralTable, ...]
    expect: tuple[dict[str, str], ...]
    pending: int | None
    not_checkable: int | None
    look_alike: bool
    parameters: dict[str, ParameterValue]
    covers: dict[str, tuple[Coverage, ...]]
    scopes: tuple[str, ...]
    where: str = field(default="", compare=False)

    @property
    def kind(self) -> str:
        """``hit``, ``look_alike``, ``pending`` or ``silent``."""
        if self.look_alike:
            return "look_alike"
        if self.expect:
            return "hit"
        return "pending" if self.pending or self.not_checkable else "silent"

    def coverage(self, compiled: Compiled) -> dict[str, list[tuple[object, object, object]]]:
        """Rows of every coverage relation: (scope, covers_from, covers_to)."""
        first, last = datetime.date(1900, 1, 1), self.as_of or datetime.date(9999, 12, 30)
        found: dict[str, list[tuple[object, object, object]]] = {}
        for plan in compiled.coverages:
            told = self.covers.get(plan.input)
            if told is None:
                scopes: Iterable[str | None] = self.scopes if plan.scope_column else (None,)
                found[plan.relation] = [(scope, first, last) for scope in scopes]
                continue
            rows: list[tuple[object, object, object]] = []
            for item in told:
                scopes = (
                    (item.scope,)
                    if item.scope is not None
                    else self.scopes
                    if plan.scope_column
                    else (None,)
                )
                rows += [
                    (scope, item.covers_from or first, item.covers_to or last) for scope in scopes
                ]
            found[plan.relation] = rows
        return found
