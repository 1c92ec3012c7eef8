"""A run is started: models chosen, what each lacks shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from xiezhi_desk.library.models import find
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.runs import selectors, services
from xiezhi_desk.runs.forms import ModelFilter, StartForm
from xiezhi_desk.runs.problems import of_library, said
from xiezhi_desk.runs.states import JobKind
from xiezhi_desk.runs.views.finding import person_of
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["readiness", "start", "title_of"]


@require_http_methods(["GET", "POST"])
@page(Right.RUN_MODELS)
def start(request: DeskRequest) -> HttpResponse:
    """Choose models and run them."""
    form = StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values, person = form.cleaned_data, person_of(request)
        assert person.office is not None  # noqa: S101  (who has this right has an office)
        job = services.start(
            JobKind.RUN,
            title_of(values["models"]),
            {
                "models": values["models"],
                "as_of": values["as_of"].isoformat() if values["as_of"] else None,
                "anew": values["anew"],
            },
            by=person,
            office=person.office,
            now=timezone.now(),
        )
        return redirect("runs:job", job.number)
    asked = ModelFilter.read(request.GET)
    return render(
        request,
        "runs/start.html",
        {
            "form": form,
            "filter": ModelFilter(request.GET),
            "models": selectors.offered(line=asked["line"], grade=asked["grade"], q=asked["q"]),
            "chosen": _chosen(request),
        },
        status=422 if form.is_bound else 200,
    )


@require_GET
@page(Right.SEE_MODELS)
def readiness(request: DeskRequest, model: str) -> HttpResponse:
    """Whether the shelf has what a model needs: a chip for htmx, a page by plain link."""
    entry = find(model)
    if entry is None:
        raise Http404
    values: dict[str, object] = {"model": entry}
    try:
        values["ready"] = selectors.readiness(model, person_of(request), timezone.localdate())
    except DoorError as error:
        values["problems"] = [said(of_library(one)) for one in error.problems]
    whole = not getattr(request, "htmx", False)
    return render(request, "runs/ready.html" if whole else "runs/ready_chip.html", values)


def title_of(models: Sequence[str]) -> str:
    """What a run is called in the list: the model, or how many."""
    entry = find(models[0])
    first = entry.title.zh if entry is not None else models[0]
    return first if len(models) == 1 else f"{first}等 {len(models)} 个模型"


def _chosen(request: DeskRequest) -> set[str]:
    """Models ticked: by the form that came back, or named in the address."""
    return set(request.POST.getlist("models") or request.GET.getlist("models"))
