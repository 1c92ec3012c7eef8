"""Whether a delivery may be loaded: known number, not there already, not older than what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.store.covering import covered_by
from xiezhi.shelf.store.refusal import StoreError
from xiezhi.shelf.store.snapshot import snapshots

if TYPE_CHECKING:
    from datetime import date

    from pyiceberg.table import Table as IcebergTable

    from xiezhi.shelf.catalogue import Covered
    from xiezhi.shelf.store.delivery import Delivery
    from xiezhi.shelf.store.stock import Stock

__all__ = ["refuse_offer"]


def refuse_offer(
    stock: Stock, table: IcebergTable, mode: str, delivery: Delivery, *, anyway: bool
) -> None:
    """Refuse what must not be loaded.

    Args:
        stock: The store.
        table: The stored table as it is now.
        mode: ``append``, ``replace`` or ``upsert``.
        delivery: What is offered.
        anyway: Whether a person has said to load the same or an older delivery all the same.

    Raises:
        StoreError: The batch number was not handed out or is used; a file of the delivery is in
            the table already; the delivery describes an earlier day than the provider's last, and
            is not said to be of another period, region or agency.
    """
    name = table.name()[-1]
    versions = snapshots(table)
    used = {one.delivery.batch for one in versions if one.delivery}
    _check_number(stock, name, delivery, used | {n for one in versions for n in one.batches})
    if anyway:
        return
    live = next((one.batches for one in versions if one.current), ())
    for batch in live:
        known = stock.register.read(batch).delivery
        _check_same(name, mode, delivery, known)
        _check_older(name, mode, delivery, known)


def _check_number(stock: Stock, table: str, delivery: Delivery, used: set[int]) -> None:
    why = ""
    if not stock.register.taken(delivery.batch):
        why = "the number was never handed out"
    elif delivery.batch in used:
        why = "a version of the table is already of this number"
    else:
        entry = stock.register.entry(delivery.batch)
        if entry is not None and entry.erased:
            why = "the number is that of a delivery that was disposed of"
        elif entry is not None and entry.table != table:
            why = f"the number is that of a delivery for {entry.table}"
    if why:
        raise StoreError(
            Problem(
                what=f"Delivery {delivery.batch} cannot be loaded under this number.",
                where=table,
                why=why,
                cure="Take a new batch number from the store.",
                code="store-batch",
            )
        )


def _check_same(table: str, mode: str, delivery: Delivery, known: Delivery) -> None:
    common = set(delivery.contents) & set(known.contents)
    if not common or (mode != "append" and delivery.contents != known.contents):
        return
    file = next(one for one in delivery.files if (one.sha256, one.sheet) in common)
    shown = f"{file.name} · {file.sheet}" if file.sheet else file.name
    raise StoreError(
        Problem(
            what="The same delivery is already in the table.",
            where=f"{table}, {shown}",
            why=f"it is batch {known.batch} by {known.provider}"
            + (f", loaded {known.loaded}" if known.loaded else ""),
            cure="Nothing is to be done; if it must be loaded again, say so, or roll back first.",
            code="store-same-delivery",
        )
    )


def _check_older(table: str, mode: str, delivery: Delivery, known: Delivery) -> None:
    if delivery.provider != known.provider:
        return
    if delivery.data_as_of is None or known.data_as_of is None:
        return
    if delivery.data_as_of >= known.data_as_of:
        return
    if mode == "append" and _fills_back(delivery, known):
        return
    adds = mode == "append"
    raise StoreError(
        Problem(
            what="The delivery is older than what the provider delivered last."
            if adds
            else "The delivery is older than what the table holds.",
            where=f"{table}, delivery {delivery.batch}",
            why=f"it describes {delivery.data_as_of}; batch {known.batch} by the same "
            f"provider describes {known.data_as_of}",
            cure="Ask the provider for the newer data; if rows of an earlier period are filled in, "
            "say which period it covers; or say that the older is wanted."
            if adds
            else "Ask the provider for the newer data, or say that the older is wanted.",
            code="store-older-append" if adds else "store-older",
        )
    )


def _fills_back(delivery: Delivery, known: Delivery) -> bool:
    """Whether it is said to be complete for other stretches than the known one: a back-filling."""
    new, old = covered_by((delivery,)), covered_by((known,))
    return bool(new) and not any(_overlap(one, other) for one in new for other in old)


def _overlap(one: Covered, other: Covered) -> bool:
    """Whether two stretches have a day in common, unless they are of two regions or agencies."""
    if one.column and one.column == other.column and one.value != other.value:
        return False
    return _begins_by(one, other.covers_to) and _begins_by(other, one.covers_to)


def _begins_by(part: Covered, last: date | None) -> bool:
    return part.covers_from is None or last is None or part.covers_from <= last
