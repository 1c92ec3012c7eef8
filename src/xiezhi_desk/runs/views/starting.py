"""A run is started: models chosen, what each lacks shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.services import record
from xiezhi_desk.library.models import find
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.library.shelf import request_docx
from xiezhi_desk.runs import selectors, services
from xiezhi_desk.runs.forms import ModelFilter, StartForm
from xiezhi_desk.runs.problems import of_library, said
from xiezhi_desk.runs.states import JobKind
from xiezhi_desk.runs.views.finding import person_of
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["letters", "readiness", "start", "title_of"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
            (titles := title_of(values["models"]))[0],
            {
                "title_en": titles[1],
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


@require_GET
@page(Right.SEE_MODELS)
def letters(request: DeskRequest, model: str) -> HttpResponse:
    """The letters that ask the providers for what a model lacks, as docx."""
    if find(model) is None:
        raise Http404
    person = person_of(request)
    office = person.office.name if person.office else ""
    try:
        paper = request_docx(
            settings.WORKSPACE, model, person.username, office, timezone.localdate()
        )
    except DoorError as error:
        for one in error.problems:
            said = (one.what, one.cure)
            messages.error(request, " ".join(w.zh if chinese() else w.en for w in said))
        return redirect("runs:ready", model)
    record(
        by=person,
        action="runs.letters_downloaded",
        thing=f"model:{model}",
        now=timezone.now(),
        address=address_of(request),
    )
    answer = HttpResponse(paper, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="data-request-{model}.docx"'
    return answer


def title_of(models: Sequence[str]) -> tuple[str, str]:
    """What a run is called in the list, in both languages: the model, or the first of how many."""
    entry, many = find(models[0]), len(models)
    zh, en = (entry.title.zh, entry.title.en) if entry else (models[0], models[0])
    return (zh, en) if many == 1 else (f"{zh}等 {many} 个模型", f"{en} and others, {many} in all")


def _chosen(request: DeskRequest) -> set[str]:
    """Models ticked: by the form that came back, or named in the address."""
    return set(request.POST.getlist("models") or request.GET.getlist("models"))
