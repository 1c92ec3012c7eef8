"""Ages in 周岁: n years old from the day after the n-th birthday (法释〔2006〕1号#2)."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import RefusedValueError

if TYPE_CHECKING:
    from xiezhi.kernel.date import PartialDate

__all__ = ["age_on", "age_range_on", "turns"]


def turns(birth: date, age: int) -> date:
    """The first day on which the person is that many years old: the day after the birthday.

    Somebody born on 29 February has the birthday on 28 February of a common year, hence turns
    on 1 March, as the month rule says.
    """
    year = birth.year + age
    if not 1 <= year <= 9998:
        raise RefusedValueError("age", str(age), "no calendar reaches so far")
    leap_day = (birth.month, birth.day) == (2, 29) and not isleap(year)
    return date(year, birth.month, 28 if leap_day else birth.day) + timedelta(days=1)


def age_on(birth: date, day: date) -> int:
    """Whole years of age on the day; on the birthday itself still one less.

    Raises:
        RefusedValueError: The day lies before the birth.
    """
    if day < birth:
        raise RefusedValueError("age", f"{birth} … {day}", "the day lies before the birth")
    years = day.year - birth.year
    return max(0, years if turns(birth, years) <= day else years - 1)


def age_range_on(birth: PartialDate, day: date) -> tuple[int, int]:
    """The least and the greatest age that a birth date of this precision allows.

    Raises:
        RefusedValueError: The day may lie before the birth.
    """
    return age_on(birth.latest(), day), age_on(birth.earliest(), day)
