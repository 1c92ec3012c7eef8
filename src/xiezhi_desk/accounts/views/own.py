"""One's own account: password, second step, sessions, language, weekly number."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.accounts import slots
from xiezhi_desk.accounts.access import WHY, table
from xiezhi_desk.accounts.forms.signing import CapacityForm, CodeForm, OwnPasswordForm
from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.accounts.selectors import sittings_of
from xiezhi_desk.accounts.services import entering, passwords, second_step
from xiezhi_desk.accounts.services.own import set_capacity
from xiezhi_desk.accounts.sittings import SITTING
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.ui.page import DeskRequest

__all__ = [
    "access_help",
    "end_session",
    "password",
    "profile",
    "recovery",
    "second_step_page",
]

SCANNED = "second_step_secret"
FRESH = "fresh_recovery_codes"


def _person(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def _access(request: HttpRequest) -> PersonAccess:
    return cast("PersonAccess", cast("DeskRequest", request).access)


def _must_have(request: HttpRequest) -> bool:
    return any(kind in settings.SECOND_FACTOR_FOR for kind, _ in _access(request).duties)


@page(Right.SIGNED_IN)
@require_http_methods(["GET", "POST"])
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """The account at a glance."""
    person = _person(request)
    form = CapacityForm(request.POST or {"weekly_capacity": person.weekly_capacity})
    if request.method == "POST" and form.is_valid():
        set_capacity(person, form.cleaned_data["weekly_capacity"], now=timezone.now())
        messages.success(request, t("已保存。", "Saved."))
        return redirect("accounts:profile")
    return render(
        request,
        "accounts/profile.html",
        {
            "person": person,
            "form": form,
            "duties": _access(request).held,
            "second": second_step.has(person),
            "codes_left": len(second_step.codes(person)),
            "must": _must_have(request),
            "sittings": sittings_of(person, timezone.now()),
            "here": request.session.session_key,
            "judges": _access(request).may(Right.JUDGE_CLUES),
            "parts": [part for part in slots.profile if _access(request).may(part.right)],
        },
    )


@page(Right.SIGNED_IN)
@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("old", "new", "again")
@limited("sign_in")
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; every other session ends."""
    person = _person(request)
    form = OwnPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = request.session.session_key
        passwords.change(person, form.cleaned_data["new"], now=timezone.now(), session_key=key)
        update_session_auth_hash(request, person)
        messages.success(
            request,
            t(
                "密码已更改，其他设备上的登录已全部退出。",
                "Your password is changed; every other session has ended.",
            ),
        )
        return redirect("accounts:profile")
    return render(
        request, "accounts/password.html", {"form": form, "must": person.must_change_password}
    )


@page(Right.SIGNED_IN)
@require_http_methods(["GET", "POST"])
@never_cache
@limited("sign_in")
def second_step_page(request: HttpRequest) -> HttpResponse:
    """Set the second step up; a code of it also takes it away."""
    person = _person(request)
    now = timezone.now()
    if second_step.has(person):
        return _set_up_already(request, person)
    secret = request.session.setdefault(SCANNED, second_step.new_secret())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = second_step.activate(person, secret, form.cleaned_data["code"], now=now)
        if codes is not None:
            del request.session[SCANNED]
            request.session[SITTING] = {**request.session.get(SITTING, {}), "second": True}
            request.session[FRESH] = codes
            return redirect("accounts:recovery")
        form.add_error(
            "code",
            t(
                "验证码不正确：请核对手机时间后再输入当前数字。",
                "The code is wrong: check the telephone's clock and enter the present one.",
            ),
        )
    form.fields["code"].help_text = ""
    return render(
        request,
        "accounts/second_step.html",
        {
            "form": form,
            "picture": second_step.picture(person, secret),
            "secret": secret,
            "must": _must_have(request),
        },
    )


def _set_up_already(request: HttpRequest, person: Person) -> HttpResponse:
    form = CodeForm(request.POST or None)
    must = _must_have(request)
    now = timezone.now()
    if request.method == "POST" and form.is_valid() and not must:
        if second_step.check(person, form.cleaned_data["code"], now=now):
            second_step.remove(person, by=person, now=now)
            messages.success(request, t("已停用第二步验证。", "The second step is off."))
            return redirect("accounts:profile")
        form.add_error("code", t("验证码不正确或已用过。", "The code is wrong or was used."))
    return render(request, "accounts/second_step.html", {"form": form, "set": True, "must": must})


@page(Right.SIGNED_IN)
@require_http_methods(["GET", "POST"])
@never_cache
@limited("sign_in")
def recovery(request: HttpRequest) -> HttpResponse:
    """Recovery codes: shown once when made; made anew against a code."""
    person = _person(request)
    now = timezone.now()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_step.check(person, form.cleaned_data["code"], now=now):
            request.session[FRESH] = second_step.new_codes(person, now=now)
            return redirect("accounts:recovery")
        form.add_error("code", t("验证码不正确或已用过。", "The code is wrong or was used."))
    return render(
        request,
        "accounts/recovery.html",
        {
            "fresh": request.session.pop(FRESH, None),
            "left": len(second_step.codes(person)),
            "set": second_step.has(person),
            "form": form,
        },
    )


@page(Right.SIGNED_IN)
@require_POST
def end_session(request: HttpRequest, number: str) -> HttpResponse:
    """End one of one's own sessions."""
    person = _person(request)
    if entering.end_one(number, person, by=person, now=timezone.now()):
        messages.success(request, t("该登录已退出。", "That session has ended."))
    return redirect("accounts:profile")


@page(Right.SIGNED_IN)
@require_GET
def access_help(request: HttpRequest) -> HttpResponse:
    """Who may do what, printed from the table itself."""
    mine = {kind for kind, _ in _access(request).duties}
    context = {"table": table(), "mine": mine, "reasons": WHY.items()}
    return render(request, "accounts/access.html", context)
