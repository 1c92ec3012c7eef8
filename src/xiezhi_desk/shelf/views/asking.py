"""Asking for a table, answering, granting, revoking: each act by who may, with its clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from xiezhi_desk.audit.services import record
from xiezhi_desk.library import shelf as door
from xiezhi_desk.library.models import catalogue
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.shelf.forms import AskForm, ReasonForm
from xiezhi_desk.shelf.views.framing import access_of, person_of, tabs
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.library.problems import Title
    from xiezhi_desk.library.shelf import ApplicationShown
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["ask", "request_page", "requests"]


@require_GET
@page(Right.SEE_SHELF)
def requests(request: DeskRequest) -> HttpResponse:
    """Requests of one's own office; whoever approves, and the shelf's owner, sees all."""
    values = {
        "tabs": tabs(request, "requests"),
        "requests": _seen(request),
        "may_ask": access_of(request).may(Right.ASK_DATA),
    }
    return render(request, "shelf/requests.html", values)


@require_http_methods(["GET", "POST"])
@page(Right.ASK_DATA)
def ask(request: DeskRequest) -> HttpResponse:
    """Ask for a table with legal basis, scene, scope, way and term."""
    today, by = timezone.localdate(), person_of(request)
    there = door.is_there(settings.WORKSPACE)
    on_shelf = door.catalogue(settings.WORKSPACE, today) if there else ()
    tables = [(one.table, _say(one.title)) for one in on_shelf]
    models = [(one.id, _say(one.title)) for one in catalogue()]
    form = AskForm(request.POST or None, tables=tables, models=models)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asked = door.Asked(
            table=said["table"],
            office=by.office.name if by.office else "",
            basis=_list(said["basis"].replace("；", ";"), ";"),
            scene=said["scene"],
            purposes=tuple(said["purposes"]),
            valid_until=said["valid_until"],
            columns=_list(said["columns"].replace("，", ","), ","),
            rows=said["rows"],
            model=said["model"],
        )
        try:
            made = door.ask(settings.WORKSPACE, asked, by.username, _now())
        except DoorError as error:
            for one in error.problems:
                form.add_error(None, f"{_say(one.what)}{_say(one.cure)}")
        else:
            record(by=by, action="shelf.asked", thing=f"request:{made.id}", now=timezone.now())
            return redirect("shelf:request", number=made.id)
    return render(request, "shelf/ask.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@page(Right.SEE_SHELF)
def request_page(request: DeskRequest, number: str) -> HttpResponse:
    """One request: its steps, its clock, what may be done now."""
    found = next((one for one in _seen(request) if one.id == number), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        _act(request, found)
        return redirect("shelf:request", number=number)
    values = {"found": found, "may_approve": access_of(request).may(Right.APPROVE_DATA)}
    return render(request, "shelf/request.html", values)


def _act(request: DeskRequest, found: ApplicationShown) -> None:
    """One act of the shelf's owner or of the asking office, as the table of acts says."""
    name, by = request.POST.get("action", ""), person_of(request)
    known = {action: whose for action, _, _, whose in found.actions}
    if name not in known:
        messages.error(request, t("现在不能这样办理。", "That cannot be done now."))
        return
    own = by.office is not None and by.office.name == found.office
    if not (own and known[name] == "office") and not access_of(request).may(Right.APPROVE_DATA):
        raise PermissionDenied(
            t("由数据管理院的审批人办理。", "The approver of the shelf's owner does that.")
        )
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        door.act(settings.WORKSPACE, found.id, name, by.username, _now(), reason)
    except DoorError as error:
        for one in error.problems:
            messages.error(request, f"{_say(one.what)}{_say(one.cure)}")
        return
    thing, now = f"request:{found.id}", timezone.now()
    record(by=by, action=f"shelf.request_{name}", thing=thing, reason=reason, now=now)
    messages.success(request, t("已办理。", "Done."))


def _seen(request: DeskRequest) -> list[ApplicationShown]:
    if not door.is_there(settings.WORKSPACE):
        return []
    access, person = access_of(request), person_of(request)
    name = person.office.name if person.office else ""
    everything = access.may(Right.APPROVE_DATA) or name == door.owner(settings.WORKSPACE)
    found = door.applications(settings.WORKSPACE, timezone.localdate())
    return [one for one in found if everything or one.office == name]


def _say(title: Title) -> str:
    return title.zh if chinese() else title.en


def _list(text: str, by: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(by) if word.strip())


def _now() -> str:
    return timezone.localtime().isoformat(timespec="seconds")
