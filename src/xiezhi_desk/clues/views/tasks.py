"""Verification tasks: planned from the checklist, sent, come back, with their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.accounts.selectors import people_of
from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.clues.forms.tasks import BackForm, ItemForm, PlanForm, SentForm, WithdrawForm
from xiezhi_desk.clues.selectors.covering import cover_for_list, cover_of
from xiezhi_desk.clues.selectors.judged import judged
from xiezhi_desk.clues.selectors.tasks import find_task, suggestions, waiting
from xiezhi_desk.clues.selectors.terms import own_due
from xiezhi_desk.clues.services import tasking
from xiezhi_desk.clues.services.limits import limits
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.clues.services.uncovering import uncovered
from xiezhi_desk.clues.views.page import sought
from xiezhi_desk.clues.views.refused import done, faults
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.parts import Tab
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue, Task
    from xiezhi_desk.clues.selectors.covering import Cover
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["come_back", "evidence", "plan", "send", "task_page", "tasks", "withdraw"]

SCOPES = {"mine": ("我的", "Mine"), "all": ("全部", "All"), "overdue": ("已超期", "Overdue")}


@require_GET
@page(Right.JUDGE_CLUES)
def tasks(request: DeskRequest) -> HttpResponse:
    """Tasks that wait for an answer."""
    access, today = cast("PersonAccess", request.access), timezone.localdate()
    scope = request.GET.get("scope", "mine")
    scope = scope if scope in SCOPES else "mine"
    pages = Paginator(waiting(access, today, scope), 50)
    tabs = [Tab(t(*words), f"?scope={key}", None, key == scope) for key, words in SCOPES.items()]
    shown = pages.get_page(request.GET.get("page"))
    cover = cover_for_list([task.clue for task in shown if task.clue])
    values = {"page": shown, "tabs": tabs, "today": today, "cover": cover}
    return render(request, "clues/tasks.html", values)


@require_http_methods(["GET", "POST"])
@page(Right.JUDGE_CLUES)
def plan(request: DeskRequest, number: str) -> HttpResponse:
    """Plan tasks for a clue: from its checklist, or one's own."""
    clue, access = sought(request, number), cast("PersonAccess", request.access)
    problem, status, form = None, 200, PlanForm(request.POST or None)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said, by = form.cleaned_data, cast("Person", request.user)
            try:
                tasking.make(
                    clue,
                    said["way"],
                    said["whom"],
                    said["what"],
                    by,
                    timezone.now(),
                    question=said["question"],
                    access=access,
                )
                return redirect("clues:plan", number=number)
            except Refused as refused:
                problem = refused
    found = judged(access, clue)
    values = {
        "clue": clue,
        "cover": _cover(request, clue),
        "form": form if request.method == "POST" else PlanForm(initial={"whom": clue.organ}),
        "problem": problem,
        "tasks": found.tasks,
        "blinded": found.blinded,
        "suggestions": suggestions(clue, found.tasks),
        "limits": limits(clue.line),
    }
    return render(request, "clues/plan.html", values, status=status)


@require_GET
@page(Right.SEE_CLUES)
def task_page(request: DeskRequest, number: str) -> HttpResponse:
    """One task: what was asked, what came back, the evidence."""
    task = _sought(request, number)
    clue, people = _clue(task), _others(request)
    today = timezone.localdate()
    sent, back = SentForm(initial={"on": today}), BackForm(initial={"on": today})
    item = ItemForm(clue=clue, initial={"second": task.second_id})
    sent.offer(own_due(clue.office, "task", today))
    for form in (back, item):
        form.offer(people)
    access = cast("PersonAccess", request.access)
    found = judged(access, clue)
    writes = bool(access.may(Right.JUDGE_CLUES)) and not found.conflict and not found.blinded
    values: dict[str, Any] = {
        "task": task,
        "clue": clue,
        "cover": _cover(request, clue),
        "items": task.items.select_related("by", "second", "attachment").order_by("at"),
        "writes": writes and access.person.office_id == clue.office_id,  # type: ignore[union-attr]
        "blinded": found.blinded,
        "sent_form": sent,
        "back_form": back,
        "item_form": item,
        "withdraw_form": WithdrawForm(),
        "limits": limits(clue.line),
        "today": today,
    }
    return render(request, "clues/task.html", values)


@require_POST
@page(Right.JUDGE_CLUES)
def send(request: DeskRequest, number: str) -> HttpResponse:
    """The task went out."""
    task, form = _sought(request, number), SentForm(request.POST)
    form.offer(own_due(_clue(task).office, "task", timezone.localdate()))
    if not form.is_valid():
        return _again(request, form, number)
    (due, article), on = form.term(), form.cleaned_data["on"]
    by, now = cast("Person", request.user), timezone.now()
    return done(
        request,
        lambda: tasking.mark_sent(task, on, by, now, due=due, article=article),
        _at(number),
        t("已记录发出。", "Recorded as sent."),
    )


@require_POST
@page(Right.JUDGE_CLUES)
def come_back(request: DeskRequest, number: str) -> HttpResponse:
    """Record what came back."""
    task, form = _sought(request, number), BackForm(request.POST)
    form.offer(_others(request))
    if not form.is_valid():
        return _again(request, form, number)
    said, by, now = form.cleaned_data, cast("Person", request.user), timezone.now()
    return done(
        request,
        lambda: tasking.come_back(
            task, said["on"], said["answer"], by, now, second=said["second"], clears=form.tells()
        ),
        _at(number),
        t("已记录结果。", "Recorded."),
    )


@require_POST
@page(Right.JUDGE_CLUES)
def evidence(request: DeskRequest, number: str) -> HttpResponse:
    """Enter a piece of evidence."""
    task = _sought(request, number)
    form = ItemForm(request.POST, clue=_clue(task))
    form.offer(_others(request))
    if not form.is_valid():
        return _again(request, form, number)
    found, by, now = form.found(), cast("Person", request.user), timezone.now()
    second = form.cleaned_data["second"]
    return done(
        request,
        lambda: tasking.add_item(task, found, by, now, second=second),
        _at(number),
        t("证据已录入。", "Entered."),
    )


@require_POST
@page(Right.JUDGE_CLUES)
def withdraw(request: DeskRequest, number: str) -> HttpResponse:
    """Withdraw a task."""
    task, form = _sought(request, number), WithdrawForm(request.POST)
    if not form.is_valid():
        return _again(request, form, number)
    by, now, reason = cast("Person", request.user), timezone.now(), form.cleaned_data["reason"]
    return done(request, lambda: tasking.withdraw(task, reason, by, now), _at(number))


def _sought(request: DeskRequest, number: str) -> Task:
    task = find_task(cast("PersonAccess", request.access), number)
    if task is None:
        out_of_reach(request, f"task:{number[:12]}")
    return task


def _clue(task: Task) -> Clue:
    if task.clue is None:
        message = f"task {task.number} is a batch's"
        raise ValueError(message)
    return task.clue


def _others(request: DeskRequest) -> QuerySet[Person]:
    """People of the own office who may be the second."""
    person = cast("Person", request.user)
    if person.office is None:
        return type(person).objects.none()
    return people_of(person.office).exclude(pk=person.pk)


def _cover(request: DeskRequest, clue: Clue) -> Cover:
    return cover_of(clue, bare=uncovered(clue, timezone.now(), request.session))


def _at(number: str) -> str:
    return f"/clues/task/{number}/"


def _again(request: DeskRequest, form: forms.Form, number: str) -> HttpResponse:
    faults(request, form)
    return redirect(_at(number))
