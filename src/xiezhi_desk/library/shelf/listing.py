"""What is on the shelf: tables with contract, coverage and quality; versions; uses."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xiezhi.cli.words.shelf_log import in_chinese
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.catalogue import CatalogueError
from xiezhi.shelf.store.covering import as_of, covered_by
from xiezhi.shelf.use.log import as_csv, lines_for
from xiezhi.workspace.sharing import CATALOGUE_HEADINGS, catalogue_of
from xiezhi_desk.library.problems import Title, refused
from xiezhi_desk.library.shelf.measured import worst_kept
from xiezhi_desk.library.shelf.place import is_there, opened
from xiezhi_desk.library.shelf.saying import why_said
from xiezhi_desk.library.shelf.standard import StandardTable, standard_table
from xiezhi_desk.library.shelf.terms import ContractShown, contract_shown

if TYPE_CHECKING:
    from datetime import date

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.contract.contract import Contract
    from xiezhi.shelf.store import Delivery, Snapshot
    from xiezhi.workspace.shelf import Shelf

__all__ = [
    "CoveredShown",
    "DeliveryShown",
    "TableDetail",
    "TableOnShelf",
    "UseShown",
    "VersionShown",
    "catalogue",
    "catalogue_csv",
    "entry",
    "history",
    "uses",
]


@dataclass(frozen=True, slots=True)
class CoveredShown:
    """A stretch for which a table is complete; an empty scope is everything."""

    scope: str
    covers_from: date | None
    covers_to: date | None


@dataclass(frozen=True, slots=True)
class DeliveryShown:
    """What an agency handed over at once."""

    batch: int
    provider: str
    files: tuple[tuple[str, str, int], ...]
    """Name, sheet, rows."""
    data_as_of: date | None
    contract: str
    loaded: str
    quarantined: int


@dataclass(frozen=True, slots=True)
class TableOnShelf:
    """A table in the catalogue.

    Attributes:
        quality: Worst severity of the kept report: ``error``, ``warning``, ``notice``, ``passed``;
            empty while nobody measured.
        quarantined: Rows refused of the deliveries in effect.
        until: The earliest last day of use of its contracts.
    """

    table: str
    title: Title
    rows: int
    version: int
    snapshot: int
    data_as_of: date | None
    providers: tuple[str, ...]
    contracts: tuple[str, ...]
    until: date | None
    expired: bool
    sensitivity: str
    quality: str
    quarantined: int
    covered: tuple[CoveredShown, ...]


@dataclass(frozen=True, slots=True)
class TableDetail:
    """All that is known of a table."""

    on_shelf: TableOnShelf
    standard: StandardTable
    deliveries: tuple[DeliveryShown, ...]
    contracts: tuple[ContractShown, ...]


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version: what was loaded and how.

    Attributes:
        mode: ``append``, ``replace``, ``upsert``, ``erase``.
        state: ``current``, ``earlier``, ``reverted``.
    """

    number: int
    mode: str
    rows: int
    state: str
    delivery: DeliveryShown | None
    columns_added: tuple[str, ...]
    cited: int


@dataclass(frozen=True, slots=True)
class UseShown:
    """One use, as the log holds it.

    Attributes:
        state: ``done``, ``unchanged``, ``refused``, ``failed``, ``interrupted``.
        tables: Title of the table, rows read, rows cited.
    """

    at: str
    who: str
    office: str
    model: str
    purpose: str
    state: str
    why: Title
    clues: int | None
    tables: tuple[tuple[Title, int, int], ...]


def catalogue(workspace: Path | str, day: date) -> tuple[TableOnShelf, ...]:
    """What is on the shelf, one entry a table; empty when there is no shelf.

    Args:
        workspace: The workspace.
        day: The day terms of use are held against.

    Raises:
        DoorError: The records of the shelf were changed.
    """
    if not is_there(workspace):
        return ()
    place = Path(workspace)
    return tuple(_on_shelf(place, one, day) for one in _held(place, _stamp(place)))


def entry(workspace: Path | str, table: str, day: date) -> TableDetail:
    """All that is known of a table.

    Raises:
        DoorError: It is not on the shelf.
    """
    with opened(workspace) as shelf:
        _known(shelf, table)
        held = _hold(shelf, table, _of_table(shelf, table))
    return TableDetail(
        _on_shelf(Path(workspace), held, day),
        standard_table(Tables.load()[table]),
        tuple(_delivery(one) for one in held.deliveries),
        tuple(contract_shown(one, day) for one in held.contracts),
    )


def history(workspace: Path | str, table: str) -> tuple[VersionShown, ...]:
    """Every version of a table, newest first.

    Raises:
        DoorError: It is not on the shelf.
    """
    with opened(workspace) as shelf:
        _known(shelf, table)
        found = [_version(one) for one in shelf.store.history(table)]
    return tuple(reversed(found))


