"""Jobs: the list, one job with its progress, its end and its second try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.runs import access as reach
from xiezhi_desk.runs import selectors, services
from xiezhi_desk.runs.forms import JobFilter
from xiezhi_desk.runs.outcomes import outcomes, summary
from xiezhi_desk.runs.problems import Refused, said
from xiezhi_desk.runs.slots import job_parts
from xiezhi_desk.runs.states import MAY_BECOME, OPEN, JobState
from xiezhi_desk.runs.views.finding import access_of, job, paged, person_of, tabs
from xiezhi_desk.ui.figures import moment
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.parts import Fact
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.runs.records import Job
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["again", "cancel", "job_page", "job_state", "jobs"]


@require_GET
@page(Right.SEE_MODELS)
def jobs(request: DeskRequest) -> HttpResponse:
    """The jobs of one's office."""
    access, asked = access_of(request), JobFilter.read(request.GET)
    found = selectors.jobs(access, kind=asked["kind"], state=asked["state"])
    return render(
        request,
        "runs/jobs.html",
        {
            "tabs": tabs(request, "list"),
            "form": JobFilter(request.GET),
            "jobs": paged(found, asked["page"]),
            "filtered": bool(asked["kind"] or asked["state"]),
            "may_run": access.may(Right.RUN_MODELS),
            "may_import": access.may(Right.IMPORT_BUNDLES),
        },
    )


@require_GET
@page(Right.SEE_MODELS)
@never_cache
def job_page(request: DeskRequest, number: str) -> HttpResponse:
    """One job: how far it is, what came of it, what was wrong."""
    one, access = job(request, number), access_of(request)
    may = reach.may_end(access, one)
    return render(
        request,
        "runs/job.html",
        {
            "job": one,
            "message": selectors.message_of(one),
            "src": reverse("runs:job_state", args=[one.number]),
            "open": one.state in OPEN,
            "may_cancel": may and one.stoppable and not one.wish,
            "may_again": may and one.state not in OPEN and _may_again(one),
            "problems": selectors.problems_of(one),
            "outcomes": (lines := outcomes(one)),
            "summary": summary(lines),
            "facts": _facts(one),
            "parts": [
                {"template": part.template, "values": part.values(access, one)}
                for part in job_parts
                if one.state not in OPEN
            ],
        },
    )


@require_GET
@page(Right.SEE_MODELS)
@never_cache
def job_state(request: DeskRequest, number: str) -> HttpResponse:
    """How far a job is: JSON for the page that follows it, a part of a page for htmx."""
    one = job(request, number)
    if getattr(request, "htmx", False):
        values = {"job": one, "src": request.path}
        return render(request, "ui/job.html", values)
    return JsonResponse(selectors.state_of(one))


@require_POST
@page(Right.SEE_MODELS)
def cancel(request: DeskRequest, number: str) -> HttpResponse:
    """Wish the end of a job."""
    one = job(request, number)
    _must(request, one)
    try:
        one = services.cancel(one, by=person_of(request), now=timezone.now())
        told = (
            t("任务已取消。", "The job is cancelled.")
            if one.state == JobState.CANCELLED
            else t("已要求停止，几秒内生效。", "Asked to stop; it takes a few seconds.")
        )
        messages.success(request, told)
    except Refused as refused:
        messages.error(request, said(refused.first)["what"])
    return redirect("runs:job", one.number)


@require_POST
@page(Right.SEE_MODELS)
def again(request: DeskRequest, number: str) -> HttpResponse:
    """Put a job that ended badly into the queue once more."""
    one = job(request, number)
    _must(request, one)
    try:
        services.again(one, by=person_of(request), now=timezone.now())
    except Refused as refused:
        messages.error(request, said(refused.first)["what"])
    return redirect("runs:job", one.number)


def _must(request: DeskRequest, one: Job) -> None:
    answer = reach.may_end(access_of(request), one)
    if not answer:
        raise PermissionDenied(answer.reason)


def _may_again(one: Job) -> bool:
    return JobState.QUEUED in MAY_BECOME[JobState(one.state)]


def _facts(one: Job) -> list[Fact]:
    return [
        Fact(t("编号", "Number"), one.number),
        Fact(t("种类", "Kind"), one.get_kind_display()),
        Fact(t("发起", "Asked by"), one.asked_by or t("系统", "the system")),
        Fact(t("单位", "Office"), one.office),
        Fact(t("发起时间", "Asked"), moment(one.asked_at, "seconds")),
        Fact(t("开始", "Began"), moment(one.started_at, "seconds")),
        Fact(t("结束", "Ended"), moment(one.ended_at, "seconds")),
        Fact(t("第几次", "Attempt"), one.attempt or None),
    ]
