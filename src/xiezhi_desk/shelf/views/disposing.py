"""What is past its term, asking for its disposal, and the second person's confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.library import disposal
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.library.shelf import standard_tables
from xiezhi_desk.runs.states import OPEN
from xiezhi_desk.shelf.access import decidable
from xiezhi_desk.shelf.forms import DisposalForm
from xiezhi_desk.shelf.records import Disposal
from xiezhi_desk.shelf.services import disposing
from xiezhi_desk.shelf.views.framing import access_of, person_of, tabs
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["ask", "decide", "disposals"]


@require_GET
@page(Right.SEE_SHELF)
def disposals(request: DeskRequest) -> HttpResponse:
    """What is past its last day of use, what was asked for, what went."""
    access, me = access_of(request), person_of(request)
    titles = {one.name: one.title for one in standard_tables()}
    asked = Disposal.objects.select_related("asked_by", "decided_by", "job")[:200]
    waiting = {
        (one.table, contract)
        for one in asked
        if one.state in {Disposal.State.ASKED, Disposal.State.DOING}
        for contract in one.contracts or [""]
    }
    mine = set(decidable(access).values_list("pk", flat=True))
    late = disposal.expired(settings.WORKSPACE, timezone.localdate())
    ended = {(one.contract.table, one.contract.id): one.rows for one in late}
    values = {
        "tabs": tabs(request, "disposals"),
        "expired": [
            (one, titles.get(one.contract.table), (one.contract.table, one.contract.id) in waiting)
            for one in late
        ],
        "asked": [
            (
                one,
                titles.get(one.table),
                one.pk in mine,
                disposing.at_stake(one, ended) if one.waits else None,
            )
            for one in asked
        ],
        "doing": [
            {"job": one.job, "src": reverse("runs:job_state", args=[one.job.number])}
            for one in asked
            if one.job is not None and one.job.state in OPEN and one.job.office_id == me.office_id
        ],
        "may_ask": access.may(Right.LOAD_DATA),
    }
    return render(request, "shelf/disposals.html", values)


@require_POST
@page(Right.LOAD_DATA)
def ask(request: DeskRequest) -> HttpResponse:
    """Ask for the disposal of what came under a contract."""
    form = DisposalForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        contracts = [said["contract"]] if said["contract"] else []
        try:
            disposing.ask(
                said["table"], contracts, said["reason"], person_of(request), timezone.now()
            )
        except DoorError as error:
            _say(request, error)
        else:
            messages.success(
                request, t("已申请处置，待审批人确认。", "Asked for; the approver confirms it.")
            )
    else:
        messages.error(request, t("请写明处置理由。", "Give a reason."))
    return redirect("shelf:disposals")


@require_POST
@page(Right.APPROVE_DATA)
def decide(request: DeskRequest, number: str, name: str) -> HttpResponse:
    """Agree to a disposal, do not agree, or go on with one that was cut off."""
    asked = Disposal.objects.select_related("asked_by__office", "job").filter(number=number).first()
    if asked is None or name not in {"confirm", "refuse", "resume"}:
        raise Http404
    by, now = person_of(request), timezone.now()
    if asked.asked_by_id != by.pk and not decidable(access_of(request)).filter(pk=asked.pk):
        out_of_reach(request, f"disposal:{number[:12]}")
    try:
        if name == "refuse":
            disposing.refuse(asked, by, now)
            messages.success(request, t("已退回。", "Not agreed to."))
        else:
            act = disposing.confirm if name == "confirm" else disposing.resume
            act(asked, by, now)
            messages.success(
                request,
                t(
                    "已同意，正在处置；进度见本页，完成后记录编号列在下表。",
                    "Agreed to and under way; progress and the record's number show here.",
                ),
            )
    except DoorError as error:
        _say(request, error)
    return redirect("shelf:disposals")


def _say(request: DeskRequest, error: DoorError) -> None:
    for one in error.problems:
        messages.error(request, f"{t(one.what.zh, one.what.en)}{t(one.cure.zh, one.cure.en)}")
