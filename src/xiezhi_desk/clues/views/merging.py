"""Merging from the list: the matters of the ticked clues become one, after a page that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.forms.chosen import chosen
from xiezhi_desk.clues.forms.merging import MergeForm
from xiezhi_desk.clues.selectors.matters import matters_of, mergeable
from xiezhi_desk.clues.services import matters
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue, Matter
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["MOST", "merge_bulk"]

MOST = 50
"""Matters of one merger: what a person can look through."""


@require_POST
@page(Right.SEE_CLUES)
def merge_bulk(request: DeskRequest) -> HttpResponse:
    """Merge the matters of the ticked clues: first a page that asks into which, then the act."""
    access, by = cast("PersonAccess", request.access), cast("Person", request.user)
    ticked = _ticked(request, access)
    clues = [clue for clue in ticked if clue.office_id == by.office_id]
    held = matters_of(clues)
    if not clues or len(held) > MOST:
        return _told(request)
    keys = {one.matter.pk for one in held}
    others = [row for row in mergeable(access, held[0].matter) if row.pk not in keys]
    if len(held) == 1 and not others:
        return _told(request, alone=True)
    first = held[0].matter if len(held) > 1 else others[0]
    form = MergeForm(request.POST if "go" in request.POST else None, initial={"into": first.number})
    form.offer(held, others)
    problem: Refused | None = None
    if form.is_valid():
        of = {row.number: row for row in [*(one.matter for one in held), *others]}
        into = of[form.cleaned_data["into"]]
        try:
            moved = matters.merge(
                [one.matter for one in held],
                into,
                by,
                timezone.now(),
                form.cleaned_data["reason"],
                access=access,
            )
        except Refused as refused:
            problem = refused
        else:
            return _merged(request, into, moved)
    values = {
        "clues": clues,
        "held": held,
        "along": sum(one.along for one in held),
        "organs": sorted({one.matter.organ for one in held}),
        "elsewhere": len(ticked) - len(clues),
        "form": form,
        "problem": problem,
    }
    return render(request, "clues/merge_bulk.html", values, status=422 if problem else 200)


def _ticked(request: DeskRequest, access: PersonAccess) -> list[Clue]:
    """The ticked clues; of the page that asks, those it showed."""
    if "go" not in request.POST:
        return chosen(access, request.POST, timezone.localdate()).clues
    numbers = [one for one in request.POST.getlist("seen")[:2000] if one.isalnum()]
    rows = visible(access).select_related("office", "assignee").filter(number__in=numbers)
    return list(rows.order_by("number"))


def _told(request: DeskRequest, *, alone: bool = False) -> HttpResponse:
    """Back to the list, with why nothing can be merged."""
    if alone:
        word = t(
            "所选线索已在同一事项中，本院没有同一机关的其他事项可以并案。",
            "They are in one matter already, and there is no other on this organ.",
        )
    else:
        word = t(
            "请勾选本院的线索；一次最多并 {n} 个事项。",
            "Tick clues of your own office; at most {n} matters at once.",
            n=MOST,
        )
    messages.error(request, word)
    return redirect("clues:list")


def _merged(request: DeskRequest, into: Matter, moved: int) -> HttpResponse:
    word = t(
        "已并案，移入 {n} 条线索；可以随时分案，不会丢失线索。",
        "Merged, {n} clues moved in; it can be parted again, nothing is lost.",
        n=moved,
    )
    messages.success(request, word)
    return redirect("clues:matter", number=into.number)
