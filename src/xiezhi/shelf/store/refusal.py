"""Why the store says no: errors a person can act on, and what the disk and the database say."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.shelf.catalogue import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DiskError", "FromOutsideError", "StoreError", "said_clearly", "since_disk", "spoilt"]


class StoreError(CatalogueError):
    """The store refuses: the table, the delivery, the version; nothing has changed."""


class DiskError(StoreError):
    """The disk, the catalogue's database or another load is in the way; nothing has changed."""

    exit_code = 5


def since_disk(error: BaseException, where: str) -> DiskError | None:
    """What a failure of disk or database means to a person; None when it is neither."""
    import duckdb
    import sqlalchemy.exc

    text = str(error).lower()
    full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
    full = full or "no space left" in text or "disk is full" in text or "max_temp_direct" in text
    if full:
        return DiskError(
            Problem(
                what="The disk is full.",
                where=where,
                why=_first_line(error),
                cure="Free some space and offer the delivery again: the table is as it was.",
                code="store-disk-full",
            )
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return DiskError(
            Problem(
                what="The memory allowed is not enough to sort the rows.",
                where=where,
                why=_first_line(error),
                cure="Allow the store more memory.",
                code="store-memory",
            )
        )
    if isinstance(error, sqlalchemy.exc.SQLAlchemyError):
        return DiskError(
            Problem(
                what="The catalogue of the shelf cannot be used.",
                where=where,
                why=_first_line(getattr(error, "orig", None) or error),
                cure="Check the database and try again: the table is as it was.",
                code="store-catalogue",
            )
        )
    if isinstance(error, OSError | duckdb.IOException):
        return DiskError(
            Problem(
                what="The shelf cannot be read or written.",
                where=where,
                why=_first_line(error),
                cure="Check the folder and the right to write it: the table is as it was.",
                code="store-unwritable",
            )
        )
    return None


class FromOutsideError(Exception):
    """What reading a delivery raised, carried past the words of the store."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        super().__init__(str(error))


@contextmanager
def said_clearly(where: str) -> Iterator[None]:
    """Turn what disk and database raise inside the block into a ``DiskError``."""
    try:
        yield
    except FromOutsideError as outside:
        raise outside.error from outside.error.__cause__
    except XiezhiError:
        raise
    except Exception as error:
        known = since_disk(error, where)
        if known is None:
            raise
        raise known from error


def spoilt(what: str, where: str, why: str) -> StoreError:
    """A file of the store is not what it was written as."""
    return StoreError(
        Problem(
            what=what,
            where=where,
            why=why,
            cure="Restore the workspace from a backup, or load the delivery again.",
            code="store-spoilt",
        )
    )


def _first_line(error: BaseException) -> str:
    lines = str(getattr(error, "strerror", None) or error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
