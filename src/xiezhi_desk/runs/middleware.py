"""Two guards around every page: nothing too large comes in, a busy database loses nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.signals import got_request_exception
from django.shortcuts import render
from django.utils import translation

from xiezhi_desk.accounts.middleware import language_of
from xiezhi_desk.runs import busy
from xiezhi_desk.runs.store import LEAST_FREE
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

__all__ = ["BusyDatabase", "StrangersUpload", "UploadLimit"]

OVERHEAD = 1024 * 1024
"""What a form's other fields may add to the file."""


class UploadLimit:
    """Refuses a body by its announced length, before a byte of it is read or kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let pass, or say 413 (too large) or 507 (the disk is full)."""
        length, most = _length(request), _most(request)
        with translation.override(language_of(request)):
            if length > most + OVERHEAD:
                return _too_large(request, length, most)
            if length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE and _no_room(length):
                return _disk_full(request)
        return self.get_response(request)


class StrangersUpload:
    """What is large is not even read before it is known who sends it.

    It stands behind who signs in and before the form is parsed; the machine interface looks at its
    token before it parses anything. When the answer is made, nothing of an upload is left that no
    room has taken.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let pass, or say 413 to somebody who has not signed in."""
        length, most = _length(request), settings.REQUEST_LIMIT
        machine = request.path.startswith("/api/")
        if length > most + OVERHEAD and not machine and not request.user.is_authenticated:
            return _too_large(request, length, most)
        try:
            return self.get_response(request)
        finally:
            _forget(request)


class BusyDatabase:
    """Answers 503 with what was typed when the database is locked, instead of an error page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        got_request_exception.connect(busy.notice, dispatch_uid="xiezhi-busy")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request through."""
        response = self.get_response(request)
        if not busy.was(request):
            return response
        with translation.override(language_of(request)):
            return busy.answer(request)


def _forget(request: HttpRequest) -> None:
    """Remove what arrived and went nowhere, also the beginning of a file whose line broke."""
    for handler in getattr(request, "_upload_handlers", ()):
        file = getattr(handler, "file", None)
        if isinstance(file, TemporaryUploadedFile):
            file.close()


def _length(request: HttpRequest) -> int:
    text: Any = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if str(text).isdecimal() else 0


def _no_room(length: int) -> bool:
    return shutil.disk_usage(settings.HOME).free - length < LEAST_FREE


def _most(request: HttpRequest) -> int:
    large = request.path.rstrip("/") in {one.rstrip("/") for one in settings.LARGE_UPLOADS}
    return int(settings.UPLOAD_LIMIT if large else settings.REQUEST_LIMIT)


def _cure(request: HttpRequest) -> str:
    if request.path.startswith("/shelf/"):
        return t(
            "请按时间或地区拆成几份上传；或者由系统管理员在服务器上用命令行上架："
            "xiezhi shelf add 表名 文件。",
            "Upload it in parts, by time or place; or let the administrator load it on the server:"
            " xiezhi shelf add TABLE FILE.",
        )
    if request.path.startswith(("/runs/", "/api/")):
        return t(
            "请拆成几份上传；很大的卷宗包由系统管理员用命令“xiezhi-desk import 文件夹”导入。",
            "Upload it in parts; very large bundles are imported by the administrator with"
            " “xiezhi-desk import FOLDER”.",
        )
    return t("请拆成几份上传。", "Upload it in parts.")


def _too_large(request: HttpRequest, length: int, most: int) -> HttpResponse:
    told = {
        "what": t("上传的内容太大，没有接收。", "The upload is too large; nothing was taken."),
        "where": "",
        "why": t(
            "大小 {n} MB，上限 {most} MB。", "It has {n} MB; the limit is {most} MB.",
            n=-(-length // (1024 * 1024)), most=most // (1024 * 1024),
        ),
        "cure": _cure(request),
    }  # fmt: skip
    return render(request, "runs/refused.html", {"problem": told}, status=413)


def _disk_full(request: HttpRequest) -> HttpResponse:
    told = {
        "what": t(
            "服务器磁盘空间不足，没有接收。", "The server's disk is full; nothing was taken."
        ),
        "where": "",
        "why": "",
        "cure": t(
            "请系统管理员清理磁盘后重试。", "Ask the system administrator to free space; try again."
        ),
    }
    return render(request, "runs/refused.html", {"problem": told}, status=507)
