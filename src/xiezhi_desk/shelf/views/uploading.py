"""A file is handed in, its table chosen, its mapping confirmed, and a job loads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.accounts.limits import limited
from xiezhi_desk.audit.reach import out_of_reach
from xiezhi_desk.library import shelf as door
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.shelf.forms import ContractForm, CoverForm, UploadForm
from xiezhi_desk.shelf.looking import is_large, likely_of, suggestion_of
from xiezhi_desk.shelf.selectors import find_upload, uploads
from xiezhi_desk.shelf.services import Handed, ask_to_look, confirm, drop, hand_in
from xiezhi_desk.shelf.services.handing import works
from xiezhi_desk.shelf.views.framing import access_of, person_of, tabs
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.library.shelf import Suggestion
    from xiezhi_desk.shelf.records import Upload
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["choose", "confirm_mapping", "forget", "handed", "look", "upload"]


@require_GET
@page(Right.LOAD_DATA)
def handed(request: DeskRequest) -> HttpResponse:
    """Files handed in by the office."""
    found = uploads(access_of(request))[:100]
    return render(
        request, "shelf/uploads.html", {"tabs": tabs(request, "uploads"), "uploads": found}
    )


@require_http_methods(["GET", "POST"])
@page(Right.LOAD_DATA)
@limited("upload")
def upload(request: DeskRequest) -> HttpResponse:
    """Hand in a file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        handed_in = Handed(said["provider"], said["documents"])
        kept = hand_in(said["file"], handed_in, person_of(request), timezone.now())
        if kept.documents:
            job = confirm(kept, {}, person_of(request), timezone.now())
            return redirect("runs:job", number=job.number)
        if is_large(kept):
            job = ask_to_look(kept, person_of(request), timezone.now())
            return redirect("runs:job", number=job.number)
        return redirect("shelf:choose", number=kept.number)
    most = settings.UPLOAD_LIMIT
    values = {"form": form, "limit": most, "limit_mb": most // 2**20}
    return render(request, "shelf/upload.html", values, status=422 if form.errors else 200)


@require_GET
@page(Right.LOAD_DATA)
def choose(request: DeskRequest, number: str) -> HttpResponse:
    """Which standard table a file is: the likely ones first."""
    kept = _sought(request, number)
    if is_large(kept) and kept.job is not None and works(kept):
        return redirect("runs:job", number=kept.job.number)
    likely: tuple[Any, ...] | None = ()
    problems: tuple[Any, ...] = ()
    try:
        likely = likely_of(kept)
    except DoorError as error:
        problems = error.problems
    values = {
        "upload": kept,
        "likely": likely,
        "unseen": likely is None,
        "tables": door.standard_tables() if likely is not None else (),
        "problems": problems,
    }
    return render(request, "shelf/choose.html", values)


@require_POST
@page(Right.LOAD_DATA)
@limited("upload")
def look(request: DeskRequest, number: str) -> HttpResponse:
    """Have a job look at a large file, or compare it with a table somebody chose."""
    kept, table = _sought(request, number), request.POST.get("table", "")
    if table:
        _standard(table)
    try:
        job = ask_to_look(kept, person_of(request), timezone.now(), table)
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("shelf:uploads")
    return redirect("runs:job", number=job.number)


@require_http_methods(["GET", "POST"])
@page(Right.LOAD_DATA)
def confirm_mapping(request: DeskRequest, number: str, table: str) -> HttpResponse:
    """Which title is which column, and under which contract; confirmed, a job loads it."""
    kept, now = _sought(request, number), timezone.now()
    try:
        found = suggestion_of(kept, table)
    except DoorError as error:
        values = {"upload": kept, "likely": (), "tables": (), "problems": error.problems}
        return render(request, "shelf/choose.html", values, status=422)
    if found is None:
        values = {"upload": kept, "unseen": True, "table": _standard(table)}
        return render(request, "shelf/choose.html", values)
    agreed = door.agreed(settings.WORKSPACE, table, kept.provider, timezone.localdate())
    contract = ContractForm(request.POST or None, initial={"frequency": "once"})
    cover = CoverForm(request.POST or None)
    if request.method == "POST":
        old = agreed is not None and request.POST.get("contract") == "agreed"
        if cover.is_valid() and (old or contract.is_valid()):
            terms = (
                {"provider": kept.provider, "id": agreed.id}
                if old and agreed is not None
                else contract.terms(kept.provider)
            )
            params = {
                "table": table,
                "columns": _columns(request, found),
                "terms": terms,
                **cover.params(),
            }
            door.ensure(settings.WORKSPACE, _owner(kept), str(person_of(request)), now.isoformat())
            try:
                job = confirm(kept, params, person_of(request), now)
            except ValueError as error:
                messages.error(request, str(error))
                return redirect("shelf:uploads")
            return redirect("runs:job", number=job.number)
    values = {
        "upload": kept,
        "found": found,
        "standard": _standard(table),
        "agreed": agreed,
        "contract": contract,
        "cover": cover,
    }
    status = 422 if contract.errors or cover.errors else 200
    return render(request, "shelf/confirm.html", values, status=status)


@require_POST
@page(Right.LOAD_DATA)
def forget(request: DeskRequest, number: str) -> HttpResponse:
    """Drop a file that was not loaded."""
    try:
        drop(_sought(request, number), person_of(request), timezone.now())
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("shelf:uploads")


def _owner(kept: Upload) -> str:
    """Whose shelf it is: the office at the top of the uploader's tree, unless it has an owner."""
    known = door.owner(settings.WORKSPACE)
    if known:
        return known
    office = kept.office
    while office.parent is not None:
        office = office.parent
    return office.name


def _columns(request: DeskRequest, found: Suggestion) -> dict[str, str]:
    """Title → column as the person chose; what the form lacks stays as suggested."""
    chosen: dict[str, str] = {}
    for place, one in enumerate(found.columns):
        chosen[one.source] = request.POST.get(f"column-{place}", one.column)
    return chosen


def _standard(table: str) -> Any:
    for one in door.standard_tables():
        if one.name == table:
            return one
    raise Http404


def _sought(request: DeskRequest, number: str) -> Upload:
    found = find_upload(access_of(request), number)
    if found is None:
        out_of_reach(request, f"upload:{number[:12]}")
    return found
