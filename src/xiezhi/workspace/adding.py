"""Load a delivery under a contract: checked, mapped, normalised, one version or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from xiezhi.kernel.errors import Problem
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.contract.checking import ContractError, checked_contract
from xiezhi.shelf.ingest.database import Watermark
from xiezhi.shelf.mapping.change import refuse_lost
from xiezhi.shelf.mapping.mapping import Mapping
from xiezhi.shelf.normalise.normalised import normalise
from xiezhi.shelf.register import Asked
from xiezhi.shelf.store import DeliveredFile, Delivery
from xiezhi.workspace.mappings import earlier_mappings, kept_mappings, nearest, place_for
from xiezhi.workspace.secrecy import refuse_marked

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from xiezhi.shelf.catalogue import Covered
    from xiezhi.shelf.contract.contract import Contract
    from xiezhi.shelf.ingest.source import Source
    from xiezhi.shelf.normalise.normalised import Normalised
    from xiezhi.shelf.quarantine import Reason
    from xiezhi.shelf.register import Written
    from xiezhi.shelf.store import Snapshot
    from xiezhi.workspace.shelf import Shelf

__all__ = [
    "Added",
    "Offer",
    "add",
    "agreed_contract",
    "earlier_mappings",
    "renew",
    "watermark_of",
]


@dataclass(frozen=True, slots=True)
class Offer:
    """A delivery as it is offered.

    Attributes:
        table: The standard table.
        source: What was delivered, opened.
        mapping: As a person confirmed it.
        contract: Under which; without a number it is put down anew.
        mode: ``append``, ``replace`` or ``upsert``.
        data_as_of: The day the data describe; None when nobody says.
        covered: Stretches for which the delivery is complete.
        repeats: What becomes of rows that share a key and differ.
        accept_changes: Titles that the mapping knows may be missing.
        anyway: Load it although it is there already or older than what is there.
        reason: Why it is loaded anyway, as a person said; kept with the delivery.
        watermark: Of a database: how far it was read, once it was.
        looked: Whether a person looked at every title; else what is open stays so next time.
    """

    table: str
    source: Source
    mapping: Mapping
    contract: Contract
    mode: Literal["append", "replace", "upsert"] = "append"
    data_as_of: date | None = None
    covered: tuple[Covered, ...] = ()
    repeats: Literal["refuse", "quarantine"] = "refuse"
    accept_changes: bool = False
    anyway: bool = False
    reason: str = ""
    watermark: Watermark | None = None
    looked: bool = True


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a delivery; rows in are rows kept and rows quarantined, always.

    Attributes:
        batch: Its number.
        snapshot: The version it made.
        contract: The contract it came under, with its number.
        rows_in: Rows of the table that it held.
        rows_kept: Rows loaded.
        rows_quarantined: Rows refused.
        cells_refused: Cells of kept rows that became null.
        rows_aside: Totals, footers, further headers: no rows of the table.
        reasons: Refusals by column and reason.
        remarks: What a person should know of how the files were read.
        warnings: A basis that is not confirmed, …
        told: Refusals by column and reason in words.
        asked: The day of which a database had nothing new: ``snapshot`` is then the version there
            was, no batch was made; None for every other.
    """

    batch: int
    snapshot: Snapshot
    contract: Contract
    rows_in: int
    rows_kept: int
    rows_quarantined: int
    cells_refused: int
    rows_aside: int
    reasons: dict[tuple[str, str], int]
    remarks: tuple[str, ...]
    warnings: tuple[Problem, ...]
    told: dict[tuple[str, Reason], int]
    asked: date | None = None


