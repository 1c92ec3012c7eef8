"""Who asks, in which language, with which rights, and what must be done first: on every request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.accounts.records import Person
from xiezhi_desk.accounts.services.holding import hold
from xiezhi_desk.accounts.sittings import SITTING
from xiezhi_desk.audit.reach import not_allowed
from xiezhi_desk.ui.page import right_of
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["LANGUAGE_COOKIE", "AccessMiddleware", "language_of"]

LANGUAGE_COOKIE = "language"
BEFORE_ALL = frozenset(
    f"accounts:{name}" for name in ("password", "second_step", "recovery", "help_access")
)
"""Pages open to somebody who owes a new password or the second step."""
SIGN_OF_LIFE = timedelta(seconds=60)
"""A session's end is moved at most this often, not on every request."""


class AccessMiddleware:
    """Sets ``request.access`` and the language; keeps the session's times.

    A person who must first change a password or set up the second step is sent there, and a form
    sent just after the session's end is held for its person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request through."""
        access = PersonAccess(request.user)
        cast("DeskRequest", request).access = access
        if request.user.is_authenticated:
            _live(request, timezone.now())
            request.desk_language = request.user.language  # type: ignore[attr-defined]
        with translation.override(language_of(request)):
            response = self.get_response(request)
        if access.person.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)  # nothing is left on an office's shared machine
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Before the view, after the CSRF check."""
        right = right_of(view)
        if right is None or right is Right.EVERYBODY:
            return None
        if not request.user.is_authenticated:
            return _hold(request) or _sign_in_whole_page(request)
        place = request.resolver_match
        if place is not None and place.view_name in BEFORE_ALL:
            return None
        address = _owed(request)
        return redirect(address) if address else None

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """What a person's duties do not cover is in the trail, as what is out of their reach."""
        if isinstance(error, PermissionDenied):
            not_allowed(request, str(error))


def language_of(request: HttpRequest) -> str:
    """The language of the answer: the person's, else the browser's, else Chinese.

    Also for a guard that answers before, or after, anybody knows who asks.
    """
    asked = getattr(request, "desk_language", "") or request.COOKIES.get(LANGUAGE_COOKIE, "")
    return asked if asked in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)


def _live(request: HttpRequest, now: datetime) -> None:
    kept = request.session.get(SITTING)
    if kept is None:
        request.session[SITTING] = {"started": now.isoformat(), "seen": now.isoformat()}
    elif datetime.fromisoformat(kept["seen"]) + SIGN_OF_LIFE < now:
        request.session[SITTING] = {**kept, "seen": now.isoformat()}


def _owed(request: HttpRequest) -> str:
    """The page of what the person must do before anything else."""
    person = request.user
    if not isinstance(person, Person):
        return ""
    if person.must_change_password:
        return reverse("accounts:password")
    kept = request.session.get(SITTING, {})
    if kept.get("second") or not settings.SECOND_FACTOR_FOR:
        return ""
    duties = cast("PersonAccess", cast("DeskRequest", request).access).duties
    if any(kind in settings.SECOND_FACTOR_FOR for kind, _ in duties):
        return reverse("accounts:second_step")
    return ""


def _hold(request: HttpRequest) -> HttpResponse | None:
    """A form that arrives just after the session's end: kept, and off to sign in."""
    ended = getattr(request.session, "ended", None)
    if request.method != "POST" or ended is None:
        return None
    form = hold(
        ended,
        request.path,
        request.POST,
        came_from=_own_page(request),
        now=timezone.now(),
    )
    if form is None:
        return None
    after = reverse("accounts:held", args=(form.number,))
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': after, 'held': '1'})}")


def _sign_in_whole_page(request: HttpRequest) -> HttpResponse | None:
    """A part of a page asked for by htmx becomes the whole sign-in page, not a hole in the old."""
    if "HX-Request" not in request.headers:
        return None
    here = request.headers.get("HX-Current-URL", "")
    front = f"{request.scheme}://{request.get_host()}"
    next_url = here.removeprefix(front) if here.startswith(f"{front}/") else "/"
    address = f"{settings.LOGIN_URL}?{urlencode({'next': next_url})}"
    return HttpResponse(headers={"HX-Redirect": address})


def _own_page(request: HttpRequest) -> str:
    """The path of the page the form stood on, when it is ours."""
    referer = request.headers.get("Referer", "")
    front = f"{request.scheme}://{request.get_host()}"
    return referer.removeprefix(front) if referer.startswith(f"{front}/") else ""
