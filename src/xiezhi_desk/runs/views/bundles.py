"""Bundles: the list, one bundle's card, checking it again, handing one in."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xiezhi_desk.audit.address import address_of
from xiezhi_desk.audit.services import record
from xiezhi_desk.library.bundles.sealed import is_sealed, unseal
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.runs import selectors, services
from xiezhi_desk.runs.arriving import kept
from xiezhi_desk.runs.forms import SIGNATURES, BundleFilter, ImportForm
from xiezhi_desk.runs.handling.importing import UPLOADS
from xiezhi_desk.runs.problems import of_library, said
from xiezhi_desk.runs.states import JobKind
from xiezhi_desk.runs.views.finding import access_of, bundle, paged, person_of, tabs
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["bundle_page", "bundles", "hand_in", "verify"]


@require_GET
@page(Right.SEE_MODELS)
def bundles(request: DeskRequest) -> HttpResponse:
    """The bundles of one's office and those below."""
    access, asked = access_of(request), BundleFilter.read(request.GET)
    found = selectors.bundles(access, model=asked["model"], signature=asked["signature"])
    return render(
        request,
        "runs/bundles.html",
        {
            "tabs": tabs(request, "bundles"),
            "form": BundleFilter(request.GET),
            "models": selectors.models_received(access),
            "model": asked["model"],
            "bundles": paged(found, asked["page"]),
            "signatures": SIGNATURES,
            "may_import": access.may(Right.IMPORT_BUNDLES),
        },
    )


@require_GET
@page(Right.SEE_MODELS)
def bundle_page(request: DeskRequest, number: str) -> HttpResponse:
    """One bundle: what it says about itself, the data behind it, whether it is whole."""
    one = bundle(request, number)
    record(
        by=person_of(request),
        action="bundle.opened",
        thing=f"bundle:{one.number}",
        now=timezone.now(),
        address=address_of(request),
    )
    return render(
        request,
        "runs/bundle.html",
        {
            "bundle": one,
            "counts": _counts(one.counts),
            "tables": selectors.tables_of(one),
            "faults": [said(fault) for fault in one.faults],
            "signature": SIGNATURES.get(one.signature, one.signature),
            "may_verify": access_of(request).may(Right.IMPORT_BUNDLES),
        },
    )


@require_POST
@page(Right.IMPORT_BUNDLES)
def verify(request: DeskRequest, number: str) -> HttpResponse:
    """Check sums and signature again."""
    one = bundle(request, number)
    faults = services.verify_bundle(one, person_of(request), timezone.now())
    if faults:
        messages.error(
            request, t("校验不通过，请看下方问题。", "The bundle is not whole; see below.")
        )
    else:
        messages.success(request, t("校验通过，内容完整。", "The bundle is whole."))
    return redirect("runs:bundle", one.number)


@require_http_methods(["GET", "POST"])
@page(Right.IMPORT_BUNDLES)
def hand_in(request: DeskRequest) -> HttpResponse:
    """Hand a bundle in: kept beside, imported by a job."""
    form = ImportForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        place = _keep(upload)
        try:
            place = _opened(place, form.cleaned_data["passphrase"])
        except DoorError as error:
            place.unlink(missing_ok=True)
            problems = [said(of_library(one)) for one in error.problems]
        else:
            person = person_of(request)
            assert person.office is not None  # noqa: S101  (who has this right has an office)
            job = services.start(
                JobKind.IMPORT,
                "导入卷宗包（页面上传）",
                {"path": str(place), "how": "page", "title_en": "Import a bundle (uploaded)"},
                by=person,
                office=person.office,
                now=timezone.now(),
            )
            return redirect("runs:job", job.number)
    values: dict[str, Any] = {"form": form, "problems": problems, "limit": settings.UPLOAD_LIMIT}
    return render(request, "runs/import.html", values, status=422 if problems else 200)


def _keep(upload: UploadedFile[Any]) -> Path:
    """Write an upload beside the desk's things, in pieces, under a name of our own."""
    folder = Path(settings.HOME) / UPLOADS
    folder.mkdir(mode=0o700, exist_ok=True)
    place = folder / secrets.token_hex(12)
    kept(upload, place)
    return place


def _opened(place: Path, passphrase: str) -> Path:
    """A sealed bundle opened at once, so that its passphrase need not be kept for the job.

    Raises:
        DoorError: A wrong passphrase or a changed byte.
    """
    if not is_sealed(place):
        return place
    folder = place.with_name(f"{place.name}.open")
    unseal(place, folder, passphrase)
    place.unlink()
    return folder


def _counts(counts: dict[str, int]) -> list[tuple[str, int]]:
    words = {
        "rows": t("读取行", "rows read"),
        "clues": t("线索", "clues"),
        "pending": t("待定", "pending"),
        "not_checkable": t("不可核查", "not checkable"),
        "excluded": t("已排除", "excluded"),
        "suppressed": t("暂不提示", "suppressed"),
    }
    return [(words.get(name, name), many) for name, many in counts.items()]
