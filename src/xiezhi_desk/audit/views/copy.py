"""Who took this copy: the mark of a file, or of words copied out of one, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.forms import CopyForm
from xiezhi_desk.audit.selectors import copies
from xiezhi_desk.audit.services import record
from xiezhi_desk.audit.views.trail import told
from xiezhi_desk.library.letters import mark_in, read_mark
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse

__all__ = ["trace"]

SHOWN = 20
"""Entries of one mark that are listed: asked, approved, taken."""


@page(Right.READ_AUDIT)
@require_http_methods(["GET", "POST"])
@never_cache
def trace(request: HttpRequest) -> HttpResponse:
    """A file or words in, who took them out; that it was asked is recorded, the copy not kept."""
    form = CopyForm(request.POST, request.FILES) if request.method == "POST" else CopyForm()
    values: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        number = _mark(form)
        values |= {"done": True, "number": number}
        if number:
            values["rows"] = told(copies(number)[:SHOWN])
        record(
            by=cast("AbstractBaseUser", request.user),
            action="audit.copy_traced",
            thing=f"mark:{number}" if number else "",
            details={"found": bool(values.get("rows"))},
            now=timezone.now(),
            address=address_of(request),
        )
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "audit/copy.html", values, status=status)


def _mark(form: CopyForm) -> str:
    """The number of the copy: from the file, the words, or as it is printed on it."""
    said = form.cleaned_data
    found = read_mark(said["file"].read()) if said["file"] else ""
    return (found or mark_in(said["text"]) or said["number"].strip())[:40]
