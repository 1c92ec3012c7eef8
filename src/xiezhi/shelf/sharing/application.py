"""One office's application for a table on the shelf, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from xiezhi.engine.base import RowFilter
from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.purposes import covers
from xiezhi.shelf.sharing.states import TRANSITIONS, Action, State, next_state

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Application", "RowFilter", "SharingError", "Step"]

Json = dict[str, Any]


class SharingError(XiezhiError):
    """The application cannot do that now, or says too little."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done with an application."""

    action: str
    day: date
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """An application.

    Attributes:
        id: Its number.
        table: The table asked for.
        office: Who asks.
        basis: Legal basis of the use (使用依据).
        scene: What it is used for, in words (使用场景).
        purposes: Purposes of use.
        columns: Scope: the columns asked for (使用范围).
        rows: Scope: the rows asked for, in words.
        way: Way of sharing (共享方式).
        valid_from: First day of use.
        valid_until: Last day of use (使用时限).
        model: The model it is for; empty for several.
        second_use_of: An earlier grant of which this is another use; empty for a first use.
        unconditional: Whether the table is shared without condition: the clock is one day.
        received: The day it was received.
        by: Who asked.
        state: Where it stands.
        filter: Rows granted; None before the grant, and for all rows.
        steps: What was done, in order.
    """

    id: str
    table: str
    office: str
    basis: tuple[str, ...]
    scene: str
    purposes: tuple[str, ...]
    columns: tuple[str, ...]
    way: str
    valid_from: date
    valid_until: date
    received: date
    by: str
    rows: str = ""
    model: str = ""
    second_use_of: str = ""
    unconditional: bool = False
    state: State = "requested"
    filter: RowFilter | None = None
    steps: tuple[Step, ...] = field(default=())

    def done(
        self,
        action: Action,
        day: date,
        by: str,
        reason: str = "",
        rows: RowFilter | None = None,
    ) -> Application:
        """The application after something was done with it.

        Args:
            action: What.
            day: When.
            by: Who.
            reason: Why; some actions need it.
            rows: Rows granted, for ``grant``.

        Raises:
            SharingError: There is no such way out of its state, or the reason is missing.
        """
        way = next_state(self.state, action)
        if way is None:
            raise SharingError(self._no_way(action))
        if way.needs and not reason.strip():
            raise SharingError(
                Problem(
                    what="A reason must be given.",
                    where=self.id,
                    why=way.law,
                    cure="Say why: --reason.",
                    code="sharing-reason",
                )
            )
        if action == "extend" and any(step.action == "extend" for step in self.steps):
            raise SharingError(
                Problem(
                    what="The time for the answer was extended already.",
                    where=self.id,
                    why="it may be extended by 10 working days at most (政务数据共享条例#21)",
                    cure="Approve or refuse.",
                    code="sharing-extended",
                )
            )
        return replace(
            self,
            state=way.to,
            filter=rows if action == "grant" else self.filter,
            steps=(*self.steps, Step(action, day, by, reason)),
        )

    def day_of(self, action: str) -> date | None:
        """The last day on which something was done; None when it was not."""
        return next((step.day for step in reversed(self.steps) if step.action == action), None)

    def usable(self, purpose: str, day: date) -> bool:
        """Whether the office may use the table for this purpose on that day."""
        return (
            self.state == "granted"
            and self.valid_from <= day <= self.valid_until
            and covers(self.purposes, purpose)
        )

    def to_json(self) -> Json:
        """As the register holds it: as it was asked for, without what became of it."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        for name in ("state", "filter", "steps"):
            del plain[name]
        for name in ("basis", "purposes", "columns"):
            plain[name] = list(plain[name])
        for name in ("valid_from", "valid_until", "received"):
            plain[name] = plain[name].isoformat()
        return plain

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Application:
        """The reverse of ``to_json``."""
        values = {one.name: said[one.name] for one in fields(cls) if one.name in said}
        for name in ("basis", "purposes", "columns"):
            values[name] = tuple(values[name])
        for name in ("valid_from", "valid_until", "received"):
            values[name] = date.fromisoformat(values[name])
        return cls(**values)

    def _no_way(self, action: str) -> Problem:
        ways = sorted(name for state, name in TRANSITIONS if state == self.state)
        return Problem(
            what=f"An application that is {self.state} cannot be {_PAST.get(action, action)}.",
            where=self.id,
            why=f"possible now: {', '.join(ways) or 'nothing, it has come to its end'}",
            cure="See where it stands with `xiezhi shelf show`.",
            code="sharing-no-way",
        )


_PAST = {
    "approve": "approved",
    "refuse": "refused",
    "grant": "granted",
    "revoke": "revoked",
    "extend": "extended",
    "withdraw": "withdrawn",
    "suspend": "suspended",
    "resume": "resumed",
}


def as_action(word: str) -> Action:
    """A word of the register as an action."""
    return cast("Action", word)
