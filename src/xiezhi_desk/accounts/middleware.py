"""Who asks, in which language, with which rights: set on every request."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils import translation

from xiezhi_desk.accounts.access import PersonAccess

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["AccessMiddleware"]


class AccessMiddleware:
    """Sets ``request.access`` and the language of the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request through."""
        cast("DeskRequest", request).access = PersonAccess(request.user)
        language = getattr(request.user, "language", None) or "zh-hans"
        with translation.override(language):
            return self.get_response(request)
