"""The type of a column or an expression: its meaning, and how an engine stores it."""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["Type"]

_NUMBERS = frozenset({"INTEGER", "BIGINT", "DOUBLE", "DECIMAL"})


@dataclass(frozen=True, slots=True)
class Type:
    """What a value means.

    Attributes:
        name: Semantic type of ``rulebook/types.yaml``: ``money``, ``citizen_id``, ``date`` …
        storage: DuckDB type of one value, ``VARCHAR``, ``DECIMAL(18,2)``, ``DATE`` …
        many: The value is a list of such values.
        literal: The value was written in the expression and takes the type of its neighbour.
        values: Closed vocabulary of a ``status_code``; empty when the column is free.
    """

    name: str
    storage: str
    many: bool = False
    literal: bool = False
    values: str = ""

    @property
    def item(self) -> Type:
        """The type of one value of a list."""
        return replace(self, many=False)

    @property
    def is_text(self) -> bool:
        """Whether one value is stored as text."""
        return self.storage == "VARCHAR" and not self.many

    @property
    def is_number(self) -> bool:
        """Whether one value is stored as a number."""
        return not self.many and self.storage.split("(")[0] in _NUMBERS

    @property
    def is_date(self) -> bool:
        """Whether one value is stored as a day."""
        return self.storage == "DATE" and not self.many

    @property
    def is_moment(self) -> bool:
        """Whether one value is stored as a day with its time."""
        return self.storage == "TIMESTAMP" and not self.many

    @property
    def is_bool(self) -> bool:
        """Whether it is a truth value."""
        return self.storage == "BOOLEAN" and not self.many

    @property
    def column_type(self) -> str:
        """DuckDB type of a column that holds it."""
        return f"{self.storage}[]" if self.many else self.storage

    def __str__(self) -> str:
        """The name as problems show it."""
        return f"list of {self.name}" if self.many else self.name
