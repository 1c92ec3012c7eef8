"""One clue: why it was raised, what proves it, what was not checked; masked by default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.audit.selectors import PAGE_MARK
from xiezhi_desk.audit.services import record
from xiezhi_desk.clues.forms.page import ReasonForm
from xiezhi_desk.clues.selectors.covering import cover_of, keep_cover
from xiezhi_desk.clues.selectors.judged import has_right, judged
from xiezhi_desk.clues.selectors.page import (
    Evidence,
    evidence_of,
    find,
    same_organ,
    shown_clue,
    shown_document,
)
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.clues.services.uncovering import cover, uncover, uncovered
from xiezhi_desk.clues.slots import page_parts
from xiezhi_desk.clues.views.tabling import grids
from xiezhi_desk.clues.views.telling import drawn, facts_of, moments_of, reasons_of, word
from xiezhi_desk.library.letters import unseen
from xiezhi_desk.library.problems import DoorError, Problem, Title
from xiezhi_desk.ui.menu import address
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.audit.records import Entry
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.library.showing import Shown
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["clue_page", "cover_clue", "document_page", "print_clue", "sought", "uncover_clue"]


def sought(request: DeskRequest, number: str) -> Clue:
    """The clue of a number.

    Raises:
        Http404: It is not there for this person; that they asked is recorded.
    """
    clue = find(cast("PersonAccess", request.access), number)
    if clue is None:
        out_of_reach(request, f"clue:{number[:12]}")
    return clue


@require_GET
@page(Right.SEE_CLUES)
def clue_page(request: DeskRequest, number: str) -> HttpResponse:
    """The page of a clue; opening it is recorded."""
    clue, now = sought(request, number), timezone.now()
    access, today = cast("PersonAccess", request.access), timezone.localdate()
    bare = uncovered(clue, now, request.session)
    evidence = evidence_of(clue)
    told, problems = _told(evidence, masked=not bare)
    entry = _opened(request, "clue.opened", clue, bare=bare)
    cover = cover_of(clue, bare=bare, evidence=evidence, told=told)
    keep_cover(clue, cover)
    others, more = same_organ(access, clue)
    parts = {
        place: [
            {"template": part.template, "values": part.values(access, clue, today)}
            for part in page_parts
            if part.place == place
        ]
        for place in ("top", "content", "rail")
    }
    tables, of_law = grids(told)
    values = {
        "clue": clue,
        "told": told,
        "model": _model(clue, access),
        "reasons": reasons_of(told),
        "tables": tables,
        "law_tables": of_law,
        "problems": problems,
        "evidence": evidence,
        "bare": bare,
        "cover": cover,
        **_marks(entry),
        "may_export": access.may(Right.EXPORT),
        "may_uncover": not judged(access, clue).conflict and has_right(access, clue, Right.UNCOVER),
        "facts": facts_of(clue, told),
        "moments": moments_of(told),
        "drawing": drawn(told),
        "others": others,
        "more_others": more,
        "today": today,
        "parts": parts,
    }
    return render(request, "clues/clue.html", values)


@require_GET
@page(Right.SEE_CLUES)
def document_page(request: DeskRequest, number: str, doc_id: str) -> HttpResponse:
    """A document the clue cites, its places marked; masked like the clue."""
    clue, now = sought(request, number), timezone.now()
    bare = uncovered(clue, now, request.session)
    evidence, document = evidence_of(clue), None
    problems: tuple[Problem, ...] = ()
    if evidence is not None:
        try:
            document = shown_document(evidence, doc_id, masked=not bare)
        except DoorError as error:
            problems = error.problems
    if document is None and not problems:
        out_of_reach(request, f"document:{doc_id[:80]}")
    entry = _opened(request, "clue.document_opened", clue, bare=bare, document=doc_id)
    values = {
        "clue": clue,
        "document": document,
        "problems": problems,
        "bare": bare,
        **_marks(entry),
    }
    return render(request, "clues/document.html", values)


@require_POST
@page(Right.UNCOVER)
@limited("uncover")
def uncover_clue(request: DeskRequest, number: str) -> HttpResponse:
    """Show names and numbers of this clue for half an hour; asks why."""
    clue = sought(request, number)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        uncover(
            clue,
            cast("Person", request.user),
            timezone.now(),
            reason,
            access=cast("PersonAccess", request.access),
            session=request.session,
        )
    except Refused as refused:
        messages.error(request, f"{refused.what}{refused.why}{refused.cure}")
    else:
        messages.success(
            request,
            t(
                "已显示完整信息，30 分钟后恢复遮盖；本次查看已记入审计日志。",
                "Uncovered for 30 minutes; this was recorded in the trail.",
            ),
        )
    return redirect("clues:clue", number=number)


@require_POST
@page(Right.SEE_CLUES)
def print_clue(request: DeskRequest, number: str) -> HttpResponse:
    """The browser says that the page is being printed; recorded."""
    clue = sought(request, number)
    bare = uncovered(clue, timezone.now(), request.session)
    _opened(request, "clue.printed", clue, bare=bare)
    return HttpResponse(status=204)


@require_POST
@page(Right.SEE_CLUES)
def cover_clue(request: DeskRequest, number: str) -> HttpResponse:
    """Mask the clue again before the half hour is over."""
    cover(sought(request, number), request.session)
    return redirect("clues:clue", number=number)


def _told(evidence: Evidence | None, *, masked: bool) -> tuple[Shown | None, tuple[Problem, ...]]:
    if evidence is None:
        return None, ()
    try:
        return shown_clue(evidence, masked=masked), ()
    except DoorError as error:
        return None, error.problems


class _Model(NamedTuple):
    title: str
    version: str
    url: str


def _model(clue: Clue, access: PersonAccess) -> _Model:
    """The model in words, with the way to its page for who may read models."""
    bundle = clue.latest.bundle if clue.latest else None
    title = word(Title(bundle.title_zh, bundle.title_en)) if bundle else clue.model
    url = address("models:model", clue.model) if access.may(Right.SEE_MODELS) else ""
    return _Model(title or clue.model, clue.model_version, url)


def _marks(entry: Entry) -> dict[str, str]:
    """The mark of a page as it was shown this once: seen on paper, unseen in copied words."""
    number = f"{PAGE_MARK}{entry.number}"
    return {"mark": number, "sign": unseen(number)}


def _opened(request: DeskRequest, action: str, clue: Clue, *, bare: bool, **details: Any) -> Entry:
    """Who looked at what is answerable in one query."""
    return record(
        by=request.user if request.user.is_authenticated else None,
        action=action,
        thing=f"clue:{clue.number}",
        details={"bare": bare, **details} if bare or details else {},
        now=timezone.now(),
        address=address_of(request),
    )
