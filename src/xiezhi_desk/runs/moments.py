"""When a schedule is next due, in the time of Asia/Shanghai."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

__all__ = ["SHANGHAI", "next_moment"]

SHANGHAI = ZoneInfo("Asia/Shanghai")


def next_moment(
    every: Literal["day", "week", "month"] | str, on_day: int, at_hour: int, after: datetime
) -> datetime:
    """The first moment later than ``after`` that a schedule names.

    Args:
        every: How often.
        on_day: Day of the week (1 is Monday) or of the month; a shorter month has its last day.
        at_hour: Hour of the day, 0 to 23.
        after: An aware moment.

    Returns:
        An aware moment in Asia/Shanghai, on the hour.
    """
    local = after.astimezone(SHANGHAI)
    at = local.replace(hour=at_hour, minute=0, second=0, microsecond=0)
    if every == "day":
        return at if at > local else at + timedelta(days=1)
    if every == "week":
        at += timedelta(days=(on_day - at.isoweekday()) % 7)
        return at if at > local else at + timedelta(days=7)
    at = _in_month(at, on_day)
    return at if at > local else _in_month(at.replace(day=28) + timedelta(days=4), on_day)


def _in_month(at: datetime, on_day: int) -> datetime:
    return at.replace(day=min(on_day, calendar.monthrange(at.year, at.month)[1]))
