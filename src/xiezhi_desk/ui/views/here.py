"""Whether one is still signed in: asked before the idle time ends, or to stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["here"]


@page(Right.EVERYBODY)
@require_POST
@never_cache
def here(request: HttpRequest) -> JsonResponse:
    """``{"signed_in": …, "seconds": …}``; asking is a sign of life and lengthens the session."""
    signed_in = request.user.is_authenticated
    if signed_in:
        request.session.modified = True
    seconds = request.session.get_expiry_age() if signed_in else 0
    return JsonResponse({"signed_in": signed_in, "seconds": seconds})
