"""The catalogue, one table whole, the log of uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from xiezhi_desk.library import shelf as door
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.shelf.views.framing import access_of, tabs
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["catalogue_file", "table", "tables", "uses"]


@require_GET
@page(Right.SEE_SHELF)
def tables(request: DeskRequest) -> HttpResponse:
    """What is on the shelf: rows, freshness, coverage, contract, quality."""
    access, today = access_of(request), timezone.localdate()
    there = door.is_there(settings.WORKSPACE)
    values = {
        "tabs": tabs("list"),
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
def catalogue_file(_request: DeskRequest) -> HttpResponse:
    """The catalogue as a table, as a provider or an auditor asks for it."""
    data = door.catalogue_csv(settings.WORKSPACE) if door.is_there(settings.WORKSPACE) else b""
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="catalogue.csv"'
    return answer


@require_GET
@page(Right.SEE_SHELF)
def uses(request: DeskRequest) -> HttpResponse:
    """Who ran what on which data (政务数据共享条例 29)."""
    there = door.is_there(settings.WORKSPACE)
    found = door.uses(settings.WORKSPACE) if there else ()
    return render(request, "shelf/uses.html", {"tabs": tabs("uses"), "uses": found})
