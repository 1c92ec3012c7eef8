"""Founded matters: the list, one matter's documents, the import of an export."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.cases.forms import ImportForm, MatterFilter, OutcomeForm, WhyForm
from xiezhi_desk.cases.problems import NotRecorded
from xiezhi_desk.cases.selectors.outcomes import counted, founded_matters, sums, twice
from xiezhi_desk.cases.services.importing import TITLES, Read, enter, read
from xiezhi_desk.cases.services.recording import amend, may_record, record_outcome, withdraw
from xiezhi_desk.clues.selectors.matters import clues_of, find_matter
from xiezhi_desk.library.problems import DoorError, Problem
from xiezhi_desk.library.sheets import lines_of
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Matter
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["change", "empty_table", "import_table", "matter", "matters", "take_back"]

ROWS = 30


@require_GET
@page(Right.SEE_CASES)
def matters(request: DeskRequest) -> HttpResponse:
    """Founded matters and what came of them."""
    access, asked = cast("PersonAccess", request.access), MatterFilter.read(request.GET)
    found = founded_matters(access, which=asked["which"], kind=asked["kind"], text=asked["q"])
    outcomes = counted()
    rows = found.prefetch_related(Prefetch("outcomes", outcomes, to_attr="documents"))
    values = {
        "form": MatterFilter(request.GET),
        "sums": sums(found),
        "matters": Paginator(rows, ROWS).get_page(asked["page"] or 1),
        "filtered": any(asked[name] for name in ("which", "kind", "q")),
        "may_import": access.may(Right.RECORD_OUTCOMES),
    }
    return render(request, "cases/list.html", values)


@require_http_methods(["GET", "POST"])
@page(Right.SEE_CASES)
def matter(request: DeskRequest, number: str) -> HttpResponse:
    """One matter: its clues, its documents; a new document is entered here."""
    found = _sought(request, number)
    access = cast("PersonAccess", request.access)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            by = cast("Person", request.user)
            record_outcome(found, form.said(), by, timezone.now(), access=access)
        except NotRecorded as refused:
            form.add_error(None, f"{refused.why}{refused.cure}")
        else:
            messages.success(request, t("已登记。", "Entered."))
            return redirect("cases:matter", number=number)
    values = {
        "matter": found,
        "clues": clues_of(access, found),
        "outcomes": found.outcomes.select_related("entered_by"),
        "twice": twice(found),
        "form": form,
        "may_record": may_record(access, found),
    }
    return render(request, "cases/matter.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@page(Right.RECORD_OUTCOMES)
def change(request: DeskRequest, number: str, key: int) -> HttpResponse:
    """Change an entry: an answer came, a correction was made."""
    found = _sought(request, number)
    outcome = get_object_or_404(found.outcomes, pk=key)
    form = OutcomeForm(request.POST or None, initial=OutcomeForm.of(outcome))
    if request.method == "POST" and form.is_valid():
        try:
            amend(outcome, form.said(), cast("Person", request.user), timezone.now())
        except NotRecorded as refused:
            form.add_error(None, f"{refused.why}{refused.cure}")
        else:
            messages.success(
                request, t("已修改，原内容记入审计日志。", "Changed; the trail keeps what it said.")
            )
            return redirect("cases:matter", number=number)
    values = {"matter": found, "outcome": outcome, "form": form}
    return render(request, "cases/change.html", values, status=422 if form.errors else 200)


@require_POST
@page(Right.RECORD_OUTCOMES)
def take_back(request: DeskRequest, number: str, key: int) -> HttpResponse:
    """Withdraw an entry, with the reason."""
    found, form = _sought(request, number), WhyForm(request.POST)
    outcome = get_object_or_404(found.outcomes, pk=key)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        withdraw(outcome, cast("Person", request.user), timezone.now(), reason)
    except NotRecorded as refused:
        messages.error(request, f"{refused.what}{refused.why}{refused.cure}")
    return redirect("cases:matter", number=number)


@require_http_methods(["GET", "POST"])
@page(Right.RECORD_OUTCOMES)
@limited("upload")
def import_table(request: DeskRequest) -> HttpResponse:
    """Import an export: first shown line by line, then entered on a second yes."""
    form = ImportForm(request.POST or None, request.FILES or None)
    held, lines = request.POST.get("held", ""), list[Read]()
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        place = _held(request, held) if held else _kept(request)
        if place is None and not held:
            form.is_valid()
        elif place is None:
            messages.error(
                request, t("文件已过期，请重新上传。", "The file is gone; upload it again.")
            )
        else:
            held = place.name
            try:
                lines = read(lines_of(place), cast("PersonAccess", request.access))
            except DoorError as error:
                problems, lines = error.problems, []
            if lines and request.POST.get("sure") == "1":
                return _enter(request, place, lines)
    values: dict[str, Any] = {
        "form": form,
        "held": held,
        "lines": lines,
        "problems": problems,
        "titles": [(titles[0], "、".join(titles[1:])) for titles in TITLES.values()],
        "to_enter": sum(one.state in {"new", "changed"} for one in lines),
        "wrong": sum(one.state == "wrong" for one in lines),
    }
    return render(request, "cases/import.html", values)


@require_GET
@page(Right.RECORD_OUTCOMES)
def empty_table(request: DeskRequest) -> HttpResponse:
    """An empty table with the titles the import knows."""
    row = ",".join(titles[0] for titles in TITLES.values())
    answer = HttpResponse("﻿" + row + "\r\n", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="outcomes.csv"'
    return answer


def _enter(request: DeskRequest, place: Path, lines: list[Read]) -> HttpResponse:
    try:
        done = enter(lines, cast("Person", request.user), timezone.now())
    except NotRecorded as refused:
        messages.error(request, f"{refused.where}：{refused.why}{refused.cure}")
        return redirect("cases:import")
    place.unlink(missing_ok=True)
    messages.success(
        request,
        t(
            "新登记 {new} 件，修改 {changed} 件，未变 {same} 件，未登记 {wrong} 行。",
            "{new} entered, {changed} changed, {same} as before, {wrong} lines left out.",
            **done,
        ),
    )
    return redirect("cases:list")


def _kept(request: DeskRequest) -> Path | None:
    """The upload, held until the person says yes; None when it is no table."""
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return None
    file = cast("UploadedFile[bytes]", form.cleaned_data["file"])
    folder = _folder()
    for old in sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime)[:-20]:
        old.unlink(missing_ok=True)
    suffix = Path(file.name or "").suffix.lower()
    place = folder / f"{request.user.pk}-{secrets.token_hex(8)}{suffix}"
    with place.open("xb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    request.session["held_table"] = place.name
    return place


def _held(request: DeskRequest, name: str) -> Path | None:
    """A table held for this very session; None when it is gone or somebody else's."""
    if name != request.session.get("held_table"):
        return None
    place = _folder() / Path(name).name
    return place if place.is_file() else None


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / ".tables"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sought(request: DeskRequest, number: str) -> Matter:
    found = find_matter(cast("PersonAccess", request.access), number)
    if found is None:
        out_of_reach(request, f"matter:{number[:12]}")
    return found
