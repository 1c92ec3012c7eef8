"""Batches: made, sent, their returned annex previewed, kept, proposed from, confirmed."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.clues.forms.batches import AnnexForm, ProposeForm, SendBatchForm
from xiezhi_desk.clues.forms.chosen import chosen
from xiezhi_desk.clues.forms.judging import MoveForm
from xiezhi_desk.clues.records import Batch
from xiezhi_desk.clues.selectors.answers import preview
from xiezhi_desk.clues.selectors.batches import batches, find_batch, lines_of, same_kind
from xiezhi_desk.clues.selectors.covering import cover_for_list
from xiezhi_desk.clues.selectors.terms import own_due
from xiezhi_desk.clues.services import answering, batching
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.clues.states import State
from xiezhi_desk.clues.views.page import sought
from xiezhi_desk.clues.views.refused import done, faults, say
from xiezhi_desk.library.letters import AnnexLine, read_annex
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.ui.page import DeskRequest

__all__ = [
    "accept_answer",
    "batch_list",
    "batch_page",
    "change_batch",
    "confirm_batch",
    "keep_annex",
    "make_batch",
    "make_like",
    "propose_batch",
    "send_batch",
    "take_annex",
]


@require_GET
@page(Right.SEE_CLUES)
def batch_list(request: DeskRequest) -> HttpResponse:
    """The batches of the person's offices."""
    found = Paginator(batches(cast("PersonAccess", request.access)), 50)
    values = {"page": found.get_page(request.GET.get("page")), "today": timezone.localdate()}
    return render(request, "clues/batches.html", values)


@require_POST
@page(Right.JUDGE_CLUES)
def make_batch(request: DeskRequest) -> HttpResponse:
    """Make a batch of the clues ticked in the list."""
    picked = chosen(cast("PersonAccess", request.access), request.POST, timezone.localdate())
    return _made(request, picked.clues)


@require_POST
@page(Right.JUDGE_CLUES)
def make_like(request: DeskRequest, number: str) -> HttpResponse:
    """Make a batch of all open clues of a clue's model on its organ."""
    clue = sought(request, number)
    access = cast("PersonAccess", request.access)
    return _made(request, same_kind(access, clue, batching.MOST))


def _made(request: DeskRequest, clues: list[Clue]) -> HttpResponse:
    by = cast("Person", request.user)
    try:
        batch = batching.make(
            clues, by, timezone.now(), access=cast("PersonAccess", request.access)
        )
    except Refused as refused:
        say(request, refused)
        return redirect("clues:list")
    messages.success(request, t("已编成批次。", "The batch is made."))
    return redirect("clues:batch", number=batch.number)


@require_GET
@page(Right.SEE_CLUES)
def batch_page(request: DeskRequest, number: str) -> HttpResponse:
    """One batch: its clues, its letter, its answers."""
    batch = _sought(request, number)
    return render(request, "clues/batch.html", _values(request, batch))


def _values(request: DeskRequest, batch: Batch, form: ProposeForm | None = None) -> dict[str, Any]:
    access, today, lines = (
        cast("PersonAccess", request.access),
        timezone.localdate(),
        lines_of(batch),
    )
    mine, draft = batch.made_by_id == access.person.pk, batch.state == Batch.State.DRAFT
    send = SendBatchForm(initial={"on": today})
    send.offer(own_due(batch.office, "batch", today))
    sent = batch.state in {Batch.State.SENT, Batch.State.ANSWERED}
    propose = form or ProposeForm(lines=lines, model=batch.model)
    proposed = [line for line in lines if line.clue.state == State.PROPOSED]
    own = [line for line in proposed if line.decision and line.decision.by_id == access.person.pk]
    return {
        "batch": batch,
        "lines": lines,
        "cover": cover_for_list([line.clue for line in lines]),
        "mine": mine,
        "reads": bool(access.may(Right.JUDGE_CLUES))
        and batch.office_id == getattr(access.person, "office_id", None),
        "today": today,
        "draft": draft,
        "send_form": send if mine and draft else None,
        "annex_form": AnnexForm(initial={"on": today}) if mine and sent else None,
        "propose_form": propose if mine and sent and propose.rows else None,
        "proposed": proposed,
        "may_confirm": bool(proposed) and not own and bool(access.may(Right.CONFIRM)),
        "wrong": batch.answers.exclude(problem="").order_by("-round", "line")[:50] if mine else [],
        "unanswered": [] if draft else [line for line in lines if line.answer is None],
    }


@require_POST
@page(Right.JUDGE_CLUES)
def change_batch(request: DeskRequest, number: str, name: str) -> HttpResponse:
    """Take a clue out of a draft, or close an answered batch."""
    batch, by, now = _sought(request, number), cast("Person", request.user), timezone.now()
    if name == "close":
        word = t("批次已办结。", "The batch is closed.")
        return done(request, lambda: batching.close(batch, by, now), _at(number), word)
    if name == "add":
        return _added(request, batch)
    if name != "remove":
        raise Http404
    clue = get_object_or_404(batch.clues, number=request.POST.get("clue", "")[:12])
    return done(request, lambda: batching.remove(batch, clue, by, now), _at(number))


def _added(request: DeskRequest, batch: Batch) -> HttpResponse:
    """Add the other open clues of the batch's kind."""
    access, by = cast("PersonAccess", request.access), cast("Person", request.user)
    first = batch.clues.first()
    like = same_kind(access, first, batching.MOST - batch.clues.count()) if first else []
    return done(
        request,
        lambda: batching.add(batch, like, by, timezone.now(), access=access),
        _at(batch.number),
        t("已加入 {n} 条同类线索。", "{n} of the kind added.", n=len(like)),
    )


