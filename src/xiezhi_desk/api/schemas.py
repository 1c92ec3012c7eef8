"""What the machine interface says: opaque numbers, organ and act; never a person affected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from django.utils import timezone
from ninja import Field, Schema
from pydantic import AfterValidator

from xiezhi_desk.cases.records import Outcome
from xiezhi_desk.clues.records import Clue, Grade
from xiezhi_desk.clues.states import Presence, State

__all__ = [
    "BundleOut",
    "ClueFilter",
    "ClueOut",
    "Clues",
    "JobOut",
    "OutcomeOut",
    "Outcomes",
    "ProblemOut",
]


def _in_utc(told: datetime) -> datetime:
    """As databases take it: PostgreSQL knows no offset beyond 15 h 59 min, ISO 8601 writes them."""
    try:
        return (timezone.make_aware(told) if timezone.is_naive(told) else told).astimezone(UTC)
    except OverflowError:
        message = "lies beyond the years 1 to 9999"
        raise ValueError(message) from None


_SAID = "^[^\\x00-\\x1f]*$"
"""Text without control characters: PostgreSQL keeps and compares no NUL."""
Moment = Annotated[datetime, AfterValidator(_in_utc)]
Number = Annotated[str, Field(pattern="^[0-9A-HJKMNP-TV-Z]{10}$")]


class ProblemOut(Schema):
    """What is wrong, why, what to do."""

    what: str
    why: str = ""
    cure: str = ""


class ClueOut(Schema):
    """A clue as a program may know it: organ and act, no person, no evidence."""

    number: str
    model: str
    model_version: str
    line: str
    organ: str
    act: str
    case_number: str
    grade: str
    amount: Decimal | None
    amount_type: str
    occurred: date | None
    expires: date | None
    state: str
    state_since: datetime
    presence: str
    office: str
    due: date | None
    matter: str

    @staticmethod
    def resolve_office(clue: Clue) -> str:
        """The office's code."""
        return clue.office.code

    @staticmethod
    def resolve_matter(clue: Clue) -> str:
        """The matter's number."""
        return clue.matter.number


class Clues(Schema):
    """A page of clues; ``next`` is asked for the following page."""

    clues: list[ClueOut]
    next: int | None


class ClueFilter(Schema):
    """Which clues."""

    state: State | None = None
    line: Annotated[str, Field(max_length=20, pattern=_SAID)] = ""
    model: Annotated[str, Field(max_length=120, pattern=_SAID)] = ""
    grade: Grade | None = None
    presence: Presence | None = None
    office: Annotated[str, Field(max_length=40, pattern=_SAID)] = ""
    changed_since: Moment | None = None
    after: Annotated[int, Field(ge=0, le=2**62)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class OutcomeOut(Schema):
    """A document of a founded matter and its effect."""

    matter: str
    kind: str
    system_number: str
    document_on: date
    accepted: bool | None
    answered_on: date | None
    corrected: bool | None
    corrected_on: date | None
    recovered: Decimal | None

    @staticmethod
    def resolve_matter(outcome: Outcome) -> str:
        """The matter's number."""
        return outcome.matter.number


class Outcomes(Schema):
    """A page of outcomes."""

    outcomes: list[OutcomeOut]
    next: int | None


class BundleOut(Schema):
    """A bundle the desk has."""

    number: str
    model: str
    version: str
    run_key: str
    content_hash: str
    signature: str
    as_of: date | None
    received_at: datetime


class JobOut(Schema):
    """A job that was begun."""

    number: str
    state: str
    message: str = ""
