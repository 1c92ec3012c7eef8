"""Notes and attachments of a clue."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.services import record
from xiezhi_desk.clues.forms.page import AttachmentForm, NoteForm, ReasonForm
from xiezhi_desk.clues.selectors.judged import has_right
from xiezhi_desk.clues.services.attaching import Obtained, attach, path_of, withdraw_attachment
from xiezhi_desk.clues.services.noting import note, withdraw_note
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.clues.views.page import sought
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from django import forms
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.ui.page import DeskRequest

__all__ = [
    "add_attachment",
    "add_note",
    "attachment",
    "kept",
    "take_attachment_back",
    "take_note_back",
]


def kept(access: PersonAccess, clue: Clue, _today: date) -> dict[str, Any]:
    """Notes and attachments for the clue's page (a part of the page)."""
    flags = clue.__dict__
    notes = clue.notes.select_related("by").order_by("-at")
    files = clue.attachments.select_related("by").order_by("-at")
    may = any(has_right(access, clue, right) for right in (Right.JUDGE_CLUES, Right.ASSIGN))
    return {
        "clue": clue,
        "notes": notes if flags.get("flag_notes", True) else (),
        "attachments": files if flags.get("flag_files", True) else (),
        "may_write": may and not flags.get("flag_conflict"),
        "note_form": NoteForm(),
        "attachment_form": AttachmentForm(),
        "me": access.person.pk,
    }


@require_POST
@page(Right.SEE_CLUES)
def add_note(request: DeskRequest, number: str) -> HttpResponse:
    """Write a note."""
    clue, form = sought(request, number), NoteForm(request.POST)
    if form.is_valid():
        try:
            by = cast("Person", request.user)
            note(clue, by, timezone.now(), form.cleaned_data["text"])
        except Refused as refused:
            _say(request, refused)
    else:
        _faults(request, form)
    return redirect(_at(clue))


@require_POST
@page(Right.SEE_CLUES)
def take_note_back(request: DeskRequest, number: str, key: int) -> HttpResponse:
    """Withdraw a note of one's own."""
    clue = sought(request, number)
    try:
        found = get_object_or_404(clue.notes.select_related("clue"), pk=key)
        withdraw_note(found, cast("Person", request.user), timezone.now())
    except Refused as refused:
        _say(request, refused)
    return redirect(_at(clue))


@require_POST
@page(Right.SEE_CLUES)
@limited("upload")
def add_attachment(request: DeskRequest, number: str) -> HttpResponseBase:
    """Attach a file."""
    clue, form = sought(request, number), AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        said = form.cleaned_data
        obtained = Obtained(said["obtained_where"], said["obtained_on"])
        try:
            by = cast("Person", request.user)
            attach(clue, by, timezone.now(), said["file"], obtained)
            messages.success(request, t("附件已保存。", "Attached."))
        except Refused as refused:
            _say(request, refused)
    else:
        _faults(request, form)
    return redirect(_at(clue))


@require_POST
@page(Right.SEE_CLUES)
def take_attachment_back(request: DeskRequest, number: str, key: int) -> HttpResponse:
    """Withdraw a file of one's own, with the reason."""
    clue, form = sought(request, number), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        found = get_object_or_404(clue.attachments.select_related("clue"), pk=key)
        withdraw_attachment(found, cast("Person", request.user), timezone.now(), reason)
    except Refused as refused:
        _say(request, refused)
    return redirect(_at(clue))


@require_GET
@page(Right.SEE_CLUES)
def attachment(request: DeskRequest, number: str, key: int) -> HttpResponseBase:
    """Take a file down; never shown inside a page, recorded."""
    clue = sought(request, number)
    found = get_object_or_404(clue.attachments, pk=key)
    record(
        by=cast("Person", request.user),
        action="clue.attachment_read",
        thing=f"attachment:{found.pk}",
        within=f"clue:{clue.number}",
        now=timezone.now(),
        address=address_of(request),
    )
    file = path_of(found).open("rb")
    return FileResponse(
        file, as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )


def _at(clue: Clue) -> str:
    return f"/clues/{clue.number}/#kept"


def _say(request: DeskRequest, refused: Refused) -> None:
    messages.error(request, f"{refused.what}{refused.why}{refused.cure}")


def _faults(request: DeskRequest, form: forms.Form) -> None:
    for name, faults in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}：{' '.join(str(one) for one in faults)}")
