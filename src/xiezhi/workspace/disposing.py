"""Dispose of data whose purpose or term has ended: versions, quarantine, bundles, spill."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiezhi.evidence.bundle import BundleError
from xiezhi.evidence.disposal import dispose_rows
from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.shelf.origin import unpack
from xiezhi.shelf.register import Disposal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from xiezhi.shelf.contract.contract import Contract
    from xiezhi.shelf.register import Written
    from xiezhi.workspace.shelf import Shelf

__all__ = ["DisposalError", "Expired", "dispose", "expired"]


class DisposalError(XiezhiError):
    """Nothing of this is to be disposed of."""


@dataclass(frozen=True, slots=True)
class Expired:
    """A contract whose data are still there after its last day.

    Attributes:
        contract: The contract.
        batches: Deliveries under it that are still on the shelf.
        rows: Rows they brought.
        days: Days since the last day of use.
    """

    contract: Contract
    batches: tuple[int, ...]
    rows: int
    days: int


def expired(shelf: Shelf, day: date) -> tuple[Expired, ...]:
    """Contracts that have expired and whose data are still there, the longest first."""
    found = []
    for contract in shelf.register.contracts.values():
        if contract.id in shelf.register.ended or not contract.expired(day):
            continue
        batches = _batches(shelf, contract.table, [contract.id])
        rows = sum(file.rows for one in batches for file in shelf.store.delivery(one).files)
        days = (day - contract.valid_until).days
        found.append(Expired(contract, batches, rows, days))
    return tuple(sorted(found, key=lambda one: -one.days))


def dispose(
    shelf: Shelf,
    table: str,
    written: Written,
    reason: str,
    contracts: tuple[str, ...] = (),
    bundles: Iterable[Path] = (),
) -> Disposal:
    """Remove data for good and put it down.

    Every version that held them goes, so do what was quarantined of them, reports of their
    quality, leftovers of runs on the disk, and their rows in every bundle that the log of uses
    knows. Hashes and records stay.

    Args:
        shelf: The shelf.
        table: The standard table.
        written: Who, when.
        reason: Why: the purpose was reached, cannot be reached, the term has ended.
        contracts: Only deliveries under these; empty is the whole table.
        bundles: Further run folders or bundles that hold rows of it.

    Raises:
        DisposalError: No reason, or nothing is there.
        CatalogueError: There is no such table.
        DiskError: Something is in the way: dispose again; what is gone stays gone.
    """
    if not reason.strip():
        raise DisposalError(
            Problem(
                what="A disposal needs a reason.",
                where=table,
                why="政务数据共享条例#27, #29",
                cure="Say why: --reason.",
                code="disposal-reason",
            )
        )
    every = shelf.register.contracts_of(table)
    ending = contracts or tuple(one.id for one in every)
    batches = _batches(shelf, table, ending) if contracts else None
    if batches == ():
        raise DisposalError(
            Problem(
                what="Nothing of these contracts is on the shelf.",
                where=f"{table}, {'、'.join(contracts)}",
                cure="See `xiezhi shelf list --expired`.",
                code="disposal-nothing",
            )
        )
    number = shelf.register.next_number("D")
    record = (number, written.at, written.by, reason)
    # bundles first: what is cut off half-way is done again from the versions that are still there
    done, left = _from_bundles(shelf, table, record, batches, bundles)
    if table in shelf.store.tables:
        erased = shelf.store.erase(table, batches)
        done |= {
            "versions": len(erased.versions),
            "rows": erased.rows,
            "files": len(erased.files),
            "batches": list(erased.batches),
            "runs_not_replayable": list(erased.tags),
        }
        gone = erased.batches if batches is None else batches
        done["quarantine"] = _remove(shelf.quarantine_file(one) for one in gone)
    done["quality"] = _remove([shelf.folder / "quality" / table])
    done["spill"] = _remove([shelf.spill])
    shelf.store.clean()
    disposal = Disposal(number, (table,), ending, done, tuple(left), reason, written.at, written.by)
    shelf.register.dispose(disposal)
    return disposal


def _batches(shelf: Shelf, table: str, contracts: Iterable[str]) -> tuple[int, ...]:
    """Deliveries under these contracts that some version of the table still holds."""
    if table not in shelf.store.tables:
        return ()
    wanted = set(contracts)
    held = {batch for one in shelf.store.history(table) for batch in one.batches}
    return tuple(
        batch for batch in sorted(held) if shelf.store.delivery(batch).contract_id in wanted
    )


def _from_bundles(
    shelf: Shelf,
    table: str,
    record: tuple[str, str, str, str],
    batches: tuple[int, ...] | None,
    further: Iterable[Path],
) -> tuple[dict[str, Any], list[str]]:
    """Rows of the table in every bundle that is known; what cannot be reached is told."""
    folders = [Path(one) for one in shelf.log.bundles()]
    for path in further:
        folders += [one.parent for one in sorted(path.rglob("manifest.json"))]
    counts = {"bundles": 0, "bundle_rows": 0, "clues_blanked": 0}
    left = []
    for folder in dict.fromkeys(one.resolve() for one in folders):
        if not folder.is_dir():
            left.append(f"{folder}: no longer there; a copy elsewhere was not reached")
            continue
        try:
            found = dispose_rows(folder, table, record, _test(batches))
        except BundleError as error:
            left.append(f"{folder}: {error.problems[0].what}")
            continue
        if found is not None:
            counts["bundles"] += 1
            counts["bundle_rows"] += found.rows
            counts["clues_blanked"] += found.clues
    return dict(counts), left


def _test(batches: tuple[int, ...] | None) -> Callable[[str], bool] | None:
    if batches is None:
        return None
    wanted = frozenset(batches)

    def of_them(row: str) -> bool:
        number = row.partition("@")[0]
        return number.isdigit() and unpack(int(number)).batch in wanted

    return of_them


def _remove(paths: Iterable[Path]) -> int:
    """Remove files and folders; how many were there."""
    number = 0
    for path in paths:
        if path.is_dir():
            number += sum(1 for one in path.rglob("*") if one.is_file())
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
            number += 1
    return number
