"""What is known about the output of an input or step before anything runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ROW", "UNKNOWN", "Relation"]

ROW = "_row"
UNKNOWN = Type("unknown", "VARCHAR")
"""The type of a column whose expression is wrong: noted once, not again at every use."""

_ROW_TYPE = Type("row", "BIGINT")


@dataclass(frozen=True, slots=True)
class Relation:
    """Columns and promises of one relation.

    Attributes:
        columns: Every column by name, the hidden ones too.
        hidden: Companions (``_span``, ``_from``, ``_abstained``) and ``_row``: usable, but not
            counted, listed or joined by accident.
        unique: Sets of columns that no two rows share.
        not_null: Columns that are never empty.
        inputs: Inputs whose rows it is made of.
        dated: Column with the day its rows came into being, when that is known.
    """

    name: str
    columns: Mapping[str, Type]
    hidden: frozenset[str] = frozenset()
    unique: tuple[frozenset[str], ...] = ()
    not_null: frozenset[str] = frozenset()
    inputs: frozenset[str] = frozenset()
    dated: str | None = field(default=None)

    @property
    def visible(self) -> tuple[str, ...]:
        """Names of the columns a model speaks of, in order."""
        return tuple(name for name in self.columns if name not in self.hidden)

    @property
    def has_row(self) -> bool:
        """Whether ``_row`` names a row."""
        return ROW in self.columns

    @property
    def scope(self) -> Mapping[str, Type]:
        """What an expression may see."""
        return {name: kind for name, kind in self.columns.items() if name != ROW}

    def renamed(self, name: str) -> Relation:
        """The same promises under another name."""
        return self.like(name, self.columns)

    def like(
        self,
        name: str,
        columns: Mapping[str, Type],
        *,
        unique: Iterable[frozenset[str]] | None = None,
    ) -> Relation:
        """A relation with other columns that keeps the promises about those that remain."""
        kept = tuple(unique) if unique is not None else self.unique
        return Relation(
            name,
            columns,
            frozenset(column for column in self.hidden if column in columns),
            tuple(key for key in kept if key <= columns.keys()),
            frozenset(column for column in self.not_null if column in columns),
            self.inputs,
            self.dated if self.dated in columns else None,
        )

    def with_row(self) -> Relation:
        """The same with ``_row`` as a hidden column that names a row."""
        return Relation(
            self.name,
            {**self.columns, ROW: _ROW_TYPE},
            self.hidden | {ROW},
            (*self.unique, frozenset({ROW})),
            self.not_null,
            self.inputs,
            self.dated,
        )

    def is_unique(self, columns: Iterable[str]) -> bool:
        """Whether no two rows share these columns, as far as is promised."""
        given = frozenset(columns)
        return any(key <= given for key in self.unique)
