"""Everything the desk keeps about clues."""

from xiezhi_desk.clues.records.arrival import Arrival
from xiezhi_desk.clues.records.clue import Clue, Grade, Matter, Sensitivity, Sighting
from xiezhi_desk.clues.records.deciding import BlindReading, Credit, Decision
from xiezhi_desk.clues.records.evidence import Document, EvidenceRow
from xiezhi_desk.clues.records.exports import Export
from xiezhi_desk.clues.records.finding import Count, Gram
from xiezhi_desk.clues.records.verifying import Batch, BatchAnswer, Item, Task
from xiezhi_desk.clues.records.work import (
    Attachment,
    Conflict,
    Named,
    Note,
    OfficeTerm,
    Route,
    SavedView,
    Snooze,
    Step,
)

__all__ = [
    "Arrival",
    "Attachment",
    "Batch",
    "BatchAnswer",
    "BlindReading",
    "Clue",
    "Conflict",
    "Count",
    "Credit",
    "Decision",
    "Document",
    "EvidenceRow",
    "Export",
    "Grade",
    "Gram",
    "Item",
    "Matter",
    "Named",
    "Note",
    "OfficeTerm",
    "Route",
    "SavedView",
    "Sensitivity",
    "Sighting",
    "Snooze",
    "Step",
    "Task",
]
