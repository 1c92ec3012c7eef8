"""Trusted offices: whose signature is believed; the security administrator's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xiezhi_desk.runs import selectors
from xiezhi_desk.runs.forms import TrustForm
from xiezhi_desk.runs.problems import Refused, said
from xiezhi_desk.runs.records import TrustedOffice
from xiezhi_desk.runs.services.trusting import believe, trust
from xiezhi_desk.runs.views.finding import person_of
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["switch", "trusted"]


@require_http_methods(["GET", "POST"])
@page(Right.MANAGE_SECURITY)
def trusted(request: DeskRequest) -> HttpResponse:
    """The list, and a form for one more."""
    form = TrustForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            one = trust(**form.cleaned_data, by=person_of(request), now=timezone.now())
        except Refused as refused:
            told = said(refused.first)
            form.add_error("public_key", f"{told['what']}{told['why']}{told['cure']}")
        else:
            messages.success(
                request, t("已信任 {name} 的签名。", "{name} is trusted.", name=one.issuer)
            )
            return redirect("runs:trusted")
    values = {"form": form, "offices": selectors.trusted_offices()}
    return render(request, "runs/trusted.html", values)


@require_POST
@page(Right.MANAGE_SECURITY)
def switch(request: DeskRequest, pk: int) -> HttpResponse:
    """Withdraw trust, or give it back."""
    one = get_object_or_404(TrustedOffice, pk=pk)
    one = believe(one, active=not one.active, by=person_of(request), now=timezone.now())
    messages.success(
        request,
        t("已恢复信任 {name}。", "{name} is trusted again.", name=one.issuer)
        if one.active
        else t("已撤销对 {name} 的信任。", "{name} is trusted no more.", name=one.issuer),
    )
    return redirect("runs:trusted")
