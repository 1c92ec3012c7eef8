"""Acts on a whole list: assigning it, proposing one outcome for it, confirming as the second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.forms.chosen import chosen
from xiezhi_desk.clues.forms.handing import HandForm
from xiezhi_desk.clues.forms.judging import DecideForm
from xiezhi_desk.clues.selectors.batches import proposals
from xiezhi_desk.clues.selectors.covering import cover_for_list
from xiezhi_desk.clues.selectors.loads import loads
from xiezhi_desk.clues.services import assigning, deciding
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.clues.views.refused import done
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["MOST", "assign_bulk", "confirm_bulk", "confirming", "decide_bulk"]

MOST = 200
"""Clues of one bulk decision: what a second person can look through."""


def _seen(request: DeskRequest) -> dict[str, int]:
    """Numbers and revisions as the page showed them."""
    pairs = [one.split(":", 1) for one in request.POST.getlist("seen")[:2000] if ":" in one]
    return {number: int(value) for number, value in pairs if value.isdecimal()}


def _held(request: DeskRequest, seen: Mapping[str, int]) -> list[Clue]:
    """The shown clues that are within the person's reach."""
    rows = visible(cast("PersonAccess", request.access)).select_related("office", "assignee")
    return list(rows.filter(number__in=list(seen)).order_by("pk"))


@require_POST
@page(Right.ASSIGN)
def assign_bulk(request: DeskRequest) -> HttpResponse:
    """Assign the ticked clues: first a page that asks to whom, then the act."""
    access, by = cast("PersonAccess", request.access), cast("Person", request.user)
    today, form = timezone.localdate(), HandForm(request.POST)
    seen = _seen(request)
    clues = _held(request, seen) if seen else chosen(access, request.POST, today).clues
    clues = [clue for clue in clues if clue.office_id == by.office_id]
    if not clues:
        messages.error(request, t("没有可以分派的线索。", "Nothing to assign."))
        return redirect("clues:list")
    form.shape("assign", clues[0], loads(clues[0], today), access)
    if "go" in request.POST and form.is_valid():
        said = form.cleaned_data
        try:
            n = assigning.assign_list(
                clues,
                said["to"],
                by,
                timezone.now(),
                due=said["due"],
                revisions=seen,
                access=access,
            )
        except Refused as refused:
            return _ask(request, clues, form, refused)
        messages.success(request, t("已分派 {n} 条。", "{n} assigned.", n=n))
        return redirect("clues:list")
    if "go" not in request.POST:
        form = HandForm(initial={"revision": 0})
        form.shape("assign", clues[0], loads(clues[0], today), access)
    return _ask(request, clues, form)


def _ask(
    request: DeskRequest, clues: list[Clue], form: HandForm, problem: Refused | None = None
) -> HttpResponse:
    lines = {clue.get_line_display() for clue in clues}
    values = {"clues": clues, "form": form, "problem": problem, "lines": sorted(lines, key=str)}
    return render(request, "clues/assign_bulk.html", values, status=422 if problem else 200)


@require_POST
@page(Right.JUDGE_CLUES)
def decide_bulk(request: DeskRequest) -> HttpResponse:
    """Propose one outcome for the ticked clues; always confirmed by a second person."""
    access, by = cast("PersonAccess", request.access), cast("Person", request.user)
    seen = _seen(request)
    clues = (
        _held(request, seen)
        if seen
        else chosen(access, request.POST, timezone.localdate()).clues[: MOST + 1]
    )
    if not clues or len(clues) > MOST or len({clue.model for clue in clues}) != 1:
        messages.error(
            request,
            t(
                "批量提请须为同一模型的线索，每次最多 {n} 条。",
                "A list is of one model, at most {n} clues.",
                n=MOST,
            ),
        )
        return redirect("clues:list")
    problem: Refused | None = None
    if "go" in request.POST:
        form = DecideForm(request.POST, clue=None, model=clues[0].model)
        if form.is_valid():
            try:
                deciding.propose_list(
                    clues, form.finding(), by, timezone.now(), revisions=seen, access=access
                )
                word = t("已提请复核 {n} 条。", "{n} proposed for confirmation.", n=len(clues))
                messages.success(request, word)
                return redirect("clues:list")
            except Refused as refused:
                problem = refused
    else:
        form = DecideForm(clue=None, model=clues[0].model, initial={"revision": 0})
    values = {"clues": clues, "form": form, "problem": problem}
    return render(request, "clues/decide_bulk.html", values, status=422 if problem else 200)


@require_GET
@page(Right.CONFIRM)
def confirming(request: DeskRequest) -> HttpResponse:
    """Everything that waits for this person as the second."""
    access = cast("PersonAccess", request.access)
    found = proposals(access, access.lines(Right.CONFIRM))
    cover = cover_for_list(clue for _, clues in found.lists for clue in clues)
    values: dict[str, Any] = {"found": found, "today": timezone.localdate(), "cover": cover}
    return render(request, "clues/confirming.html", values)


@require_POST
@page(Right.CONFIRM)
def confirm_bulk(request: DeskRequest) -> HttpResponse:
    """Confirm, or send back, a whole list as the page showed it."""
    access, by, seen = (
        cast("PersonAccess", request.access),
        cast("Person", request.user),
        _seen(request),
    )
    clues, text = _held(request, seen), request.POST.get("reason", "")[:1000]
    if not clues or len(clues) != len(seen):
        word = t("清单已经变化，请重新查看。", "The list has changed: look at it again.")
        messages.error(request, word)
        return redirect("clues:confirming")
    now = timezone.now()
    if "refuse" in request.POST:
        return done(
            request,
            lambda: deciding.refuse_list(clues, by, now, text, revisions=seen, access=access),
            "/clues/confirming/",
            t("已退回整个清单。", "The whole list was sent back."),
        )
    return done(
        request,
        lambda: deciding.confirm_list(clues, by, now, revisions=seen, text=text, access=access),
        "/clues/confirming/",
        t("已复核同意 {n} 条。", "{n} confirmed.", n=len(clues)),
    )
