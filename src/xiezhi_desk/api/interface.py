"""The machine interface: bundles in, clues and outcomes out, with tokens and the same rules."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja import File, NinjaAPI, Query, Status
from ninja import Path as InPath
from ninja.errors import HttpError, ValidationError
from ninja.files import UploadedFile
from ninja.security import HttpBearer

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.accounts.limits import allow
from xiezhi_desk.api.schemas import (
    BundleOut,
    ClueFilter,
    ClueOut,
    Clues,
    JobOut,
    Number,
    Outcomes,
    ProblemOut,
)
from xiezhi_desk.api.services import token_of
from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.services import record
from xiezhi_desk.cases.selectors.outcomes import counted
from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.states import State
from xiezhi_desk.runs import selectors as runs
from xiezhi_desk.runs.arriving import kept
from xiezhi_desk.runs.services import start
from xiezhi_desk.runs.states import JobKind
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.http import HttpResponse

    from xiezhi_desk.api.records import Token

__all__ = ["api"]


class Bearer(HttpBearer):
    """``Authorization: Bearer xzd_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token's row; None answers 401."""
        return token_of(token, timezone.now())


api = NinjaAPI(
    title="Xiezhi desk",
    version="1",
    description="Bundles in, clues and outcomes out. A token acts as its person: same rules.",
    auth=Bearer(),
    docs_url=None,
    urls_namespace="interface",
)

REFUSALS = {
    400: ProblemOut,
    401: ProblemOut,
    403: ProblemOut,
    404: ProblemOut,
    422: ProblemOut,
    429: ProblemOut,
}


def _token(request: HttpRequest, right: Right) -> tuple[Token, PersonAccess]:
    """Who asks, with the right and within the limit.

    Raises:
        HttpError: 403 without the right, 429 too often.
    """
    token = cast("Token", request.auth)  # type: ignore[attr-defined]
    often = allow("api", f"token:{token.pk}", now=timezone.now())
    if not often:
        raise HttpError(429, often.reason)
    access = PersonAccess(token.person)
    answer = access.may(right)
    if not answer:
        _told(request, token, "reach.forbidden", "api", path=request.path[:200])
        raise HttpError(403, answer.reason)
    return token, access


def _told(request: HttpRequest, token: Token, action: str, thing: str = "", **details: Any) -> None:
    record(
        by=token.person,
        action=action,
        thing=thing,
        details={"token": token.pk, **details},
        now=timezone.now(),
        address=address_of(request),
    )


@api.get("/clues", response={200: Clues, **REFUSALS}, summary="Clues within the person's reach")
def clues(request: HttpRequest, asked: Query[ClueFilter]) -> dict[str, Any]:
    """By rising internal order: ask again with ``after`` set to ``next`` until it is null."""
    token, access = _token(request, Right.SEE_CLUES)
    found = visible(access).filter(pk__gt=asked.after)
    tests = {
        "state": asked.state,
        "line": asked.line,
        "model": asked.model,
        "grade": asked.grade,
        "presence": asked.presence,
        "office__code": asked.office,
    }
    found = found.filter(**{name: value for name, value in tests.items() if value})
    if asked.changed_since is not None:
        since = asked.changed_since
        found = found.filter(Q(state_since__gte=since) | Q(last_seen__gte=since))
    rows = list(found.select_related("office", "matter").order_by("pk")[: asked.limit + 1])
    more = len(rows) > asked.limit
    rows = rows[: asked.limit]
    _told(request, token, "api.clues", count=len(rows))
    return {"clues": rows, "next": rows[-1].pk if more else None}


@api.get("/clues/{number}", response={200: ClueOut, **REFUSALS}, summary="One clue")
def clue(request: HttpRequest, number: InPath[Number]) -> Any:
    """A clue by its number; another office's is not there (recorded)."""
    token, access = _token(request, Right.SEE_CLUES)
    found = visible(access).select_related("office", "matter").filter(number=number).first()
    if found is None:
        _told(request, token, "reach.refused", f"clue:{number}")
        raise HttpError(404, t("没有这条线索。", "There is no such clue."))
    _told(request, token, "api.clue", f"clue:{number}")
    return found


@api.get("/outcomes", response={200: Outcomes, **REFUSALS}, summary="What came of founded matters")
def outcomes(
    request: HttpRequest, after: Query[int] = 0, limit: Query[int] = 100
) -> dict[str, Any]:
    """Documents of founded matters the person may see, each document of a matter once."""
    token, access = _token(request, Right.SEE_CASES)
    if not 0 <= after < 2**62 or not 1 <= limit <= 500:
        raise HttpError(422, "after: 0 … 2^62; limit: 1 … 500")
    seen = visible(access).filter(state=State.FOUNDED).values("matter")
    found = counted().filter(matter__in=seen, pk__gt=after).select_related("matter")
    rows = list(found.order_by("pk")[: limit + 1])
    more, rows = len(rows) > limit, rows[:limit]
    _told(request, token, "api.outcomes", count=len(rows))
    return {"outcomes": rows, "next": rows[-1].pk if more else None}


@api.get("/bundles", response={200: list[BundleOut], **REFUSALS}, summary="Bundles the desk has")
def bundles(request: HttpRequest) -> Any:
    """The last two hundred of the person's office and those below."""
    _, access = _token(request, Right.SEE_MODELS)
    return list(runs.bundles(access)[:200])


@api.post("/bundles", response={202: JobOut, **REFUSALS}, summary="Bring a bundle in")
def bring(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """A zip of one or more bundles; sums and signature are checked by a job."""
    token, _ = _token(request, Right.IMPORT_BUNDLES)
    if token.only_read:
        raise HttpError(403, t("该令牌只能读取。", "The token may only read."))
    if token.person.office is None:
        raise HttpError(403, t("账号没有所属院。", "The account belongs to no office."))
    if not (file.name or "").lower().endswith(".zip") or not file.size:
        raise HttpError(422, t("请送入 zip 卷宗包。", "Send a zip of bundles."))
    folder = Path(settings.HOME) / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    place = folder / f"{secrets.token_hex(12)}.zip"
    kept(file, place)
    title = t("接口导入卷宗包", "Import through the interface")
    params = {"path": str(place), "how": "page"}
    job = start(
        JobKind.IMPORT,
        title,
        params,
        by=token.person,
        office=token.person.office,
        now=timezone.now(),
    )
    _told(request, token, "api.bundle", f"job:{job.number}")
    return Status(202, job)


@api.get("/jobs/{number}", response={200: JobOut, **REFUSALS}, summary="How far a job is")
def job(request: HttpRequest, number: InPath[Number]) -> Any:
    """A job of the person's office."""
    _, access = _token(request, Right.SEE_MODELS)
    found = runs.job_of(access, number)
    if found is None:
        raise HttpError(404, t("没有这个任务。", "There is no such job."))
    return found


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A refusal in the form of every other problem."""
    return api.create_response(request, {"what": str(error)}, status=error.status_code)


@api.exception_handler(ValidationError)
def misread(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request that cannot be read: which parts, and why."""
    parts = "; ".join(
        f"{'.'.join(str(one) for one in part.get('loc', ()))}: {part.get('msg', '')}"
        for part in error.errors
    )
    what = t("请求读不懂。", "The request cannot be read.")
    return api.create_response(request, {"what": what, "why": parts}, status=422)
