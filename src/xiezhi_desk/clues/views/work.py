"""This week's work: what is in hand, what to take next and why, what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.selectors.worklist import week, why
from xiezhi_desk.clues.services.moving import move
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.clues.services.worth import PRIORS
from xiezhi_desk.clues.states import State
from xiezhi_desk.clues.views.refused import say
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["take", "work"]


@require_GET
@page(Right.JUDGE_CLUES)
def work(request: DeskRequest) -> HttpResponse:
    """“You can check 20 this week: these 20.”"""
    today = timezone.localdate()
    found = week(cast("PersonAccess", request.access), today)
    values = {
        "week": found,
        "mine": [(clue, why(clue)) for clue in found.mine],
        "suggested": [(clue, why(clue)) for clue in found.suggested],
        "done": [(State(key).label, number) for key, number in found.done.items()],
        "priors": PRIORS,
        "today": today,
    }
    return render(request, "clues/work.html", values)


@require_POST
@page(Right.JUDGE_CLUES)
def take(request: DeskRequest) -> HttpResponse:
    """Take the ticked clues; what somebody else took meanwhile is said and left out."""
    access, by = cast("PersonAccess", request.access), cast("Person", request.user)
    numbers = [one for one in request.POST.getlist("pick")[:100] if one.isalnum()]
    now, taken = timezone.now(), 0
    for clue in visible(access).select_related("office").filter(number__in=numbers).order_by("pk"):
        try:
            move(clue, "take", by, now, access=access)
            taken += 1
        except Refused as refused:
            say(request, refused)
    if taken:
        messages.success(request, t("已领取 {n} 条。", "{n} taken.", n=taken))
    return redirect("clues:work")
