"""The start page and the state of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xiezhi_desk.audit.views.trail import told
from xiezhi_desk.cases.selectors.outcomes import founded_matters, sums
from xiezhi_desk.clues.selectors.headlines import headlines
from xiezhi_desk.clues.states import State
from xiezhi_desk.dashboards.selectors.beginning import beginning
from xiezhi_desk.dashboards.selectors.keeping import (
    ending_duties,
    idle_people,
    kept,
    latest_entries,
)
from xiezhi_desk.dashboards.selectors.overview import by_line, by_office
from xiezhi_desk.dashboards.selectors.today import newest, soon, waiting
from xiezhi_desk.runs.selectors import open_jobs
from xiezhi_desk.ui.menu import menu
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["home", "overview"]


@require_GET
@page(Right.SIGNED_IN)
def home(request: DeskRequest) -> HttpResponse:
    """What waits today; for who keeps the desk, what they look at first, and their pages."""
    access, now = cast("PersonAccess", request.access), timezone.now()
    today = timezone.localdate(now)
    near, new = soon(access, today), newest(access)
    lines, waits = headlines([*near, *new]), waiting(access, today)
    values = {
        "waiting": waits,
        "begin": [] if waits or near or new else beginning(access, today),
        "soon": [(clue, lines[clue.pk]) for clue in near],
        "newest": [(clue, lines[clue.pk]) for clue in new],
        "begin_accounts": access.may(Right.MANAGE_PEOPLE) or access.may(Right.MANAGE_SECURITY),
        "jobs": open_jobs(access) if access.may(Right.SEE_MODELS) else 0,
        "kept": kept(access, now),
        "idle": idle_people(access, now),
        "ending": ending_duties(access, today),
        "entries_read": told(latest_entries(access, now)),
        "sees_clues": access.may(Right.SEE_CLUES),
        "entries": menu(access, request.path),
        "today": today,
    }
    return render(request, "dashboards/home.html", values)


@require_GET
@page(Right.SEE_CASES)
def overview(request: DeskRequest) -> HttpResponse:
    """The state of work by office and by line, and what came of it."""
    access = cast("PersonAccess", request.access)
    offices, lines = by_office(access), by_line(access)
    values = {
        "states": [label for _, label in State.choices],
        "offices": offices,
        "lines": lines,
        "sums": sums(founded_matters(access)),
        "chart": {
            "x": [row.title for row in lines],
            "series": [
                {"name": str(label), "kind": "bar", "data": [row.states[at] for row in lines]}
                for at, (_, label) in enumerate(State.choices)
            ],
        },
    }
    return render(request, "dashboards/overview.html", values)
