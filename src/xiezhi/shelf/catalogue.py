"""The one protocol through which a run sees data: version → files, schema, coverage, contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import pyarrow as pa

    from xiezhi.engine.base import RowFilter

__all__ = [
    "Agreement",
    "Batch",
    "BatchFile",
    "Catalogue",
    "CatalogueError",
    "Covered",
    "PurposeBound",
    "Reading",
    "Stamp",
    "Version",
    "bound_to",
    "missing_table",
    "stamp_of",
]

Stamp: TypeAlias = tuple[int, int, int]


class CatalogueError(XiezhiError):
    """A table is missing, cut off, or not what it should be."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Covered:
    """A stretch for which a table version is complete.

    Attributes:
        column: The column that selects the stretch (``court``); None: the whole table.
        value: The value it holds for.
        covers_from: First day; None is open.
        covers_to: Last day; None is open.
    """

    column: str | None = None
    value: str | None = None
    covers_from: date | None = None
    covers_to: date | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The contract under which a table may be read.

    Attributes:
        id: Its number; empty when the user brought the data without one.
        purposes: Purposes it covers; None when none were laid down, which covers all.
        provider: Who gave the data, or the office that granted the table.
        basis: Legal bases as written.
        columns: Columns it allows; empty allows all.
        valid_from: First day of use; None is open.
        valid_until: Last day of use; None is open.
        frequency: How often the provider agreed to deliver; empty when nobody agreed.
        day: The day of use that the term is held against; None goes by the as-of date.
        sensitive: Whether a signed authorisation is needed.
        authorisation: Number of the one that opens the table to whoever runs; empty for none.
    """

    id: str = ""
    purposes: tuple[str, ...] | None = None
    provider: str = ""
    basis: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    frequency: str = ""
    day: date | None = None
    sensitive: bool = False
    authorisation: str = ""


class BatchFile(Protocol):
    """A file, or a sheet of one, as a delivery names it."""

    @property
    def name(self) -> str:
        """Name of the file as delivered."""

    @property
    def sheet(self) -> str:
        """Name of the sheet; empty where the format has none."""

    @property
    def sha256(self) -> str:
        """Sum of the file's bytes."""

    @property
    def rows(self) -> int:
        """Rows read from it."""


class Batch(Protocol):
    """A delivery, as far as a run tells of it: what ``_row`` of its rows means."""

    @property
    def batch(self) -> int:
        """Its number on this shelf."""

    @property
    def provider(self) -> str:
        """Who handed it over."""

    @property
    def contract_id(self) -> str:
        """The contract it came under."""

    @property
    def data_as_of(self) -> date | None:
        """The day it describes; None when nobody says."""

    @property
    def files(self) -> Sequence[BatchFile]:
        """File × sheet in the order of their ordinals in ``_row``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of how the facts came about.

    Attributes:
        reader: Version of the reader; empty when the facts were not read from documents.
        documents: How many documents were read; None when nobody says.
        by_status: Documents by status.
        by_kind: Documents by kind.
    """

    reader: str = ""
    documents: int | None = None
    by_status: Mapping[str, int] = field(default_factory=dict)
    by_kind: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a standard table.

    Attributes:
        table: The standard table.
        name: What the version is called: a snapshot, or the start of its hash.
        hash: SHA-256 over its data.
        rows: How many.
        schema: Its columns as stored.
        files: Parquet files in their order; empty when the rows are in ``memory``.
        memory: The rows of a version that is in no file.
        origin: Columns whose values together name a row for good; ``_row`` where it has one.
        data_as_of: The day the data describe; None when nobody says.
        covered: Stretches it is complete for; empty when nobody says.
        agreement: The contract.
        stamps: Size, time and inode of each file when it was hashed.
        fields: Where the files differ in their columns: id, name and DuckDB type of each column,
            by which they must be read; empty where they are alike and names will do.
        lacking: Column → rows stored before the table had it, which hold null there for that
            reason alone.
        further: Contracts behind other rows of it than ``agreement``.
        only: The rows that the reader may see; None is all. ``rows`` counts those.
        deliveries: What it was loaded from; empty where no shelf knows.
        asked: The last day on which a database had no row beyond it; None where none was asked.
        number: First, second … version made on this table, as people count; 0 where none does.
    """

    table: str
    name: str
    hash: str
    rows: int
    schema: pa.Schema
    files: tuple[Path, ...] = ()
    memory: pa.Table | None = None
    origin: tuple[str, ...] = ()
    data_as_of: date | None = None
    covered: tuple[Covered, ...] = ()
    agreement: Agreement = Agreement()
    stamps: tuple[Stamp, ...] = ()
    fields: tuple[tuple[int, str, str], ...] = ()
    lacking: Mapping[str, int] = field(default_factory=dict)
    further: tuple[Agreement, ...] = ()
    only: RowFilter | None = None
    deliveries: tuple[Batch, ...] = ()
    number: int = 0
    asked: date | None = None

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every contract behind its rows."""
        return (self.agreement, *self.further)

    def changed_files(self) -> tuple[Path, ...]:
        """Files that are no longer what was hashed: a run over them proves nothing."""
        return tuple(
            path
            for path, stamp in zip(self.files, self.stamps, strict=False)
            if not path.is_file() or stamp_of(path) != stamp
        )


def stamp_of(path: Path) -> Stamp:
    """What tells a replaced file from the one that was hashed.

    Raises:
        OSError: The file is not there.
    """
    status = path.stat()
    return (status.st_size, status.st_mtime_ns, status.st_ino)


class Catalogue(Protocol):
    """A shelf, a facts folder, or literal rows."""

    @property
    def tables(self) -> tuple[str, ...]:
        """Standard tables that are there, sorted."""

    @property
    def reading(self) -> Reading:
        """How the facts came about."""

    def version(self, table: str) -> Version:
        """The version of a table that a run reads now.

        Raises:
            CatalogueError: The table is not there or its files are spoilt.
        """


@runtime_checkable
class PurposeBound(Protocol):
    """A catalogue that shows other rows, or under other terms, for another purpose."""

    def for_purpose(self, purpose: str) -> Catalogue:
        """The catalogue as it may be read for this purpose."""


def bound_to(catalogue: Catalogue, purpose: str) -> Catalogue:
    """The catalogue as a model of this purpose may read it."""
    return catalogue.for_purpose(purpose) if isinstance(catalogue, PurposeBound) else catalogue


def missing_table(table: str, where: str, tables: tuple[str, ...]) -> CatalogueError:
    """The error of a table that is not there."""
    return CatalogueError(
        Problem(
            what=f"There is no table {table}.",
            where=where,
            why=f"there are {', '.join(tables) or 'none'}",
            cure="Read the documents again with `xiezhi read`, or add the table's file.",
            code="table-missing",
        )
    )
