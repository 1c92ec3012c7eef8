"""The security administrator's pages: duties, lock-outs, sessions, lost telephones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.accounts import lockout, slots
from xiezhi_desk.accounts.forms.managing import DutyForm, PeopleFilter
from xiezhi_desk.accounts.selectors import filtered, sittings_of, without_second_step
from xiezhi_desk.accounts.services import duties, entering, second_step
from xiezhi_desk.accounts.views.reaching import me, offices_of, people_of_reach, person_of
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = [
    "duties_page",
    "end_duty",
    "end_sessions",
    "holder",
    "remove_second_step",
    "security",
    "unlock",
]


@page(Right.MANAGE_SECURITY)
@require_GET
@never_cache
def security(request: HttpRequest) -> HttpResponse:
    """What needs the security administrator today."""
    now = timezone.now()
    return render(
        request,
        "accounts/security.html",
        {
            "locked": lockout.locked(people_of_reach(request), now),
            "without": without_second_step(
                people_of_reach(request), settings.SECOND_FACTOR_FOR, timezone.localdate()
            ),
            "asked": settings.SECOND_FACTOR_FOR,
            "trust": slots.trust_page,
        },
    )


@page(Right.MANAGE_SECURITY)
@require_POST
def unlock(request: HttpRequest, attempt: int) -> HttpResponse:
    """Let a locked name try again."""
    if lockout.unlock(
        attempt,
        people_of_reach(request),
        by=me(request),
        now=timezone.now(),
        address=address_of(request),
    ):
        messages.success(request, t("已解除锁定。", "Unlocked."))
    return redirect("accounts:security")


@page(Right.MANAGE_SECURITY)
@require_GET
def duties_page(request: HttpRequest) -> HttpResponse:
    """People and their duties."""
    form = PeopleFilter(request.GET)
    form.is_valid()
    given = form.cleaned_data
    found = filtered(
        people_of_reach(request).prefetch_related("duties"),
        words=given.get("q", ""),
        office=given.get("office", ""),
        duty=given.get("duty", ""),
        state=given.get("state", ""),
    )
    shown = Paginator(found, 50).get_page(given.get("page") or 1)
    return render(
        request,
        "accounts/duties.html",
        {
            "shown": shown,
            "form": form,
            "offices": offices_of(request),
            "today": timezone.localdate(),
        },
    )


@page(Right.MANAGE_SECURITY)
@require_http_methods(["GET", "POST"])
@never_cache
def holder(request: HttpRequest, number: str) -> HttpResponse:
    """One person's duties, sessions and second step."""
    person = person_of(request, number)
    now, today = timezone.now(), timezone.localdate()
    form = DutyForm(request.POST or None, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        try:
            duties.give(person, **form.cleaned_data, by=me(request), now=now)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, t("职责已设置。", "The duty is given."))
            return redirect("accounts:holder", number)
    return render(
        request,
        "accounts/holder.html",
        {
            "person": person,
            "form": form,
            "duties": person.duties.order_by("-since", "kind"),
            "today": today,
            "sittings": sittings_of(person, now),
            "second": second_step.has(person),
            "me": person.pk == me(request).pk,
        },
    )


@page(Right.MANAGE_SECURITY)
@require_POST
def end_duty(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """End a duty at once."""
    person = person_of(request, number)
    duty = person.duties.filter(pk=pk).first()
    if duty is None or person.pk == me(request).pk:
        raise Http404
    duties.end(duty, today=timezone.localdate(), by=me(request), now=timezone.now())
    messages.success(request, t("职责已终止。", "The duty has ended."))
    return redirect("accounts:holder", number)


@page(Right.MANAGE_SECURITY)
@require_POST
def end_sessions(request: HttpRequest, number: str) -> HttpResponse:
    """End every session of a person."""
    person = person_of(request, number)
    ended = entering.end_every(person, by=me(request), now=timezone.now())
    messages.success(request, t("已退出 {n} 处登录。", "{n} sessions ended.", n=ended))
    return redirect("accounts:holder", number)


@page(Right.MANAGE_SECURITY)
@require_POST
def remove_second_step(request: HttpRequest, number: str) -> HttpResponse:
    """A lost telephone: the second step is taken away and every session ends."""
    person = person_of(request, number)
    if person.pk == me(request).pk:
        raise Http404
    second_step.remove(person, by=me(request), now=timezone.now())
    entering.end_every(person, by=me(request), now=timezone.now())
    messages.success(
        request,
        t(
            "已清除第二步验证；其职责要求的，下次登录须重新设置。",
            "The second step is off; whose duty requires it sets it up at the next sign-in.",
        ),
    )
    return redirect("accounts:holder", number)
