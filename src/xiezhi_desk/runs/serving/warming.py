"""What a web process reads once, read when it starts: nobody's first page waits for it."""

from __future__ import annotations

import atexit
import gc
import logging
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.urls import get_resolver
from django.utils import timezone

from xiezhi_desk.library import models, shelf
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.library.setting import setting_of
from xiezhi_desk.runs.records import Bundle
from xiezhi_desk.runs.store import folder_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BUNDLES", "begin", "warm"]

BUNDLES = 100
"""The newest bundles whose titles and types are read ahead: lists show clues of all of them."""
_log = logging.getLogger(__name__)


def begin() -> Thread:
    """Read ahead beside the first requests; ends by itself, and a fault of it harms no page."""
    thread = Thread(target=_quietly, name="warming", daemon=True)
    thread.start()
    return thread


def warm() -> None:
    """Addresses with their views, the bundles lists show, models, the shelf's catalogue.

    A desk without any bundle has nothing to show that would be slow.
    """
    _ = get_resolver().url_patterns
    newest = list(Bundle.objects.order_by("-pk").values_list("folder", flat=True)[:BUNDLES])
    for folder in newest:
        _unless_missing(partial(setting_of, folder_of(folder)))
    for one in (models.catalogue, _shelf) if newest else ():
        _unless_missing(one)


def _unless_missing(read: Callable[[], object]) -> None:
    try:
        read()
    except (DoorError, OSError, DatabaseError) as fault:
        _log.info("not read ahead: %s", type(fault).__name__)  # its own page says what is wrong


def _shelf() -> None:
    if shelf.is_there(settings.WORKSPACE):
        shelf.catalogue(settings.WORKSPACE, timezone.localdate())


def _quietly() -> None:
    try:
        warm()
    except DatabaseError as fault:
        _log.info("not read ahead: %s", type(fault).__name__)  # locked, or not set up yet
    finally:
        connection.close()
        # What is read by now stays: a collection (0.2 seconds in the midst of a page) passes it by.
        gc.collect()
        gc.freeze()
        atexit.register(gc.unfreeze)  # at the end libraries count what they still hold