def catalogue_csv(workspace: Path | str) -> bytes:
    """The catalogue in the form that 政务数据共享条例 13 asks for, as CSV for a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(CATALOGUE_HEADINGS)
    if is_there(workspace):
        with opened(workspace) as shelf:
            writer.writerows(one.line() for one in catalogue_of(shelf))
    return ("\ufeff" + text.getvalue()).encode("utf8")


def uses(workspace: Path | str, most: int = 200) -> tuple[UseShown, ...]:
    """The last uses of the shelf, newest first.

    Raises:
        DoorError: The log was changed.
    """
    if not is_there(workspace):
        return ()
    with opened(workspace) as shelf:
        entries = shelf.log.entries()
    return tuple(_use(one.get("said", one)) for one in reversed(entries[-most:]))


def uses_csv(workspace: Path | str) -> bytes:
    """The whole log of uses, a line for each table of each use, as its providers get it.

    Version, columns, contracts and hash of every use are in it; result and reason are Chinese.

    Raises:
        DoorError: The log was changed.
    """
    if not is_there(workspace):
        return as_csv(()).encode("utf8")
    with opened(workspace) as shelf:
        entries = shelf.log.entries()
    return as_csv(map(in_chinese, lines_for(entries))).encode("utf8")


def _title(known: Tables, table: str) -> Title:
    found = known[table].title if table in known else None
    return Title(found.zh, found.en) if found else Title(table, table)


def _known(shelf: Shelf, table: str) -> None:
    if table not in shelf.store.tables:
        raise refused(
            "shelf-no-table",
            ("数据架上没有这张表。", "This table is not on the shelf."),
            ("从数据目录里选择，或者先上架。", "Choose one from the catalogue, or load it first."),
            where=table,
        )


class _Held(NamedTuple):
    """A table with its deliveries and contracts, as long as the shelf is not written."""

    table: str
    snapshot: Snapshot
    deliveries: tuple[Delivery, ...]
    contracts: tuple[Contract, ...]


class _Read(NamedTuple):
    """A table as read at one of its versions; None for one into which nothing was loaded."""

    snapshot: Snapshot | None
    deliveries: tuple[Delivery, ...]


@lru_cache(maxsize=4)
def _held(place: Path, _stamp: tuple[int, ...]) -> tuple[_Held, ...]:
    """What is held: kept until the shelf is written, and then only the written tables are read."""
    with opened(place) as shelf:
        before = _READ.get(place, {})
        now = {
            (name, head): before.get((name, head)) or _of_table(shelf, name)
            for name, head in sorted(shelf.store.heads().items())
        }
        _READ[place] = now
        return tuple(
            _hold(shelf, name, one) for (name, _), one in now.items() if one.snapshot is not None
        )


_READ: dict[Path, dict[tuple[str, str], _Read]] = {}
"""By workspace: tables at the version named by their head."""


def _stamp(place: Path) -> tuple[int, ...]:
    """Changes when a table is loaded, a contract put down, or a record added."""
    files = ("shelf.db", "shelf.db-wal", "log/register.jsonl")
    stats = [(place / name).stat() for name in files if (place / name).is_file()]
    return tuple(number for one in stats for number in (one.st_mtime_ns, one.st_size))


def _of_table(shelf: Shelf, name: str) -> _Read:
    try:
        snapshot = shelf.store.snapshot(name)
    except CatalogueError:
        return _Read(None, ())  # made, and nothing was ever loaded into it
    return _Read(snapshot, tuple(shelf.store.delivery(batch) for batch in snapshot.batches))


def _hold(shelf: Shelf, name: str, read: _Read) -> _Held:
    """With the contracts as they stand now: one may end without a new version of the table."""
    numbers = dict.fromkeys(one.contract_id for one in read.deliveries if one.contract_id)
    contracts = tuple(shelf.register.contract(number) for number in numbers)
    snapshot = read.snapshot or shelf.store.snapshot(name)
    return _Held(name, snapshot, read.deliveries, contracts)


def _on_shelf(place: Path, held: _Held, day: date) -> TableOnShelf:
    name, snapshot, deliveries, contracts = held
    standard = Tables.load()[name]
    return TableOnShelf(
        table=name,
        title=standard.title,
        rows=snapshot.rows,
        version=snapshot.number,
        snapshot=snapshot.id,
        data_as_of=as_of(deliveries),
        providers=tuple(dict.fromkeys(one.provider for one in deliveries)),
        contracts=tuple(one.id for one in contracts),
        until=min((one.valid_until for one in contracts), default=None),
        expired=any(one.expired(day) for one in contracts),
        sensitivity=standard.sensitivity,
        quality=worst_kept(place, name, str(snapshot.id)),
        quarantined=sum(one.quarantined for one in deliveries),
        covered=tuple(
            CoveredShown(_scope(standard, one.column, one.value), one.covers_from, one.covers_to)
            for one in covered_by(deliveries)
        ),
    )


def _scope(table: Table, column: str | None, value: str | None) -> str:
    if not column:
        return ""
    found = table.column(column)
    return f"{found.title.zh if found is not None else column}：{value or ''}"


def _delivery(one: Delivery) -> DeliveryShown:
    return DeliveryShown(
        one.batch,
        one.provider,
        tuple((file.name, file.sheet, file.rows) for file in one.files),
        one.data_as_of,
        one.contract_id,
        one.loaded,
        one.quarantined,
    )


def _version(one: Snapshot) -> VersionShown:
    return VersionShown(
        one.number,
        one.mode,
        one.rows,
        "current" if one.current else "reverted" if one.reverted else "earlier",
        _delivery(one.delivery) if one.delivery is not None else None,
        one.columns_added,
        len(one.tags),
    )


def _use(said: dict[str, Any]) -> UseShown:
    known = Tables.load()
    return UseShown(
        said.get("at", ""),
        said.get("who", ""),
        said.get("office", ""),
        said.get("model", ""),
        said.get("purpose", ""),
        said.get("state", ""),
        why_said(str(said.get("why", ""))),
        said.get("clues"),
        tuple(
            (_title(known, one.get("table", "")), one.get("rows") or 0, one.get("cited") or 0)
            for one in said.get("tables", ())
        ),
    )
