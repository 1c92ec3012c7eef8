"""How many rows went into and came out of every step; counts, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Excluded", "Funnel", "NearMiss", "StepCount"]


@dataclass(frozen=True, slots=True)
class Excluded:
    """What one exclusion took out of a step.

    Attributes:
        id: The exclusion's name in the model, or the office's own.
        title: Its wording by language.
        rows: Rows taken out.
        local: Whether the office added it.
    """

    id: str
    title: dict[str, str]
    rows: int
    local: bool = False


@dataclass(frozen=True, slots=True)
class StepCount:
    """One step of the funnel.

    Attributes:
        step: Name in the model.
        verb: Its verb.
        rows_in: Rows by input or earlier step that the step read.
        rows_out: Rows it passed on, after its exclusions.
        excluded: Its exclusions, each by itself.
        pending: Rows whose window has not closed yet.
        not_checkable: Rows outside the coverage of what would have to be searched.
        answered: Rows of an absence for which the expected fact was found.
    """

    step: str
    verb: str
    rows_in: dict[str, int]
    rows_out: int
    excluded: tuple[Excluded, ...] = ()
    pending: int = 0
    not_checkable: int = 0
    answered: int | None = None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Rows that failed exactly one condition, counted.

    Attributes:
        step: The step that turned them away.
        condition: The condition, as the model writes it.
        rows: How many failed this one alone.
    """

    step: str
    condition: str
    rows: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """``funnel.json``."""

    steps: tuple[StepCount, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()

    @property
    def pending(self) -> int:
        """Rows pending, over all steps."""
        return sum(step.pending for step in self.steps)

    @property
    def not_checkable(self) -> int:
        """Rows not checkable, over all steps."""
        return sum(step.not_checkable for step in self.steps)

    @property
    def excluded(self) -> int:
        """Rows that exclusions took out, over all steps."""
        return sum(excluded.rows for step in self.steps for excluded in step.excluded)

    def to_json(self) -> dict[str, Any]:
        """As the file holds it."""
        return {
            "steps": [
                {
                    "step": step.step,
                    "verb": step.verb,
                    "rows_in": step.rows_in,
                    "rows_out": step.rows_out,
                    "excluded": [
                        {name: getattr(one, name) for name in Excluded.__slots__}
                        for one in step.excluded
                    ],
                    "pending": step.pending,
                    "not_checkable": step.not_checkable,
                    "answered": step.answered,
                }
                for step in self.steps
            ],
            "near_misses": [
                {name: getattr(one, name) for name in NearMiss.__slots__}
                for one in self.near_misses
            ],
        }

    @classmethod
    def from_json(cls, funnel: dict[str, Any]) -> Funnel:
        """The reverse of ``to_json``."""
        return cls(
            steps=tuple(
                StepCount(
                    **(step | {"excluded": tuple(Excluded(**one) for one in step["excluded"])})
                )
                for step in funnel["steps"]
            ),
            near_misses=tuple(NearMiss(**one) for one in funnel["near_misses"]),
        )
