"""Refused rows and cells: seen, corrected on the page or in a list, offered again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.audit.services import record
from xiezhi_desk.library import shelf as door
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.shelf.forms import ReofferForm
from xiezhi_desk.shelf.views.framing import person_of
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from xiezhi_desk.library.shelf import Reoffered
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["again", "refused", "refused_file"]


@require_http_methods(["GET", "POST"])
@page(Right.LOAD_DATA)
def refused(request: DeskRequest, batch: int) -> HttpResponse:
    """What was refused of a delivery, and why; a value corrected here is offered again at once."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
    try:
        if request.method == "POST":
            values = {
                (mark, source): text.strip()
                for mark, source, text in zip(
                    request.POST.getlist("mark"),
                    request.POST.getlist("source"),
                    request.POST.getlist("value"),
                    strict=False,
                )
                if text.strip()
            }
            at = timezone.localtime().isoformat(timespec="seconds")
            done = door.correct(settings.WORKSPACE, batch, values, person_of(request).username, at)
            _done(request, batch, done)
            return redirect("shelf:quarantine", batch=batch)
        found = door.quarantine(
            settings.WORKSPACE, batch, number, 50, request.GET.get("column", "")
        )
    except DoorError as error:
        if request.method == "GET":
            raise Http404 from error
        _say(request, error)
        return redirect("shelf:quarantine", batch=batch)
    return render(request, "shelf/quarantine.html", {"found": found, "form": ReofferForm()})


@require_GET
@page(Right.LOAD_DATA)
def refused_file(request: DeskRequest, batch: int) -> HttpResponse:
    """The refused cells as a workbook for the provider to correct; recorded."""
    try:
        data = door.export_refused(settings.WORKSPACE, batch)
    except DoorError as error:
        raise Http404 from error
    by, now = person_of(request), timezone.now()
    record(by=by, action="shelf.refused_exported", thing=f"batch:{batch}", now=now)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="refused-{batch}.xlsx"'
    return answer


@require_POST
@page(Right.LOAD_DATA)
@limited("upload")
def again(request: DeskRequest, batch: int) -> HttpResponse:
    """A corrected list, offered again."""
    form = ReofferForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
            path = Path(folder) / Path(file.name).name
            with path.open("wb") as out:
                for chunk in file.chunks():
                    out.write(chunk)
            at = timezone.localtime().isoformat(timespec="seconds")
            try:
                by = person_of(request).username
                _done(request, batch, door.reoffer(settings.WORKSPACE, batch, path, by, at))
            except DoorError as error:
                _say(request, error)
    return redirect("shelf:quarantine", batch=batch)


def _done(request: DeskRequest, batch: int, done: Reoffered) -> None:
    by, now = person_of(request), timezone.now()
    details = {"kept": done.rows_kept, "refused": done.rows_refused, "version": done.version}
    record(by=by, action="shelf.reoffered", thing=f"batch:{batch}", details=details, now=now)
    tell = messages.success if done.rows_kept else messages.warning
    tell(
        request,
        t(
            "装回 {kept} 行，仍有问题 {refused} 行。",
            "{kept} rows kept, {refused} still refused.",
            kept=done.rows_kept,
            refused=done.rows_refused,
        ),
    )


def _say(request: DeskRequest, error: DoorError) -> None:
    for one in error.problems:
        messages.error(request, f"{t(one.what.zh, one.what.en)}{t(one.cure.zh, one.cure.en)}")
