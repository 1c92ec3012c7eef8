"""Writes a province: every table of every agency, and the truth about what they failed to do."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiezhi.rulebook.tables import Tables
from xiezhi.twin.province.administrative.penalties import penalty_books
from xiezhi.twin.province.administrative.shells import shell_books
from xiezhi.twin.province.building import build
from xiezhi.twin.province.calendar import date_of, day_of
from xiezhi.twin.province.civil.agents import staff_books
from xiezhi.twin.province.civil.courts import fee_books, suit_books
from xiezhi.twin.province.civil.enforcing import (
    debts_with_penalties,
    enforcement_books,
    restriction_books,
)
from xiezhi.twin.province.civil.labour import dispute_books, insolvency_books
from xiezhi.twin.province.civil.leases import lease_books
from xiezhi.twin.province.civil.sales import sale_books
from xiezhi.twin.province.crime.aftermath import opinion_books, victim_books
from xiezhi.twin.province.crime.correction import correction_books
from xiezhi.twin.province.crime.custody import custody_books
from xiezhi.twin.province.crime.deposits import deposit_books, seizure_books
from xiezhi.twin.province.crime.files import files_of
from xiezhi.twin.province.crime.judgments import court_books
from xiezhi.twin.province.crime.minor import offences_books
from xiezhi.twin.province.crime.police import police_books
from xiezhi.twin.province.crime.rights import rights_books
from xiezhi.twin.province.crime.sums import sums_books
from xiezhi.twin.province.families import marriage_books
from xiezhi.twin.province.ledger import Ledger
from xiezhi.twin.province.licences import certificate_books, driving_books, site_books
from xiezhi.twin.province.pensions import pension_books
from xiezhi.twin.province.public.books import public_books
from xiezhi.twin.province.rates import Rates
from xiezhi.twin.province.register import death_books, population_books
from xiezhi.twin.province.registry import firm_books
from xiezhi.twin.province.wages import insurance_books, salary_books
from xiezhi.twin.province.welfare import disability_books, old_age_books
from xiezhi.twin.province.world import MONTHS_PAID

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.crime.files import Files
    from xiezhi.twin.province.world import World

__all__ = ["DEFAULT_AS_OF", "Written", "write_province"]

DEFAULT_AS_OF = date(2025, 12, 31)


@dataclass(frozen=True)
class Written:
    """What a run wrote.

    Attributes:
        rows: Rows by table.
        truth: For each supervision point the number of rows by origin.
        as_of: The present of the province.
    """

    rows: dict[str, int]
    as_of: date
    truth: dict[str, dict[str, int]] = field(default_factory=dict)


def write_province(
    out_dir: Path | str,
    people: int,
    seed: int,
    *,
    as_of: date = DEFAULT_AS_OF,
    rates: Rates | None = None,
    months: int = MONTHS_PAID,
) -> Written:
    """Writes ``<table>.parquet`` for every table, ``supplied.json`` and the truth.

    The folder is a facts folder: `xiezhi run --facts` reads it as it is.

    Args:
        out_dir: Folder, made when missing; files of an earlier run are replaced.
        people: How many people, at least 500.
        seed: The same seed gives the same province.
        as_of: The day all books describe.
        rates: How often offices fail.
        months: How many months back the books of monthly payments reach.

    Returns:
        Counts of what was written.

    Raises:
        ValueError: Too few people for every kind of office to have something to do.
        OSError: The folder cannot be written.
    """
    if people < 500:
        raise ValueError("a province needs at least 500 people")
    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    rates = rates or Rates()
    world = build(people, seed, day_of(as_of), rates, months)
    with Ledger(folder) as ledger:
        files = files_of(world.cases, world.places)
        penalties = _criminal(world, files, ledger, rates)
        _benefits(world, ledger, rates)
        _working(world, files, ledger, rates)
        public_books(world, ledger, rates)
        _civil(world, files, ledger, rates, penalties)
        penalty_books(world, ledger)
        truth = ledger.truth()
        rows = dict(ledger.rows)
    _say_what_is_there(folder, world, rows)
    written = Written(rows, as_of)
    for check, origin in zip(truth["check"].to_pylist(), truth["origin"].to_pylist(), strict=True):
        tally = written.truth.setdefault(check, {})
        tally[origin] = tally.get(origin, 0) + 1
    return written


def _criminal(world: World, files: Files, ledger: Ledger, rates: Rates) -> pa.Array:
    draw = world.draw("criminal")
    population_books(world, ledger)
    death_books(world, ledger, world.draw("deaths"))
    police_books(world, files, ledger)
    court_books(world, files, ledger, world.sums.fine_due, world.seizures.judged)
    penalties = sums_books(world, files, ledger, world.sums)
    custody_books(world, files, ledger, world.sums)
    correction_books(world, files, ledger, world.corrections)
    offences_books(world, ledger)
    deposit_books(world, files, ledger, world.sums, draw("deposits"), rates)
    seizure_books(world, files, ledger)
    opinion_books(world, files, ledger, draw("opinions"), rates)
    victim_books(world, files, ledger, draw("victims"), rates)
    rights_books(world, files, ledger, draw("rights"), rates)
    return penalties


def _benefits(world: World, ledger: Ledger, rates: Rates) -> None:
    pension_books(world, ledger, world.draw("pensions"), rates)
    old_age_books(world, ledger, world.draw("old age"), rates)
    disability_books(world, ledger, world.draw("disability"), rates)


def _working(world: World, files: Files, ledger: Ledger, rates: Rates) -> None:
    firm_books(world, ledger)
    shell_books(world, files, ledger)
    insurance_books(world, ledger)
    salary_books(world, files, ledger, world.draw("salaries"), rates)
    marriage_books(world, ledger, world.draw("marriages"), rates)
    driving_books(world, ledger, world.draw("driving"), rates)
    certificate_books(world, ledger, world.draw("certificates"), rates)
    site_books(world, ledger, world.draw("sites"), rates)


def _civil(world: World, files: Files, ledger: Ledger, rates: Rates, penalties: pa.Array) -> None:
    draw = world.draw("civil")
    suit_books(world, ledger, draw("suits"))
    fee_books(world, ledger, draw("fees"), rates)
    enforcement_books(world, ledger, draw("enforcement"), rates)
    debts = debts_with_penalties(world, files.court, penalties)
    restriction_books(world, ledger, draw("restrictions"), rates, debts)
    shops = sale_books(world, ledger, draw("sales"), rates)
    lease_books(world, ledger, draw("leases"), rates, shops)
    staff_books(world, ledger, draw("staff"), rates)
    dispute_books(world, ledger, draw("disputes"))
    insolvency_books(world, ledger, draw("insolvency"), rates)


def _say_what_is_there(folder: Path, world: World, rows: dict[str, int]) -> None:
    as_of = date_of(world.as_of).isoformat()
    since = date_of(world.since).isoformat()
    coverage: list[dict[str, Any]] = []
    for name in rows:
        table = Tables.load()[name]
        stretch: dict[str, Any] = {"table": name, "covers_to": as_of}
        if table.coverage_date:
            stretch["covers_from"] = _first_day(name, world) or since
        if name == "welfare_payment":
            # paid to those registered in the province's own counties, and to no others
            coverage += [
                stretch | {"column": "division", "value": code} for code in world.places.codes
            ]
        else:
            coverage.append(stretch)
    said = {"data_as_of": as_of, "coverage": coverage}
    text = json.dumps(said, ensure_ascii=False, indent=1)
    (folder / "supplied.json").write_text(text + "\n", "utf8")


def _first_day(name: str, world: World) -> str | None:
    from xiezhi.twin.province.arrays import np
    from xiezhi.twin.province.calendar import month_start

    if Tables.load()[name].coverage_date not in ("pay_month", "month"):
        return None
    return date_of(int(month_start(np.array([world.paid_since]))[0])).isoformat()
