"""The blind second reading: what waits, one to read, how often two people agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xiezhi_desk.audit.services import record
from xiezhi_desk.clues.forms.reading import ReadForm
from xiezhi_desk.clues.records import BlindReading
from xiezhi_desk.clues.selectors.page import evidence_of, shown_clue
from xiezhi_desk.clues.selectors.precision import agreement
from xiezhi_desk.clues.selectors.reading import readable
from xiezhi_desk.clues.services import blind
from xiezhi_desk.clues.views.refused import done, faults
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["read", "reading", "take"]


@require_GET
@page(Right.JUDGE_CLUES)
def reading(request: DeskRequest) -> HttpResponse:
    """The reading the person has begun, or how many wait."""
    access, by = cast("PersonAccess", request.access), cast("Person", request.user)
    begun = _begun(by)
    values: dict[str, Any] = {
        "waiting": readable(access).count() if begun is None else 0,
        "agreement": agreement(),
        "mine": BlindReading.objects.filter(reader=by, read_at__isnull=False).count(),
        "begun": begun,
        "share": blind.SHARE,
        "today": timezone.localdate(),
    }
    if begun is not None:
        clue = begun.decision.clue
        values |= {"clue": clue, "form": ReadForm(model=clue.model), **_told(begun)}
        record(by=by, action="clue.blind.opened", thing=f"clue:{clue.number}", now=timezone.now())
    return render(request, "clues/reading.html", values)


def _told(begun: BlindReading) -> dict[str, Any]:
    """The clue's evidence, masked; nothing of what was decided."""
    evidence = evidence_of(begun.decision.clue)
    try:
        return {"told": shown_clue(evidence, masked=True) if evidence else None, "problems": ()}
    except DoorError as error:
        return {"told": None, "problems": error.problems}


@require_POST
@page(Right.JUDGE_CLUES)
def take(request: DeskRequest) -> HttpResponse:
    """Begin the next reading, drawn by lot among those this person may read."""
    by = cast("Person", request.user)
    blind.take(by, timezone.now(), cast("PersonAccess", request.access))
    return redirect("clues:reading")


@require_POST
@page(Right.JUDGE_CLUES)
def read(request: DeskRequest) -> HttpResponse:
    """Keep what the reader found."""
    by, access = cast("Person", request.user), cast("PersonAccess", request.access)
    begun = _begun(by)
    if begun is None:
        return redirect("clues:reading")
    form = ReadForm(request.POST, model=begun.decision.clue.model)
    if not form.is_valid():
        faults(request, form)
        return redirect("clues:reading")
    said = form.cleaned_data
    return done(
        request,
        lambda: blind.read(
            begun, said["outcome"], said["why"], said["text"], by, timezone.now(), access
        ),
        "/clues/reading/",
        t("盲读已保存，谢谢。", "The reading is kept, thank you."),
    )


def _begun(by: Person) -> BlindReading | None:
    return (
        BlindReading.objects.select_related(
            "decision__clue__office", "decision__clue__latest__bundle"
        )
        .filter(reader=by, read_at=None, decision__stands=True)
        .first()
    )
