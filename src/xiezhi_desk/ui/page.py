"""A page states the right it needs; no page without one (house test)."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from xiezhi_desk.ui.rights import Answer, Right

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

__all__ = ["Access", "DeskRequest", "page", "right_of"]


class Access(Protocol):
    """What the signed-in person may do; ``accounts`` sets it on every request."""

    def may(self, right: Right) -> Answer:
        """Whether any of the person's duties carries the right, with the reason."""


if TYPE_CHECKING:

    class DeskRequest(HttpRequest):
        """A request that has passed the desk's middleware."""

        access: Access
        htmx: Any
        csp_nonce: str
else:
    DeskRequest = object


def page(
    right: Right,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Declare the right a view needs.

    A person who is not signed in is sent to sign in; one without the right is refused with the
    reason (403). Objects outside a person's reach are the view's matter: 404, recorded.
    """

    def declared(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if right is not Right.EVERYBODY:
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                answer = cast("DeskRequest", request).access.may(right)
                if not answer:
                    raise PermissionDenied(answer.reason)
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return declared


def right_of(view: Callable[..., Any]) -> Right | None:
    """The right a view declared; None when it declared none."""
    return getattr(view, "right", None)
