"""The system administrator's pages of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.accounts import people_list
from xiezhi_desk.accounts.forms.managing import (
    HandoverForm,
    ListForm,
    PeopleFilter,
    PersonForm,
    ReasonForm,
)
from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.accounts.records import Person
from xiezhi_desk.accounts.selectors import filtered, people_of
from xiezhi_desk.accounts.services import handing, passwords, people
from xiezhi_desk.accounts.views.reaching import me, offices_of, people_of_reach, person_of
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = [
    "add_person",
    "disable",
    "enable",
    "hand_over",
    "import_people",
    "links",
    "new_link",
    "people_page",
    "person_page",
]

LINKS = "fresh_links"


@page(Right.MANAGE_PEOPLE)
@require_GET
def people_page(request: HttpRequest) -> HttpResponse:
    """The people of one's offices."""
    form = PeopleFilter(request.GET)
    form.is_valid()
    given = form.cleaned_data
    found = filtered(
        people_of_reach(request),
        words=given.get("q", ""),
        office=given.get("office", ""),
        duty=given.get("duty", ""),
        state=given.get("state", ""),
    )
    shown = Paginator(found, 50).get_page(given.get("page") or 1)
    return render(
        request,
        "accounts/people.html",
        {"shown": shown, "form": form, "offices": offices_of(request)},
    )


@page(Right.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    """Make an account."""
    form = PersonForm(offices_of(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = people.Given(**form.cleaned_data)
        try:
            made = people.add(given, by=me(request), now=timezone.now())
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            return _show_links(request, [made])
    return render(request, "accounts/person_new.html", {"form": form})


def _show_links(request: HttpRequest, made: list[people.Invited]) -> HttpResponse:
    request.session[LINKS] = [[one.person.pk, one.token] for one in made]
    return redirect("accounts:links")


@page(Right.MANAGE_PEOPLE)
@require_GET
@never_cache
def links(request: HttpRequest) -> HttpResponse:
    """One-time links just made, shown once, to be printed and handed over."""
    made: list[list[Any]] = request.session.pop(LINKS, [])
    people_by_pk = people_of_reach(request).in_bulk([pk for pk, _ in made])
    shown = [
        {
            "person": people_by_pk[pk],
            "url": request.build_absolute_uri(reverse("accounts:invited", args=(token,))),
        }
        for pk, token in made
        if pk in people_by_pk
    ]
    return render(request, "accounts/links.html", {"links": shown})


@page(Right.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def person_page(request: HttpRequest, number: str) -> HttpResponse:
    """A person's account."""
    person = person_of(request, number)
    start = {
        "name": person.name,
        "office": person.office_id,
        "department": person.department_id,
        "email": person.email,
    }
    form = PersonForm(offices_of(request), request.POST or None, new=False, initial=start)
    if request.method == "POST" and form.is_valid():
        people.change(person, **form.cleaned_data, by=me(request), now=timezone.now())
        messages.success(request, t("已保存。", "Saved."))
        return redirect("accounts:person", number)
    return render(
        request,
        "accounts/person.html",
        {
            "person": person,
            "form": form,
            "reason": ReasonForm(),
            "duties": person.duties.order_by("since"),
            "work": handing.open_work(person),
            "handovers": person.handed_over.select_related("successor").order_by("-at"),
            "invited": person.invitations.filter(used_at__isnull=True).first(),
            "me": person.pk == me(request).pk,
        },
    )


@page(Right.MANAGE_PEOPLE)
@require_POST
def new_link(request: HttpRequest, number: str) -> HttpResponse:
    """A new one-time link: the old password and every session are gone."""
    person = person_of(request, number)
    if not person.is_active or person.pk == me(request).pk:
        raise Http404
    token = passwords.invite(person, by=me(request), now=timezone.now())
    return _show_links(request, [people.Invited(person, token)])


@page(Right.MANAGE_PEOPLE)
@require_POST
def disable(request: HttpRequest, number: str) -> HttpResponse:
    """Close an account, with the reason."""
    person = person_of(request, number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, t("请写明停用理由。", "Say why."))
        return redirect("accounts:person", number)
    try:
        people.disable(
            person, reason=form.cleaned_data["reason"], by=me(request), now=timezone.now()
        )
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("accounts:person", number)
    messages.success(request, t("账号已停用，登录已全部退出。", "The account is closed."))
    left = handing.open_work(person)
    return redirect("accounts:hand_over" if any(left.values()) else "accounts:person", number)


@page(Right.MANAGE_PEOPLE)
@require_POST
def enable(request: HttpRequest, number: str) -> HttpResponse:
    """Open an account again."""
    person = person_of(request, number)
    token = people.enable(person, by=me(request), now=timezone.now())
    return _show_links(request, [people.Invited(person, token)])


@page(Right.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    """Give a leaver's open work to somebody else."""
    leaver = person_of(request, number)
    others = (
        people_of(leaver.office).exclude(pk=leaver.pk) if leaver.office else Person.objects.none()
    )
    form = HandoverForm(others, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = handing.hand_over(
                leaver, form.cleaned_data["successor"], by=me(request), now=timezone.now()
            )
        except ValidationError as problem:
            form.add_error("successor", problem.messages)
        else:
            moved = sum(done.moved.values())
            messages.success(request, t("已移交 {n} 项。", "{n} handed over.", n=moved))
            return redirect("accounts:person", number)
    return render(
        request,
        "accounts/hand_over.html",
        {"person": leaver, "form": form, "work": handing.open_work(leaver)},
    )


@page(Right.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
@limited("upload")
def import_people(request: HttpRequest) -> HttpResponse:
    """Make many accounts from a list: all or none."""
    form = ListForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        said = people_list.read(form.cleaned_data["file"].read(), offices_of(request))
        faults = said.faults
        if not faults:
            try:
                made = people.add_all(said.people, by=me(request), now=timezone.now())
            except ValidationError as problem:
                faults = list(problem.messages)
            else:
                return _show_links(request, made)
    return render(request, "accounts/people_import.html", {"form": form, "faults": faults})
