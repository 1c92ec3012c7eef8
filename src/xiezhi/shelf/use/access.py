"""The shelf as one office may read it: its own tables, or those granted to it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.catalogue import Agreement, CatalogueError, Covered
from xiezhi.shelf.contract.authorisation import authorised
from xiezhi.shelf.contract.checking import is_sensitive
from xiezhi.shelf.quality.share import rows_condition
from xiezhi.shelf.shelf_catalogue import ShelfCatalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from xiezhi.engine.base import RowFilter
    from xiezhi.shelf.catalogue import Reading, Version
    from xiezhi.shelf.contract.authorisation import Authorisation
    from xiezhi.shelf.contract.contract import Contract
    from xiezhi.shelf.register import Register
    from xiezhi.shelf.sharing.application import Application
    from xiezhi.shelf.store import Store

__all__ = ["OfficeCatalogue", "Reader"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and when.

    Attributes:
        person: Who.
        office: For which office; empty or the shelf's own office reads everything on it.
        day: The day of use.
        signed: Whether an authorisation's signature is that of a trusted office.
    """

    person: str
    office: str
    day: date
    signed: Callable[[Authorisation], bool] = field(default=lambda _: False, compare=False)


class OfficeCatalogue:
    """A catalogue over the store that shows each office what it may see, under which terms.

    Args:
        store: The versions.
        register: Contracts, authorisations, applications.
        owner: The office whose shelf it is; empty when nobody said.
        reader: Who reads.
        purpose: What for; some tables are granted for one purpose and not for another.
        versions: Which version of each table is read; None is the current ones.
    """

    def __init__(
        self,
        store: Store,
        register: Register,
        owner: str,
        reader: Reader,
        purpose: str = "",
        *,
        versions: ShelfCatalogue | None = None,
    ) -> None:
        self._store, self._register = store, register
        self._owner, self._reader, self._purpose = owner, reader, purpose
        # one choice of versions for all purposes: a run reads one state of the shelf
        self._chosen = versions or ShelfCatalogue(store)
        self._versions: dict[str, Version] = {}

    def for_purpose(self, purpose: str) -> OfficeCatalogue:
        """The catalogue as it may be read for this purpose."""
        if purpose == self._purpose:
            return self
        return OfficeCatalogue(
            self._store,
            self._register,
            self._owner,
            self._reader,
            purpose,
            versions=self._chosen,
        )

    @property
    def is_owner(self) -> bool:
        """Whether the reader's office is the one whose shelf it is."""
        return not self._reader.office or self._reader.office == self._owner

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables that the reader may see something of, sorted."""
        there = self._chosen.tables
        if self.is_owner:
            return there
        granted = {
            one.table
            for one in self._register.applications.values()
            if one.office == self._reader.office and one.state == "granted"
        }
        return tuple(table for table in there if table in granted)

    @property
    def reading(self) -> Reading:
        """How facts on the shelf came about, as far as it was said."""
        return self._chosen.reading

    def version(self, table: str) -> Version:
        """The current version with its contracts; to another office, the rows granted.

        Raises:
            CatalogueError: It is not there, not granted, or its files are spoilt.
        """
        if table not in self._versions:
            version = self._chosen.version(table)
            held = self._held(version)
            self._versions[table] = held if self.is_owner else self._granted(held)
        return self._versions[table]

    def _held(self, version: Version) -> Version:
        """A version with the contracts of its deliveries."""
        batches = self._store.snapshot(version.table, int(version.name)).batches
        deliveries = tuple(self._store.delivery(batch) for batch in batches)
        numbers = dict.fromkeys(one.contract_id for one in deliveries)
        contracts = [self._register.contract(number) for number in numbers if number]
        agreements = [self._agreement(contract) for contract in contracts]
        if "" in numbers or not agreements:
            agreements.append(replace(Agreement(), day=self._reader.day))
        return replace(
            version,
            agreement=agreements[0],
            further=tuple(agreements[1:]),
            deliveries=deliveries,
            asked=self._asked(version),
        )

    def agreement(self, number: str) -> Agreement:
        """A contract as it stands for this reader, purpose and day.

        Raises:
            RegisterError: There is no contract of this number.
        """
        return self._agreement(self._register.contract(number))

    def _asked(self, version: Version) -> date | None:
        """When a database had nothing beyond it; of the current version alone."""
        last = self._register.last_asked(version.table)
        current = self._store.snapshot(version.table).id == int(version.name)
        return last.day if last is not None and current else None

    def _agreement(self, contract: Contract) -> Agreement:
        sensitive = is_sensitive(Tables.load()[contract.table], contract.grade)
        return Agreement(
            id=contract.id,
            purposes=contract.purposes,
            provider=contract.provider,
            basis=contract.basis,
            columns=contract.scope.columns,
            valid_from=contract.valid_from,
            valid_until=contract.valid_until,
            frequency=contract.frequency,
            day=self._reader.day,
            sensitive=sensitive,
            authorisation=self._authorisation(contract.table) if sensitive else "",
        )

    def _authorisation(self, table: str) -> str:
        reader = self._reader
        signed = [one for one in self._register.authorisations.values() if reader.signed(one)]
        office = reader.office or self._owner
        found = authorised(signed, table, reader.person, office, self._purpose, reader.day)
        return found.id if found is not None else ""

    def _granted(self, version: Version) -> Version:
        grant = self._grant(version.table)
        own = Agreement(
            id=grant.id,
            purposes=grant.purposes,
            provider=self._owner,
            basis=grant.basis,
            columns=grant.columns,
            valid_from=grant.valid_from,
            valid_until=grant.valid_until,
            day=self._reader.day,
        )
        # the grant says for what; the contracts behind it still say until when, and how far
        behind = tuple(replace(one, purposes=None) for one in version.agreements)
        version = replace(version, agreement=own, further=behind)
        return version if grant.filter is None else _narrowed(version, grant.filter)

    def _grant(self, table: str) -> Application:
        mine = [
            one
            for one in self._register.applications.values()
            if one.office == self._reader.office and one.table == table
        ]
        usable = [one for one in mine if one.usable(self._purpose, self._reader.day)]
        # without a purpose (a list of what there is) any grant will do; with one, the latest
        # grant explains best why it does not
        live = [one for one in mine if one.state == "granted"]
        for found in (usable, live):
            if found:
                return found[-1]
        raise CatalogueError(
            Problem(
                what=f"{table} is not granted to this office.",
                where=self._reader.office,
                why="; ".join(f"{one.id} is {one.state}" for one in mine) or "nobody asked for it",
                cure="Ask for it: `xiezhi shelf request`.",
                code="shelf-not-granted",
            )
        )


def _narrowed(version: Version, only: RowFilter) -> Version:
    """A version with the rows of a jurisdiction, and what is then still complete."""
    said = json.dumps([version.hash, only.column, list(only.values), only.prefix])
    return replace(
        version,
        only=only,
        rows=_count(version, only),
        hash=hashlib.sha256(said.encode("utf8")).hexdigest(),
        covered=tuple(_covered(version.covered, only)),
    )


def _covered(stretches: tuple[Covered, ...], only: RowFilter) -> list[Covered]:
    """A table that is whole for all is whole for its part; other parts are not known at all."""
    found = []
    for part in stretches:
        if part.column is None:
            if not only.prefix:
                found += [replace(part, column=only.column, value=one) for one in only.values]
        elif part.column == only.column and part.value is not None and _seen(part.value, only):
            found.append(part)
    return found


def _seen(value: str, only: RowFilter) -> bool:
    return value.startswith(only.values) if only.prefix else value in only.values


def _count(version: Version, only: RowFilter) -> int:
    import pyarrow.dataset as ds

    if only.column not in version.schema.names:
        return 0
    if version.memory is not None:
        data = ds.dataset(version.memory)
    else:
        data = ds.dataset([str(path) for path in version.files], schema=version.schema)
    return int(data.count_rows(filter=rows_condition(only)))
