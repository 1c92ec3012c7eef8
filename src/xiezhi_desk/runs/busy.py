"""A database that is locked or away for a moment: said so, and what was typed is not lost."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["answer", "notice", "was"]

RETRY_SECONDS = 5
_SECRET = ("password", "passphrase")
"""A form with a field whose name holds one of these is not sent back to the browser."""


def notice(sender: Any, request: HttpRequest, **_: Any) -> None:
    """Mark a request whose error was a locked or absent database (a signal calls it)."""
    error = sys.exc_info()[1]
    if isinstance(error, (OperationalError, InterfaceError)) and _passes(error):
        request.database_was_busy = True  # type: ignore[attr-defined]


def was(request: HttpRequest) -> bool:
    """Whether this request failed on a locked or absent database."""
    return bool(getattr(request, "database_was_busy", False))


def answer(request: HttpRequest) -> HttpResponse:
    """503 with a button that sends the same again: nothing was saved, nothing typed is lost."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    secrets = any(one in name.lower() for name, _ in fields for one in _SECRET)
    shown = {
        "fields": [] if secrets else [one for one in fields if one[0] != "csrfmiddlewaretoken"],
        "sent": request.method == "POST",
        "files": bool(request.FILES),
        "secrets": secrets,
    }
    try:
        response = render(request, "runs/busy.html", shown, status=503)
    except DatabaseError:  # not even to be read: the page without its frame
        response = HttpResponse(_PLAIN, status=503, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


_PLAIN = (
    "数据库暂时无法访问，请稍候重试。\nThe database cannot be reached; try again in a moment.\n"
)


def _passes(error: Exception) -> bool:
    """Whether it is a matter of waiting: locked, no connection, a deadlock, a restart."""
    text = str(error).lower()
    return any(word in text for word in _WORDS)


_WORDS = (
    "database is locked",
    "database table is locked",
    "could not connect",
    "connection failed",
    "connection refused",
    "server closed the connection",
    "connection is closed",
    "the connection is lost",
    "terminating connection",
    "deadlock detected",
    "lock timeout",
    "too many clients",
    "the database system is",
)
