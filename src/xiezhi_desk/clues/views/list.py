"""The list of clues."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import render
from django.views.decorators.http import require_GET

from xiezhi_desk.clues.access import visible
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["clues"]


@require_GET
@page(Right.SEE_CLUES)
def clues(request: DeskRequest) -> HttpResponse:
    """The list of clues."""
    access = cast("PersonAccess", request.access)
    return render(request, "clues/list.html", {"clues": visible(access)[:50]})
