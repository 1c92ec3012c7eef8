"""The system administrator's pages of offices and departments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.accounts.forms.managing import DepartmentForm, OfficeForm, RenameForm
from xiezhi_desk.accounts.records import Department, Office
from xiezhi_desk.accounts.services import offices
from xiezhi_desk.accounts.views.reaching import me, office_of, offices_of
from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

__all__ = [
    "add_department",
    "add_office",
    "department",
    "office_page",
    "offices_page",
    "remove_department",
    "remove_office",
]


def _done(request: HttpRequest, act: Callable[[], Any], form: Form | None = None) -> bool:
    """Carry out an act of the services; its refusal goes to the form or is shown as a message."""
    try:
        act()
    except ValidationError as problem:
        if form is not None:
            form.add_error(None, problem.messages)
        else:
            messages.error(request, " ".join(problem.messages))
        return False
    messages.success(request, t("已保存。", "Saved."))
    return True


@page(Right.MANAGE_PEOPLE)
@require_GET
def offices_page(request: HttpRequest) -> HttpResponse:
    """The tree of one's offices."""
    tree = offices_of(request).annotate(
        active=Count("people", filter=Q(people__is_active=True), distinct=True)
    )
    return render(request, "accounts/offices.html", {"tree": tree})


@page(Right.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def add_office(request: HttpRequest) -> HttpResponse:
    """A new office below one of one's own."""
    form = OfficeForm(offices_of(request), request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(
            request,
            lambda: offices.add_office(**form.cleaned_data, by=me(request), now=timezone.now()),
            form,
        )
    ):
        return redirect("accounts:offices")
    return render(request, "accounts/office_new.html", {"form": form})


@page(Right.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def office_page(request: HttpRequest, code: str) -> HttpResponse:
    """One office: its name and departments."""
    office = office_of(request, code)
    start = {"name": office.name, "name_en": office.name_en, "division": office.division}
    form = RenameForm(request.POST or None, initial=start)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(
            request,
            lambda: offices.rename_office(
                office, **form.cleaned_data, by=me(request), now=timezone.now()
            ),
            form,
        )
    ):
        return redirect("accounts:office", code)
    rooms = office.departments.annotate(active=Count("people", filter=Q(people__is_active=True)))
    return render(
        request,
        "accounts/office.html",
        {
            "office": Office.objects.get(pk=office.pk),
            "form": form,
            "rooms": rooms,
            "new": DepartmentForm(),
        },
    )


@page(Right.MANAGE_PEOPLE)
@require_POST
def remove_office(request: HttpRequest, code: str) -> HttpResponse:
    """Take away an office nothing hangs on."""
    office = office_of(request, code)
    if _done(request, lambda: offices.remove_office(office, by=me(request), now=timezone.now())):
        return redirect("accounts:offices")
    return redirect("accounts:office", code)


@page(Right.MANAGE_PEOPLE)
@require_POST
def add_department(request: HttpRequest, code: str) -> HttpResponse:
    """A new department."""
    office = office_of(request, code)
    form = DepartmentForm(request.POST)
    if form.is_valid():
        _done(
            request,
            lambda: offices.add_department(
                office, **form.cleaned_data, by=me(request), now=timezone.now()
            ),
        )
    else:
        messages.error(request, t("请填写部门名称。", "The department needs a name."))
    return redirect("accounts:office", code)


def _department(request: HttpRequest, code: str, pk: int) -> Department:
    found = office_of(request, code).departments.select_related("office").filter(pk=pk).first()
    if found is None:
        out_of_reach(request, f"department:{pk}")
    return found


@page(Right.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def department(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Rename a department."""
    room = _department(request, code, pk)
    form = DepartmentForm(request.POST or None, initial={"name": room.name, "line": room.line})
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(
            request,
            lambda: offices.rename_department(
                room, **form.cleaned_data, by=me(request), now=timezone.now()
            ),
            form,
        )
    ):
        return redirect("accounts:office", code)
    return render(
        request, "accounts/department.html", {"office": room.office, "room": room, "form": form}
    )


@page(Right.MANAGE_PEOPLE)
@require_POST
def remove_department(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take away a department nobody belongs to."""
    room = _department(request, code, pk)
    _done(request, lambda: offices.remove_department(room, by=me(request), now=timezone.now()))
    return redirect("accounts:office", code)
