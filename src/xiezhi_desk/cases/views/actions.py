"""Special actions: list, one with its progress by office, targets, the one-page bulletin."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.audit.services import record
from xiezhi_desk.cases.bulletins import bulletin_of
from xiezhi_desk.cases.forms import ActionForm
from xiezhi_desk.cases.problems import NotRecorded
from xiezhi_desk.cases.selectors.actions import actions, by_model, find_action, progress
from xiezhi_desk.cases.services.acting import Plan, close, open_action, set_targets
from xiezhi_desk.library.letters import Mark, bulletin
from xiezhi_desk.library.models import catalogue
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.cases.records import Action
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["action", "action_list", "bulletin_file", "end", "new", "sought", "targets"]


def sought(request: DeskRequest, number: str) -> Action:
    """The action of an address.

    Raises:
        Http404: It is not there for this person; that they asked is recorded.
    """
    found = find_action(cast("PersonAccess", request.access), number)
    if found is None:
        out_of_reach(request, f"action:{number[:12]}")
    return found


@require_GET
@page(Right.SEE_CASES)
def action_list(request: DeskRequest) -> HttpResponse:
    """Actions the person's office leads or takes part in."""
    access = cast("PersonAccess", request.access)
    values = {
        "rows": actions(access),
        "today": timezone.localdate(),
        "may_lead": access.may(Right.LEAD_ACTIONS),
    }
    return render(request, "cases/actions.html", values)


@require_http_methods(["GET", "POST"])
@page(Right.LEAD_ACTIONS)
def new(request: DeskRequest) -> HttpResponse:
    """Open an action."""
    form = ActionForm(request.POST or None, choices=_models())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        plan = Plan(
            title=said["title"],
            goal=said["goal"],
            basis=said["basis"],
            begins=said["begins"],
            ends=said["ends"],
            lines=tuple(said["lines"]),
            model_ids=tuple(said["model_ids"]),
        )
        made = open_action(plan, cast("Person", request.user), timezone.now())
        return redirect("cases:action", number=made.number)
    return render(
        request, "cases/action_new.html", {"form": form}, status=422 if form.errors else 200
    )


@require_GET
@page(Right.SEE_CASES)
def action(request: DeskRequest, number: str) -> HttpResponse:
    """One action and how far each office is, in the order of the offices."""
    access, found = cast("PersonAccess", request.access), sought(request, number)
    rows = progress(found, access)
    person = cast("Person", request.user)
    titles = dict(_models())
    values = {
        "action": found,
        "rows": rows,
        "clues": sum(row.clues for row in rows),
        "verified": sum(row.verified for row in rows),
        "target": sum(row.target for row in rows),
        "models": [
            (name if name in titles else "", titles.get(name, name), *numbers)
            for name, numbers in by_model(found, access).items()
        ],
        "today": timezone.localdate(),
        "may_lead": access.may(Right.LEAD_ACTIONS)
        and found.office_id == person.office_id
        and found.closed_at is None,
    }
    return render(request, "cases/action.html", values)


@require_POST
@page(Right.LEAD_ACTIONS)
def targets(request: DeskRequest, number: str) -> HttpResponse:
    """Set the offices' targets."""
    found = sought(request, number)
    asked: dict[int, int] = {}
    field = forms.IntegerField(min_value=0, max_value=100_000, required=False)
    try:
        for target in found.targets.all():
            said = request.POST.get(f"office-{target.office_id}")
            if said is not None:
                asked[target.office_id] = field.clean(said) or 0
        set_targets(found, asked, cast("Person", request.user), timezone.now())
    except forms.ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except NotRecorded as refused:
        messages.error(request, f"{refused.what}{refused.why}{refused.cure}")
    else:
        messages.success(request, t("目标已保存。", "Targets kept."))
    return redirect("cases:action", number=number)


@require_POST
@page(Right.LEAD_ACTIONS)
def end(request: DeskRequest, number: str) -> HttpResponse:
    """Close an action."""
    try:
        close(sought(request, number), cast("Person", request.user), timezone.now())
    except NotRecorded as refused:
        messages.error(request, f"{refused.what}{refused.why}{refused.cure}")
    return redirect("cases:action", number=number)


def _models() -> list[tuple[str, str]]:
    """Shipped models: id and title."""
    return [(one.id, one.title.zh if chinese() else one.title.en) for one in catalogue()]


@require_GET
@page(Right.SEE_CASES)
def bulletin_file(request: DeskRequest, number: str) -> HttpResponse:
    """The one-page bulletin as docx, marked with who took it out; recorded."""
    access, found = cast("PersonAccess", request.access), sought(request, number)
    person, now = cast("Person", request.user), timezone.localtime()
    entry = record(
        by=person, action="action.bulletin", thing=f"action:{found.number}", now=timezone.now()
    )
    titles = {one.id: one.title.zh for one in catalogue()}  # it goes out in Chinese
    data = bulletin(
        bulletin_of(found, progress(found, access), timezone.localdate(now), titles),
        Mark(str(person), f"{now:%Y-%m-%d %H:%M}", f"A{entry.number}", found.office.name),
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="bulletin-{found.number}.docx"'
    return answer
