"""The calendar of working days as the relation that a compiled model asks for."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.rulebook.places import workdays

if TYPE_CHECKING:
    from xiezhi.kernel.workday import WorkdayCalendar
    from xiezhi.model.compiled import Compiled

__all__ = ["calendar_table", "workday_table"]


def workday_table(compiled: Compiled) -> pa.Table | None:
    """The rulebook's calendar for a model that counts working days; None for any other."""
    return _standing() if compiled.needs_calendar else None


@lru_cache(maxsize=1)
def _standing() -> pa.Table:
    return calendar_table(workdays())


def calendar_table(calendar: WorkdayCalendar) -> pa.Table:
    """``day, workday, n``: each day the calendar covers, and the working days up to it."""
    length = (calendar.covers_to - calendar.covers_from).days + 1
    days = [calendar.covers_from + timedelta(days=place) for place in range(length)]
    worked = [bool(calendar.is_workday(day)) for day in days]
    total, counts = 0, []
    for works in worked:
        total += works
        counts.append(total)
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "workday": pa.array(worked, pa.bool_()),
            "n": pa.array(counts, pa.int32()),
        }
    )
