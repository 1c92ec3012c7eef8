"""Taking something out: ask, approve or refuse as another person, take the file once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.forms.exports import (
    AskForm,
    DecideExportForm,
    ListForm,
    clues_of,
    kept_choice,
    listed,
)
from xiezhi_desk.clues.records import Export, Matter
from xiezhi_desk.clues.selectors.exports import (
    asked_for,
    file_of,
    kind_of,
    mark_of,
    seen,
    waiting,
)
from xiezhi_desk.clues.services import exporting
from xiezhi_desk.clues.services.exporting import Wish
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.clues.views.page import sought
from xiezhi_desk.clues.views.refused import done, faults, say
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from datetime import date

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.ui.page import DeskRequest

__all__ = [
    "ask_clue",
    "ask_list",
    "ask_matter",
    "asking",
    "decide_export",
    "export_page",
    "exports",
    "take_export",
    "withdraw_export",
]


def asking(access: PersonAccess, matter: Matter, _today: date) -> dict[str, Any]:
    """What a matter's page offers (a part of the page)."""
    return {
        "may": bool(access.may(Right.EXPORT)),
        "bare": bool(access.may(Right.UNCOVER)),
        "form": AskForm(prefix="export"),
        "matter": matter,
    }


@require_GET
@page(Right.EXPORT)
def exports(request: DeskRequest) -> HttpResponse:
    """One's own requests, and those waiting for one's approval."""
    access = cast("PersonAccess", request.access)
    values = {
        "waiting": waiting(access),
        "mine": asked_for(access),
        "now": timezone.now(),
        "approves": bool(access.may(Right.APPROVE_EXPORT)),
    }
    return render(request, "clues/exports.html", values)


@require_GET
@page(Right.EXPORT)
def export_page(request: DeskRequest, number: str) -> HttpResponse:
    """One request: what it is about, why, how it stands."""
    access, export = cast("PersonAccess", request.access), _sought(request, number)
    me, now = cast("Person", request.user).pk, timezone.now()
    clues = clues_of(export, access, timezone.localdate())
    waits = export.state == Export.State.ASKED
    good = export.state == Export.State.APPROVED and not export.downloads
    values = {
        "export": export,
        "clues": clues[:50],
        "number_of_clues": len(clues),
        "mine": export.asked_by_id == me,
        "decides": waits and export.asked_by_id != me and bool(access.may(Right.APPROVE_EXPORT)),
        "takes": good and export.asked_by_id == me and bool(export.until and now < export.until),
        "late": good and bool(export.until and now >= export.until),
        "form": DecideExportForm(),
        "ending": kind_of(export).ending,
    }
    return render(request, "clues/export.html", values)


@require_POST
@page(Right.EXPORT)
@limited("export")
def ask_clue(request: DeskRequest, number: str) -> HttpResponse:
    """Ask for the dossier of a clue."""
    clue, form = sought(request, number), AskForm(request.POST, prefix="export")
    if not form.is_valid():
        faults(request, form)
        return redirect("clues:clue", number=number)
    said = form.cleaned_data
    wish = Wish(Export.What.CLUE, [clue], said["reason"], masked=not said["bare"])
    return _asked(request, wish, f"/clues/{number}/")


@require_POST
@page(Right.EXPORT)
@limited("export")
def ask_matter(request: DeskRequest, number: str) -> HttpResponse:
    """Ask for the dossiers of a matter's clues."""
    matter = Matter.objects.filter(number=number).first()
    mine = visible(cast("PersonAccess", request.access)).filter(matter=matter) if matter else []
    clues = list(mine)
    if matter is None or not clues:
        out_of_reach(request, f"matter:{number[:12]}")
    form = AskForm(request.POST, prefix="export")
    if not form.is_valid():
        faults(request, form)
        return redirect("clues:matter", number=number)
    said = form.cleaned_data
    wish = Wish(Export.What.MATTER, clues, said["reason"], not said["bare"], matter)
    return _asked(request, wish, f"/clues/matter/{number}/")


