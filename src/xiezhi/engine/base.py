"""What an engine offers a run: relations in, checked statements, Arrow tables out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from pathlib import Path

    import pyarrow as pa

__all__ = [
    "CancelledError",
    "Engine",
    "EngineError",
    "FileRelation",
    "Limits",
    "Progress",
    "RefusedStatementError",
    "RelationColumn",
    "RowFilter",
    "Session",
    "TableRelation",
]

T = TypeVar("T")

Progress = Callable[[str, float | None], None]
"""Told what runs (purpose of the statement) and how far it is, 0 to 1; None is unknown."""


class EngineError(XiezhiError):
    """A statement failed: the data, the memory, the disk; never swallowed."""

    exit_code = 5


class RefusedStatementError(EngineError):
    """A statement wanted more than its model may see or do; nothing was run."""


class CancelledError(XiezhiError):
    """The run was stopped on request; nothing half-written is left."""

    exit_code = 130

    def __init__(self, where: str = "") -> None:
        super().__init__(
            Problem(
                what="The run was stopped.",
                where=where,
                why="someone asked for it",
                cure="Run again; finished bundles are kept and answered at once.",
                code="cancelled",
            )
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What a session may use.

    Attributes:
        memory: Bytes of memory; None takes six tenths of the machine's.
        threads: Threads; None takes all cores.
        spill: Folder in which a spill folder is made and removed again; None is the system's
            folder for temporary files.
        spill_bytes: Most bytes spilled to disk; None leaves it to the disk.
        improved: Whether plans are improved before they run; for a handful of rows that takes
            longer than it spares.
    """

    memory: int | None = None
    threads: int | None = None
    spill: Path | None = None
    spill_bytes: int | None = None
    improved: bool = True


@dataclass(frozen=True, slots=True)
class RelationColumn:
    """A column that a statement may see.

    Attributes:
        name: Its name.
        storage: DuckDB type it is offered in.
        present: Whether the files have it; otherwise it is null throughout.
    """

    name: str
    storage: str
    present: bool = True


@dataclass(frozen=True, slots=True)
class RowFilter:
    """The rows of a jurisdiction: those whose column holds one of the values.

    Attributes:
        column: A column of divisions or agencies; a row without a value is not shown.
        values: Values allowed.
        prefix: Whether the beginning is compared: the division ``3208`` takes in ``320803``.
    """

    column: str
    values: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class FileRelation:
    """Parquet files under one name, with exactly the columns listed.

    Attributes:
        name: Relation name in statements.
        files: The files of one table version, in the order of the version.
        columns: What may be seen, and no more.
        handle: Name of a BIGINT column that numbers the rows of the version; None for none.
        dated_by: Column whose value after ``as_of`` hides the row.
        as_of: The as-of date; None hides nothing.
        hidden: The run's own: statements of a model may not name it.
        fields: Field id, name and DuckDB type of every stored column, where the files differ and
            must be read by id; empty reads them by name.
        only: The rows that may be seen; None is all.
    """

    name: str
    files: tuple[Path, ...]
    columns: tuple[RelationColumn, ...]
    handle: str | None = None
    dated_by: str | None = None
    as_of: date | None = None
    hidden: bool = False
    fields: tuple[tuple[int, str, str], ...] = ()
    only: RowFilter | None = None


@dataclass(frozen=True, slots=True)
class TableRelation:
    """An Arrow table under a name; columns are cast to the types listed.

    Attributes:
        table: Has every column listed; others stay unseen.
        dated_by: As for files.
        only: As for files.
    """

    name: str
    table: pa.Table
    columns: tuple[RelationColumn, ...]
    dated_by: str | None = None
    as_of: date | None = None
    hidden: bool = False
    only: RowFilter | None = None


class Session(Protocol):
    """One connection, in memory, for one run; closed it leaves nothing on the disk."""

    def offer(self, relation: FileRelation | TableRelation) -> None:
        """Make a relation visible under its name, in place of one of that name."""

    def withdraw(self, keep: Collection[str] = ()) -> None:
        """Drop every relation offered or created: the next model starts from nothing.

        Args:
            keep: Relations that stay as they are.
        """

    def run(self, sql: str, purpose: str = "") -> None:
        """Run ``CREATE TEMP TABLE … AS SELECT``, ``CREATE TEMP VIEW …`` or ``DROP``.

        A relation of that name is replaced, unless the same statement made it from relations
        that have not changed since: then it stays.

        Raises:
            RefusedStatementError: It is anything else, or reads what was not offered.
            EngineError: It failed.
        """

    def drop(self, statements: Sequence[str]) -> None:
        """Run several ``DROP`` together.

        Raises:
            RefusedStatementError: One of them is anything else.
        """

    def fetch(self, sql: str, purpose: str = "", *, hidden: bool = False) -> pa.Table:
        """The answer of one SELECT over relations offered or created.

        Args:
            sql: The query.
            purpose: What a progress line may say.
            hidden: Whether the run's own relations may be named as well.

        Raises:
            RefusedStatementError: It is more than a SELECT, or reads what was not offered.
            EngineError: It failed.
        """

    def rows(self, sql: str, purpose: str = "") -> list[dict[str, Any]]:
        """The answer of one SELECT as values by column, for answers of few rows.

        Quicker than ``fetch`` for those: an Arrow table takes a second look at the query.

        Raises:
            RefusedStatementError: It is more than a SELECT, or reads what was not offered.
            EngineError: It failed.
        """

    def aside(self, work: Callable[[Any], T], purpose: str = "") -> T:
        """Let the library itself compute on a second connection to the same database.

        For what no statement can say (linkage). The connection shares memory, threads, spill
        folder and locks of the session; what is made on it is the caller's to remove, and no
        statement of a model can name it.

        Raises:
            EngineError: A statement failed there.
            CancelledError: It was stopped.
        """

    def cancel(self) -> None:
        """Stop what runs, from another thread; it raises ``CancelledError`` there."""

    def close(self) -> None:
        """Release memory and remove the spill folder."""


class Engine(Protocol):
    """Opens sessions."""

    @property
    def name(self) -> str:
        """``duckdb``."""

    @property
    def version(self) -> str:
        """Version of the engine behind, for ``run.json``."""

    def session(
        self,
        files: tuple[Path, ...] = (),
        limits: Limits | None = None,
        progress: Progress | None = None,
    ) -> Session:
        """A session that may read these files and no other."""
