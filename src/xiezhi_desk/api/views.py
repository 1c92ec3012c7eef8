"""A person's tokens, and the interface's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xiezhi_desk.api.forms import TokenForm
from xiezhi_desk.api.interface import api
from xiezhi_desk.api.records import Token
from xiezhi_desk.api.services import end_token, make_token
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["end", "tokens"]

_CHINESE = {
    "Clues within the person's reach": "本人可见的线索",
    "One clue": "一条线索",
    "What came of founded matters": "属实事项的文书与成效",
    "Bundles the desk has": "已导入的卷宗包",
    "Bring a bundle in": "送入卷宗包",
    "How far a job is": "任务进度",
}


@require_http_methods(["GET", "POST"])
@page(Right.SIGNED_IN)
def tokens(request: DeskRequest) -> HttpResponse:
    """One's own tokens; a new one is shown once."""
    by, shown = cast("Person", request.user), ""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        writes = said["writes"]
        _, shown = make_token(by, said["name"], said["days"], timezone.now(), only_read=not writes)
    values = {
        "form": form,
        "shown": shown,
        "tokens": Token.objects.filter(person=by),
        "today": timezone.localdate(),
        "operations": _operations(),
    }
    return render(request, "api/tokens.html", values, status=422 if form.errors else 200)


@require_POST
@page(Right.SIGNED_IN)
def end(request: DeskRequest, key: int) -> HttpResponse:
    """End a token of one's own."""
    by = cast("Person", request.user)
    end_token(get_object_or_404(Token, pk=key, person=by), by, timezone.now())
    return redirect("api:tokens")


def _operations() -> list[tuple[str, str, str]]:
    """Method, path and summary, from the interface's own description."""
    schema = api.get_openapi_schema(path_prefix="/api/v1")
    return [
        (method.upper(), path, t(_CHINESE.get(summary, summary), summary))
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        for summary in (operation.get("summary", ""),)
    ]
