"""How answers travel: compressed, since a list of fifty clues then weighs a tenth; HEAD bare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

__all__ = ["BareHeads", "CompressedPages"]

TEXTS = ("text/html", "application/json", "text/csv")


class BareHeads:
    """HEAD is answered as GET is, without the body (RFC 9110, 9.3.2), by every page alike.

    Pages say ``require_GET``; a proxy or a monitor that only asks whether a page is there must not
    read "not allowed". The request counts as GET on its way in: rights, records and limits are
    those of the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Ask the page as GET, keep its headers, leave its body."""
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        request.method = "HEAD"
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()
        elif isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response


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
