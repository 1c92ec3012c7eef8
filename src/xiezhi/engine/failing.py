"""What an error of DuckDB means to a person: the disk, the memory, a file, a statement."""

from __future__ import annotations

import duckdb

from xiezhi.engine.base import EngineError
from xiezhi.kernel.errors import Problem

__all__ = ["engine_error"]


def engine_error(error: duckdb.Error, purpose: str) -> EngineError:
    """An error of the engine in our words: what it means and what to do.

    Args:
        error: As DuckDB raised it.
        purpose: What was being done.
    """
    message = str(error).strip()
    text = message.lower()
    if "no space left" in text or "max_temp_directory_size" in text or "disk" in text:
        return _error(
            "The disk is full.",
            purpose,
            message,
            "Free some space, or name another folder with --spill.",
            "engine-disk-full",
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return _error(
            "The memory allowed is not enough.",
            purpose,
            message,
            "Allow more with --memory, or run fewer models at once.",
            "engine-memory",
        )
    if isinstance(error, duckdb.IOException | duckdb.InvalidInputException):
        return _error(
            "A table cannot be read.",
            purpose,
            message,
            "Check the files of the table; make them again if one is cut off.",
            "engine-unreadable",
        )
    return _error(
        "A statement failed.",
        purpose,
        message,
        "Check the model with `xiezhi check`; report it with its stories if it is sound.",
        "engine-statement",
    )


def _error(what: str, where: str, message: str, cure: str, code: str) -> EngineError:
    why = message.splitlines()[0][:300] if message else "no reason was given"
    return EngineError(Problem(what=what, where=where, why=why, cure=cure, code=code))
