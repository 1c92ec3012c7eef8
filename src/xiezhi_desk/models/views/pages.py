"""The list of models, and one model: what it supervises, by which law, how good it proved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xiezhi_desk.accounts.records import Line
from xiezhi_desk.library.models import find, letter, notes, prose, stories
from xiezhi_desk.library.models import reasons as reasons_of
from xiezhi_desk.models.forms import ModelFilter
from xiezhi_desk.models.prose import html
from xiezhi_desk.models.selectors import bundles_of, found, last_runs
from xiezhi_desk.models.slots import list_figures, model_parts
from xiezhi_desk.runs.selectors import bundles
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.library.models import ModelEntry
    from xiezhi_desk.runs.records import Bundle
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["model", "models"]

RUNS = 12


class Row(NamedTuple):
    """A model in the list: itself, its last run, what the floors above say of it."""

    model: ModelEntry
    last: Bundle | None
    figures: list[str]


@require_GET
@page(Right.SEE_MODELS)
def models(request: DeskRequest) -> HttpResponse:
    """Every shipped model, by line."""
    access, asked = cast("PersonAccess", request.access), ModelFilter.read(request.GET)
    entries = found(line=asked["line"], grade=asked["grade"], ready=asked["ready"], text=asked["q"])
    ids = [one.id for one in entries]
    runs = last_runs(access, ids)
    figures = [(figure, figure.values(access, ids)) for figure in list_figures]
    rows = [
        Row(one, runs.get(one.id), [said.get(one.id, "") for _, said in figures]) for one in entries
    ]
    lines = [
        (label, [row for row in rows if row.model.line == value]) for value, label in Line.choices
    ]
    values = {
        "form": ModelFilter(request.GET),
        "lines": [(label, some) for label, some in lines if some],
        "heads": [figure for figure, _ in figures],
        "number": len(rows),
        "may_run": access.may(Right.RUN_MODELS),
    }
    return render(request, "models/list.html", values)


@require_GET
@page(Right.SEE_MODELS)
def model(request: DeskRequest, name: str) -> HttpResponse:
    """One model whole."""
    access, entry = cast("PersonAccess", request.access), find(name)
    if entry is None:
        raise Http404
    told = prose(name)
    values = {
        "model": entry,
        "prose": html(told.zh if chinese() else told.en),
        "notes": html(notes(name)),
        "letter": letter(name),
        "stories": stories(name),
        "reasons": reasons_of(name),
        "bundles": bundles_of(access, name)[:RUNS],
        "within": set(bundles(access, model=name).values_list("number", flat=True)),
        "parts": [(part.template, part.values(access, name)) for part in model_parts],
        "may_run": access.may(Right.RUN_MODELS),
    }
    return render(request, "models/model.html", values)
