"""Dispose of data whose purpose or term has ended: versions, quarantine, facts, bundles, spill."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.evidence.bundle import BundleError
from xiezhi.evidence.disposal import disposals_of, dispose_rows
from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.shelf.catalogue import CatalogueError
from xiezhi.shelf.origin import unpack
from xiezhi.shelf.register import Disposal
from xiezhi.workspace.begun import Begun, begun, the_same
from xiezhi.workspace.reading import facts_of, remove_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from xiezhi.evidence.disposal import Disposed
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
    tell: Callable[[int, int], object] | None = None,
) -> Disposal:
    """Remove data for good and put it down.

    Every version that held them goes, so do what was quarantined of them, reports of their
    quality, leftovers of runs on the disk, and their rows in every bundle that the log of uses
    knows; of documents, the facts that were read from them go too. Hashes and records stay.

    Cut off half-way (killed, a full disk) it is gone on with by disposing of the same again: under
    the same number, until its record is written.

    Args:
        shelf: The shelf.
        table: The standard table.
        written: Who, when.
        reason: Why: the purpose was reached, cannot be reached, the term has ended.
        contracts: Only deliveries under these; empty is the whole table.
        bundles: Further run folders or bundles that hold rows of it.
        tell: Told how many of how many steps are done.

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
    work = the_same(shelf.folder, table, contracts) or _begin(shelf, table, contracts)
    work.done |= dict.fromkeys(("bundles", "bundle_rows", "clues_blanked"), 0)
    work.keep(shelf.folder)
    record = (work.number, written.at, written.by, reason)
    batches = tuple(work.batches) if contracts else None
    # bundles first: what is cut off half-way is done again from the versions that are still there
    folders = _folders(shelf, bundles)
    for place, folder in enumerate(folders):
        if tell is not None:
            tell(place, len(folders) + 1)
        _from_bundle(work, folder, record, _test(batches), tuple(work.ending))
        work.keep(shelf.folder)
    if tell is not None:
        tell(len(folders), len(folders) + 1)
    _from_facts(shelf, work, batches)
    gone = _from_versions(shelf, work, batches)
    work.done["quarantine"] = work.done.get("quarantine", 0) + _remove(
        shelf.quarantine_file(one) for one in gone
    )
    work.done["quality"] = _remove([shelf.folder / "quality" / table])
    work.done["spill"] = _remove([shelf.spill])
    shelf.store.clean()
    disposal = Disposal(
        work.number, (table,), tuple(work.ending), work.done, tuple(work.left), reason,
        written.at, written.by,
    )  # fmt: skip
    if work.number not in shelf.register.disposals:
        shelf.register.dispose(disposal)
    work.end(shelf.folder)
    return disposal


def _begin(shelf: Shelf, table: str, contracts: tuple[str, ...]) -> Begun:
    """What is to go; nothing has gone yet.

    Raises:
        DisposalError: Nothing of the contracts is there.
    """
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
    there = table in shelf.store.tables
    if batches is None and there:
        batches = tuple(
            sorted({batch for one in shelf.store.history(table) for batch in one.batches})
        )
    number = shelf.register.next_number("D", (one.number for one in begun(shelf.folder)))
    rows = shelf.store.snapshot(table).rows if there else 0
    return Begun(number, table, list(contracts), list(ending), list(batches or ()), rows)


def _from_versions(shelf: Shelf, work: Begun, batches: tuple[int, ...] | None) -> set[int]:
    """Erase them from the store; the deliveries that are gone."""
    if work.table not in shelf.store.tables and not work.resumed:
        return set()
    try:
        erased = shelf.store.erase(work.table, batches)
    except CatalogueError:  # it was erased before the end came
        if not work.resumed:
            raise
    else:
        left = shelf.store.snapshot(work.table).rows if work.table in shelf.store.tables else 0
        before = work.done
        work.done = {
            **before,
            "versions": max(len(erased.versions), before.get("versions", 0)),
            "rows": work.rows - left,
            "files": len(erased.files) + before.get("files", 0),
            "batches": sorted({*erased.batches, *before.get("batches", ())}),
            "runs_not_replayable": sorted({*erased.tags, *before.get("runs_not_replayable", ())}),
        }
        work.keep(shelf.folder)
    return {*work.batches, *work.done.get("batches", ())}


def _batches(shelf: Shelf, table: str, contracts: Iterable[str]) -> tuple[int, ...]:
    """Deliveries under these contracts that some version of the table still holds."""
    if table not in shelf.store.tables:
        return ()
    wanted = set(contracts)
    held = {batch for one in shelf.store.history(table) for batch in one.batches}
    return tuple(
        batch for batch in sorted(held) if shelf.store.delivery(batch).contract_id in wanted
    )


def _folders(shelf: Shelf, further: Iterable[Path]) -> list[Path]:
    """Every bundle that is known, each once."""
    folders = [Path(one) for one in shelf.log.bundles()]
    for path in further:
        folders += [one.parent for one in sorted(path.rglob("manifest.json"))]
    return list(dict.fromkeys(one.resolve() for one in folders))


def _from_bundle(
    work: Begun,
    folder: Path,
    record: tuple[str, str, str, str],
    goes: Callable[[str], bool] | None,
    contracts: tuple[str, ...],
) -> None:
    """Rows of the table, and of facts read from it, in a bundle; what is out of reach is told."""
    found, left = None, ""
    if not folder.is_dir():
        left = f"{folder}: no longer there; a copy elsewhere was not reached"
    else:
        try:
            found = dispose_rows(folder, work.table, record, goes, contracts)
        except BundleError as error:
            left = f"{folder}: {error.problems[0].what}"
    if left and left not in work.left:
        work.left.append(left)
    # a bundle of the attempt that was cut off says itself what it lost
    lost = [one for one in (found, *_lost_before(work, folder)) if one is not None]
    if lost:
        work.done["bundles"] += 1
        work.done["bundle_rows"] += max(one.rows for one in lost)
        work.done["clues_blanked"] += max(one.clues for one in lost)


def _from_facts(shelf: Shelf, work: Begun, batches: tuple[int, ...] | None) -> None:
    """Facts that were read from the data, named by their folders; whole, as they were read."""
    found, away = facts_of(shelf, work.table, batches)
    for folder in found:
        work.done["facts"] = sorted({*work.done.get("facts", ()), str(folder)})
        work.keep(shelf.folder)
        files = remove_facts(folder, work.table)
        work.done["fact_files"] = work.done.get("fact_files", 0) + files
    for folder in away:
        left = f"{folder}: no longer there; a copy elsewhere was not reached"
        if left not in work.left:
            work.left.append(left)
    work.keep(shelf.folder)


def _lost_before(work: Begun, folder: Path) -> list[Disposed]:
    if not work.resumed or not folder.is_dir():
        return []
    numbered = [one for one in disposals_of(folder) if one.id == work.number]
    return [one for one in numbered if one.table == work.table]


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
