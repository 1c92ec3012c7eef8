"""A model is brought by its maker: checked, every problem with its place; a shipped one taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.library.models import find, packed
from xiezhi_desk.models.bringing import MOST_BYTES, BringForm
from xiezhi_desk.models.prose import html
from xiezhi_desk.models.services import try_models
from xiezhi_desk.runs.problems import Refused, said
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.library.models import ModelChecked
    from xiezhi_desk.models.services import Tried
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["check", "folder"]


class Shown(NamedTuple):
    """A model that was brought, with its words as the page shows them."""

    model: ModelChecked
    prose: SafeString


@require_http_methods(["GET", "POST"])
@page(Right.RUN_MODELS)
@limited("upload")
def check(request: DeskRequest) -> HttpResponse:
    """Bring a model and have it checked; nothing is kept, right or wrong."""
    sent = request.method == "POST"
    form = BringForm(request.POST if sent else None, request.FILES if sent else None)
    tried: Tried | None = None
    problems: list[dict[str, str]] = []
    if sent and form.is_valid():
        by = cast("Person", request.user)
        try:
            tried = try_models(form.cleaned_data["file"], by, timezone.now(), address_of(request))
        except Refused as error:
            problems = [said(one) for one in error.problems]
    values = {
        "form": form,
        "problems": problems,
        "tried": tried,
        "models": [_shown(one) for one in tried.models] if tried else [],
        "limit": MOST_BYTES,
        "chinese": chinese(),
    }
    refused = bool(form.errors or problems or (tried and not tried.right))
    return render(request, "models/check.html", values, status=422 if refused else 200)


@require_GET
@page(Right.SEE_MODELS)
def folder(request: DeskRequest, name: str) -> HttpResponse:
    """A shipped model's files as a zip."""
    if find(name) is None:
        raise Http404
    answer = HttpResponse(packed(name), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return answer


def _shown(one: ModelChecked) -> Shown:
    return Shown(one, html(one.prose.zh if chinese() else one.prose.en))
