"""The audit administrator's pages: the trail, who looked at what, the proof, the copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.audit import exporting
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.forms import AnchorForm, TrailFilter
from xiezhi_desk.audit.naming import in_words
from xiezhi_desk.audit.selectors import Reach, filtered, head, office_names, trail_of
from xiezhi_desk.audit.services import record, verify
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest

    from xiezhi_desk.audit.records import Entry
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["export", "prove", "told", "trail"]

AT_MOST = 50_000
"""Rows of one copy; a longer time is taken in parts."""
WALKED = 100_000
"""Records the page walks, the newest ones: some five seconds. The command walks all."""


def _asked(request: HttpRequest) -> tuple[TrailFilter, dict[str, Any]]:
    form = TrailFilter(request.GET)
    form.is_valid()
    return form, form.cleaned_data


def _reach(request: HttpRequest) -> Reach:
    return cast("Reach", cast("DeskRequest", request).access)


def _me(request: HttpRequest) -> AbstractBaseUser:
    return cast("AbstractBaseUser", request.user)


def told(entries: Iterable[Entry]) -> list[tuple[Entry, str, str]]:
    """Entries with their act in words and the name of the office."""
    kept = list(entries)
    names = office_names(kept)
    return [(one, in_words(one.action), names.get(one.office, one.office)) for one in kept]


@page(Right.READ_AUDIT)
@require_GET
@never_cache
def trail(request: HttpRequest) -> HttpResponse:
    """The trail, newest first; ``?thing=…&looked=on`` says who looked at it."""
    form, asked = _asked(request)
    found = filtered(trail_of(_reach(request)), asked)
    shown = Paginator(found, 50).get_page(asked.get("page") or 1)
    return render(
        request,
        "audit/trail.html",
        {
            "form": form,
            "shown": shown,
            "rows": told(shown.object_list),
            "place": head(),
            "anchors": AnchorForm(),
        },
    )


@page(Right.READ_AUDIT)
@require_POST
@never_cache
def prove(request: HttpRequest) -> HttpResponse:
    """Walk the chain and say whether it holds; the walk is recorded too."""
    form = AnchorForm(request.POST)
    if not form.is_valid():
        return render(request, "audit/proof.html", {"anchors": form, "place": head()})
    began = timezone.now()
    begin = max(head().number - WALKED, 0) + 1
    broken = verify(form.cleaned_data["anchors"], begin=begin)
    place = head()
    record(
        by=_me(request),
        action="audit.verified",
        details={
            "from": begin,
            "to": place.number,
            "anchors": len(form.cleaned_data["anchors"]),
            "broken": broken.number if broken else None,
        },
        now=timezone.now(),
        address=address_of(request),
    )
    return render(
        request,
        "audit/proof.html",
        {
            "anchors": form,
            "place": place,
            "broken": broken,
            "begin": begin,
            "done": True,
            "seconds": round((timezone.now() - began).total_seconds(), 1),
        },
    )


@page(Right.READ_AUDIT)
@require_POST
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """A copy of what the filters show, with a watermark; the copy is recorded first."""
    _, asked = _asked(request)
    now = timezone.now()
    found = filtered(trail_of(_reach(request)), asked)[:AT_MOST]
    person = _me(request)
    record(
        by=person,
        action="audit.copied",
        details={name: value for name, value in asked.items() if value and name != "page"},
        now=now,
        address=address_of(request),
    )
    who = f"{person} ({person.get_username()})"
    return HttpResponse(
        "".join(exporting.lines(found.iterator(2000), who=who, now=now, place=head())),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="audit-{now:%Y%m%d-%H%M%S}.csv"'},
    )
