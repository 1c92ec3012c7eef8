"""Dated values of a clue and its evidence, in order: what happened when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.report.origins import row_shown
from xiezhi_desk.library.problems import Title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.evidence.records import Clue
    from xiezhi.report.part import Part, Proof

__all__ = ["Moment", "timeline_of"]

_MOST = 60
_OWN = Title("线索", "clue")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and what it is.

    Attributes:
        what: The column's title.
        source: The table, or the clue itself.
        row: Where the row came from; empty for the clue's own values.
        key: Whether the clue itself names the day: act, expiry, a value of it.
    """

    day: datetime.date
    what: Title
    source: Title
    row: Title
    key: bool


def timeline_of(part: Part, clue: Clue, proof: Proof) -> tuple[Moment, ...]:
    """At most sixty moments; the clue's own days are always among them."""
    own = list(_own(part, clue))
    days = {moment.day for moment in own}
    others = [one for one in _of_rows(part, proof) if (one.day, one.what) not in _named(own)]
    near = sorted(others, key=lambda one: min((abs(one.day - day) for day in days), default=_LONG))
    return tuple(sorted([*own, *near[: _MOST - len(own)]], key=lambda one: (one.day, not one.key)))


_LONG = datetime.timedelta.max


def _named(own: list[Moment]) -> set[tuple[datetime.date, Title]]:
    return {(moment.day, moment.what) for moment in own}


def _own(part: Part, clue: Clue) -> Iterator[Moment]:
    nowhere, told = Title("", ""), set[datetime.date]()
    for column, value in clue.values.items():
        for day in _days(value):
            told.add(day)
            yield Moment(day, part.title_of(column), _OWN, nowhere, key=True)
    if clue.occurred is not None and clue.occurred not in told:
        yield Moment(clue.occurred, Title("行为发生", "the act"), _OWN, nowhere, key=True)
    if clue.expires is not None:
        last = Title("可以处理的最后一日", "last day on which something can be done")
        yield Moment(clue.expires, last, _OWN, nowhere, key=True)


def _of_rows(part: Part, proof: Proof) -> Iterator[Moment]:
    told = set[tuple[str, str, str]]()
    for link, row in proof.evidence:
        table = part.tables.get(link.input)
        source = table.title if table is not None else Title(link.input, link.input)
        version = part.bundle.manifest.tables[link.input]
        for column, value in row.values.items():
            if (link.input, row.row, column) in told:
                continue
            told.add((link.input, row.row, column))
            for day in _days(value):
                yield Moment(
                    day, part.title_in(link.input, column), source, row_shown(row.row, version),
                    key=False,
                )  # fmt: skip


def _days(value: object) -> Iterator[datetime.date]:
    if isinstance(value, datetime.datetime):
        yield value.date()
    elif isinstance(value, datetime.date):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _days(one)