def add(shelf: Shelf, offer: Offer, written: Written) -> Added:
    """Load a delivery.

    Args:
        shelf: The shelf.
        offer: The delivery.
        written: Who loads it, and when.

    Raises:
        ContractError: The contract says too little, or the data are marked secret.
        MappingError: The mapping does not fit.
        IngestError: A file is spoilt; nothing was loaded.
        StoreError: It is there already, older, or the disk is full; nothing was loaded.
    """
    table = Tables.load()[offer.table]
    refuse_marked(offer.source)
    contract, warnings = checked_contract(offer.contract, table, written.day)
    refuse_beyond(contract, offer.mapping)
    mapping = offer.mapping.confirmed()
    kept = nearest(kept_mappings(shelf, contract.provider, table.name), offer.source)
    if kept is not None and not offer.accept_changes:
        refuse_lost(kept.mapping, mapping, offer.source)
    if _nothing_new(shelf, offer):
        return _asked(shelf, offer, contract, written, warnings)
    batch = shelf.store.next_batch()
    rows = normalise(
        offer.source,
        mapping,
        table,
        batch=batch,
        quarantine=shelf.quarantine_file(batch),
        repeats=offer.repeats,
        accept_changes=offer.accept_changes,
    )
    contract = _numbered(shelf, contract, written)
    keep = place_for(shelf, contract.provider, table.name, offer.source)
    delivery = Delivery(
        batch,
        contract.provider,
        _files(rows),
        data_as_of=offer.data_as_of,
        covered=offer.covered,
        contract_id=contract.id,
        loaded=written.at,
        reason=offer.reason if offer.anyway else "",
        watermark=offer.watermark.column if offer.watermark else "",
        mapping=keep.name,
    )
    snapshot = shelf.store.load(
        table,
        rows,
        mode=offer.mode,
        delivery=delivery,
        anyway=offer.anyway,
        counted=lambda known: replace(
            known,
            files=_files(rows),
            quarantined=rows.rows_quarantined,
            reached=_reached(offer.watermark),
        ),
    )
    _remember(replace(mapping, provider=contract.provider), offer, keep)
    return Added(
        batch,
        snapshot,
        contract,
        rows.rows_in,
        rows.rows_kept,
        rows.rows_quarantined,
        rows.cells_refused,
        rows.rows_aside,
        rows.reasons,
        (*rows.remarks, *_left_out(offer.source, rows), *_repeated(shelf, offer, snapshot)),
        warnings,
        rows.told,
    )


def _nothing_new(shelf: Shelf, offer: Offer) -> bool:
    """Whether a database was asked for what is new, and has nothing."""
    mark = offer.watermark
    if mark is None or mark.after is None or offer.table not in shelf.store.tables:
        return False
    return all(sheet.rows == 0 for sheet in offer.source.sheets)


def _asked(
    shelf: Shelf,
    offer: Offer,
    contract: Contract,
    written: Written,
    warnings: tuple[Problem, ...],
) -> Added:
    """No version is made of nothing; that it was asked is put down: the data are that fresh."""
    contract, mark = _numbered(shelf, contract, written), offer.watermark
    behind = f"{mark.column} {mark.after}" if mark is not None else ""
    day = offer.data_as_of or written.day
    one = Asked(offer.table, contract.provider, behind, day, written.at, written.by)
    shelf.register.record_asked(one, written)
    snapshot = shelf.store.snapshot(offer.table)
    return Added(0, snapshot, contract, 0, 0, 0, 0, 0, {}, (), warnings, {}, asked=day)


def watermark_of(shelf: Shelf, table: str, provider: str, column: str) -> Watermark:
    """From where a provider's database is read on: behind what the present version holds of it.

    A delivery that was rolled back or disposed of counts no more, so its rows come again.

    Args:
        shelf: The shelf.
        table: The table.
        provider: Whose database.
        column: A column of it that only grows.
    """
    reached = ""
    if table in shelf.store.tables:
        for batch in shelf.store.snapshot(table).batches:
            known = shelf.store.delivery(batch)
            if known.provider == provider and known.watermark == column:
                reached = known.reached or reached
    after = int(reached) if reached.isdecimal() else reached or None
    return Watermark(column, after)


def _reached(mark: Watermark | None) -> str:
    return "" if mark is None or mark.reached is None else str(mark.reached)


