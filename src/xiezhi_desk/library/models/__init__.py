"""The shipped models for pages: what each supervises, its law, stories, letter, reasons."""

from xiezhi_desk.library.models.catalogue import (
    Exclusion,
    Input,
    ModelEntry,
    Parameter,
    Yield,
    catalogue,
    duty,
    entry,
    find,
    letter,
    notes,
    prose,
)
from xiezhi_desk.library.models.checking import (
    Ground,
    Judged,
    ModelChecked,
    check_models,
    packed,
)
from xiezhi_desk.library.models.reasons import Reason, reason_title, reasons
from xiezhi_desk.library.models.stories import StoryShown, StoryTable, stories

__all__ = [
    "Exclusion",
    "Ground",
    "Input",
    "Judged",
    "ModelChecked",
    "ModelEntry",
    "Parameter",
    "Reason",
    "StoryShown",
    "StoryTable",
    "Yield",
    "catalogue",
    "check_models",
    "duty",
    "entry",
    "find",
    "letter",
    "notes",
    "packed",
    "prose",
    "reason_title",
    "reasons",
    "stories",
]
