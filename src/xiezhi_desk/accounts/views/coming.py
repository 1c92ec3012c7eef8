"""Other ways in: an identity provider, a one-time link; and back to what was being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods
from requests import RequestException

from xiezhi_desk.accounts import openid
from xiezhi_desk.accounts.forms.signing import NewPasswordForm, NextForm
from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.accounts.services import holding, passwords
from xiezhi_desk.accounts.views.signing import own_address
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from xiezhi_desk.accounts.records import Person

__all__ = ["held", "invited", "openid_ask", "openid_back"]


WRITTEN = {
    "text": ("说明", "Explanation"),
    "reason": ("理由", "Reason"),
    "answer": ("答复", "Answer"),
    "note": ("批注", "Note"),
    "title": ("标题", "Title"),
    "goal": ("目标", "Goal"),
}
"""Fields of the desk's forms in which people write: shown again as what they wrote."""


@page(Right.EVERYBODY)
@require_GET
@never_cache
@limited("sign_in", methods=("GET",))
def openid_ask(request: HttpRequest, provider: str) -> HttpResponse:
    """Off to the identity provider."""
    form = NextForm(request.GET)
    wanted = form.cleaned_data["next"] if form.is_valid() else ""
    try:
        return cast("HttpResponse", openid.ask(request, provider, own_address(request, wanted)))
    except SocialApp.DoesNotExist as problem:
        raise Http404 from problem
    except (RequestException, KeyError, ValueError):
        return render(request, "accounts/openid_refused.html", {"away": True}, status=503)


@page(Right.EVERYBODY)
@require_GET
@never_cache
def openid_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Back from the identity provider with a code."""
    try:
        view: Any = OAuth2CallbackView.adapter_view(openid.Identity(request, provider))
        return cast("HttpResponse", view(request))
    except SocialApp.DoesNotExist as problem:
        raise Http404 from problem
    except (RequestException, KeyError, ValueError):
        return render(request, "accounts/openid_refused.html", {"away": True}, status=503)


@page(Right.EVERYBODY)
@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("new", "again")
@limited("sign_in")
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Set one's password by a one-time link."""
    now = timezone.now()
    kept = passwords.invitation(token, now)
    if kept is None:
        return render(request, "accounts/invited.html", {"gone": True}, status=404)
    form = NewPasswordForm(kept.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if passwords.use_invitation(token, form.cleaned_data["new"], now=now) is None:
            return render(request, "accounts/invited.html", {"gone": True}, status=404)
        messages.success(
            request, t("密码已设置，请登录。", "Your password is set; please sign in.")
        )
        return redirect("accounts:sign_in")
    return render(request, "accounts/invited.html", {"form": form, "person": kept.person})


@page(Right.SIGNED_IN)
@require_http_methods(["GET", "POST"])
@never_cache
def held(request: HttpRequest, number: str) -> HttpResponse:
    """What was sent when the session had just ended: send it now, or drop it."""
    person = cast("Person", request.user)
    kept = holding.held(person, timezone.now(), number)
    if kept is None:
        return redirect(reverse("accounts:profile"))
    if request.method == "POST":
        holding.forget(person, number)
        return redirect(own_address(request, kept.came_from))
    written = [(t(*WRITTEN[name]), value) for name, value in kept.fields if name in WRITTEN]
    values = {"kept": kept, "written": written, "ticked": len(kept.fields) - len(written)}
    return render(request, "accounts/held.html", values)
