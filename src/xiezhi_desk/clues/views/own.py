"""What a person and an office say of themselves: conflicts of interest, the office's own terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xiezhi_desk.clues.forms.own import ConflictForm, TermForm
from xiezhi_desk.clues.records import Conflict
from xiezhi_desk.clues.selectors.terms import EVENTS, terms_of
from xiezhi_desk.clues.services import recusing, terms
from xiezhi_desk.clues.views.refused import done, faults
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["conflicts", "end_conflict", "office_terms"]


@require_http_methods(["GET", "POST"])
@page(Right.SEE_CLUES)
def conflicts(request: DeskRequest) -> HttpResponse:
    """One's own declarations; declare one for an organ."""
    by, form = cast("Person", request.user), ConflictForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            said = form.cleaned_data
            return done(
                request,
                lambda: recusing.declare(by, timezone.now(), said["reason"], organ=said["organ"]),
                "/clues/conflicts/",
                t(
                    "已声明回避，您承办的有关线索已退回。",
                    "Declared; your clues on it were given back.",
                ),
            )
        faults(request, form)
    mine = Conflict.objects.filter(person=by).select_related("clue").order_by("ended_at", "-at")
    return render(request, "clues/conflicts.html", {"form": form, "conflicts": mine})


@require_POST
@page(Right.SEE_CLUES)
def end_conflict(request: DeskRequest, key: int) -> HttpResponse:
    """Withdraw one's own declaration."""
    by = cast("Person", request.user)
    conflict = get_object_or_404(Conflict, pk=key, person=by)
    word = t("已撤回声明。", "Withdrawn.")
    return done(
        request, lambda: recusing.end(conflict, by, timezone.now()), "/clues/conflicts/", word
    )


@require_http_methods(["GET", "POST"])
@page(Right.ASSIGN)
def office_terms(request: DeskRequest) -> HttpResponse:
    """The days the office set for itself where no national rule gives a number."""
    by = cast("Person", request.user)
    form = TermForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid() and by.office is not None:
            said = form.cleaned_data
            terms.set_term(
                by.office, said["event"], said["days"], said["basis"], by, timezone.now()
            )
            messages.success(request, t("已保存。", "Kept."))
            return redirect("clues:terms")
        faults(request, form)
    set_here = terms_of(by.office) if by.office else {}
    rows = [(event, word, set_here.get(event)) for event, word in EVENTS.items()]
    return render(request, "clues/terms.html", {"form": form, "rows": rows, "office": by.office})
