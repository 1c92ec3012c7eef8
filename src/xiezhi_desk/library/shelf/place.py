"""The workspace of the shelf: opened, made, whose it is."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.shelf.register import Written
from xiezhi.workspace.shelf import Shelf
from xiezhi_desk.library.problems import door

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ensure", "is_there", "opened", "owner"]


def is_there(workspace: Path | str) -> bool:
    """Whether there is a shelf in that folder."""
    return (Path(workspace) / "shelf.json").is_file()


@contextmanager
def opened(workspace: Path | str, *, make: bool = False) -> Iterator[Shelf]:
    """The shelf for as long as the block lasts; what it refuses becomes a ``DoorError``."""
    place = Path(workspace)
    with door(place), Shelf.open(place, make=make) as shelf:
        yield shelf


def ensure(workspace: Path | str, office: str, by: str, at: str) -> None:
    """Make the shelf when there is none and put down whose it is.

    Args:
        workspace: The folder.
        office: The office whose shelf it is.
        by: Who does it.
        at: The moment, ISO 8601.

    Raises:
        DoorError: It is another office's already.
    """
    with opened(workspace, make=True) as shelf:
        shelf.register.record_owner(office, Written(at, by))


def owner(workspace: Path | str) -> str:
    """The office whose shelf it is; empty while nobody said or there is none."""
    if not is_there(workspace):
        return ""
    with opened(workspace) as shelf:
        return shelf.owner
