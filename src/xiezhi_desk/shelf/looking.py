"""A file handed in is looked at once; the pages that follow ask what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache

from xiezhi_desk.library import shelf as door
from xiezhi_desk.shelf.services.handing import place_of

if TYPE_CHECKING:
    from xiezhi_desk.library.problems import Title
    from xiezhi_desk.shelf.records import Upload

__all__ = ["likely_of", "suggestion_of"]

KEPT_SECONDS = 3600
LARGE = 8 * 1024 * 1024
"""From here on it takes long enough to be remembered."""


def likely_of(upload: Upload) -> tuple[tuple[str, Title, int], ...]:
    """Which standard tables it may be.

    Raises:
        DoorError: It cannot be read as a table.
    """
    if upload.size < LARGE:
        return door.likely_tables(place_of(upload))
    return _looked(upload).likely


def suggestion_of(upload: Upload, table: str) -> door.Suggestion:
    """Which title is which column.

    Raises:
        DoorError: It is no table, or bears a mark of secrecy.
    """
    if upload.size >= LARGE:
        seen = _looked(upload).suggestions.get(table)
        if seen is not None:
            return seen
    return door.suggest(settings.WORKSPACE, place_of(upload), table, upload.provider)


def _looked(upload: Upload) -> door.Looked:
    key = f"shelf-looked-{upload.number}"
    seen: door.Looked | None = cache.get(key)
    if seen is None:
        seen = door.looked(settings.WORKSPACE, place_of(upload), upload.provider)
        cache.set(key, seen, KEPT_SECONDS)
    return seen
