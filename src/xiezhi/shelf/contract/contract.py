"""The contract under which a table is on the shelf."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Contract", "Scope"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a contract reaches.

    Attributes:
        columns: Columns it allows; empty allows every column of the standard table.
        rows: Which rows, in words (某市 2020 年以来的执行案件).
        divisions: Codes of the divisions it covers; empty leaves it to ``rows``.
    """

    columns: tuple[str, ...] = ()
    rows: str = ""
    divisions: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """As the register holds it."""
        return {
            "columns": list(self.columns),
            "rows": self.rows,
            "divisions": list(self.divisions),
        }

    @classmethod
    def from_json(cls, scope: Mapping[str, Any]) -> Scope:
        """The reverse of ``to_json``."""
        return cls(tuple(scope["columns"]), scope["rows"], tuple(scope["divisions"]))


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract.

    Attributes:
        id: Its number; given by the shelf when the parties have none.
        table: The standard table.
        provider: Who gives the data.
        basis: Legal bases as written; ``find_basis`` looks them up.
        purposes: Purposes of use, words of ``rulebook/terms/purposes.yaml``.
        category: Class of the data in the provider's catalogue (司法数据, 社会保险 …).
        grade: ``general``, ``important`` or ``core``.
        sharing: ``unconditional``, ``conditional`` or ``not_shared``.
        way: How the data come: ``file``, ``batch``, ``service``, ``shelf``.
        frequency: How often they come.
        conditions: Conditions of use in words; must be there when shared on condition.
        valid_from: First day of use.
        valid_until: Last day of use.
        impact_assessment: Number or place of the recorded impact assessment.
        necessity: Why these data are necessary for the duty.
        quality: Least completeness by column that the parties agreed on.
        recorded: When it was put down, ISO 8601.
        recorded_by: Who put it down.
    """

    id: str
    table: str
    provider: str
    basis: tuple[str, ...]
    purposes: tuple[str, ...]
    valid_from: date
    valid_until: date
    scope: Scope = Scope()
    category: str = ""
    grade: str = "general"
    sharing: str = "conditional"
    way: str = "file"
    frequency: str = "once"
    conditions: str = ""
    impact_assessment: str = ""
    necessity: str = ""
    quality: Mapping[str, str] = field(default_factory=dict)
    recorded: str = ""
    recorded_by: str = ""

    def runs_on(self, day: date) -> bool:
        """Whether the data may be used on that day; both ends count."""
        return self.valid_from <= day <= self.valid_until

    def expired(self, day: date) -> bool:
        """Whether the last day of use has passed."""
        return day > self.valid_until

    def to_json(self) -> Json:
        """As the register holds it."""
        plain: Json = {one.name: getattr(self, one.name) for one in fields(self)}
        for name in ("basis", "purposes"):
            plain[name] = list(plain[name])
        for name in ("valid_from", "valid_until"):
            plain[name] = plain[name].isoformat()
        return plain | {"scope": self.scope.to_json(), "quality": dict(self.quality)}

    @classmethod
    def from_json(cls, contract: Mapping[str, Any]) -> Contract:
        """The reverse of ``to_json``."""
        values = {one.name: contract[one.name] for one in fields(cls)}
        for name in ("basis", "purposes"):
            values[name] = tuple(values[name])
        for name in ("valid_from", "valid_until"):
            values[name] = date.fromisoformat(values[name])
        return cls(**{**values, "scope": Scope.from_json(values["scope"])})
