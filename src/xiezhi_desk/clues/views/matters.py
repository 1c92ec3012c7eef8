"""The page of a matter: its clues, what was merged into it, what could be; merging and parting."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.accounts.records import Person
from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.clues.forms.page import ReasonForm
from xiezhi_desk.clues.records import Matter
from xiezhi_desk.clues.selectors.matters import clues_of, find_matter, live, mergeable, merged
from xiezhi_desk.clues.services import matters
from xiezhi_desk.clues.slots import matter_parts
from xiezhi_desk.clues.views.refused import done, faults
from xiezhi_desk.ui.acts import act
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.parts import Fact
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["matter_page", "merge", "part"]


@require_GET
@page(Right.SEE_CLUES)
def matter_page(request: DeskRequest, number: str) -> HttpResponse:
    """One matter."""
    access, matter = cast("PersonAccess", request.access), _sought(request, number)
    person = access.person
    own = isinstance(person, Person) and person.office_id == matter.office_id
    may = own and bool(access.may(Right.JUDGE_CLUES) or access.may(Right.ASSIGN))
    clues = list(clues_of(access, matter)[:200])
    today = timezone.localdate()
    values = {
        "matter": matter,
        "live": live(matter),
        "clues": clues,
        "models": len({clue.model for clue in clues}),
        "merged": merged(matter),
        "mergeable": mergeable(access, matter) if may and matter.merged_into_id is None else [],
        "may": may,
        "facts": [
            Fact(t("机关", "Organ"), matter.organ),
            Fact(t("职责", "Duty"), act(matter.duty)),
            Fact(t("检察院", "Office"), matter.office),
            Fact(t("形成", "Made"), timezone.localdate(matter.made_at)),
        ],
        "parts": [
            {"template": one.template, "values": one.values(access, matter, today)}
            for one in matter_parts
        ],
        "today": today,
    }
    return render(request, "clues/matter.html", values)


@require_POST
@page(Right.SEE_CLUES)
def merge(request: DeskRequest, number: str) -> HttpResponse:
    """Merge chosen matters into this one."""
    into, form = _sought(request, number), ReasonForm(request.POST)
    if not form.is_valid():
        faults(request, form)
        return redirect(_at(number))
    access = cast("PersonAccess", request.access)
    numbers = [one for one in request.POST.getlist("matter")[:50] if one.isalnum()]
    picked = list(Matter.objects.filter(number__in=numbers).select_related("office"))
    by, now = cast("Person", request.user), timezone.now()
    return done(
        request,
        lambda: matters.merge(picked, into, by, now, form.cleaned_data["reason"], access=access),
        _at(number),
        t(
            "已并案；可以随时分案，不会丢失线索。",
            "Merged; it can be parted again, nothing is lost.",
        ),
    )


@require_POST
@page(Right.SEE_CLUES)
def part(request: DeskRequest, number: str) -> HttpResponse:
    """Part a merged matter from this one."""
    into, form = _sought(request, number), ReasonForm(request.POST)
    wanted = request.POST.get("matter", "")[:12]
    row = get_object_or_404(
        Matter.objects.select_related("office", "merged_into"), number=wanted, merged_into=into
    )
    if not form.is_valid():
        faults(request, form)
        return redirect(_at(number))
    access = cast("PersonAccess", request.access)
    by, now = cast("Person", request.user), timezone.now()
    return done(
        request,
        lambda: matters.part(row, by, now, form.cleaned_data["reason"], access=access),
        _at(number),
        t("已分案。", "Parted."),
    )


def _sought(request: DeskRequest, number: str) -> Matter:
    matter = find_matter(cast("PersonAccess", request.access), number)
    if matter is None:
        out_of_reach(request, f"matter:{number[:12]}")
    return matter


def _at(number: str) -> str:
    return f"/clues/matter/{number}/"
