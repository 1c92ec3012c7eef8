"""The rules that send new clues to offices, with a dry run before one is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xiezhi_desk.clues.access import reach
from xiezhi_desk.clues.forms.routing import RouteForm
from xiezhi_desk.clues.records import Route
from xiezhi_desk.clues.selectors.choices import titles
from xiezhi_desk.clues.selectors.routing import Router
from xiezhi_desk.clues.selectors.trying import LATEST, tried, with_rule
from xiezhi_desk.clues.services.routing import add_rule, move_rule, remove_rule
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Office, Person
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["change_route", "routes"]


@require_http_methods(["GET", "POST"])
@page(Right.SET_ROUTES)
def routes(request: DeskRequest) -> HttpResponse:
    """The rules in order; a new one is tried over the waiting clues, then kept."""
    access, person = cast("PersonAccess", request.access), cast("Person", request.user)
    far = reach(access)
    form = RouteForm(request.POST or None, far=far)
    home = cast("Office", person.office)
    # Rules of the offices above hold here too; those of other places are not ours to see.
    rules = [
        rule
        for rule in Route.objects.select_related("office", "owner")
        if home.path.startswith(rule.owner.path) or rule.owner.path.startswith(home.path)
    ]
    trial: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        rule = form.rule(home)
        if request.POST.get("do") == "keep":
            add_rule(rule, by=person, now=timezone.now())
            messages.success(
                request,
                t("规则已保存，自下一次导入起生效。", "Kept; it holds from the next import."),
            )
            return redirect("clues:routes")
        trial = {"flows": tried(access, Router(home, with_rule(rules, rule)))}
    organ = request.GET.get("organ", "")[:200].strip()
    if organ:
        router = Router(home, rules)
        went = router.route("", request.GET.get("line", "")[:20], organ)
        trial["one"] = (organ, router.offices[went.office].name, went.reason)
    names = {one.model: one.zh if chinese() else one.en for one in titles()}
    values = {
        "form": form,
        "rules": [(rule, names.get(rule.model, rule.model)) for rule in rules],
        "own": home.pk,
        "organ": organ,
        "latest": LATEST,
        **trial,
    }
    return render(request, "clues/list_routes.html", values)


@require_POST
@page(Right.SET_ROUTES)
def change_route(request: DeskRequest, pk: int) -> HttpResponse:
    """Move a rule up or down, or take it away."""
    person, now = cast("Person", request.user), timezone.now()
    rule = get_object_or_404(Route, pk=pk, owner_id=person.office_id)
    match request.POST.get("do"):
        case "up":
            move_rule(rule, rule.place - 1, by=person, now=now)
        case "down":
            move_rule(rule, rule.place + 1, by=person, now=now)
        case "remove":
            remove_rule(rule, by=person, now=now)
            messages.success(request, t("规则已删除。", "The rule is gone."))
        case _:
            messages.error(request, t("没有这项操作。", "There is no such act."))
    return redirect("clues:routes")