@require_POST
@page(Right.JUDGE_CLUES)
def send_batch(request: DeskRequest, number: str) -> HttpResponse:
    """The letter went out."""
    batch, form = _sought(request, number), SendBatchForm(request.POST)
    form.offer(own_due(batch.office, "batch", timezone.localdate()))
    if not form.is_valid():
        faults(request, form)
        return redirect(_at(number))
    (due, article), on = form.term(), form.cleaned_data["on"]
    by, now = cast("Person", request.user), timezone.now()
    return done(
        request,
        lambda: batching.mark_sent(batch, on, by, now, due=due, article=article),
        _at(number),
        t("已记录发出。", "Recorded as sent."),
    )


@require_POST
@page(Right.JUDGE_CLUES)
@limited("upload")
def take_annex(request: DeskRequest, number: str) -> HttpResponse:
    """Read the returned annex and show what it would do; nothing is kept yet."""
    batch, form = _sought(request, number), AnnexForm(request.POST, request.FILES)
    if not form.is_valid():
        faults(request, form)
        return redirect(_at(number))
    file = form.cleaned_data["file"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"annex{Path(file.name).suffix.lower()}"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        try:
            lines = read_annex(path, list(batch.clues.values_list("number", flat=True))).lines
        except DoorError as error:
            for problem in error.problems:
                what = problem.what.zh if chinese() else problem.what.en
                cure = problem.cure.zh if chinese() else problem.cure.en
                messages.error(request, f"{what} {cure}")
            return redirect(_at(number))
    on = form.cleaned_data["on"]
    request.session[_key(batch)] = {"on": str(on), "lines": [asdict(line) for line in lines]}
    cover = cover_for_list(batch.clues.select_related("latest__bundle"))
    values = {"batch": batch, "found": preview(batch, lines), "on": on, "cover": cover}
    return render(request, "clues/annex.html", values)


@require_POST
@page(Right.JUDGE_CLUES)
def keep_annex(request: DeskRequest, number: str) -> HttpResponse:
    """Keep the annex that was previewed."""
    batch = _sought(request, number)
    held = request.session.pop(_key(batch), None)
    if held is None:
        messages.error(
            request, t("预览已失效，请重新上传。", "The preview is gone: upload it again.")
        )
        return redirect(_at(number))
    lines = [AnnexLine(**line) for line in held["lines"]]
    on = parse_date(held["on"]) or timezone.localdate()
    by, now = cast("Person", request.user), timezone.now()
    return done(
        request,
        lambda: answering.keep(batch, preview(batch, lines), on, by, now),
        _at(number),
        t("复函已保存，请逐条提出结论。", "Kept: now propose an outcome for each."),
    )


@require_POST
@page(Right.JUDGE_CLUES)
def accept_answer(request: DeskRequest, number: str, key: int) -> HttpResponse:
    """Let a later, different answer stand."""
    batch = _sought(request, number)
    answer = get_object_or_404(batch.answers.select_related("batch", "clue"), pk=key)
    by, now = cast("Person", request.user), timezone.now()
    word = t("已采用后一次答复。", "The later answer stands.")
    return done(request, lambda: answering.accept(answer, by, now), _at(number), word)


@require_POST
@page(Right.JUDGE_CLUES)
def propose_batch(request: DeskRequest, number: str) -> HttpResponse:
    """Propose the chosen outcomes."""
    batch = _sought(request, number)
    form = ProposeForm(request.POST, lines=lines_of(batch), model=batch.model)
    if form.is_valid() and (picked := form.choices()):
        said, by = form.cleaned_data, cast("Person", request.user)
        try:
            count = answering.propose(
                batch, picked, said["text"], by, timezone.now(), attested=said["attested"]
            )
        except Refused as refused:
            values = {**_values(request, batch, form), "problem": refused}
            return render(request, "clues/batch.html", values, status=422)
        word = t("已提请复核 {n} 条。", "{n} proposed for confirmation.", n=count)
        messages.success(request, word)
        return redirect(_at(number))
    if form.is_valid():
        messages.error(request, t("没有选择任何结论。", "No outcome was chosen."))
    return render(request, "clues/batch.html", _values(request, batch, form), status=422)


@require_POST
@page(Right.CONFIRM)
def confirm_batch(request: DeskRequest, number: str) -> HttpResponse:
    """Confirm every proposal of the batch as the page showed it."""
    batch, form = _sought(request, number), MoveForm({"revision": 0, **request.POST.dict()})
    shown = dict(
        one.split(":", 1) for one in request.POST.getlist("seen")[: batching.MOST] if ":" in one
    )
    revisions = {key: int(value) for key, value in shown.items() if value.isdecimal()}
    text = form.cleaned_data["reason"] if form.is_valid() else ""
    by, now = cast("Person", request.user), timezone.now()
    return done(
        request,
        lambda: answering.confirm(batch, revisions, by, now, text=text),
        _at(number),
        t("已复核同意整批结论。", "The whole list is confirmed."),
    )


def _sought(request: DeskRequest, number: str) -> Batch:
    batch = find_batch(cast("PersonAccess", request.access), number)
    if batch is None:
        out_of_reach(request, f"batch:{number[:12]}")
    return batch


def _key(batch: Batch) -> str:
    return f"annex:{batch.number}"


def _at(number: str) -> str:
    return f"/clues/batch/{number}/"
