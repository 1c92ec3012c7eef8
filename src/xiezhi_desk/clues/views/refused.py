"""How a refusal is said: as a message on the next page, or above the form that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect

from xiezhi_desk.clues.services.refusing import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest, HttpResponse

__all__ = ["done", "faults", "say"]


def say(request: HttpRequest, refused: Refused) -> None:
    """A refusal as a message: what, why, what to do."""
    messages.error(request, f"{refused.what}{refused.why}{refused.cure}")


def faults(request: HttpRequest, form: forms.Form) -> None:
    """What was filled in wrongly, as messages."""
    for name, wrong in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        words = " ".join(str(one) for one in wrong)
        messages.error(request, f"{label}：{words}" if label else words)


def done(request: HttpRequest, act: Callable[[], object], to: str, said: str = "") -> HttpResponse:
    """Do an act, say how it went, go on to a page."""
    try:
        act()
    except Refused as refused:
        say(request, refused)
    else:
        if said:
            messages.success(request, said)
    return redirect(to)
