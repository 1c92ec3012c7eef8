"""What a file handed in may be: a small one is opened when a page asks, a large one by a job."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.conf import settings

from xiezhi_desk.library import shelf as door
from xiezhi_desk.shelf.services.handing import place_of, seen_of

if TYPE_CHECKING:
    from xiezhi_desk.library.problems import Title
    from xiezhi_desk.shelf.records import Upload

__all__ = ["is_large", "likely_of", "suggestion_of"]

LARGE = 2 * 1024 * 1024
"""From here on a page would wait more than a second: a workbook is unpacked and read as a whole."""
LARGE_TEXT = 32 * 1024 * 1024
"""The same for text, of which only the beginning is read."""
TEXT = frozenset({".csv", ".tsv", ".txt"})


def is_large(upload: Upload) -> bool:
    """Whether a job looks at it instead of the page."""
    text = PurePosixPath(upload.name).suffix.lower() in TEXT
    return upload.size >= (LARGE_TEXT if text else LARGE)


def likely_of(upload: Upload) -> tuple[tuple[str, Title, int], ...] | None:
    """Which standard tables it may be; None for a large file that no job has looked at.

    Raises:
        DoorError: It cannot be read as a table.
    """
    if is_large(upload):
        return door.likely_seen(seen_of(upload))
    return door.likely_tables(place_of(upload))


def suggestion_of(upload: Upload, table: str) -> door.Suggestion | None:
    """Which title is which column; None for a large file that no job has compared with the table.

    Raises:
        DoorError: It is no table, or bears a mark of secrecy.
    """
    if is_large(upload):
        return door.suggestion_seen(seen_of(upload), table)
    return door.suggest(settings.WORKSPACE, place_of(upload), table, upload.provider)
