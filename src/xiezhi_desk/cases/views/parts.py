"""What cases show on pages of the rooms below: the documents of a matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xiezhi_desk.cases.selectors.outcomes import standing, twice
from xiezhi_desk.cases.services.recording import may_record
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from datetime import date

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.records import Matter

__all__ = ["documents"]


def documents(access: PersonAccess, matter: Matter, _today: date) -> dict[str, Any]:
    """Documents that stand, and whether the person may enter one."""
    if not access.may(Right.SEE_CASES):
        return {}
    return {
        "matter": matter,
        "outcomes": list(standing().filter(matter=matter).select_related("origin")),
        "twice": twice(matter),
        "may_record": bool(may_record(access, matter)),
    }
