"""The type of a column or an expression: its meaning, and how an engine stores it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Type"]


@dataclass(frozen=True, slots=True)
class Type:
    """What a value means.

    Attributes:
        name: Semantic type of ``rulebook/types.yaml``: ``money``, ``citizen_id``, ``date`` …
        storage: DuckDB type of one value, ``VARCHAR``, ``DECIMAL(18,2)``, ``DATE`` …
        many: The value is a list of such values.
        literal: The value was written in the expression and takes the type of its neighbour.
    """

    name: str
    storage: str
    many: bool = False
    literal: bool = False

    @property
    def column_type(self) -> str:
        """DuckDB type of a column that holds it."""
        return f"{self.storage}[]" if self.many else self.storage

    def __str__(self) -> str:
        """The name as problems show it."""
        return f"list of {self.name}" if self.many else self.name
