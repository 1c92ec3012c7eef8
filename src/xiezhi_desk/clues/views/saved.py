"""Saved views of the list: keep one, open the list with one, share, take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xiezhi_desk.clues.access import reach
from xiezhi_desk.clues.forms.filters import asked
from xiezhi_desk.clues.forms.saving import SaveViewForm
from xiezhi_desk.clues.selectors.choices import models_of, offices_of, people_for, titles, views_of
from xiezhi_desk.clues.services.viewing import forget_view, open_with, save_view
from xiezhi_desk.clues.views.tabs import chips, state_word
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import SavedView
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["change_view", "saved_views"]


@require_http_methods(["GET", "POST"])
@page(Right.SEE_CLUES)
def saved_views(request: DeskRequest) -> HttpResponse:
    """The person's views, and a form to keep the filters that the list sent along."""
    person = cast("Person", request.user)
    if request.method == "POST":
        form = SaveViewForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            save_view(
                person, said["name"], said["query"], shared=said["shared"], first=said["first"]
            )
            messages.success(request, t("视图已保存。", "The view is saved."))
            return redirect(f"{reverse('clues:list')}?{said['query']}")
    else:
        form = SaveViewForm(initial={"query": request.GET.get("query", "")[:500]})
    words = _Words(request)
    query = str(form["query"].value() or "")
    values = {
        "form": form,
        "asks": words.of(query),
        "views": [(view, words.of(view.query)) for view in views_of(person)],
        "person": person,
        "query": query,
    }
    return render(request, "clues/list_saved.html", values)


@require_POST
@page(Right.SEE_CLUES)
def change_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Open the list with one's own view, or no longer; or take it away."""
    view = _mine(request, pk)
    if request.POST.get("do") == "forget":
        forget_view(view)
        messages.success(request, t("视图已删除。", "The view is gone."))
    else:
        open_with(view, first=not view.first)
        messages.success(request, t("已更改。", "Changed."))
    return redirect("clues:views")


def _mine(request: DeskRequest, pk: int) -> SavedView:
    person = cast("Person", request.user)
    view = views_of(person).filter(pk=pk, person=person).first()
    if view is None:
        raise Http404
    return view


class _Words:
    """Says what a view asks; choices are read once."""

    def __init__(self, request: DeskRequest) -> None:
        far = reach(cast("PersonAccess", request.access))
        people = people_for(cast("Person", request.user))
        self.choices = models_of(titles(), far), offices_of(far), people

    def of(self, query: str) -> list[tuple[str, str]]:
        """What a view asks, in words."""
        said = QueryDict(query)
        filters, _, _ = asked(said)
        return [
            (t("状态", "State"), state_word(filters.state)),
            *((part.what, part.value) for part in chips(said, filters, *self.choices)),
        ]
