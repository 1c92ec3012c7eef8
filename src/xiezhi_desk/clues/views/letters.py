"""Papers taken out while verifying: a task's letter, a batch's letter and annex; each recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.audit.services import record
from xiezhi_desk.clues.access import may_act
from xiezhi_desk.clues.selectors.batches import find_batch
from xiezhi_desk.clues.selectors.headlines import headlines
from xiezhi_desk.clues.selectors.page import evidence_of, find, shown_clue
from xiezhi_desk.clues.selectors.tasks import find_task
from xiezhi_desk.clues.services.uncovering import uncovered
from xiezhi_desk.library.letters import (
    AnnexRow,
    Mark,
    Sender,
    batch_letter,
    verification_letter,
    write_annex,
)
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.ui.figures import moment
from xiezhi_desk.ui.numbers import new_number
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from datetime import date, datetime

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Batch
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["batch_docx", "batch_xlsx", "task_docx"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@page(Right.JUDGE_CLUES)
@limited("export")
def task_docx(request: DeskRequest, number: str) -> HttpResponse:
    """The verification request of a task; covered unless the clue is uncovered just now."""
    access, now = cast("PersonAccess", request.access), timezone.now()
    task = find_task(access, number)
    clue = find(access, task.clue.number) if task and task.clue else None
    if task is None or clue is None or not may_act(access, clue, Right.JUDGE_CLUES):
        out_of_reach(request, f"task:{number[:12]}")
    evidence = evidence_of(clue)
    bare = uncovered(clue, now, request.session)
    try:
        told = shown_clue(evidence, masked=not bare) if evidence else None
        if told is None:
            messages.error(
                request, t("没有可用的证据，不能生成函件。", "No evidence to write from.")
            )
            return redirect("clues:task", number=number)
        mark = _mark(request, now)
        letter = verification_letter(told, _sender(request, task.due), mark)
    except DoorError as error:
        return _problem(request, error, f"/clues/task/{number}/")
    _record(request, "letter.taken", f"task:{number}", f"clue:{clue.number}", mark, bare=bare)
    return _file(letter, DOCX, f"核查函-{number}.docx")


@require_GET
@page(Right.JUDGE_CLUES)
@limited("export")
def batch_docx(request: DeskRequest, number: str) -> HttpResponse:
    """The letter of a batch."""
    batch, mark = _batch(request, number), _mark(request, timezone.now())
    try:
        letter = batch_letter(
            batch.model,
            batch.organ,
            batch.clues.count(),
            f"核查清单-{number}.xlsx",
            replace(_sender(request, batch.due), contact=str(batch.made_by)),
            mark,
        )
    except DoorError as error:
        return _problem(request, error, f"/clues/batch/{number}/")
    _record(request, "letter.taken", f"batch:{number}", "", mark)
    return _file(letter, DOCX, f"核查函-{number}.docx")


@require_GET
@page(Right.JUDGE_CLUES)
@limited("export")
def batch_xlsx(request: DeskRequest, number: str) -> HttpResponse:
    """The annex of a batch, with columns for the organ's answer; persons stay covered."""
    batch, mark = _batch(request, number), _mark(request, timezone.now())
    clues = list(batch.clues.select_related("latest__bundle").order_by("case_number", "pk"))
    told = headlines(clues)
    rows = [
        AnnexRow(
            clue.number,
            clue.case_number,
            told[clue.pk].title or clue.act,
            told[clue.pk].affected,
            clue.occurred,
            clue.amount if clue.amount_type == "money" else None,
        )
        for clue in clues
    ]
    sheet = write_annex(f"{batch.organ} {batch.number}", rows, mark)
    _record(request, "annex.taken", f"batch:{number}", "", mark)
    return _file(sheet, XLSX, f"核查清单-{number}.xlsx")


def _batch(request: DeskRequest, number: str) -> Batch:
    """A batch of the person's own office, every clue of which they see: its maker's, a colleague's.

    Who confirms what a batch came to reads the letter first; only its maker sends and closes it.
    """
    batch = find_batch(cast("PersonAccess", request.access), number)
    if batch is None or batch.office_id != cast("Person", request.user).office_id:
        out_of_reach(request, f"batch:{number[:12]}")
    return batch


def _mark(request: DeskRequest, now: datetime) -> Mark:
    person = cast("Person", request.user)
    office = person.office.name if person.office else ""
    return Mark(f"{person}（{person.username}）", moment(now), new_number(), office)


def _sender(request: DeskRequest, due: date | None) -> Sender:
    person = cast("Person", request.user)
    office = person.office.name if person.office else ""
    return Sender(office, timezone.localdate(), due=due, contact=str(person))


def _record(
    request: DeskRequest, action: str, thing: str, within: str, mark: Mark, *, bare: bool = False
) -> None:
    record(
        by=cast("Person", request.user),
        action=action,
        thing=thing,
        within=within,
        details={"mark": mark.number, "bare": bare},
        now=timezone.now(),
        address=address_of(request),
    )


def _problem(request: DeskRequest, error: DoorError, to: str) -> HttpResponse:
    for problem in error.problems:
        said = problem.what, problem.cure
        messages.error(request, " ".join(one.zh if chinese() else one.en for one in said))
    return redirect(to)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
