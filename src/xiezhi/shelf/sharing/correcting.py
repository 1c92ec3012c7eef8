"""A request to the provider to check and mend data, and what came of it.

政务数据共享条例 26: who uses shared data and finds them inaccurate or incomplete asks the provider
at once; the provider checks, corrects and answers within ten working days. The shelf holds what
the provider delivered: nothing is changed here, the corrected rows come with a delivery.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.sharing.application import SharingError, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ANSWERS", "Answer", "CorrectionRequest"]

Answer = Literal["corrected", "upheld", "withdrawn"]
ANSWERS: tuple[Answer, ...] = ("corrected", "upheld", "withdrawn")
"""The provider corrected the data, or found them right; or the request was taken back."""

LAW = "政务数据共享条例#26"


@dataclass(frozen=True, slots=True)
class CorrectionRequest:
    """A request.

    Attributes:
        id: Its number, ``K-0001``.
        table: The standard table.
        provider: Who delivered.
        row: The row (``_row``); None when the whole table is meant, such as rows that are missing.
        column: The column; empty when the row as a whole is meant.
        wrong: What is inaccurate or incomplete.
        right: What it should be, as far as the asker knows.
        asked: The day the provider received it.
        by: Who asked.
        steps: The answer, at most one.
    """

    id: str
    table: str
    provider: str
    wrong: str
    asked: date
    by: str
    row: int | None = None
    column: str = ""
    right: str = ""
    steps: tuple[Step, ...] = field(default=())

    @property
    def state(self) -> Answer | Literal["asked"]:
        """``asked`` until it is answered or withdrawn."""
        return cast("Answer", self.steps[-1].action) if self.steps else "asked"

    def answered(self, answer: Answer, day: date, by: str, reason: str = "") -> CorrectionRequest:
        """The request with its answer.

        Raises:
            SharingError: It was answered before, or a reason is missing: who upholds the data says
                what was checked.
        """
        if self.steps:
            raise SharingError(
                Problem(
                    what="This request was answered already.",
                    where=self.id,
                    why=f"{self.steps[-1].day}: {self.state}",
                    cure="Ask anew if the data are still wrong.",
                    code="correcting-answered",
                )
            )
        if answer != "corrected" and not reason.strip():
            raise SharingError(
                Problem(
                    what="A reason must be given.",
                    where=self.id,
                    why=LAW,
                    cure="Say why: --reason.",
                    code="sharing-reason",
                )
            )
        return replace(self, steps=(Step(answer, day, by, reason),))

    def to_json(self) -> dict[str, Any]:
        """As the register holds it: as it was asked, without the answer."""
        plain = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "steps"}
        return plain | {"asked": self.asked.isoformat()}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> CorrectionRequest:
        """The reverse of ``to_json``."""
        return cls(**{**said, "asked": date.fromisoformat(said["asked"])})
