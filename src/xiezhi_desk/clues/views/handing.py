"""Assigning and handing on one clue: to a person, another office, another organ; restricting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.accounts.selectors import with_right
from xiezhi_desk.clues.forms.handing import HandForm, RestrictForm
from xiezhi_desk.clues.selectors.handed import came_across
from xiezhi_desk.clues.selectors.judged import has_right, judged
from xiezhi_desk.clues.selectors.loads import loads
from xiezhi_desk.clues.selectors.terms import own_due
from xiezhi_desk.clues.services import assigning, ordering, restricting
from xiezhi_desk.clues.steps import move_word
from xiezhi_desk.clues.views.page import sought
from xiezhi_desk.clues.views.refused import done, faults
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.clues.selectors.loads import Load
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["hand", "hand_on", "restrict"]

BETWEEN = ("hand_down", "raise", "take_over", "send_across", "transfer")


@require_GET
@page(Right.SEE_CLUES)
def hand(request: DeskRequest, number: str) -> HttpResponse:
    """Everything by which a clue changes hands, each with its own small form."""
    clue, access = sought(request, number), cast("PersonAccess", request.access)
    return render(request, "clues/hand.html", _values(access, clue, timezone.localdate()))


def _values(access: PersonAccess, clue: Clue, today: date) -> dict[str, Any]:
    moves, received = judged(access, clue).moves, came_across(clue)
    people = _people("assign" if "assign" in moves else "take_over", clue, access, today)
    forms = {}
    for name in ("assign", *BETWEEN, "urge"):
        if name == "send_across" and received:
            continue
        if name in moves or (name == "urge" and has_right(access, clue, Right.ASSIGN)):
            form = HandForm(initial={"revision": clue.revision}, prefix=None, auto_id=f"{name}_%s")
            form.shape(name, clue, people, access)
            forms[name] = {"form": form, "word": move_word(name), "term": _term(clue, name, today)}
    named = list(clue.named.select_related("person")) if clue.restricted else []
    restricts = has_right(access, clue, Right.RESTRICT)
    return {
        "clue": clue,
        "forms": forms,
        "people": people,
        "no_return": received and "send_across" in moves,
        "named": named,
        "restrict": _restrict_form(clue, named) if restricts else None,
        "today": today,
    }


def _people(name: str, clue: Clue, access: PersonAccess, today: date) -> list[Load]:
    """Who may be given the clue: of its office, or of the one that takes it over."""
    own = cast("Person", access.person).office
    if name not in {"assign", "take_over"} or not access.may(Right.ASSIGN) or own is None:
        return []
    return loads(clue, today, own if name == "take_over" else clue.office)


def _term(clue: Clue, name: str, today: date) -> Any:
    return own_due(clue.office, name, today) if name not in {"assign", "take_over"} else None


def _restrict_form(clue: Clue, named: list[Any]) -> RestrictForm:
    form = RestrictForm(initial={"people": [one.person_id for one in named]})
    form.offer(with_right(clue.office, Right.SEE_CLUES))
    return form


@require_POST
@page(Right.ASSIGN)
def hand_on(request: DeskRequest, number: str, name: str) -> HttpResponse:
    """Assign, hand down, raise, take over, send across, transfer, urge."""
    clue, access = sought(request, number), cast("PersonAccess", request.access)
    form = HandForm(request.POST)
    if name not in {"assign", "urge", *BETWEEN}:
        raise Http404
    today = timezone.localdate()
    form.shape(name, clue, _people(name, clue, access, today), access)
    if not form.is_valid():
        faults(request, form)
        return redirect("clues:hand", number=number)
    act = _acts(clue, form, cast("Person", request.user), access)[name]
    word = t("已办理：{move}。", "Done: {move}.", move=move_word(name))
    leaves = name in {"raise", "send_across"}
    return done(request, act, "/clues/" if leaves else f"/clues/{number}/", word)


def _acts(
    clue: Clue, form: HandForm, by: Person, access: PersonAccess
) -> dict[str, Callable[[], object]]:
    said, now, today = form.cleaned_data, timezone.now(), timezone.localdate()
    common = {"revision": said["revision"], "access": access}
    reason, due, to, office = said["reason"], said["due"], said["to"], said["office"]
    return {
        "assign": lambda: assigning.assign(clue, to, by, now, due=due, reason=reason, **common),
        "hand_down": lambda: assigning.hand_down(
            clue, office, by, now, today=today, reason=reason, due=due, **common
        ),
        "raise": lambda: assigning.raise_up(clue, by, now, today=today, reason=reason, **common),
        "take_over": lambda: assigning.take_over(
            clue, by, now, reason=reason, to=to, due=due, **common
        ),
        "send_across": lambda: assigning.send_across(
            clue, office, by, now, today=today, reason=reason, due=due, **common
        ),
        "transfer": lambda: ordering.transfer(
            clue, said["organ"], by, now, today=today, reason=reason, due=due, **common
        ),
        "urge": lambda: ordering.urge(
            clue, by, now, today=today, reason=reason, due=due, access=access
        ),
    }


@require_POST
@page(Right.RESTRICT)
def restrict(request: DeskRequest, number: str) -> HttpResponse:
    """Restrict a clue, name its people anew, or lift the restriction."""
    clue, access = sought(request, number), cast("PersonAccess", request.access)
    form = RestrictForm(request.POST)
    form.offer(with_right(clue.office, Right.SEE_CLUES))
    if not form.is_valid():
        faults(request, form)
        return redirect("clues:hand", number=number)
    by, now, said = cast("Person", request.user), timezone.now(), form.cleaned_data
    people, reason = list(said["people"]), said["reason"]
    if "lift" in request.POST:
        return done(
            request,
            lambda: restricting.unrestrict(clue, by, now, reason, access=access),
            f"/clues/{number}/",
            t("已解除限制。", "The restriction is lifted."),
        )
    act = restricting.name_people if clue.restricted else restricting.restrict
    return done(
        request,
        lambda: act(clue, people, by, now, reason, access=access),
        f"/clues/{number}/",
        t("已限定知悉人员。", "Only these people see it now."),
    )
