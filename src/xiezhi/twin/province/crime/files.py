"""File numbers of criminal cases at every office, and rows cut out of the cases."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Ints, np
from xiezhi.twin.province.calendar import year_of
from xiezhi.twin.province.columns import blank, joined, pick
from xiezhi.twin.province.lives.cases import Cases
from xiezhi.twin.province.numbers import case_numbers, serials, zero_filled

if TYPE_CHECKING:
    from xiezhi.twin.province.places import Places

__all__ = ["Files", "cut", "files_of"]


@dataclass(frozen=True)
class Files:
    """Numbers of each case; null where the office has none.

    Attributes:
        police: The police's number.
        prosecution: The procuratorate's number.
        court: The court's case number.
        prisoner: The prisoner's number.
        correction: The correction organ's number.
        house, house_term: The detention house's numbers of the first stay and of the stay on the
            sentence after bail.
    """

    police: pa.Array
    prosecution: pa.Array
    court: pa.Array
    prisoner: pa.Array
    correction: pa.Array
    house: pa.Array
    house_term: pa.Array

    def take(self, rows: Ints) -> Files:
        """The numbers of some rows."""
        chosen = pa.array(rows)
        return Files(*(getattr(self, one.name).take(chosen) for one in fields(self)))


def files_of(cases: Cases, places: Places) -> Files:
    """Numbers that every office gives in the order of its own years."""
    codes = pa.array(places.codes)
    here = pick(codes, cases.county)
    return Files(
        joined("A", here, _yearly(cases, cases.filed)),
        joined(here, _yearly(cases, np.minimum(cases.arrest_decided, cases.received))),
        _court_numbers(cases, places),
        blank(joined("34", _plain_serial(cases.prison_in)), cases.prison_in < NEVER),
        blank(joined("JZ", here, _yearly(cases, cases.trial_from)), cases.trial_from < NEVER),
        blank(joined("K", _plain_serial(cases.house_in)), cases.house_in < NEVER),
        blank(joined("S", _plain_serial(cases.term_in)), cases.term_in < NEVER),
    )


def cut(cases: Cases, files: Files, keep: Ints) -> tuple[Cases, Files]:
    """Some rows of the cases with their numbers."""
    columns = {one.name: getattr(cases, one.name)[keep] for one in fields(Cases)[:-2]}
    part = Cases(**columns)
    part.planted = {check: rows[keep] for check, rows in cases.planted.items()}
    part.guise = {check: rows[keep] for check, rows in cases.guise.items()}
    return part, files.take(keep)


def _yearly(cases: Cases, days: Ints) -> pa.Array:
    years = year_of(days)
    serial = np.empty(cases.count, np.int64)
    order = np.argsort(days, kind="stable")
    serial[order] = serials(0, cases.county[order], years[order])
    shown = joined(zero_filled(years, 4), zero_filled(serial, 5))
    return blank(shown, days < NEVER)


def _court_numbers(cases: Cases, places: Places) -> pa.Array:
    days = cases.indicted
    order = np.argsort(days, kind="stable")
    serial = np.empty(cases.count, np.int64)
    serial[order] = serials(0, cases.county[order], year_of(days[order]))
    numbers = case_numbers(pick(places.court_codes, cases.county), days, "刑初", serial)
    return blank(numbers, days < NEVER)


def _plain_serial(days: Ints) -> pa.Array:
    order = np.argsort(days, kind="stable")
    serial = np.empty(len(days), np.int64)
    serial[order] = np.arange(len(days)) + 1
    return zero_filled(serial, 8)
