"""The list of clues: tabs, filters, search, sorts, saved views, ticks. A part of it by htmx."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from xiezhi_desk.clues.access import reach
from xiezhi_desk.clues.forms.chosen import AT_MOST
from xiezhi_desk.clues.forms.filters import asked
from xiezhi_desk.clues.selectors.choices import (
    models_of,
    offices_of,
    titles_and_people,
    views_of,
)
from xiezhi_desk.clues.selectors.headlines import headlines
from xiezhi_desk.clues.selectors.listing import DEEPEST, PER_PAGE, Found, listed
from xiezhi_desk.clues.selectors.totals import totals
from xiezhi_desk.clues.slots import BulkAct, bulk_acts
from xiezhi_desk.clues.views.rows import Row, body
from xiezhi_desk.clues.views.tabs import chips, plain_query, tabs
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.forms.filters import FilterForm
    from xiezhi_desk.clues.records import SavedView
    from xiezhi_desk.clues.selectors.filters import Filters
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["clues"]


MORE = {
    "organ", "presence", "due", "expires", "least", "most", "since", "until", "restricted",
    "conflict", "snoozed", "suppressed",
}  # fmt: skip
"""Filters behind *more*: it stands open while one of them is used."""


@require_GET
@page(Right.SEE_CLUES)
def clues(request: DeskRequest) -> HttpResponse:
    """The list of clues; the part that changes alone when htmx asks."""
    access, person = cast("PersonAccess", request.access), cast("Person", request.user)
    views = list(views_of(person))
    if not request.GET and (first := _first(views, person)):
        return redirect(f"{reverse('clues:list')}?{first.query}")
    values = _values(request.GET, access, views, timezone.localdate())
    if values["found"].page > 1 and not values["rows"]:
        return redirect(f"{reverse('clues:list')}?{values['plain']}")  # nothing stands so far down
    whole = not request.htmx or request.htmx.history_restore_request
    answer = render(request, "clues/list.html" if whole else "clues/list_part.html", values)
    if not whole:
        plain = values["plain"]
        place = f"&page={values['found'].page}" if values["found"].page > 1 else ""
        answer.headers["HX-Push-Url"] = f"{reverse('clues:list')}?{plain}{place}"
    return answer


def _first(views: list[SavedView], person: Person) -> SavedView | None:
    """The view the person's list opens with."""
    return next((view for view in views if view.first and view.person_id == person.pk), None)


def _values(
    query: QueryDict, access: PersonAccess, views: list[SavedView], today: date
) -> dict[str, Any]:
    person = cast("Person", access.person)
    filters, form, ignored = asked(query)
    far = reach(access)
    kept = totals(filters, far)
    named, people = titles_and_people(person if access.may(Right.ASSIGN) else None)
    found = listed(filters, access, far, today, kept, named)
    models, offices = models_of(named, far), offices_of(far)
    plain, rows = plain_query(query), _rows(found, today)
    return {
        "filters": filters,
        "form": form,
        "ignored": ignored,
        "found": found,
        "rows": rows,
        "body": body(rows, today, offices=bool(offices)),
        "pages": _pages(found, query),
        "tabs": tabs(query, filters, kept, found.total),
        "chips": chips(query, filters, models, offices, people),
        "suppressed": kept.of(filters.state, suppressed=True) if filters.countable else 0,
        "total_word": f"{found.total:,}{'+' if found.more else ''}",
        "more": filters.given() & MORE,
        "more_fields": _more_fields(form, query),
        "office_value": str(filters.office or ""),
        "models": models,
        "offices": offices,
        "people": people,
        "lines": len(far.lines) > 1,
        "views": [(view, _same(view.query, plain)) for view in views],
        "plain": plain,
        "bulk": _bulk(access, filters),
        "at_most": AT_MOST,
        "today": today,
        "person": person,
        "may_import": access.may(Right.IMPORT_BUNDLES),
        "may_route": access.may(Right.SET_ROUTES),
        "every": kept.of("all"),
        "why_empty": _why_empty(filters, kept.of("all")),
    }


def _more_fields(form: FilterForm, query: QueryDict) -> SafeString:
    """The fields behind *more*: the same for everybody who asks nothing by them."""
    if any(query.get(name) for name in MORE):
        return render_to_string("clues/list_more.html", {"form": form})
    return _empty_fields(chinese=chinese())


@lru_cache(maxsize=2)
def _empty_fields(*, chinese: bool) -> SafeString:
    return render_to_string("clues/list_more.html", {"form": asked(QueryDict())[1]})


def _rows(found: Found, today: date) -> list[Row]:
    told = headlines(found.clues)
    return [
        Row(
            clue,
            told[clue.pk],
            clue.last_seen > clue.first_seen,
            bool(clue.snoozed_until and clue.snoozed_until >= today),
        )
        for clue in found.clues
    ]


class Pages(NamedTuple):
    """Ways to the neighbouring pages; empty where there is none."""

    first: int
    last: int
    previous: str
    next: str
    deep: bool


def _pages(found: Found, query: QueryDict) -> Pages:
    def at(number: int) -> str:
        plain = plain_query(query)
        return f"?{plain}&page={number}" if plain else f"?page={number}"

    start = (found.page - 1) * PER_PAGE
    onward = found.page < found.pages
    return Pages(
        start + 1 if found.clues else 0,
        start + len(found.clues),
        at(found.page - 1) if found.page > 1 else "",
        at(found.page + 1) if onward else "",
        deep=found.page >= DEEPEST,
    )


def _bulk(access: PersonAccess, filters: Filters) -> list[tuple[BulkAct, str]]:
    """What may be done with ticked clues, with its address; what no room offers yet is left out."""
    found = []
    for act in bulk_acts:
        rights = (act.right,) if act.or_right is None else (act.right, act.or_right)
        if not any(access.may(one) for one in rights):
            continue
        if act.only and set(filters.states).isdisjoint(act.only):
            continue
        try:
            found.append((act, reverse(act.url)))
        except NoReverseMatch:
            continue
    return found


def _same(query: str, plain: str) -> bool:
    return sorted(query.split("&")) == sorted(plain.split("&"))


def _why_empty(filters: Filters, every: int) -> tuple[str, str]:
    """Why nothing is shown, and what to do."""
    if filters.given() - {"state", "sort", "page"}:
        return (
            t("没有符合条件的线索", "No clue fits"),
            t(
                "请去掉部分筛选条件，或者在“全部”中检索。",
                "Take some filters away, or search in “All”.",
            ),
        )
    if every:
        return (
            t("这一类没有线索", "No clue here"),
            t("其他状态的线索见上方各栏。", "See the other tabs above."),
        )
    return (
        t("还没有线索", "No clues yet"),
        t(
            "线索来自模型的运行结果：运行模型，或者导入卷宗包后，在这里办理。",
            "Clues come from runs of models: run one, or import a bundle, and they stand here.",
        ),
    )
