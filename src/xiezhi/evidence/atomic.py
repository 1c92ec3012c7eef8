"""Folders and files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["OutputError", "whole_file", "whole_folder"]


class OutputError(XiezhiError):
    """Results cannot be written."""

    exit_code = 5


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to fill that takes the place of ``target`` when the block ends well.

    Whatever stops the block (an error, Ctrl-C, a full disk), ``target`` stays as it was and
    nothing half-written is left.

    Args:
        target: The folder to make or replace.

    Yields:
        An empty folder beside it.

    Raises:
        OutputError: The place cannot be written.
    """
    draft = _beside(target, "draft")
    try:
        draft.mkdir(parents=True)
        yield draft
        _replace(draft, target)
    except OSError as error:
        raise _output_error(target, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """The same for one file: yields a path to write, moved onto ``target`` at the end."""
    draft = _beside(target, "draft")
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        draft.replace(target)
    except OSError as error:
        raise _output_error(target, error) from error
    finally:
        draft.unlink(missing_ok=True)


def _beside(target: Path, what: str) -> Path:
    return target.parent / f".{target.name}.{what}-{os.getpid()}-{secrets.token_hex(4)}"


def _replace(draft: Path, target: Path) -> None:
    if not target.exists():
        draft.rename(target)
        return
    old = _beside(target, "old")
    target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _output_error(target: Path, error: OSError) -> OutputError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return OutputError(
        Problem(
            what="The disk is full." if full else "The results cannot be written.",
            where=str(target),
            why=error.strerror or str(error),
            cure="Free some space or choose another folder; nothing half-written was left."
            if full
            else "Check the folder and the right to write it; nothing half-written was left.",
            code="output-disk-full" if full else "output-unwritable",
        )
    )
