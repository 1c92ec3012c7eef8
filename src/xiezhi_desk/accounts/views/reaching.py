"""Which offices and people an administrator keeps: their own office and those below."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from xiezhi_desk.accounts.records import Person
from xiezhi_desk.audit.reach import out_of_reach

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Office
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["me", "office_of", "offices_of", "people_of_reach", "person_of"]


def me(request: HttpRequest) -> Person:
    """Who asks."""
    return cast("Person", request.user)


def offices_of(request: HttpRequest) -> QuerySet[Office]:
    """Offices the administrator keeps."""
    return cast("PersonAccess", cast("DeskRequest", request).access).offices()


def office_of(request: HttpRequest, code: str) -> Office:
    """One of them; 404, recorded, for any other."""
    office = offices_of(request).filter(code=code).first()
    if office is None:
        out_of_reach(request, f"office:{code}")
    return office


def people_of_reach(request: HttpRequest) -> QuerySet[Person]:
    """People of those offices."""
    return Person.objects.filter(office__in=offices_of(request)).select_related(
        "office", "department"
    )


def person_of(request: HttpRequest, number: str) -> Person:
    """One of them; 404, recorded, for any other."""
    person = people_of_reach(request).filter(number=number).first()
    if person is None:
        out_of_reach(request, f"person:{number}")
    return person
