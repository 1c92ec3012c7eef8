"""An office's shelf: versions, register, log of uses, in one workspace folder.

::

    shelf.json, shelf.db, tables/, batches/   the versioned store
    quarantine/<batch>.parquet                what was refused of a delivery
    mappings/<provider>/<table>.yaml          confirmed mappings; <table>.2.yaml of a second kind
    quality/<table>/<version>/                reports of quality, failing rows
    log/register.jsonl, log/use.jsonl         records that only grow
    trusted.json                              offices whose signatures count
    facts/                                    what `xiezhi read` wrote for this shelf, if anything
    own/tables/, own/law/                     tables and law of the office's own, if any
    .xiezhi/                                  the office's key; spill
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.evidence.signature import check_signed, load_trusted
from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.own import bring_own
from xiezhi.shelf.facts_folder import FactsFolder
from xiezhi.shelf.register import Register
from xiezhi.shelf.shelf_catalogue import ShelfCatalogue
from xiezhi.shelf.store import Store
from xiezhi.shelf.use.access import OfficeCatalogue, Reader
from xiezhi.shelf.use.log import UseLog
from xiezhi.workspace.together import FactsUnderContract, Together

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xiezhi.shelf.catalogue import Catalogue
    from xiezhi.shelf.contract.authorisation import Authorisation

__all__ = ["DEFAULT_FOLDER", "Shelf", "ShelfMissingError"]

DEFAULT_FOLDER = Path("xiezhi-workspace")
_UNSAFE = re.compile(r"[^\w（）()·-]+")


class ShelfMissingError(XiezhiError):
    """There is no shelf in that folder."""

    exit_code = 3


@dataclass(frozen=True)
class Shelf:
    """A workspace opened once.

    Attributes:
        folder: The workspace.
        store: Its versions.
        register: Contracts, authorisations, applications, disposals.
        log: Uses.
    """

    folder: Path
    store: Store
    register: Register
    log: UseLog

    @classmethod
    def open(cls, folder: Path | str, url: str | None = None, *, make: bool = False) -> Shelf:
        """Open a workspace.

        Args:
            folder: The workspace.
            url: SQLAlchemy URL of the catalogue's database; None is SQLite in the workspace.
            make: Make a new one when there is none.

        Raises:
            ShelfMissingError: There is none and none is to be made.
            ChainError: Its records were changed.
            StoreError: The store cannot be used.
        """
        path = Path(folder)
        if not make and not (path / "shelf.json").is_file():
            raise ShelfMissingError(
                Problem(
                    what="There is no shelf in this folder.",
                    where=str(path),
                    cure="Name it with --workspace or XIEZHI_WORKSPACE, or begin one with "
                    "`xiezhi shelf add`.",
                    code="shelf-missing",
                )
            )
        bring_own(path / "own")
        return cls(path, Store.open(path, url), Register(path), UseLog(path))

    def __enter__(self) -> Shelf:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the database."""
        self.store.close()

    @property
    def owner(self) -> str:
        """The office whose shelf it is; empty before anything was loaded."""
        return self.register.owner

    def reader(self, person: str, office: str, day: date) -> Reader:
        """Someone who reads: a person of an office (empty is the owner) on a day."""
        trusted = self.trusted()
        return Reader(person, office, day, lambda one: signed_by_trusted(one, trusted))

    def catalogue(
        self, reader: Reader, at: Mapping[str, int] | None = None, *, facts: bool = True
    ) -> Catalogue:
        """What the reader may see: the shelf, and to its owner the facts beside it.

        Args:
            reader: Who reads.
            at: Table → version to read in place of the current one.
            facts: Whether facts beside the shelf are shown.
        """
        versions = ShelfCatalogue(self.store, at=at)
        office = OfficeCatalogue(self.store, self.register, self.owner, reader, versions=versions)
        there = any(self.facts.glob("*.parquet"))  # not while the first are being read
        if facts and office.is_owner and there:
            return Together((FactsUnderContract(FactsFolder(self.facts), office), office))
        return office

    def trusted(self) -> dict[str, str]:
        """Offices whose signatures count: public key by office."""
        path = self.folder / "trusted.json"
        return load_trusted(path) if path.is_file() else {}

    def key_file(self, office: str) -> Path:
        """The file of an office's key behind clue ids; another office's is not the owner's."""
        own = not office or office == self.owner
        name = "office.key" if own else f"office-{_UNSAFE.sub('_', office)}.key"
        return self.folder / ".xiezhi" / name

    def run_folder(self, office: str, day: date) -> Path:
        """Where a day's runs for an office go; another office's never take the place of its own."""
        own = not office or office == self.owner
        name = day.isoformat() if own else f"{day.isoformat()}-{_UNSAFE.sub('_', office)}"
        return self.folder / "runs" / name

    def mapping_file(self, provider: str, table: str) -> Path:
        """Where the confirmed mapping of a provider's table is kept: of the first kind of file."""
        return self.folder / "mappings" / (_UNSAFE.sub("_", provider) or "_") / f"{table}.yaml"

    def quality_folder(self, table: str, version: str) -> Path:
        """Where the report of quality of a version is kept."""
        return self.folder / "quality" / table / version

    def quarantine_file(self, batch: int) -> Path:
        """Where what was refused of a delivery is kept."""
        return self.folder / "quarantine" / f"{batch:06d}.parquet"

    @property
    def facts(self) -> Path:
        """Where facts read for this shelf are."""
        return self.folder / "facts"

    @property
    def spill(self) -> Path:
        """Where runs over the shelf spill: disposed of with the data."""
        return self.folder / ".xiezhi" / "spill"


def signed_by_trusted(authorisation: Authorisation, trusted: Mapping[str, str]) -> bool:
    """Whether an authorisation carries the good signature of its issuer, who is trusted."""
    if not authorisation.signature:
        return False
    state = check_signed(authorisation.signature.encode("utf8"), authorisation.payload, trusted)
    return state.state == "trusted" and state.issuer == authorisation.issuer
