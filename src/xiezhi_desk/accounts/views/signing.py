"""Signing in and out: name and password, second step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from xiezhi_desk.accounts import openid
from xiezhi_desk.accounts.forms.signing import CodeForm, LanguageForm, NextForm, SignInForm
from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.accounts.middleware import LANGUAGE_COOKIE
from xiezhi_desk.accounts.records import Person
from xiezhi_desk.accounts.services import entering, second_step
from xiezhi_desk.accounts.services.own import set_language
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.services import record
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["language", "locked_out", "own_address", "second", "sign_in", "sign_out"]


def own_address(request: HttpRequest, wanted: str) -> str:
    """An address of ours to go to; the home page for any other."""
    mine = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and mine else str(settings.LOGIN_REDIRECT_URL)


def _wanted(request: HttpRequest) -> tuple[str, bool]:
    form = NextForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    return own_address(request, given.get("next", "")), bool(given.get("held"))


@page(Right.EVERYBODY)
@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password")
@limited("sign_in")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password."""
    next_url, held = _wanted(request)
    if request.user.is_authenticated:
        return redirect(next_url)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = authenticate(
            request,
            username=form.cleaned_data["username"].strip().lower(),
            password=form.cleaned_data["password"],
        )
        if isinstance(person, Person):
            signed_in = entering.begin(
                request, person, how="password", next_url=next_url, now=timezone.now()
            )
            return redirect(next_url if signed_in else "accounts:second")
        _failed(request, form.cleaned_data["username"])
        form.add_error(None, t("用户名或密码不正确。", "The user name or the password is wrong."))
    return _form(request, form, held=held)


def _form(request: HttpRequest, form: SignInForm, **more: Any) -> HttpResponse:
    status = more.pop("status", 200)
    context = {"form": form, "providers": openid.providers(), "next": _wanted(request)[0], **more}
    return render(request, "accounts/sign_in.html", context, status=status)


def _failed(request: HttpRequest, username: str) -> None:
    """Into the trail; what was typed is never kept, it may have been the password."""
    person = Person.objects.filter(username__iexact=username.strip()).first()
    record(
        by=None,
        action="person.sign_in_failed",
        thing=f"person:{person.number}" if person else "",
        now=timezone.now(),
        address=address_of(request),
    )


def locked_out(request: HttpRequest, *_: Any) -> HttpResponse:
    """The page of somebody who has failed too often; django-axes shows it."""
    return _form(
        request,
        SignInForm(),
        locked=int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
        status=429,
    )


@page(Right.EVERYBODY)
@require_http_methods(["GET", "POST"])
@never_cache
@limited("sign_in")
def second(request: HttpRequest) -> HttpResponse:
    """The code of the telephone."""
    now = timezone.now()
    waiting = entering.pending(request, now)
    if waiting is None:
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        credentials = {"username": waiting.person.username.lower()}
        if not AxesProxyHandler.is_allowed(request, credentials):
            return locked_out(request)
        if second_step.check(waiting.person, form.cleaned_data["code"], now=now):
            entering.finish(request, waiting.person, how=waiting.how, second=True, now=now)
            return redirect(own_address(request, waiting.next_url))
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        _failed(request, waiting.person.username)
        form.add_error(
            "code",
            t(
                "验证码不正确或已用过。请等下一个数字，并核对手机时间。",
                "The code is wrong or was used. Wait for the next; check the telephone's clock.",
            ),
        )
    return render(request, "accounts/second.html", {"form": form})


@page(Right.EVERYBODY)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    entering.leave(request, now=timezone.now())
    return redirect("accounts:sign_in")


@page(Right.EVERYBODY)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language; kept with the person, or in a cookie before signing in."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return redirect("/")
    response = cast("HttpResponse", redirect(own_address(request, form.cleaned_data["next"])))
    chosen = form.cleaned_data["language"]
    if isinstance(request.user, Person):
        set_language(request.user, chosen)
    response.set_cookie(
        LANGUAGE_COOKIE,
        chosen,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response
