"""Moving one clue: simple moves, handing on, orders answered, putting aside, conflict, decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xiezhi_desk.clues.forms.judging import DecideForm, MoveForm, SnoozeForm, WordsForm
from xiezhi_desk.clues.records import Step
from xiezhi_desk.clues.selectors.covering import cover_of
from xiezhi_desk.clues.selectors.judged import judged
from xiezhi_desk.clues.services import deciding, ordering, recusing, snoozing
from xiezhi_desk.clues.services.moving import move
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.services.uncovering import uncovered
from xiezhi_desk.clues.states import State
from xiezhi_desk.clues.steps import move_word
from xiezhi_desk.clues.views.page import sought
from xiezhi_desk.clues.views.refused import done, faults, say
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["answer_order", "decide", "declare", "move_clue", "snooze", "wake"]

SIMPLE = frozenset({"take", "give_back", "verify"})


def _at(clue: Clue) -> str:
    return f"/clues/{clue.number}/"


@require_POST
@page(Right.SEE_CLUES)
def move_clue(request: DeskRequest, number: str, name: str) -> HttpResponse:
    """Take, give back, verify, confirm, send back, withdraw, reopen."""
    clue, form = sought(request, number), MoveForm(request.POST)
    by, now = cast("Person", request.user), timezone.now()
    access = cast("PersonAccess", request.access)
    if not form.is_valid():
        faults(request, form)
        return redirect(_at(clue))
    said, revision = form.cleaned_data["reason"], form.cleaned_data["revision"]
    acts: dict[str, Callable[[], object]] = {
        "confirm": lambda: deciding.confirm(
            clue, by, now, text=said, revision=revision, access=access
        ),
        "refuse": lambda: deciding.refuse(clue, by, now, said, revision=revision, access=access),
        "withdraw": lambda: deciding.withdraw(clue, by, now, revision=revision, reason=said),
        "reopen": lambda: deciding.reopen(clue, by, now, said, revision=revision),
    }
    if name in SIMPLE:
        acts[name] = lambda: move(clue, name, by, now, said, revision=revision, access=access)
    if name not in acts:
        raise Http404
    word = t("已办理：{move}。", "Done: {move}.", move=move_word(name))
    return done(request, acts[name], _at(clue), word)


@require_http_methods(["GET", "POST"])
@page(Right.JUDGE_CLUES)
def decide(request: DeskRequest, number: str) -> HttpResponse:
    """Decide a clue, or propose its outcome; what was written is kept when it is refused."""
    clue, access = sought(request, number), cast("PersonAccess", request.access)
    problem: Refused | None = None
    status = 200
    if request.method == "POST":
        form = DecideForm(request.POST, clue=clue)
        if form.is_valid():
            try:
                word = _decided(request, clue, form, access)
            except Refused as refused:
                problem, status = refused, 409 if refused.kind is Kind.STALE else 422
                clue = sought(request, number)
                form = _with_revision(form, clue)
            else:
                messages.success(request, word)
                return redirect(_at(clue))
        else:
            status = 422
    else:
        form = DecideForm(clue=clue, initial={"revision": clue.revision})
    values: dict[str, Any] = {
        "clue": clue,
        "form": form,
        "problem": problem,
        "moves": judged(access, clue).moves,
        "tasks": judged(access, clue).tasks,
        "cover": cover_of(clue, bare=uncovered(clue, timezone.now(), request.session)),
    }
    return render(request, "clues/decide.html", values, status=status)


def _decided(request: DeskRequest, clue: Clue, form: DecideForm, access: PersonAccess) -> str:
    by, now, finding = cast("Person", request.user), timezone.now(), form.finding()
    revision = form.cleaned_data["revision"]
    alone = "close" in request.POST and finding.outcome != State.FOUNDED
    act = deciding.close if alone else deciding.propose
    act(clue, finding, by, now, revision=revision, access=access)
    if alone:
        return t("已作出结论。", "Decided.")
    return t("已提请复核。", "Proposed: a second person confirms it.")


def _with_revision(form: DecideForm, clue: Clue) -> DecideForm:
    """The same words on the clue as it is now: sent again, it is a decision on the new state."""
    data = {**form.data.dict(), "revision": str(clue.revision)}  # type: ignore[attr-defined]
    again = DecideForm(data, clue=clue)
    again.is_valid()
    return again


@require_POST
@page(Right.SEE_CLUES)
def answer_order(request: DeskRequest, number: str, key: int, name: str) -> HttpResponse:
    """Sign for an order, say how it goes, or report back."""
    clue, form = sought(request, number), WordsForm(request.POST)
    order = get_object_or_404(Step.objects.select_related("clue"), pk=key, clue=clue)
    by, now = cast("Person", request.user), timezone.now()
    text = form.cleaned_data["text"] if form.is_valid() else ""
    acts: dict[str, Callable[[], object]] = {
        "receive": lambda: ordering.receive(order, by, now, text=text),
        "handling": lambda: ordering.handling(order, by, now, text),
        "feedback": lambda: ordering.feedback(order, by, now, text),
    }
    if name not in acts:
        raise Http404
    word = t("已办理：{move}。", "Done: {move}.", move=move_word(name))
    return done(request, acts[name], _at(clue), word)


@require_POST
@page(Right.JUDGE_CLUES)
def snooze(request: DeskRequest, number: str) -> HttpResponse:
    """Put a clue aside until a day."""
    clue, form = sought(request, number), SnoozeForm(request.POST)
    by, now = cast("Person", request.user), timezone.now()
    if not form.is_valid():
        faults(request, form)
        return redirect(_at(clue))
    said = form.cleaned_data
    return done(
        request,
        lambda: snoozing.snooze(
            clue, said["until"], by, now, today=timezone.localdate(), reason=said["reason"]
        ),
        _at(clue),
        t("已暂缓，到期自动恢复。", "Put aside; it comes back by itself."),
    )


@require_POST
@page(Right.JUDGE_CLUES)
def wake(request: DeskRequest, number: str) -> HttpResponse:
    """Take a clue up again."""
    clue = sought(request, number)
    by, now = cast("Person", request.user), timezone.now()
    word = t("已恢复办理。", "Taken up again.")
    return done(request, lambda: snoozing.wake(clue, by, now), _at(clue), word)


@require_POST
@page(Right.SEE_CLUES)
def declare(request: DeskRequest, number: str) -> HttpResponse:
    """Declare a conflict of interest with this clue."""
    clue, form = sought(request, number), WordsForm(request.POST)
    by, now = cast("Person", request.user), timezone.now()
    text = form.cleaned_data["text"] if form.is_valid() else ""
    try:
        recusing.declare(by, now, text, clue=clue)
    except Refused as refused:
        say(request, refused)
        return redirect(_at(clue))
    messages.success(request, t("已声明回避，线索已退回。", "Declared; the clue was given back."))
    return redirect("clues:list")
