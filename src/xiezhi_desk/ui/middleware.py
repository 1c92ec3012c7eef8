"""Pages travel compressed: a list of fifty clues weighs a tenth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

__all__ = ["CompressedPages"]

TEXTS = ("text/html", "application/json", "text/csv")


class CompressedPages(GZipMiddleware):
    """Django's own, for pages only.

    A docx, an xlsx or a zip is compressed already, and a large file is sent as it is read. Against
    guessing a secret by the length of an answer (BREACH) Django makes each length random.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a page, when the browser takes it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in TEXTS:
            return response
        return super().process_response(request, response)
