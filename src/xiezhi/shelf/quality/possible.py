"""Which stored values cannot be: one column at a time, a mask of the rows that fail."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from xiezhi.rulebook.quality import Plausible
    from xiezhi.rulebook.tables import Column, Table

__all__ = ["birth_disagrees", "impossible", "out_of_order", "pairs_of"]

_DAYS = ("date", "month", "datetime")


def impossible(
    column: Column, values: pa.Array, rules: Plausible, as_of: datetime.date | None
) -> tuple[pa.Array | None, str]:
    """Rows whose value cannot be.

    Args:
        column: What the values mean.
        values: As stored.
        rules: The bounds.
        as_of: The day the data describe; None leaves the future unchecked.

    Returns:
        A mask without nulls and what is wrong; None when the column has no such rule.
    """
    if column.is_list:
        return None, ""
    kind = column.type.family
    if kind in _DAYS:
        return _days(column.name, values, rules, as_of)
    if kind == "money" and column.name not in rules.may_be_negative:
        return _false(pc.less(values, pa.scalar(0, values.type))), "金额为负 / negative amount"
    if kind == "age":
        wrong = pc.or_(pc.less(values, 0), pc.greater(values, rules.most_age))
        return _false(wrong), f"年龄不在 0–{rules.most_age} / impossible age"
    return None, ""


def out_of_order(first: pa.Array, second: pa.Array) -> pa.Array:
    """Rows whose first day is later than the second; a missing day fails nothing."""
    return _false(pc.greater(first.cast(pa.date32()), second.cast(pa.date32())))


def birth_disagrees(numbers: pa.Array, births: pa.Array) -> pa.Array:
    """Rows whose identity number carries another date of birth than the column of births."""
    whole = pc.match_substring_regex(numbers, r"^\d{17}[\dX]$")
    said = pc.utf8_slice_codeunits(numbers, 6, 14)
    written = pc.strftime(births.cast(pa.timestamp("s")), format="%Y%m%d")
    return _false(pc.and_(whole, pc.not_equal(said, written)))


def pairs_of(table: Table, rules: Plausible) -> tuple[tuple[str, str], ...]:
    """Pairs of date columns of a table that have an order."""
    days = {name for name, one in table.columns.items() if one.type.name in _DAYS}
    return tuple(pair for pair in rules.in_order if set(pair) <= days)


def _days(
    name: str, values: pa.Array, rules: Plausible, as_of: datetime.date | None
) -> tuple[pa.Array, str]:
    days = values.cast(pa.date32())
    earliest = rules.first_birth if name in rules.births else rules.first_day
    wrong = pc.less(days, pa.scalar(earliest, pa.date32()))
    why = f"早于 {earliest} / before it"
    if as_of is not None:
        latest = as_of
        if name in rules.may_be_future:
            latest += datetime.timedelta(days=rules.last_day_beyond)
        wrong = pc.or_(wrong, pc.greater(days, pa.scalar(latest, pa.date32())))
        why += f"，或者晚于 {latest} / or after it"
    return _false(wrong), why


def _false(mask: pa.Array) -> pa.Array:
    return pc.fill_null(mask, pa.scalar(value=False))
