"""Data whose term has ended: what has expired, disposing of it, and what the desk must blank.

A bundle in the desk's store loses the rows of a table that is disposed of; the desk then blanks
what it keeps of them: rows that ``rows_left`` no longer names, packs of ``clues_blanked``,
documents of ``documents_blanked``. Numbers, organ, act, law, dates and the record stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from xiezhi.evidence.disposal import disposals_of
from xiezhi.shelf.register import Written
from xiezhi.workspace.begun import the_same
from xiezhi.workspace.disposing import dispose as dispose_of
from xiezhi.workspace.disposing import expired as expired_of
from xiezhi_desk.library.problems import door
from xiezhi_desk.library.shelf.place import is_there, opened
from xiezhi_desk.library.shelf.terms import ContractShown, contract_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

__all__ = [
    "DisposalDone",
    "DisposalSeen",
    "ExpiredShown",
    "begun",
    "blank",
    "clues_blanked",
    "contracts_of",
    "disposals",
    "dispose",
    "documents_blanked",
    "expired",
    "rows_left",
]

_KEPT = ("matter", "organ", "occurred", "expires", "grade", "flags", "evidence", "suppression")


@dataclass(frozen=True, slots=True)
class ExpiredShown:
    """A contract past its last day whose data are still there."""

    contract: ContractShown
    batches: tuple[int, ...]
    rows: int
    days: int


@dataclass(frozen=True, slots=True)
class DisposalDone:
    """What a disposal removed.

    Attributes:
        done: Counts by kind: rows, files, bundles, bundle_rows, clues_blanked, …
        left: What could not be reached, in words.
    """

    number: str
    table: str
    contracts: tuple[str, ...]
    done: dict[str, Any]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisposalSeen:
    """A disposal that a bundle went through."""

    id: str
    at: str
    by: str
    reason: str
    table: str
    rows: int
    clues: int


def expired(workspace: Path | str, day: date) -> tuple[ExpiredShown, ...]:
    """What is past its last day of use and still on the shelf, the longest first."""
    if not is_there(workspace):
        return ()
    with opened(workspace) as shelf:
        return tuple(
            ExpiredShown(contract_shown(one.contract, day), one.batches, one.rows, one.days)
            for one in expired_of(shelf, day)
        )


def contracts_of(workspace: Path | str, table: str) -> frozenset[str]:
    """Numbers of every contract of a table, ended ones too.

    Raises:
        DoorError: The register was changed.
    """
    if not is_there(workspace):
        return frozenset()
    with opened(workspace) as shelf:
        known = shelf.register.contracts.values()
        return frozenset(one.id for one in known if one.table == table)


def begun(workspace: Path | str, table: str, contracts: Sequence[str] = ()) -> bool:
    """Whether a disposal of this was cut off half-way: some of the data are gone."""
    return the_same(Path(workspace), table, contracts) is not None


def dispose(
    workspace: Path | str,
    table: str,
    by: str,
    at: str,
    reason: str,
    contracts: Sequence[str] = (),
    bundles: Sequence[Path] = (),
    tell: Callable[[float], object] | None = None,
) -> DisposalDone:
    """Remove data for good: versions, quarantine, reports, rows in every bundle that is known.

    Cut off half-way, or before its caller could note it, the same call goes on with it: it ends
    once, under one number.

    Args:
        workspace: The workspace.
        table: The standard table.
        by: Who.
        at: The moment, ISO 8601.
        reason: Why.
        contracts: Only what came under these; empty is the whole table.
        bundles: Folders with bundles of the desk's store.
        tell: Told how far it is, 0 to 1.

    Raises:
        DoorError: No reason, nothing is there, or something is in the way.
    """
    folders = [Path(one) for one in bundles]
    with opened(workspace) as shelf:
        known = shelf.register.disposals.values()
        again = (one for one in known if (one.tables, one.at, one.by) == ((table,), at, by))
        done = next(again, None) or dispose_of(
            shelf,
            table,
            Written(at, by),
            reason,
            tuple(contracts),
            folders,
            None if tell is None else lambda some, of: tell(some / of),
        )
    return DisposalDone(done.id, table, done.contracts, dict(done.done), done.left)


def disposals(folder: Path | str) -> tuple[DisposalSeen, ...]:
    """The disposals that a bundle went through; none for a whole one.

    Raises:
        DoorError: The record is spoilt.
    """
    place = Path(folder)
    with door(place):
        return tuple(
            DisposalSeen(one.id, one.at, one.by, one.reason, one.table, one.rows, one.clues)
            for one in disposals_of(place)
        )


def rows_left(folder: Path | str, batch: int = 10_000) -> Iterator[tuple[str, list[str]]]:
    """Input and origins of the evidence rows that a bundle still holds."""
    place = Path(folder)
    with door(place):
        for path in sorted((place / "rows").glob("*.parquet")):
            for part in pq.ParquetFile(path).iter_batches(batch, columns=["_row"]):
                yield path.stem, part.column("_row").to_pylist()


def clues_blanked(folder: Path | str, batch: int = 10_000) -> Iterator[list[str]]:
    """Numbers of the clues that lost their values because rows behind them are gone."""
    place = Path(folder)
    with door(place), pq.ParquetFile(place / "clues.parquet") as file:
        for part in file.iter_batches(batch, columns=["clue", "key"]):
            gone = part.filter(pc.equal(part.column("key"), "[]"))
            if gone.num_rows:
                yield gone.column("clue").to_pylist()


def documents_blanked(folder: Path | str, batch: int = 1000) -> Iterator[list[str]]:
    """Documents of which the bundle holds no text any more, or never held any."""
    place = Path(folder)
    with door(place), pq.ParquetFile(place / "documents.parquet") as file:
        for part in file.iter_batches(batch, columns=["doc_id", "mode"]):
            gone = part.filter(pc.equal(part.column("mode"), "none"))
            if gone.num_rows:
                yield gone.column("doc_id").to_pylist()


def blank(said: dict[str, Any]) -> dict[str, Any]:
    """A clue's pack without values, key and the person affected; it can still be shown."""
    own = {name: said["is"][name] for name in _KEPT if name in said["is"]}
    return {
        **said,
        "is": {**own, "key": "[]"},
        "values": {},
        "reasons": [[code, {}, points] for code, _, points in said["reasons"]],
        "searched": [{**one, "key": "[]"} for one in said["searched"]],
    }
