"""What a page may ask for. Who has it is stated once, in ``accounts.access``."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = ["Answer", "Right"]


class Answer(NamedTuple):
    """Yes or no, with the reason a person is told.

    Attributes:
        yes: Whether it is allowed.
        reason: Why, in the page's language; shown on a refusal, recorded on a sensitive yes.
    """

    yes: bool
    reason: str

    def __bool__(self) -> bool:
        return self.yes


class Right(StrEnum):
    """A right a duty may carry. The object (which clue, which office) is asked separately."""

    EVERYBODY = "everybody"
    """Even without signing in: the sign-in page itself."""
    SIGNED_IN = "signed_in"
    """Own profile, own password, help."""

    SEE_CLUES = "see_clues"
    JUDGE_CLUES = "judge_clues"
    """Verify, note, attach, propose a decision."""
    CONFIRM = "confirm"
    """Confirm a founded clue or a bulk decision as the second person."""
    ASSIGN = "assign"
    """Assign within the office, hand down, raise, take over, urge."""
    UNCOVER = "uncover"
    """See what is masked, with a reason."""
    EXPORT = "export"
    """Ask for an export or a dossier."""
    APPROVE_EXPORT = "approve_export"
    RESTRICT = "restrict"
    """Put a clue into the restricted channel and name its people."""

    SEE_CASES = "see_cases"
    RECORD_OUTCOMES = "record_outcomes"
    LEAD_ACTIONS = "lead_actions"
    """Open a special action, set targets, write the bulletin."""

    SEE_MODELS = "see_models"
    RUN_MODELS = "run_models"
    IMPORT_BUNDLES = "import_bundles"
    SCHEDULE = "schedule"
    SET_ROUTES = "set_routes"

    SEE_SHELF = "see_shelf"
    LOAD_DATA = "load_data"
    ASK_DATA = "ask_data"
    APPROVE_DATA = "approve_data"

    MANAGE_PEOPLE = "manage_people"
    """System administrator: offices, accounts, hand-over. No business data."""
    MANAGE_SECURITY = "manage_security"
    """Security administrator: duties, lock-outs, sessions, trusted offices. No business data."""
    READ_AUDIT = "read_audit"
    """Audit administrator: the trail and its verification. No business data."""