@require_POST
@page(Right.EXPORT)
@limited("export")
def ask_list(request: DeskRequest) -> HttpResponse:
    """Ask for a list of the ticked or filtered clues: first a page that asks why."""
    access, kept = cast("PersonAccess", request.access), kept_choice(request.POST)
    clues = listed(kept, access, timezone.localdate())
    if not clues:
        messages.error(request, t("没有可以导出的线索。", "There is nothing to take out."))
        return redirect("clues:list")
    form = ListForm(request.POST) if "go" in request.POST else ListForm()
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        return _asked(request, Wish(said["what"], clues, said["reason"], chosen=kept), "/clues/")
    values = {
        "form": form,
        "clues": clues[:50],
        "number_of_clues": len(clues),
        "kept": [
            (name, value)
            for name in ("pick", "all", "query")
            for value in request.POST.getlist(name)[:2000]
        ],
    }
    return render(request, "clues/export_list.html", values, status=422 if form.is_bound else 200)


@require_POST
@page(Right.APPROVE_EXPORT)
def decide_export(request: DeskRequest, number: str) -> HttpResponse:
    """Approve or refuse as the second person."""
    access, by = cast("PersonAccess", request.access), cast("Person", request.user)
    export, form, now = _sought(request, number), DecideExportForm(request.POST), timezone.now()
    if not form.is_valid():
        faults(request, form)
        return redirect("clues:export", number=number)
    reason = form.cleaned_data["reason"]
    if form.cleaned_data["answer"] == "refuse":
        said = t("已记录：不同意导出。", "Refused.")
        return done(
            request,
            lambda: exporting.refuse(export, by, now, reason, access=access),
            "/clues/exports/",
            said,
        )
    clues = clues_of(export, access, timezone.localdate())
    if not clues:
        messages.error(
            request,
            t("您看不到申请中的线索，不能审批。", "You see none of its clues and cannot approve."),
        )
        return redirect("clues:export", number=number)
    return done(
        request,
        lambda: exporting.approve(export, by, now, reason, clues=clues, access=access),
        "/clues/exports/",
        t("已批准，7 天内可下载一次。", "Approved: one file within seven days."),
    )


@require_POST
@page(Right.EXPORT)
def withdraw_export(request: DeskRequest, number: str) -> HttpResponse:
    """Take one's own request back."""
    export, by = _sought(request, number), cast("Person", request.user)
    return done(
        request,
        lambda: exporting.withdraw(export, by, timezone.now()),
        "/clues/exports/",
        t("申请已撤回。", "Withdrawn."),
    )


@require_POST
@page(Right.EXPORT)
@limited("export")
def take_export(request: DeskRequest, number: str) -> HttpResponse:
    """The file of one's approved request, once."""
    access, by = cast("PersonAccess", request.access), cast("Person", request.user)
    export, now = _sought(request, number), timezone.now()
    clues = clues_of(export, access, timezone.localdate())
    mark = mark_of(export, by, now)
    try:
        data = exporting.take(
            export,
            by,
            now,
            lambda: file_of(export, clues, access, mark),
            clues=clues,
            access=access,
        )
    except Refused as refused:
        say(request, refused)
        return redirect("clues:export", number=number)
    except DoorError as error:
        for problem in error.problems:
            said = (problem.what, problem.cure)
            messages.error(request, "".join(one.zh if chinese() else one.en for one in said))
        return redirect("clues:export", number=number)
    kind = kind_of(export)
    return HttpResponse(
        data,
        content_type=kind.mime,
        headers={
            "Content-Disposition": f'attachment; filename="export-{number}.{kind.ending}"',
            "Cache-Control": "no-store",
        },
    )


def _sought(request: DeskRequest, number: str) -> Export:
    """A request this person may see; anything else is 404 and recorded."""
    export = seen(cast("PersonAccess", request.access)).filter(number=number).first()
    if export is None:
        out_of_reach(request, f"export:{number[:12]}")
    return export


def _asked(request: DeskRequest, wish: Wish, back: str) -> HttpResponse:
    access, by = cast("PersonAccess", request.access), cast("Person", request.user)
    try:
        export = exporting.ask(wish, by, timezone.now(), access=access)
    except Refused as refused:
        say(request, refused)
        return redirect(back)
    messages.success(
        request,
        t("已提交申请，待本院另一人审批。", "Asked for; another person of the office decides."),
    )
    return redirect("clues:export", number=export.number)