def _numbered(shelf: Shelf, contract: Contract, written: Written) -> Contract:
    """The contract with its number; the same terms as one that still holds are that one."""
    if contract.id:
        return contract
    for one in reversed(shelf.register.contracts_of(contract.table)):
        same = replace(
            contract, id=one.id, valid_from=one.valid_from,
            recorded=one.recorded, recorded_by=one.recorded_by,
        )  # fmt: skip
        holds = one.valid_from <= contract.valid_from and one.runs_on(written.day)
        if one == same and holds and one.id not in shelf.register.ended:
            return one
    return shelf.register.record_contract(contract, written)


def _repeated(shelf: Shelf, offer: Offer, snapshot: Snapshot) -> tuple[str, ...]:
    """Whether what was appended was there before: then sums over the table count it twice."""
    if offer.mode != "append":
        return ()
    found = shelf.store.repeated(offer.table, snapshot.id)
    if not found:
        return ()
    return (
        f"{found} rows have keys that the table had already and stand there twice now; roll back, "
        "and load by key (upsert) if they are the newer ones",
    )


def _left_out(source: Source, rows: Normalised) -> tuple[str, ...]:
    """Files and sheets of the delivery of which nothing was read."""
    skipped = (f"{place}: none of its titles is mapped" for place in rows.skipped)
    return tuple(f"not read: {said}" for said in (*source.left_out, *skipped))


def renew(shelf: Shelf, contract: Contract, written: Written) -> Contract:
    """Put a contract down again on new terms, under its number.

    Args:
        shelf: The shelf.
        contract: As it is agreed now.
        written: Who renews it, and when.

    Raises:
        RegisterError: There is no contract of that number.
        ContractError: It says too little, has expired all the same, or its data are gone.
    """
    shelf.register.contract(contract.id)
    if contract.id in shelf.register.ended:
        raise ContractError(
            Problem(
                what="The data of the contract were disposed of.",
                where=contract.id,
                why=f"by {shelf.register.ended[contract.id]}",
                cure="Load them anew under a new contract.",
                code="contract-ended",
            )
        )
    found, _ = checked_contract(contract, Tables.load()[contract.table], written.day)
    return shelf.register.record_contract(found, written)


def agreed_contract(shelf: Shelf, table: str, provider: str, day: date) -> Contract | None:
    """The newest contract with a provider about a table that holds on that day."""
    found = [
        one
        for one in shelf.register.contracts_of(table)
        if one.provider == provider and one.runs_on(day)
    ]
    return found[-1] if found else None


def refuse_beyond(contract: Contract, mapping: Mapping) -> None:
    """Refuse columns that the contract does not give.

    Raises:
        ContractError: The mapping takes some.
    """
    allowed = contract.scope.columns
    beyond = [one.column for one in mapping.columns if allowed and one.column not in allowed]
    if beyond:
        raise ContractError(
            Problem(
                what="The mapping takes columns that the contract does not give.",
                where=contract.id or contract.table,
                why=f"beyond it: {', '.join(beyond)}",
                cure="Leave these titles out, or agree on them.",
                code="contract-beyond",
            )
        )


def _files(rows: Normalised) -> tuple[DeliveredFile, ...]:
    return tuple(DeliveredFile(one.name, one.sheet, one.sha256, one.rows) for one in rows.files)


def _remember(mapping: Mapping, offer: Offer, path: Path) -> None:
    """Keep the mapping for the provider's next delivery, with how far a database was read."""
    mark = offer.watermark
    kept = replace(mapping, kinds=_kinds(mapping, path))
    if not offer.looked:
        kept = replace(kept, open=offer.mapping.open, ignored=offer.mapping.ignored)
    if mark is not None and mark.reached is not None:
        kept = replace(kept, watermark=mark.column, reached=str(mark.reached))
    kept.save(path)


def _kinds(mapping: Mapping, path: Path) -> dict[str, str]:
    """What values the titles had, from an earlier delivery where this one shows none."""
    earlier = Mapping.load(path).kinds if path.is_file() else {}
    return {
        title: earlier.get(title, kind) if kind == "blank" else kind
        for title, kind in mapping.kinds.items()
    }
