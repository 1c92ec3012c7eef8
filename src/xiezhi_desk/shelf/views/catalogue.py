"""The catalogue, one table whole, the log of uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.services import record
from xiezhi_desk.library import shelf as door
from xiezhi_desk.library.models import find
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.shelf.views.framing import access_of, person_of, tabs
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["catalogue_file", "table", "tables", "uses", "uses_file"]


@require_GET
@page(Right.SEE_SHELF)
def tables(request: DeskRequest) -> HttpResponse:
    """What is on the shelf: rows, freshness, coverage, contract, quality."""
    access, today = access_of(request), timezone.localdate()
    there = door.is_there(settings.WORKSPACE)
    values = {
        "tabs": tabs(request, "list"),
        "tables": door.catalogue(settings.WORKSPACE, today) if there else (),
        "owner": door.owner(settings.WORKSPACE),
        "today": today,
        "may_load": access.may(Right.LOAD_DATA),
        "may_ask": access.may(Right.ASK_DATA),
    }
    return render(request, "shelf/list.html", values)


@require_http_methods(["GET", "POST"])
@page(Right.SEE_SHELF)
def table(request: DeskRequest, table: str) -> HttpResponse:
    """One table: columns, contracts, deliveries, versions, quality (measured again on demand)."""
    today, access = timezone.localdate(), access_of(request)
    try:
        if request.method == "POST" and access.may(Right.LOAD_DATA):
            door.measure_quality(settings.WORKSPACE, table, today)
        detail = door.entry(settings.WORKSPACE, table, today)
        versions = door.history(settings.WORKSPACE, table)
        quality = door.kept_quality(settings.WORKSPACE, table)
    except DoorError as error:
        raise Http404 from error
    values = {
        "detail": detail,
        "versions": versions,
        "quality": quality,
        "today": today,
        "may_load": access.may(Right.LOAD_DATA),
    }
    return render(request, "shelf/table.html", values)


@require_GET
@page(Right.SEE_SHELF)
def catalogue_file(request: DeskRequest) -> HttpResponse:
    """The catalogue as a table, as a provider or an auditor asks for it; recorded."""
    data = door.catalogue_csv(settings.WORKSPACE) if door.is_there(settings.WORKSPACE) else b""
    return _taken(request, "catalogue", data)


@require_GET
@page(Right.SEE_SHELF)
def uses_file(request: DeskRequest) -> HttpResponse:
    """The log of uses as a table, for who must account for them; recorded."""
    try:
        there = door.is_there(settings.WORKSPACE)
        data = door.uses_csv(settings.WORKSPACE) if there else b""
    except DoorError as error:
        for one in error.problems:
            messages.error(request, f"{t(one.what.zh, one.what.en)}{t(one.cure.zh, one.cure.en)}")
        return redirect("shelf:uses")
    return _taken(request, "uses", data)


def _taken(request: DeskRequest, name: str, data: bytes) -> HttpResponse:
    record(
        by=person_of(request),
        action="shelf.downloaded",
        thing=f"shelf:{name}",
        details={"size": len(data)},
        now=timezone.now(),
        address=address_of(request),
    )
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@require_GET
@page(Right.SEE_SHELF)
def uses(request: DeskRequest) -> HttpResponse:
    """Who ran what on which data (政务数据共享条例 29)."""
    there = door.is_there(settings.WORKSPACE)
    values: dict[str, Any] = {"tabs": tabs(request, "uses")}
    try:
        found = door.uses(settings.WORKSPACE) if there else ()
        values["uses"] = [(one, find(one.model.partition(" ")[0])) for one in found]
    except DoorError as error:
        values["problems"] = error.problems
    return render(request, "shelf/uses.html", values)
