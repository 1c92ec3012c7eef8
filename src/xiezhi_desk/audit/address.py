"""Where a request came from, believing only as many proxies as the office said it has."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["address_of"]


def address_of(request: HttpRequest) -> str:
    """The client's address; empty when there is none that can be believed.

    With ``n`` proxies (``XIEZHI_DESK_PROXIES``) the n-th address from the right of
    ``X-Forwarded-For`` is the one the outermost proxy saw; what a client wrote further left is
    never looked at. Without proxies the header is not read at all.
    """
    proxies = int(getattr(settings, "PROXIES", 0))
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if proxies:
        told = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(told) >= proxies and told[-proxies]:
            seen = told[-proxies]
    try:
        return str(ip_address(seen))
    except ValueError:
        return ""
