"""Which workspace a verb of the shelf works on, and who is at work."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xiezhi.cli.reveal import now
from xiezhi.cli.verb import option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.shelf.register import Written
    from xiezhi.workspace.shelf import Shelf

__all__ = ["VARIABLE", "opened", "own", "who", "workspace", "written"]

VARIABLE = "XIEZHI_WORKSPACE"
F = TypeVar("F", bound=Callable[..., Any])


def workspace(function: F) -> F:
    """``--workspace DIR``: ``XIEZHI_WORKSPACE`` or ``./xiezhi-workspace`` when it is left out."""
    return option(
        "--workspace",
        type=click.Path(path_type=Path),
        envvar=VARIABLE,
        default=Path("xiezhi-workspace"),
        metavar="DIR",
        words="shelf.workspace",
        is_eager=True,
        callback=_with_own,
    )(function)


def own(function: F) -> F:
    """``--workspace DIR`` of a verb that reads no data: for the office's own tables and law."""
    return option(
        "--workspace",
        type=click.Path(path_type=Path),
        envvar=VARIABLE,
        default=Path("xiezhi-workspace"),
        metavar="DIR",
        words="shelf.own_of",
        is_eager=True,
        expose_value=False,
        callback=_with_own,
    )(function)


def _with_own(context: click.Context, parameter: click.Parameter, folder: Path) -> Path:
    """The office's own tables and law are known before anything asks for a table."""
    from xiezhi.rulebook.own import bring_own

    bring_own(folder / "own")
    return folder


@contextmanager
def opened(folder: Path, *, make: bool = False) -> Iterator[Shelf]:
    """The shelf of a workspace, closed again."""
    from xiezhi.workspace.shelf import Shelf

    with Shelf.open(folder, make=make) as shelf:
        yield shelf


def who() -> str:
    """Who is at work: ``XIEZHI_WHO``, else the account."""
    return os.environ.get("XIEZHI_WHO") or getpass.getuser()


def written() -> Written:
    """Who writes into the register, and now."""
    from xiezhi.shelf.register import Written

    return Written(now().isoformat(timespec="seconds"), who())
