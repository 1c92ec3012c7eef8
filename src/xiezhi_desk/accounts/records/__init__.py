"""Everything the desk keeps about offices, people and their signing in."""

from xiezhi_desk.accounts.records.organisation import Department, Level, Line, Office
from xiezhi_desk.accounts.records.people import ADMIN_DUTIES, Duty, DutyKind, Handover, Person
from xiezhi_desk.accounts.records.signing import HeldForm, Invitation, Sitting, Tally

__all__ = [
    "ADMIN_DUTIES",
    "Department",
    "Duty",
    "DutyKind",
    "Handover",
    "HeldForm",
    "Invitation",
    "Level",
    "Line",
    "Office",
    "Person",
    "Sitting",
    "Tally",
]
