"""A file is handed in, confirmed, and put into the queue; nothing is on the shelf before that."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db import transaction

from xiezhi_desk.audit.services import record
from xiezhi_desk.library import shelf as door
from xiezhi_desk.runs.arriving import kept
from xiezhi_desk.runs.services import start
from xiezhi_desk.runs.states import OPEN, JobKind
from xiezhi_desk.shelf.records import Upload
from xiezhi_desk.ui.numbers import new_number
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.runs.records import Job

__all__ = ["Handed", "confirm", "drop", "gone", "hand_in", "place_of", "seen_of", "works"]

FOLDER = "handed"


class Handed(NamedTuple):
    """Who delivered, and whether it is a folder of judgments."""

    provider: str
    documents: bool = False


def place_of(upload: Upload) -> Path:
    """Where the file lies."""
    return Path(settings.HOME) / upload.stored


def seen_of(upload: Upload) -> Path:
    """Where what was seen of it lies: samples too, so it goes with the file."""
    return Path(settings.HOME) / FOLDER / f"{upload.number}.seen"


def gone(upload: Upload) -> None:
    """Delete the file and what was seen of it."""
    place_of(upload).unlink(missing_ok=True)
    door.forget(seen_of(upload))


def works(upload: Upload) -> bool:
    """Whether a job is at work on it, or waits to be."""
    return upload.job is not None and upload.job.state in OPEN


def hand_in(file: UploadedFile[bytes], said: Handed, by: Person, now: datetime) -> Upload:
    """Keep a file until a person confirms what it is: streamed, hashed, whole or not at all.

    Raises:
        ValueError: The account belongs to no office.
    """
    if by.office is None:
        raise ValueError(t("账号没有所属院。", "The account belongs to no office."))
    name = PurePosixPath((file.name or "file").replace("\\", "/")).name[:200]
    number = new_number()
    stored = f"{FOLDER}/{number}/{name}"
    place = Path(settings.HOME) / stored
    place.parent.mkdir(mode=0o700, parents=True)
    try:
        digest, size = kept(file, place)
        upload = Upload(
            number=number,
            name=name,
            stored=stored,
            size=size,
            sha256=digest,
            provider=said.provider,
            documents=said.documents,
            by=by,
            office=by.office,
            at=now,
        )
        return _noted(upload, by, now)
    except BaseException:
        place.unlink(missing_ok=True)  # a full disk, a database away: nothing stays of it
        place.parent.rmdir()
        raise


def _noted(upload: Upload, by: Person, now: datetime) -> Upload:
    with transaction.atomic():
        upload.save()
        _told("shelf.handed_in", upload, by, now, sha256=upload.sha256)
    return upload


def confirm(upload: Upload, params: dict[str, Any], by: Person, now: datetime) -> Job:
    """Put a confirmed file into the queue; exactly once.

    Args:
        upload: The file.
        params: What ``services.loading`` needs: table, columns, terms, mode, coverage.
        by: Who confirmed it.
        now: The moment.

    Raises:
        ValueError: It is being loaded already, or was dropped.
    """
    with transaction.atomic():
        held = Upload.objects.select_for_update().get(pk=upload.pk)
        if held.state != Upload.State.OPEN:
            raise ValueError(
                t(
                    "这份文件已经在上架或已放弃。",
                    "The file is being loaded already, or was dropped.",
                )
            )
        kind = JobKind.READ if held.documents else JobKind.LOAD
        params = {**params, "upload": held.number}
        title = t("上架：{name}", "Load: {name}", name=held.name)
        job = start(kind, title, params, by=by, office=held.office, now=now)
        held.state, held.job, held.table = Upload.State.LOADING, job, params.get("table", "")
        held.save(update_fields=("state", "job", "table"))
        _told("shelf.confirmed", held, by, now, table=held.table, job=job.number)
    return job


def drop(upload: Upload, by: Person | None, now: datetime) -> None:
    """Forget a file that was not loaded: it is deleted, the record of it stays.

    Args:
        upload: The file.
        by: Who; None when nobody confirmed it for too long.
        now: The moment.

    Raises:
        ValueError: It is being looked at or loaded, or on the shelf.
    """
    with transaction.atomic():
        held = Upload.objects.select_for_update().get(pk=upload.pk)
        if held.state not in (Upload.State.OPEN, Upload.State.LOADING) or works(held):
            raise ValueError(
                t(
                    "文件已上架，或有任务正在处理它；要放弃请先停止任务。",
                    "It is on the shelf, or a job works on it: stop the job first to drop it.",
                )
            )
        held.state = Upload.State.DROPPED
        held.save(update_fields=("state",))
        _told("shelf.dropped", held, by, now)
    gone(upload)


def _told(action: str, upload: Upload, by: Person | None, now: datetime, **details: Any) -> None:
    record(by=by, action=action, thing=f"upload:{upload.number}", details=details, now=now)
