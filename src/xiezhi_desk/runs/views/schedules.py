"""Schedules: the list, a new one, paused, changed, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.library.models import find
from xiezhi_desk.runs import selectors
from xiezhi_desk.runs.forms import ModelFilter, TimesForm
from xiezhi_desk.runs.services import schedules as services
from xiezhi_desk.runs.views.finding import access_of, person_of, schedule, tabs
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.runs.records import Schedule
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["change", "new", "remove", "schedules", "switch"]


@require_GET
@page(Right.SEE_MODELS)
def schedules(request: DeskRequest) -> HttpResponse:
    """The schedules of one's office."""
    access = access_of(request)
    rows = [
        {"one": one, "models": _names(one), "when": _when(one)}
        for one in selectors.schedules(access)
    ]
    may = access.may(Right.SCHEDULE)
    values = {"tabs": tabs(request, "schedules"), "rows": rows, "may_schedule": may}
    return render(request, "runs/schedules.html", values)


@require_http_methods(["GET", "POST"])
@page(Right.SCHEDULE)
def new(request: DeskRequest) -> HttpResponse:
    """Set models to run by themselves."""
    form = TimesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values, person = form.cleaned_data, person_of(request)
        assert person.office is not None  # noqa: S101  (who has this right has an office)
        services.schedule(
            values["title"],
            values["models"],
            values["every"],
            values["on_day"],
            values["at_hour"],
            by=person,
            office=person.office,
            now=timezone.now(),
        )
        messages.success(request, t("定时运行已建立。", "The schedule is set."))
        return redirect("runs:schedules")
    return _form(request, form, None)


@require_http_methods(["GET", "POST"])
@page(Right.SCHEDULE)
def change(request: DeskRequest, number: str) -> HttpResponse:
    """Change a schedule."""
    one = schedule(request, number)
    kept = {
        "title": one.title,
        "every": one.every,
        "on_day": one.on_day,
        "at_hour": one.at_hour,
        "models": one.model_ids,
    }
    form = TimesForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "model_ids": form.cleaned_data["models"]}
        services.change(one, values, by=person_of(request), now=timezone.now())
        messages.success(request, t("定时运行已修改。", "The schedule is changed."))
        return redirect("runs:schedules")
    return _form(request, form, one)


@require_POST
@page(Right.SCHEDULE)
def switch(request: DeskRequest, number: str) -> HttpResponse:
    """Pause, or let go on."""
    one = schedule(request, number)
    services.switch(one, active=not one.active, by=person_of(request), now=timezone.now())
    return redirect("runs:schedules")


@require_POST
@page(Right.SCHEDULE)
def remove(request: DeskRequest, number: str) -> HttpResponse:
    """Take away."""
    services.remove(schedule(request, number), by=person_of(request), now=timezone.now())
    messages.success(request, t("定时运行已删除。", "The schedule is removed."))
    return redirect("runs:schedules")


def _form(request: DeskRequest, form: TimesForm, one: Schedule | None) -> HttpResponse:
    asked = ModelFilter.read(request.GET)
    return render(
        request,
        "runs/schedule.html",
        {
            "form": form,
            "schedule": one,
            "filter": ModelFilter(request.GET),
            "models": selectors.offered(line=asked["line"], grade=asked["grade"], q=asked["q"]),
            "chosen": set(request.POST.getlist("models") or (one.model_ids if one else ())),
        },
        status=422 if form.is_bound else 200,
    )


def _names(one: Schedule) -> list[str]:
    """Titles of the models; an id where a model is no longer shipped."""
    found = [(model, find(model)) for model in one.model_ids]
    tongue = "zh" if chinese() else "en"
    return [getattr(entry.title, tongue) if entry else model for model, entry in found]


def _when(one: Schedule) -> str:
    hour = f"{one.at_hour:02d}:00"
    if one.every == "day":
        return t("每天 {hour}", "daily at {hour}", hour=hour)
    if one.every == "week":
        days = "一二三四五六日"[(one.on_day - 1) % 7]
        names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        name = names[(one.on_day - 1) % 7]
        return t("每周{day} {hour}", "{name} at {hour}", day=days, name=name, hour=hour)
    return t("每月 {day} 日 {hour}", "day {day} at {hour}", day=one.on_day, hour=hour)
