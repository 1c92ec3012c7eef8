"""The shipped models for pages: what each supervises, its law, stories, letter, reasons."""

from xiezhi_desk.library.models.catalogue import (
    Exclusion,
    Input,
    ModelEntry,
    Parameter,
    Yield,
    catalogue,
    entry,
    find,
    letter,
    notes,
    prose,
)
from xiezhi_desk.library.models.reasons import Reason, reason_title, reasons
from xiezhi_desk.library.models.stories import StoryShown, StoryTable, stories

__all__ = [
    "Exclusion",
    "Input",
    "ModelEntry",
    "Parameter",
    "Reason",
    "StoryShown",
    "StoryTable",
    "Yield",
    "catalogue",
    "entry",
    "find",
    "letter",
    "notes",
    "prose",
    "reason_title",
    "reasons",
    "stories",
]
