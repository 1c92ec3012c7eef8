"""A thing out of a person's reach is not there for them; that they asked is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from django.http import Http404
from django.utils import timezone

from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.services import record

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["not_allowed", "out_of_reach"]


def out_of_reach(request: HttpRequest, thing: str) -> NoReturn:
    """Record ``reach.refused`` and answer 404, the same as for a thing that does not exist.

    Call it outside any transaction, or the record is rolled back with it.

    Raises:
        Http404: Always.
    """
    user = request.user
    record(
        by=user if user.is_authenticated else None,
        action="reach.refused",
        thing=thing,
        details={"path": request.path[:200], "method": request.method},
        now=timezone.now(),
        address=address_of(request),
    )
    raise Http404


def not_allowed(request: HttpRequest, reason: str) -> None:
    """Record ``reach.forbidden``: somebody asked for what their duties do not cover (403).

    Args:
        request: What was asked.
        reason: Why it was refused, as they were told.
    """
    user = request.user
    record(
        by=user if user.is_authenticated else None,
        action="reach.forbidden",
        thing=f"page:{request.resolver_match.view_name if request.resolver_match else ''}",
        reason=reason,
        details={"path": request.path[:200], "method": request.method},
        now=timezone.now(),
        address=address_of(request),
    )
