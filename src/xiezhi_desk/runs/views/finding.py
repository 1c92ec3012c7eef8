"""What every page here begins with: the thing asked for or a recorded 404, tabs, paging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.core.paginator import Page, Paginator

from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.runs import selectors
from xiezhi_desk.ui.menu import address
from xiezhi_desk.ui.parts import Tab
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.runs.records import Bundle, Job, Schedule
    from xiezhi_desk.ui.page import DeskRequest

    Row = TypeVar("Row", Job, Bundle, Schedule)

__all__ = ["access_of", "bundle", "job", "paged", "person_of", "schedule", "tabs"]

ROWS = 25


def access_of(request: DeskRequest) -> PersonAccess:
    """Who asks, with rights and reach."""
    return cast("PersonAccess", request.access)


def person_of(request: DeskRequest) -> Person:
    """Who asks; pages with a right have somebody."""
    return cast("Person", request.user)


def job(request: DeskRequest, number: str) -> Job:
    """The job of an address.

    Raises:
        Http404: It is not there for this person; that they asked is recorded.
    """
    found = selectors.job_of(access_of(request), number)
    if found is None:
        out_of_reach(request, f"job:{number[:12]}")
    return found


def bundle(request: DeskRequest, number: str) -> Bundle:
    """The bundle of an address.

    Raises:
        Http404: As of a job.
    """
    found = selectors.bundle_of(access_of(request), number)
    if found is None:
        out_of_reach(request, f"bundle:{number[:12]}")
    return found


def schedule(request: DeskRequest, number: str) -> Schedule:
    """The schedule of an address.

    Raises:
        Http404: As of a job.
    """
    found = selectors.schedule_of(access_of(request), number)
    if found is None:
        out_of_reach(request, f"schedule:{number[:12]}")
    return found


def paged(rows: QuerySet[Row], number: Any) -> Page[Row]:
    """A page of a list; a number past the end is the last page."""
    return Paginator(rows, ROWS).get_page(number or 1)


def tabs(request: DeskRequest, current: str) -> list[Tab]:
    """Jobs, schedules, bundles."""
    named = {
        "list": (t("任务", "Jobs"), selectors.open_jobs(access_of(request)) or None),
        "schedules": (t("定时运行", "Schedules"), None),
        "bundles": (t("卷宗包", "Bundles"), None),
    }
    return [
        Tab(title, url, many, current=name == current)
        for name, (title, many) in named.items()
        if (url := address(f"runs:{name}"))
    ]
